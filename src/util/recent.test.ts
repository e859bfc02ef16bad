import { expect, test } from 'vitest';
import { Recent } from './recent.ts';

test('counts what happened within the window and nothing older', () => {
  const recent = new Recent(60_000);
  expect(recent.count(0)).toBe(0);
  for (const time of [0, 10_000, 10_000, 50_000]) recent.add(time);
  expect(recent.count(59_999)).toBe(4);
  expect(recent.count(60_000)).toBe(3);
  recent.add(100_000);
  expect(recent.count(100_000)).toBe(2);
  expect(recent.count(1_000_000)).toBe(0);
});
