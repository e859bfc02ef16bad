import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecastBody } from '../../test/met-forecast.ts';
import { wallClock } from '../util/local-time.ts';
import { parseForecast } from './met/parse.ts';
import { horizonMs, isWithinHorizon, rainBetween, stepAt, stepsBetween } from './steps.ts';
import type { Step } from './types.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 2, 28, 12);
const origin = { lat: 59.91, lon: 10.75, altitude: 26, issuedAt: start };
const steps = parseForecast(forecastBody({ rain: 0.5 }, origin))!.steps;
const oslo = wallClock('Europe/Oslo');

describe('the step that holds now', () => {
  test('is the first that is at most an hour old', () => {
    expect(stepAt(steps, start)?.time).toBe(start);
    expect(stepAt(steps, start + hour)?.time).toBe(start);
    expect(stepAt(steps, start + hour + 1)?.time).toBe(start + hour);
  });
  test('is none when the forecast is over, or has not begun', () => {
    expect(stepAt(steps, start + 11 * 24 * hour)).toBeNull();
    expect(stepAt(steps, start - 7 * hour)).toBeNull();
    expect(stepAt([], start)).toBeNull();
  });
});

describe('the steps of a local range', () => {
  test('are by the clocks of the place', () => {
    const evening = stepsBetween(steps, '2026-03-28T18:00', '2026-03-28T21:00', oslo);
    expect(evening.map(({ time }) => (time - start) / hour)).toEqual([5, 6, 7]);
  });
  test('know that the clocks go forward: the 29th has 23 hours', () => {
    expect(stepsBetween(steps, '2026-03-29T00:00', '2026-03-30T00:00', oslo)).toHaveLength(23);
  });
  test('are the one before, when the range falls between two', () => {
    const [only, ...others] = stepsBetween(steps, '2026-04-03T10:00', '2026-04-03T11:00', oslo);
    expect(others).toEqual([]);
    expect(new Date(only!.time).toISOString()).toBe('2026-04-03T06:00:00.000Z');
  });
  test('are none beyond the end', () => {
    expect(stepsBetween(steps, '2026-05-01T00:00', '2026-05-02T00:00', oslo)).toEqual([]);
    expect(stepsBetween(steps, '2026-03-01T00:00', '2026-03-02T00:00', oslo)).toEqual([]);
  });
});

test('nothing is told beyond nine days or the end of the forecast', () => {
  expect(isWithinHorizon(steps, start + horizonMs, start)).toBe(true);
  expect(isWithinHorizon(steps, start + horizonMs + 1, start)).toBe(false);
  expect(isWithinHorizon(steps.slice(0, 10), start + 20 * hour, start)).toBe(false);
  expect(isWithinHorizon([], start, start)).toBe(false);
});

describe('rain', () => {
  test('over hours and over days adds up what falls in each hour', () => {
    expect(rainBetween(steps, start, start + 6 * hour)?.millimetres).toBeCloseTo(3);
    expect(rainBetween(steps, start, start + 72 * hour)).toEqual({
      millimetres: 36,
      from: start,
      to: start + 72 * hour,
    });
  });
  test('says what it covers where MET tells only six hours', () => {
    const from = start + 61 * hour;
    expect(rainBetween(steps, from, from + hour)).toEqual({
      millimetres: 3,
      from: from - hour,
      to: from + 5 * hour,
    });
  });
  test('is unknown where MET is silent, not none', () => {
    expect(rainBetween(steps, start - 24 * hour, start)).toBeNull();
    expect(
      rainBetween(
        steps.map((step) => ({ ...step, next: null })),
        start,
        start + hour,
      ),
    ).toBeNull();
  });
  test('never counts an hour twice', () => {
    const block = fc.record({ at: fc.integer({ min: 0, max: 60 }), hours: fc.constantFrom(1, 6, 12) });
    fc.assert(
      fc.property(
        fc.array(block),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        (blocks, at, length) => {
          const odd = blocks
            .map(({ at: index, hours }): Step => ({
              ...steps[0]!,
              time: start + index * hour,
              next: { hours, symbol: null, precipitation: hours },
            }))
            .sort((one, other) => one.time - other.time);
          const sum = rainBetween(odd, start + at * hour, start + (at + length) * hour);
          if (sum !== null) expect(sum.millimetres).toBeLessThanOrEqual((sum.to - sum.from) / hour);
        },
      ),
    );
  });
});
