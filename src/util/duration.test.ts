import { expect, test } from 'vitest';
import { durationMs } from './duration.ts';

test.each([
  ['90s', 90_000],
  ['1.5h', 5_400_000],
  ['5m', 300_000],
  ['250ms', 250],
  ['2d', 172_800_000],
  ['0s', 0],
  ['5', null],
  ['5 m', null],
  ['-5m', null],
  ['5minutes', null],
  ['1e3s', null],
  ['', null],
])('%s', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});
