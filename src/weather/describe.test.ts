import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  beaufort,
  compassWord,
  creditLine,
  feelsLike,
  localStamp,
  placeLabel,
  skyWord,
  warmthWord,
} from './describe.ts';
import type { Place } from './types.ts';

const paris: Place = {
  name: 'Paris',
  admin: 'Île-de-France',
  country: 'France',
  countryCode: 'FR',
  lat: 48.85,
  lon: 2.35,
  altitude: 42,
  population: 2_138_551,
  timeZone: 'Europe/Paris',
};

test.each([
  [0, 'clear'],
  [9.9, 'clear'],
  [10, 'mostly clear'],
  [50, 'partly cloudy'],
  [65, 'mostly cloudy'],
  [92, 'overcast'],
  [100, 'overcast'],
])('%d %% of the sky in cloud is %s', (cloud, word) => {
  expect(skyWord(cloud)).toBe(word);
});

test.each([
  [20.1, 'hot'],
  [20, 'not cold'],
  [10.1, 'not cold'],
  [10, 'cold'],
  [0, 'cold'],
  [-0.1, 'very cold'],
])('%d °C is %s', (temperature, word) => {
  expect(warmthWord(temperature)).toBe(word);
});

test.each([
  [-1, 0, 'calm'],
  [0, 0, 'calm'],
  [0.3, 1, 'light air'],
  [5.4, 3, 'gentle breeze'],
  [5.5, 4, 'moderate breeze'],
  [17.2, 8, 'gale'],
  [24.4, 9, 'strong gale'],
  [32.7, 12, 'hurricane'],
  [90, 12, 'hurricane'],
])('%d m/s is Beaufort %d, %s', (wind, force, word) => {
  expect(beaufort(wind)).toEqual({ force, word });
});

describe('how warm it feels', () => {
  test('is by the tables of the weather services', () => {
    expect(feelsLike(32.2, 70, 2)).toBeCloseTo(41, 0); // 90 °F, 70 % -> 106 °F
    expect(feelsLike(-10, 80, 20 / 3.6)).toBeCloseTo(-18, 0); // Environment Canada: -10 °C, 20 km/h -> -18
  });
  test('is the temperature where neither heat nor wind matters or is known', () => {
    expect(feelsLike(18, 90, 12)).toBe(18);
    expect(feelsLike(5, 90, 1.33)).toBe(5);
    expect(feelsLike(30, 40, 1)).toBe(30);
    expect(feelsLike(30, null, null)).toBe(30);
  });
  test('is never warmer by wind nor cooler by damp', () => {
    const temperature = fc.double({ min: -60, max: 50, noNaN: true });
    const wind = fc.double({ min: 0, max: 60, noNaN: true });
    fc.assert(
      fc.property(
        temperature,
        fc.double({ min: 0, max: 100, noNaN: true }),
        wind,
        (warmth, humidity, speed) => {
          const felt = feelsLike(warmth, humidity, speed);
          if (warmth < 10) expect(felt).toBeLessThanOrEqual(warmth);
          if (warmth > 26) expect(felt).toBeGreaterThanOrEqual(warmth);
        },
      ),
    );
  });
});

describe('the label of a place', () => {
  test('names the country, and the state where that is the custom', () => {
    expect(placeLabel(paris)).toBe('Paris, France');
    const texan = { ...paris, admin: 'Texas', country: 'United States', countryCode: 'US' };
    expect(placeLabel(texan)).toBe('Paris, Texas, United States');
    expect(placeLabel({ ...texan, admin: null })).toBe('Paris, United States');
  });
  test('names the division when a namesake lies in the same country', () => {
    const main = {
      ...paris,
      name: 'Frankfurt am Main',
      admin: 'Hesse',
      country: 'Germany',
      countryCode: 'DE',
    };
    const oder = { ...main, name: 'Frankfurt (Oder)', admin: 'Brandenburg' };
    expect(placeLabel(main, [main, oder, paris])).toBe('Frankfurt am Main, Hesse, Germany');
    expect(placeLabel(main, [main, paris])).toBe('Frankfurt am Main, Germany');
  });
  test('says nothing twice', () => {
    const singapore = { ...paris, name: 'Singapore', admin: null, country: 'Singapore', countryCode: 'SG' };
    expect(placeLabel(singapore)).toBe('Singapore');
  });
});

describe('the credit', () => {
  const issuedAt = Date.UTC(2026, 2, 29, 12, 10);
  const forecast = { place: paris, issuedAt, staleSince: null, steps: [] };
  const hour = 3_600_000;

  test('names both sources, their licence and the local time of issue', () => {
    expect(localStamp(issuedAt, 'Europe/Paris')).toBe('2026-03-29 14:10');
    expect(creditLine([forecast], issuedAt + hour)).toBe(
      'Data from MET Norway (CC BY 4.0), issued 14:10; places: GeoNames (CC BY 4.0).',
    );
  });
  test('names the day where it is not today', () => {
    expect(creditLine([forecast], issuedAt + 10 * hour)).toContain('issued 2026-03-29 14:10;');
  });
  test('of several forecasts names the oldest, in UTC where clocks differ', () => {
    const newer = { ...forecast, issuedAt: issuedAt + hour };
    expect(creditLine([newer, forecast], issuedAt + hour)).toContain('issued 14:10;');
    const tokyo = { ...forecast, place: { ...paris, timeZone: 'Asia/Tokyo' } };
    expect(creditLine([forecast, tokyo], issuedAt + hour)).toContain('issued 12:10 UTC;');
  });
});

test.each([
  [0, 'north'],
  [44, 'north-east'],
  [180, 'south'],
  [225, 'south-west'],
  [350, 'north'],
  [-90, 'west'],
])('wind from %i degrees is from the %s', (degrees, word) => {
  expect(compassWord(degrees)).toBe(word);
});
