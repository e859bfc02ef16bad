import { expect, test } from 'vitest';
import { piecesOf } from './found.ts';

const marked = (text: string, quest: string) =>
  piecesOf(text, quest)
    .map((piece) => (piece.isMeant ? `[${piece.text}]` : piece.text))
    .join('');

test.each([
  ['Happy New\n Year', '"new year" ha', '[Ha]ppy [New\n Year]'],
  ['one (two) three*', 'two) e*', 'one ([two)] thre[e*]'],
  ['nothing', '""', 'nothing'],
  ['nothing', 'else', 'nothing'],
])('%j for %j', (text, quest, pieces) => {
  expect(marked(text, quest)).toBe(pieces);
});

test('of a long text the part around the first word is shown', () => {
  const text = `${'a '.repeat(200)}needle${' b'.repeat(200)}`;
  const shown = marked(text, 'needle');
  expect(shown).toMatch(/^…( ?a)+ \[needle\]( b)+ ?…$/);
  expect(shown.length).toBeLessThan(250);
});
