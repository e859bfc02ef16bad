import { expect, test } from 'vitest';
import { firstFrom } from './first-from.ts';

test('the place of a row is found by its number', () => {
  const rows = [3, 3, 5, 8].map((seq) => ({ seq }));
  expect([0, 3, 4, 8, 9].map((seq) => firstFrom(rows, seq))).toEqual([0, 0, 2, 3, 4]);
});
