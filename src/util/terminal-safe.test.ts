import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breakWord, columnsOf, graphemesOf, terminalSafe, wrapText } from './terminal-safe.ts';

describe('terminalSafe', () => {
  test.each([
    ['plain text stays', 'Hei på deg, 世界 👋🏽!', 'Hei på deg, 世界 👋🏽!'],
    ['an escape sequence shows', 'a\u001b[2Jb', 'a\ufffd[2Jb'],
    ['an 8-bit control shows', 'a\u009b2Jb', 'a\ufffd2Jb'],
    ['carriage return and backspace cannot overwrite', 'Ann: hi\rBen: no\b\b', 'Ann: hi Ben: no\ufffd\ufffd'],
    ['bidirectional overrides show', 'a\u202egnp.exe', 'a\ufffdgnp.exe'],
    ['line ends and tabs are spaces', 'a\r\nb\nc\td\u2028e', 'a b c d e'],
    ['half a surrogate pair is replaced', 'a\ud83d', 'a\ufffd'],
  ])('%s', (_, text, safe) => {
    expect(terminalSafe(text)).toBe(safe);
  });

  test('nothing it returns can steer a terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(terminalSafe(text)).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/u,
        );
      }),
    );
  });
});

describe('wrapping', () => {
  test('breaks between words', () => {
    expect(wrapText('the quick brown fox', 10)).toEqual(['the quick', 'brown fox']);
  });
  test('breaks a word that is too long, and wide characters by their width', () => {
    expect(wrapText('a 世界世界 b', 5)).toEqual(['a', '世界', '世界', 'b']);
  });
  test('loses nothing and keeps to the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, columns) => {
        const safe = terminalSafe(text);
        const pieces = breakWord(safe, columns);
        expect(pieces.join('')).toBe(safe);
        // Some characters are wider than a narrow terminal; they stand alone.
        const wide = pieces.filter((piece) => graphemesOf(piece).length > 1 && columnsOf(piece) > columns);
        expect(wide).toEqual([]);
        expect(wrapText(safe, columns).join('').replaceAll(' ', '')).toBe(safe.replaceAll(' ', ''));
      }),
    );
  });
});
