import { expect, test } from 'vitest';
import { heardOf, piecesOf } from './found.ts';
import { defaultPreferences, muting } from './preferences.ts';
import type { ChatState, Search } from './state.ts';

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

test('those who are not heard are left out, and the others keep their numbers', () => {
  const said = [
    { nick: 'Ben', kind: 'person' },
    { nick: 'Ann', kind: 'person' },
    { nick: 'A_Bot', kind: 'bot' },
    { nick: 'Eve', kind: 'person' },
  ];
  const entries = said.map((one, index) => ({ type: 'message', seq: index, time: index, ...one }));
  const found = (preferences: Partial<ChatState['preferences']>) => {
    const state = { name: 'Ann', preferences: { ...defaultPreferences, ...preferences } };
    const { messages, leftOut } = heardOf({ entries } as unknown as Search, state as ChatState);
    return [...messages.map(({ entry, number }) => `${number} ${entry.nick}`), leftOut];
  };
  expect(found({})).toEqual(['1 Ben', '2 Ann', '3 A_Bot', '4 Eve', '']);
  expect(found(muting(defaultPreferences, 'ben'))).toEqual([
    '2 Ann',
    '3 A_Bot',
    '4 Eve',
    '1 message that you do not hear is left out.',
  ]);
  expect(found({ bots: 'off', ...muting(defaultPreferences, 'Ben') }).at(-1)).toBe(
    '2 messages that you do not hear are left out.',
  );
  expect(found(muting(defaultPreferences, 'Ann'))).toContain('2 Ann');
});
