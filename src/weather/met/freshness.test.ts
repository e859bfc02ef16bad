import { describe, expect, test } from 'vitest';
import { expiryOf, httpDate, retryAfter } from './freshness.ts';

const now = Date.UTC(2026, 2, 29, 12);
const minute = 60_000;
const at = (ms: number): string => new Date(now + ms).toUTCString();
const noChance = (): number => 0;

describe('an answer expires', () => {
  test.each([
    ['when it says', at(20 * minute), at(0), 20],
    ['so long after it was sent as it says, whatever our clock shows', at(80 * minute), at(60 * minute), 20],
    ['by our clock where MET tells no time', at(20 * minute), undefined, 20],
    ['after two hours at most', at(500 * minute), at(0), 120],
    ['after half an hour where it does not say', undefined, at(0), 30],
    ['after half an hour where it was over when sent', at(0), at(0), 30],
    ['after half an hour where it says nonsense', '-1', at(0), 30],
  ])('%s', (_, expires, date, minutes) => {
    expect(expiryOf(expires, date, now, noChance)).toBe(now + minutes * minute);
  });
  test('a little later by chance where it does not say', () => {
    expect(expiryOf(undefined, undefined, now, () => 0.5)).toBe(now + 32.5 * minute);
  });
});

test.each([
  ['120', 120_000],
  ['0', 1000],
  [' 5 ', 5000],
  ['999999999', 24 * 60 * minute],
  [at(10 * minute), 10 * minute],
  [at(-10 * minute), null],
  ['soon', null],
  ['-5', null],
  ['', null],
  [undefined, null],
])('Retry-After %j asks for %s ms', (value, wait) => {
  expect(retryAfter(value, now)).toBe(wait);
});

test.each([
  '2026-03-29',
  'Sun, 29 Mar 2026',
  'Sun, 99 Mar 2026 12:00:00 GMT',
  'Sun Mar 29 2026 12:00:00',
  '',
])('%j is no date of HTTP', (text) => {
  expect(httpDate(text)).toBeNull();
});
