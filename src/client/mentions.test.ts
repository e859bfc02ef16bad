import { expect, test } from 'vitest';
import { isMention, mentions } from './mentions.ts';

test.each([
  ['Ann', 'Ann'],
  ['hi ann!', 'Ann'],
  ['@ANN: so', 'Ann'],
  ['(ann)', 'Ann'],
  ['annual, then Ann.', 'Ann'],
  ['ask ann-', 'Ann'],
  ['guten Tag, Åsa', 'åsa'],
  ['日本語 [x]', '[x]'],
])('%s speaks to %s', (text, name) => {
  expect(mentions(text, name)).toBe(true);
});

test.each([
  ['annual', 'Ann'],
  ['Joann', 'Ann'],
  ['ann_2', 'Ann'],
  ['Ann-Marie', 'Ann'],
  ['Änn', 'nn'],
  ['', 'Ann'],
  ['anything', ''],
])('%s does not speak to %s', (text, name) => {
  expect(mentions(text, name)).toBe(false);
});

test('a bot that says a name calls nobody', () => {
  expect(isMention({ kind: 'bot', text: 'Hello Ann!' }, 'Ann')).toBe(false);
  expect(isMention({ kind: 'person', text: 'Hello Ann!' }, 'Ann')).toBe(true);
});
