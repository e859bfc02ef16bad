import { expect, test } from 'vitest';
import { celsiusOf, rainIn, temperatureIn, temperaturesIn, unitSystems, windIn } from './units.ts';

const { metric, imperial } = unitSystems;

test('degrees are whole, without a minus before nothing', () => {
  expect(temperatureIn(-0.4, metric)).toBe('0 °C');
  expect(temperatureIn(-40, imperial)).toBe('-40 °F');
  expect(temperatureIn(20, imperial)).toBe('68 °F');
  expect(temperaturesIn(1.6, 2.4, metric)).toBe('2 °C');
  expect(temperaturesIn(-3, 4, metric)).toBe('-3 to 4 °C');
  expect(celsiusOf(50, '°F')).toBeCloseTo(10);
  expect(celsiusOf(50, '°C')).toBe(50);
});

test('wind and rain', () => {
  expect(windIn(10, metric)).toBe('10 m/s');
  expect(windIn(10, imperial)).toBe('22 mph');
  expect(windIn(10, { ...metric, wind: 'km/h' })).toBe('36 km/h');
  expect(windIn(10, { ...metric, wind: 'knots' })).toBe('19 knots');
  expect(rainIn(0.44, metric)).toBe('0.4 mm');
  expect(rainIn(12.7, imperial)).toBe('0.5 in');
});
