import { expect, test } from 'vitest';
import { heardFrom } from './heard-mind.ts';

const note = { type: 'note', level: 'info', message: 'hm' };

test('what a worker sends is taken as it is', () => {
  const messages = [
    { type: 'say', text: 'hello', because: 'it was time', answers: 3, id: 'a' },
    { type: 'say', text: 'hello', because: undefined, answers: undefined, id: undefined },
    { type: 'draft', sketch: { id: 'a', text: 'hel', answers: 3 } },
    { type: 'draft', sketch: { id: 'a', text: null } },
    note,
    { type: 'failed', reason: 'odd' },
    { type: 'done', id: 1, value: [1, null] },
    { type: 'done', id: 1, error: 'odd' },
    { type: 'request', id: 2, about: 'history', limit: 5, before: undefined },
    { type: 'request', id: 2, about: 'get', key: 'k' },
    { type: 'request', id: 2, about: 'put', key: 'k', json: '{}' },
    { type: 'request', id: 2, about: 'page', after: undefined },
    { type: 'request', id: 2, about: 'page', after: 'k' },
  ];
  expect(heardFrom(messages)).toEqual(messages);
});

test.each([
  [null],
  ['say'],
  [note],
  [[null]],
  [[{}]],
  [[{ type: 'stdioPayload', stream: 'nope', chunks: [] }]],
  [[{ type: 'say', text: {} }]],
  [[{ type: 'say', text: 'x', because: 1 }]],
  [[{ type: 'say', text: 'x', answers: NaN }]],
  [[{ type: 'draft', sketch: null }]],
  [[{ type: 'draft', sketch: { id: 'a' } }]],
  [[{ type: 'note', level: 'fatal', message: 'x' }]],
  [[{ type: 'note', level: 'info', message: { level: 'x', time: 1 } }]],
  [[{ type: 'failed', reason: {} }]],
  [[{ type: 'done', id: '1' }]],
  [[{ type: 'request', id: 1, about: 'history', limit: 'x' }]],
  [[{ type: 'request', id: 1, about: 'get' }]],
  [[{ type: 'request', id: 1, about: 'put', key: 'k', json: {} }]],
  [[{ type: 'request', id: 1, about: 'page', after: 1 }]],
  [[{ type: 'request', id: 1, about: 'all' }]],
  [Array.from({ length: 65 }, () => note)],
])('%j is no message', (given) => {
  expect(heardFrom(given)).toBeNull();
});

test('what is long is cut', () => {
  const giant = 'y'.repeat(5e6);
  const heard = heardFrom([
    { type: 'say', text: giant, because: giant },
    { type: 'draft', sketch: { id: 'a', text: giant } },
    { type: 'note', level: 'info', message: giant },
    { type: 'failed', reason: giant },
    { type: 'done', id: 1, error: giant },
  ]);
  expect(JSON.stringify(heard).length).toBeLessThan(210_000);
});
