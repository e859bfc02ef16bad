import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecastBody } from '../../../test/met-forecast.ts';
import { parseForecast } from './parse.ts';

const hour = 3_600_000;
const issuedAt = Date.UTC(2026, 2, 29, 11, 51, 12);
const origin = { lat: 48.86, lon: 2.35, altitude: 42, issuedAt };

interface Body {
  properties: { meta: { units: Record<string, unknown> }; timeseries: { time: unknown; data: unknown }[] };
}
/** The ordinary body after `change`. */
function changed(change: (body: Body) => void): string {
  const body = JSON.parse(forecastBody({ temperature: 14, rain: 0.25, symbol: 'lightrain' }, origin)) as Body;
  change(body);
  return JSON.stringify(body);
}

describe('a body in the format of MET', () => {
  const forecast = parseForecast(changed(() => undefined))!;
  test('gives every step with its values', () => {
    expect(forecast.issuedAt).toBe(issuedAt);
    expect(forecast.steps).toHaveLength(89);
    expect(forecast.steps[0]).toEqual({
      time: Date.UTC(2026, 2, 29, 11),
      temperature: 14,
      cloud: 50,
      humidity: 70,
      wind: 3,
      windFrom: 225,
      next: { hours: 1, symbol: 'lightrain', precipitation: 0.3 },
    });
  });
  test('falls back from one hour to six, and to none on the last step', () => {
    expect(forecast.steps[59]!.next?.hours).toBe(1);
    expect(forecast.steps[60]!.next).toEqual({ hours: 6, symbol: 'lightrain', precipitation: 1.5 });
    expect(forecast.steps[88]!.next).toBeNull();
    expect(forecast.steps[61]!.time - forecast.steps[60]!.time).toBe(6 * hour);
  });
});

test('twelve hours, which have no amount, are used where there is nothing finer', () => {
  const body = changed(({ properties }) => {
    properties.timeseries[0]!.data = {
      instant: { details: {} },
      next_12_hours: { summary: { symbol_code: 'fog' } },
    };
  });
  expect(parseForecast(body)!.steps[0]!.next).toEqual({ hours: 12, symbol: 'fog', precipitation: null });
});

test.each([
  ['celsius', 50, 50],
  ['kelvin', 273.15, 0],
  ['fahrenheit', 50, 10],
  ['parsecs', 50, null],
  ['toString', 50, null],
  [7, 50, null],
  [undefined, 50, 50],
])('a temperature in %s: %d gives %s', (unit, value, expected) => {
  const body = changed(({ properties }) => {
    properties.meta.units['air_temperature'] = unit;
    properties.timeseries[0]!.data = {
      instant: { details: { air_temperature: value, cloud_area_fraction: 3 } },
    };
  });
  expect(parseForecast(body)!.steps[0]).toMatchObject({ temperature: expected, cloud: 3, next: null });
});

test('what is missing, of another type or impossible is unknown', () => {
  const details = {
    air_temperature: '14',
    cloud_area_fraction: 140,
    wind_speed: -1,
    relative_humidity: null,
  };
  const body = changed(({ properties }) => {
    properties.timeseries[0]!.data = { instant: { details }, next_1_hours: { summary: { symbol_code: 3 } } };
  });
  expect(parseForecast(body)!.steps[0]).toMatchObject({
    temperature: null,
    cloud: null,
    wind: null,
    humidity: null,
    windFrom: null,
    next: null,
  });
});

test('steps without a time are left out, and the others put in order', () => {
  const body = changed(({ properties }) => {
    properties.timeseries.reverse();
    properties.timeseries[0]!.time = 'tomorrow';
  });
  const times = parseForecast(body)!.steps.map(({ time }) => time);
  expect(times).toHaveLength(88);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test.each([
  ['', 'nothing'],
  ['<html></html>', 'a page'],
  ['[]', 'a list'],
  ['{"properties":{"timeseries":{}}}', 'no list of steps'],
  ['{"properties":{"timeseries":[{"time":"2026-03-29T12:00:00Z","data":{}}]}}', 'steps that say nothing'],
])('%s is no forecast (%s)', (body) => {
  expect(parseForecast(body)).toBeNull();
});

test('no JSON and no text makes it throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (text) => {
      parseForecast(text);
    }),
  );
  const step = fc.record({ time: fc.anything(), data: fc.oneof(fc.anything(), fc.object()) });
  const shaped = fc.record({ properties: fc.record({ meta: fc.anything(), timeseries: fc.array(step) }) });
  fc.assert(
    fc.property(shaped, (body) => {
      parseForecast(JSON.stringify(body, (_, value: unknown) => (typeof value === 'bigint' ? null : value)));
    }),
  );
});
