import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, lengthUpTo } from './text.ts';

describe('cleanText', () => {
  it.each([
    ['plain text, æøå, 李雷, 👩‍👩‍👧', 'plain text, æøå, 李雷, 👩‍👩‍👧'],
    ['a\tb', 'a b'],
    ['a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['\u001b[2J\u0007bell', '[2Jbell'],
    ['\u009b31mred', '31mred'],
    ['abc\u202etxt.exe\u202c', 'abctxt.exe'],
    ['\u2066x\u2069', 'x'],
    ['half \ud83d', 'half \ufffd'],
  ])('makes %j %j', (typed, clean) => {
    expect(cleanText(typed)).toBe(clean);
  });

  it('leaves nothing that moves a cursor or turns text around, and changes nothing twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const clean = cleanText(typed);
        expect(clean.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u);
        expect(cleanText(clean)).toBe(clean);
        expect(clean.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('lengthUpTo', () => {
  it('counts characters as far as they matter', () => {
    expect(lengthUpTo('abc', 5)).toBe(3);
    expect(lengthUpTo('👍👍👍', 5)).toBe(3);
    expect(lengthUpTo('👍👍👍', 3)).toBe(3);
    expect(lengthUpTo('👍'.repeat(9), 3)).toBe(4);
  });
});
