import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, hasAll, wordsOf } from './matching.ts';

const matches = (text: string, search: string) => hasAll(text, wordsOf(search));

describe('fold', () => {
  it.each([
    ['Ærø, ÅSE & Øyvind', 'aero, ase & oyvind'],
    ['Łódź, Đà Nẵng, Þór, ẞ', 'lodz, da nang, thor, ss'],
    ['ﬃ Ｆｕｌｌ ①', 'ffi full 1'],
    ['ΣΊΣΥΦΟΣ Σίσυφος', 'σισυφοσ σισυφοσ'],
    ['が か 한국어', 'が か 한국어'],
    ['İI', 'ii'],
  ])('%s', (text, folded) => {
    expect(fold(text)).toBe(folded);
    expect(fold(text.normalize('NFD'))).toBe(folded);
  });

  it('leaves nothing for a second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), fc.string({ unit: 'grapheme' }), (plain, any) => {
        expect(fold(plain)).toBe(plain.toLowerCase());
        // The quick way for ASCII and the long one for the rest say the same.
        expect(fold(`${plain} é`)).toBe(`${fold(plain)} e`);
        expect(fold(fold(any))).toBe(fold(any));
      }),
    );
  });
});

describe('wordsOf', () => {
  it('says each word once, and how it was written where that matters', () => {
    expect(wordsOf(' For  FOR før\n')).toEqual([
      { folded: 'for', written: null },
      { folded: 'for', written: 'før' },
    ]);
  });

  it('finds no word in white space and lone marks', () => {
    for (const text of ['', ' \t\u00a0\u2003', '\u0301', '\0']) expect(wordsOf(text)).toEqual([]);
  });
});

describe('hasAll', () => {
  it('takes words in quotes together, with any white space between', () => {
    expect(matches('Happy New Year!', '"new year"')).toBe(true);
    expect(matches('Happy New\n  Year!', '“new year”')).toBe(true);
    expect(matches('a year that is new', '"new year"')).toBe(false);
    expect(matches('newyear', '"new year"')).toBe(false);
    expect(matches('happy new year, Åse', 'ase "NEW  year"')).toBe(true);
    expect(matches('happy new year, Ase', 'åse "new year"')).toBe(false);
    expect(matches('godt nytt år', '"nytt ar"')).toBe(true);
    expect(matches('godt nytt ar', '"nytt år"')).toBe(false);
  });

  it('takes a word with marks as it is written, in any case and form', () => {
    expect(matches('FØR', 'før')).toBe(true);
    expect(matches('for', 'før')).toBe(false);
    expect(matches('CAFE\u0301 for', 'café for')).toBe(true);
    expect(matches('cafe før', 'café for')).toBe(false);
  });
});
