import { expect, test } from 'vitest';
import { comingsInWords } from './comings.ts';
import type { Coming } from './rows.ts';

/** `+Ann` came in, `-Ann` left, `Ann>Anna` is called Anna. */
function words(...steps: string[]): string {
  const entries = steps.map((step) => {
    const [nick, to] = step.replace(/^[+-]/, '').split('>');
    const type = step.startsWith('+') ? 'joined' : step.startsWith('-') ? 'left' : 'renamed';
    return { type, nick, to } as unknown as Coming;
  });
  return comingsInWords(entries);
}

test.each([
  [['+Ann'], 'Ann came in'],
  [['-Ann', '+Ben'], 'Ann left; Ben came in'],
  [['+Ann', '-Ann', '+Ben', '-Ben'], 'Ann and Ben came and went'],
  [['+Ann', '-Ann', '+Ann'], 'Ann came in'],
  [['-Ann', '+Ann', '-Ann'], 'Ann left'],
  [['-Ann', '+Ann', '+Ben', '+Cleo', '+Dan'], 'Ann left and came back; Ben, Cleo and Dan came in'],
  [['Ann>Anna'], 'Ann is now called Anna'],
  [['Ann>Anna', 'Anna>Annabel'], 'Ann is now called Annabel'],
  [['Ann>Anna', 'Ben>Bo'], 'Ann is now called Anna and Ben is now called Bo'],
  [['Ann>Anna', 'Anna>Ann'], 'Ann had another name for a while'],
  [['+Ann', 'Ann>Anna', 'Anna>Annabel'], 'Ann → Annabel came in'],
])('%j: %s', (steps, expected) => {
  expect(words(...steps)).toBe(expected);
});

test('of many people it is told how many, each counted once', () => {
  expect(words('+A', '+B', 'B>C', 'C>D', '+E', '-E', '-F', 'G>H', 'I>J', '-K', '+K')).toBe(
    '2 came in; 1 came and went; 1 left; 2 have other names; 1 left and came back',
  );
  expect(words('A>B', 'B>A', 'C>D', 'D>C', 'E>F', '+G', '+H')).toBe(
    '2 had other names for a while; 1 has another name; 2 came in',
  );
});
