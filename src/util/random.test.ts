import { expect, test } from 'vitest';
import { pick, seededRandom, seedFor } from './random.ts';

test('the same seed gives the same numbers, another seed others, all from 0 up to 1', () => {
  const numbers = (seed: number) => Array.from({ length: 1000 }, seededRandom(seed));
  expect(numbers(7)).toEqual(numbers(7));
  expect(numbers(7)).not.toEqual(numbers(8));
  expect(numbers(7).every((number) => number >= 0 && number < 1)).toBe(true);
});

test('everyone has a seed of their own in every run, and the same again', () => {
  const names = ['Host', 'Art_Bot', 'Sport_Bot', 'Tea_Bot', 'Tea_Bit', '世界'];
  const seeds = [0, 1, 7, 2 ** 32 - 1].flatMap((run) => names.map((name) => seedFor(run, name)));
  expect(new Set(seeds).size).toBe(seeds.length);
  expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
  expect(seedFor(0, 'a')).toBe(0xe40c292c);
});

test('one of nothing cannot be picked', () => {
  expect(pick(() => 0.99, ['a', 'b'])).toBe('b');
  expect(() => pick(() => 0, [])).toThrow(RangeError);
});
