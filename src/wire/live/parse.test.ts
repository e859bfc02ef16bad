import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLive } from './parse.ts';

const types = [
  'hello',
  'post',
  'join',
  'leave',
  'topic',
  'page',
  'search',
  'rooms',
  'typing',
  'read',
  'ping',
] as const;

/** Keys that mean something to some message, with values that may or may not be right. */
const keys = fc.dictionary(
  fc.constantFrom(
    'version',
    'name',
    'kind',
    'since',
    'history',
    'session',
    'text',
    'room',
    'to',
    'id',
    'ref',
    'seq',
  ),
  fc.oneof(fc.jsonValue(), fc.nat(), fc.string(), fc.boolean()),
);

describe('what a client sends', () => {
  it.each([
    ['{"type":"hello","version":1,"name":"Ann","session":true}', { session: true }],
    ['{"type":"hello","version":1,"name":"Ann","session":"abc","since":0}', { session: 'abc', since: 0 }],
    ['{"type":"post","text":"hi","room":"tea","id":"a-1"}', { room: 'tea', id: 'a-1' }],
    ['{"type":"post","text":"hi","to":"Ben"}', { to: 'Ben' }],
    ['{"type":"leave"}', {}],
    ['{"type":"search","ref":"s","text":"tea","limit":100}', { text: 'tea', limit: 100 }],
    ['{"type":"read","seq":7}', { seq: 7 }],
    ['{"type":"typing","room":"tea","colour":"red"}', { room: 'tea' }],
  ])('%s is read', (frame, expected) => {
    const { type } = JSON.parse(frame) as { type: string };
    expect(parseLive(frame)).toMatchObject({ type, ...expected });
    expect(parseLive(frame)).not.toHaveProperty('colour');
  });

  it.each([
    ['{"type":"hello","version":1,"name":"Ann","session":false}', 'session'],
    ['{"type":"hello","version":1,"name":"Ann","session":""}', 'session'],
    ['{"type":"hello","version":1,"name":"Ann","history":1001}', 'history'],
    ['{"type":"post","text":7}', 'text'],
    ['{"type":"post","text":"x","id":"with space"}', 'id'],
    ['{"type":"post","text":"x","answers":-1}', 'answers'],
    ['{"type":"join"}', 'room'],
    ['{"type":"page","ref":""}', 'ref'],
    ['{"type":"page","ref":"p","limit":201}', 'limit'],
    ['{"type":"search","ref":"s","text":""}', 'text'],
    ['{"type":"search","ref":"s","text":"x","limit":0}', 'limit'],
    ['{"type":"read","seq":"7"}', 'seq'],
    ['{"type":"dance"}', 'hello, post, join, leave, topic, page, search, rooms, typing, read, ping'],
  ])('%s is refused, and the sentence names %s', (frame, named) => {
    const refused = parseLive(frame);
    expect(refused).toMatchObject({ type: 'protocol-error' });
    expect(refused).toHaveProperty('message', expect.stringContaining(named));
  });

  it('never throws, and is one of the messages or an error with a sentence', () => {
    const frames = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.tuple(fc.constantFrom(...types), keys).map(([type, rest]) => JSON.stringify({ ...rest, type })),
    );
    fc.assert(
      fc.property(frames, (frame) => {
        const read = parseLive(frame);
        if (read.type === 'protocol-error') expect(read.message).not.toBe('');
        else expect(types).toContain(read.type);
      }),
      { numRuns: 1000 },
    );
  });
});
