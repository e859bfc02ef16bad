import { describe, expect, test } from 'vitest';
import { momentWords, rangeWords, shortDayOf, spansDays } from './when.ts';

/** A Monday. */
const now = { year: 2026, month: 11, day: 30, hour: 9, minute: 30 };

describe('a range in words', () => {
  test.each([
    ['2026-11-30T00:00', '2026-12-01T00:00', 'today'],
    ['2026-12-01T00:00', '2026-12-02T00:00', 'tomorrow'],
    ['2026-12-04T00:00', '2026-12-05T00:00', 'on Friday 4 December'],
    ['2026-12-01T15:00', '2026-12-01T16:00', 'at 15:00 tomorrow'],
    ['2026-12-01T18:00', '2026-12-02T00:00', 'tomorrow from 18:00 to 24:00'],
    ['2026-12-01T06:00', '2026-12-01T12:00', 'tomorrow from 06:00 to 12:00'],
    ['2026-11-30T18:00', '2026-12-01T06:00', 'tonight'],
    ['2026-12-01T18:00', '2026-12-02T06:00', 'tomorrow from 18:00 to 06:00'],
    ['2026-12-05T00:00', '2026-12-07T00:00', 'from Saturday 5 to Sunday 6 December'],
    ['2026-11-30T09:30', '2026-12-03T09:30', 'from Monday 30 November to Thursday 3 December'],
  ])('%s to %s: %s', (from, to, words) => {
    expect(rangeWords({ from, to }, now)).toBe(words);
  });
});

test('a moment, a day and what is told day by day', () => {
  expect(momentWords('2026-12-31T07:00', now)).toBe('at 07:00 on Thursday 31 December');
  expect(shortDayOf('2026-12-05T00:00')).toBe('Sat 5');
  expect(spansDays({ from: '2026-11-30T18:00', to: '2026-12-01T18:00' })).toBe(false);
  expect(spansDays({ from: '2026-11-30T18:00', to: '2026-12-01T19:00' })).toBe(true);
});
