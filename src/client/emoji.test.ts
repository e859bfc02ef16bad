import { describe, expect, test } from 'vitest';
import { emojiGroups, findEmoji, withEmoji } from './emoji.ts';

const all = emojiGroups.flatMap((group) => group.emoji);

describe('the table', () => {
  test('is of some size, and each name and sign stands in it once', () => {
    const names = all.flatMap((emoji) => emoji.names);
    expect(all.length).toBeGreaterThan(200);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    expect(new Set(all.map(({ emoji }) => emoji)).size).toBe(all.length);
  });

  test('holds emoji and names that can be typed', () => {
    for (const { emoji, names } of all) {
      expect(emoji).toMatch(/\p{Extended_Pictographic}/u);
      expect(Array.from(new Intl.Segmenter().segment(emoji))).toHaveLength(1);
      expect(names.length).toBeGreaterThan(0);
      for (const name of names) expect(name).toMatch(/^[a-z0-9_+-]{1,20}$/);
    }
  });
});

test.each([
  ['smi', '😃'],
  ['smile', '😄'],
  ['+1', '👍'],
  ['HEART', '❤️'],
])('%s finds %s first', (part, emoji) => {
  expect(findEmoji(part, 5)[0]?.emoji).toBe(emoji);
});

test('what is not there is not found', () => {
  expect(findEmoji('qqq', 5)).toEqual([]);
  expect(findEmoji('a', 5)).toHaveLength(5);
});

test.each([
  ['well :tada: :+1:', 'well 🎉 👍'],
  ['at 10:30:45 :nosuch: ::', 'at 10:30:45 :nosuch: ::'],
  ['`:tada:` :tada:', '`:tada:` 🎉'],
  ['```\n:tada:\n``` :tada:', '```\n:tada:\n``` 🎉'],
  [':tada::tada:', '🎉🎉'],
])('%j', (typed, text) => {
  expect(withEmoji(typed)).toBe(text);
});
