import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readError, readPiece } from './completion.ts';
import { tidy } from './tidy.ts';

describe('a piece of an answer', () => {
  const nothing = { text: '', size: 0, reason: null, tokens: null, error: null };
  test.each([
    [{ choices: [{ delta: { content: 'Hi' } }] }, { text: 'Hi', size: 2 }],
    [{ choices: [{ delta: { role: 'assistant', content: null } }] }, {}],
    [{ choices: [{ delta: {}, finish_reason: 'stop' }] }, { reason: 'stop' }],
    [{ choices: [{ delta: { content: '', reasoning_content: 'hm…' } }] }, { size: 5 }],
    [{ choices: [{ delta: { role: 'assistant', thinking: ['hm'] } }] }, { size: 6 }],
    [
      { choices: [{ message: { content: 'All' }, finish_reason: 'length' }], usage: { total_tokens: 9 } },
      { text: 'All', size: 3, reason: 'length', tokens: 9 },
    ],
    [
      { choices: [{ message: { content: [{ type: 'text', text: 'a' }, { text: 'b' }, 3] } }] },
      { text: 'ab', size: 43 },
    ],
    [{ choices: [], usage: { prompt_tokens: 3, completion_tokens: 4 } }, { tokens: 7 }],
    [{ choices: [], usage: { prompt_tokens: -3, completion_tokens: 'many' } }, {}],
    [{ error: { message: 'overloaded' } }, { error: 'overloaded' }],
    [{ error: 'no' }, { error: 'no' }],
    [{ error: {} }, { error: 'an error without words' }],
    [{ error: null, choices: [{}] }, {}],
  ])('%j', (value, piece) => {
    expect(readPiece(JSON.stringify(value))).toEqual({ ...nothing, ...piece });
  });

  test.each(['', 'null', '[]', '3', '"x"', '{}', '{"id":1}', '<html>', '{"choices":'])(
    '%s is none',
    (json) => {
      expect(readPiece(json)).toBe(null);
    },
  );

  test('nothing makes it throw', () => {
    const keys = fc.constantFrom(
      'choices',
      'delta',
      'message',
      'content',
      'usage',
      'error',
      'total_tokens',
      '0',
    );
    fc.assert(
      fc.property(fc.anything({ key: keys }), (value) => {
        readPiece(JSON.stringify(value));
        readError(JSON.stringify(value));
      }),
    );
  });
});

test.each([
  ['{"error":{"message":"Bad key"}}', 'Bad key'],
  ['{"message":"Bad model"}', 'Bad model'],
  ['{"detail":"Not here"}', 'Not here'],
  ['{"detail":[{"loc":["body"]}]}', null],
  ['<h1>502 Bad Gateway</h1>', null],
])('what went wrong is in %s', (json, words) => {
  expect(readError(json)).toBe(words);
});

test.each([
  ['Hello', 'Hello'],
  ['  Hello\n', 'Hello'],
  ['Assistant: Hello', 'Hello'],
  ['assistant:Hello', 'Hello'],
  ['Assistants: all of them', 'Assistants: all of them'],
  ['<think>hm</think>\n\nHello', 'Hello'],
  ['<think>hm, "Hello" or', ''],
  ['<thi', ''],
  ['<', ''],
  ['<b>', '<b>'],
  ['<thinking>a</think> b</thinking>c', 'c'],
  ['x <think>y</think>', 'x <think>y</think>'],
  ['', ''],
])('%j is said as %j', (written, said) => {
  expect(tidy(written, 'Assistant')).toBe(said);
});
