import fc from 'fast-check';
import { expect, test } from 'vitest';
import { phrasesOf } from './phrases.ts';

test.each([
  ['new year', ['new', 'year']],
  ['"new year"', ['new year']],
  [' happy “new \n year” Ann ', ['happy', 'new year', 'Ann']],
  ['„gutes Neues“ «bonne année» ”gott nytt”', ['gutes Neues', 'bonne année', 'gott nytt']],
  ['"one"', ['one']],
  ['"" " " “”', []],
  ['5" "disk', ['5"', 'disk']],
  ['say("new year")', ['say("new', 'year")']],
  ['"number* OR', ['number*', 'OR']],
  ['"needle', ['needle']],
  ['old “needle in', ['old', 'needle', 'in']],
  ['"', ['"']],
  ['-5 degrees', ['-5', 'degrees']],
  ['', []],
])('%j', (text, phrases) => {
  expect(phrasesOf(text)).toEqual(phrases);
});

test('every letter is looked for, quotes or not', () => {
  const texts = fc
    .array(fc.constantFrom('"', '“', '”', 'a', 'b', ' ', '\n'))
    .map((letters) => letters.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      const letters = (some: string) => some.replace(/[^ab]/g, '');
      expect(letters(phrasesOf(text).join(''))).toBe(letters(text));
      for (const phrase of phrasesOf(text)) expect(phrase).toMatch(/^\S+( \S+)*$/);
    }),
  );
});
