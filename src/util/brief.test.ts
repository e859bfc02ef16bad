import { expect, test } from 'vitest';
import { asText, brief } from './brief.ts';

test('what is short stays as it is, what is long is cut, between characters', () => {
  expect(brief('12345', 5)).toBe('12345');
  expect(brief('123456', 5)).toBe('1234…');
  expect(brief('123🙂56', 5).isWellFormed()).toBe(true);
  expect(brief('y'.repeat(15e6))).toHaveLength(1_000);
});

test('anything is a text, or an error says that it is none', () => {
  expect([undefined, null, 10n, Symbol('x'), () => 1].map(asText)).toEqual([
    'undefined',
    'null',
    '10',
    'Symbol(x)',
    '() => 1',
  ]);
  expect(() => asText(Object.create(null))).toThrow(TypeError);
});
