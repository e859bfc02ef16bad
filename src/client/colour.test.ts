import { expect, test } from 'vitest';
import { hueCount, hueOf } from './colour.ts';

test('a name has one colour, however it is written', () => {
  expect(hueOf('ANN')).toBe(hueOf('ann'));
  expect(hueOf('Zoe\u0308')).toBe(hueOf('Zo\u00eb'));
});

test('names spread over all colours', () => {
  const names = Array.from({ length: 600 }, (_, i) => `guest${i}`);
  const counts = new Map<number, number>();
  for (const name of names) counts.set(hueOf(name), (counts.get(hueOf(name)) ?? 0) + 1);
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: hueCount }, (_, i) => i));
  expect(Math.max(...counts.values())).toBeLessThan(100);
});
