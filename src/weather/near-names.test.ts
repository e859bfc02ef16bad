import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOneSlipApart, mayBeMisspelt, remainsOf } from './near-names.ts';

test.each([
  ['trondhiem', 'trondheim', true],
  ['begren', 'bergen', true],
  ['londn', 'london', true],
  ['londonn', 'london', true],
  ['lomdon', 'london', true],
  ['newyork', 'new york', true],
  ['london', 'london', false],
  ['lnodno', 'london', false],
  ['ab', 'cd', false],
  ['abc', 'cba', false],
  ['', 'a', true],
])('%s and %s are one slip apart: %s', (a, b, expected) => {
  expect(isOneSlipApart(a, b)).toBe(expected);
  expect(isOneSlipApart(b, a)).toBe(expected);
});

test('names of four letters are not guessed at', () => {
  expect(mayBeMisspelt('oslo')).toBe(false);
  expect(mayBeMisspelt('st ab')).toBe(false);
  expect(mayBeMisspelt('paris')).toBe(true);
});

describe('what is left of a name', () => {
  const letters = fc.constantFrom('a', 'b', 'c', 'd', ' ');
  const name = fc.string({ unit: letters, minLength: 1, maxLength: 9 });

  test('is shared by every two names that are one slip apart', () => {
    fc.assert(
      fc.property(name, fc.nat(8), letters, fc.nat(3), (right, at, letter, slip) => {
        const i = Math.min(at, right.length - 1);
        const [head, rest] = [right.slice(0, i), right.slice(i + 1)];
        const here = right.charAt(i);
        const wrong = [
          head + rest,
          head + letter + rest,
          head + letter + here + rest,
          head + rest.charAt(0) + here + rest.slice(1),
        ][slip]!;
        expect(isOneSlipApart(right, wrong)).toBe(right !== wrong);
        const shared = remainsOf(wrong).filter((remains) => remainsOf(right).includes(remains));
        expect(shared.length).toBeGreaterThan(0);
      }),
    );
  });
});
