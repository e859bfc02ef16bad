import { expect, test } from 'vitest';
import { isoOf, wallClock } from './local-time.ts';

const at = (zone: string, iso: string) => isoOf(wallClock(zone)(Date.parse(iso)));

test('reads the clocks of a zone, midnight as 00 and summer time as it is there', () => {
  expect(at('Europe/Oslo', '2026-01-05T23:00Z')).toBe('2026-01-06T00:00');
  expect(at('Europe/Oslo', '2026-07-05T23:05Z')).toBe('2026-07-06T01:05');
  expect(at('Asia/Kolkata', '2026-01-05T12:00Z')).toBe('2026-01-05T17:30');
  expect(at('America/Chicago', '2026-01-01T03:00Z')).toBe('2025-12-31T21:00');
});

test('reads UTC for a zone that nobody knows', () => {
  expect(at('Mars/Olympus', '2026-01-05T12:34Z')).toBe('2026-01-05T12:34');
});

test('UTC is what the formatter of a zone without an offset says', () => {
  for (const time of [
    0,
    Date.UTC(2026, 1, 28, 23, 59, 59, 999),
    Date.UTC(1969, 11, 31, 12),
    Date.UTC(2024, 1, 29),
  ]) {
    expect(wallClock('UTC')(time)).toEqual(wallClock('Etc/GMT')(time));
  }
});
