import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortened } from './shortened.ts';

test.each([
  ['short enough', 12, 'short enough'],
  ['One paragraph here.\n\nAnother one. And more', 34, 'One paragraph here. …'],
  ['One sentence is here. Another “one?” And more', 40, 'One sentence is here. Another “one?” …'],
  ['many words without any end', 20, 'many words without…'],
  ['x'.repeat(30), 10, `${'x'.repeat(8)}…`],
  ['😀'.repeat(30), 11, `${'😀'.repeat(4)}…`],
])('%j in %i', (text, limit, short) => {
  expect(shortened(text, limit)).toBe(short);
});

test('it is never longer than it may be, begins as the text does, and is well-formed', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.integer({ min: 1, max: 200 }),
      (text, limit) => {
        const short = shortened(text, limit);
        expect(short.length).toBeLessThanOrEqual(limit);
        expect(short.isWellFormed()).toBe(true);
        if (short !== text) expect(text.startsWith(short.replace(/ ?…$/u, ''))).toBe(true);
      },
    ),
  );
});
