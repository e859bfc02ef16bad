import { describe, expect, test } from 'vitest';
import { hourly, step } from '../../../test/kits/sky.ts';
import type { Condition } from '../../understanding/types.ts';
import { isoOf, wallClock } from '../../util/local-time.ts';
import { unitSystems } from '../../weather/units.ts';
import { figureFor, temperatureFigure } from './figures.ts';
import { holds, outlookOf, stretchOf } from './outlook.ts';

const noon = Date.UTC(2026, 0, 5, 12);
const hour = 3_600_000;
const utc = wallClock('UTC');
const range = (from: number, to: number) => ({
  from: isoOf(utc(noon + from * hour)),
  to: isoOf(utc(noon + to * hour)),
});
/** Two days by the hour, then four days in steps of six hours, as MET gives them. */
const steps = [
  ...hourly(noon, 48),
  ...Array.from({ length: 16 }, (_, i) =>
    step(noon + (48 + i * 6) * hour, { next: { hours: 6, symbol: 'rain', precipitation: 1.5 } }),
  ),
];
const end = noon + (48 + 15 * 6) * hour;

const so = (condition: Condition, text: string = condition) => ({ condition, text });

describe('a stretch', () => {
  const hoursOf = (from: number, to: number, now = noon) => {
    const stretch = stretchOf(steps, now, range(from, to), utc);
    return stretch.type === 'steps' ? stretch.steps.map(({ time }) => (time - noon) / hour) : stretch.type;
  };

  test('without a range is the step that holds now', () => {
    const stretch = stretchOf(steps, noon + 5.5 * hour, null, utc);
    expect(stretch).toMatchObject({ type: 'steps', now: true, steps: [{ time: noon + 5 * hour }] });
  });

  test('has its first hour and not its last', () => expect(hoursOf(3, 6)).toEqual([3, 4, 5]));
  test('leaves out what is over', () => expect(hoursOf(-12, 3, noon + 1.5 * hour)).toEqual([1, 2]));
  test('between two far steps is the one before', () => expect(hoursOf(62, 64)).toEqual([60]));
  test('that is this very hour is now', () => {
    expect(stretchOf(steps, noon, range(0, 1), utc)).toMatchObject({ now: true });
  });
  test('wholly over is past', () => expect(hoursOf(-30, -6)).toBe('past'));
  test('wholly after the end is beyond', () => expect(hoursOf(160, 170)).toBe('beyond'));

  test('that runs over the end tells where the end is', () => {
    expect(stretchOf(steps, noon, range(120, 200), utc)).toMatchObject({ type: 'steps', until: end });
    expect(stretchOf(steps, noon, range(0, 24), utc)).toMatchObject({ type: 'steps', until: null });
  });

  test('of an old forecast, or of none, is beyond', () => {
    expect(stretchOf(steps, end + 24 * hour, null, utc)).toEqual({ type: 'beyond', end });
    expect(stretchOf([], noon, null, utc)).toEqual({ type: 'beyond', end: noon });
  });
});

describe('an outlook', () => {
  test('adds rain up over hours and six-hour periods, no hour twice', () => {
    const overlapping = [0, 1, 2].map((i) =>
      step(noon + i * hour, { next: { hours: 2, symbol: 'rain', precipitation: 1 } }),
    );
    expect(outlookOf(overlapping)).toMatchObject({ precipitation: 2, hours: 4 });
    expect(outlookOf(steps.slice(48, 52))).toMatchObject({ precipitation: 6, hours: 24 });
  });

  test('of nothing is nothing, and nothing holds', () => {
    const none = outlookOf([]);
    expect(none).toMatchObject({
      coldest: null,
      warmest: null,
      cloud: null,
      wind: null,
      precipitation: null,
    });
    for (const condition of [
      'sun',
      'cloud',
      'rain',
      'snow',
      'wind',
      'storm',
      'fog',
      'thunder',
      'warm',
    ] as const) {
      expect(holds({ condition, text: condition }, none)).toBeNull();
      expect(figureFor(condition, none, unitSystems.metric)).toBeNull();
    }
  });

  test('rounds without a minus before nothing', () => {
    expect(temperatureFigure(outlookOf([step(noon, { temperature: -0.3 })]), unitSystems.metric)).toBe(
      '0 °C',
    );
  });

  test('a storm is wind or thunder; a heavy shower of sleet is both rain and snow', () => {
    const outlook = (symbol: string, wind = 3) =>
      outlookOf([step(noon, { wind, next: { hours: 1, symbol, precipitation: 4 } })]);
    expect(holds(so('storm'), outlook('rainandthunder'))).toBe(true);
    expect(holds(so('storm'), outlook('rain', 25))).toBe(true);
    expect(holds(so('storm'), outlook('rain'))).toBe(false);
    expect(holds(so('rain'), outlook('heavysleetshowers_day'))).toBe(true);
    expect(holds(so('snow'), outlook('heavysleetshowers_day'))).toBe(true);
    expect(holds(so('humidity'), outlook('rain'))).toBe(false);
  });

  test('hot wants more than warm, frost more than cold', () => {
    const at = (temperature: number) => outlookOf([step(noon, { temperature })]);
    expect([
      holds(so('warm'), at(18)),
      holds(so('warm', 'hot'), at(18)),
      holds(so('warm', 'hot'), at(21)),
    ]).toEqual([true, false, true]);
    expect([
      holds(so('cold'), at(4)),
      holds(so('cold', 'freezing'), at(4)),
      holds(so('cold', 'frost'), at(-1)),
    ]).toEqual([true, false, true]);
  });
});
