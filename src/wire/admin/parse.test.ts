import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAdmin } from './parse.ts';

test.each([
  ['{"type":"enter","token":"t"}', { type: 'enter', token: 't' }],
  ['{"type":"resume","session":"s","more":1}', { type: 'resume', session: 's' }],
  ['{"type":"run","ref":"1","line":"list"}', { type: 'run', ref: '1', line: 'list' }],
  ['{"type":"find","text":""}', { type: 'find', text: '' }],
  ['{"type":"leave"}', { type: 'leave' }],
])('%s', (frame, command) => {
  expect(parseAdmin(frame)).toEqual(command);
});

test.each([
  ['x', 'a message must be a JSON object with a "type"'],
  ['[]', 'a message must be a JSON object with a "type"'],
  ['{"type":"look"}', '"type" must be one of enter, resume, run, find, leave'],
  ['{"type":"toString"}', '"type" must be one of enter, resume, run, find, leave'],
  ['{"type":"enter"}', '"token" of enter must be a string of 1 to 100 characters'],
  ['{"type":"resume","session":""}', '"session" of resume must be a string of 1 to 100 characters'],
  ['{"type":"run","ref":1,"line":"list"}', '"ref" of run must be a string of 1 to 64 characters'],
  [
    JSON.stringify({ type: 'run', ref: '1', line: 'x'.repeat(8001) }),
    '"line" of run must be a string of 1 to 8000 characters',
  ],
  ['{"type":"find"}', '"text" of find must be a string of at most 100 characters'],
])('what is wrong with it, number %#', (frame, message) => {
  expect(parseAdmin(frame)).toEqual({ type: 'protocol-error', message });
});

test('any text gives a command or a sentence', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (frame) => {
      expect(parseAdmin(frame)).toHaveProperty('type');
    }),
  );
});
