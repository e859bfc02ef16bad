import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLive } from './parse.ts';

const types = [
  'hello',
  'post',
  'offer',
  'draft',
  'join',
  'leave',
  'topic',
  'rename',
  'page',
  'search',
  'rooms',
  'bots',
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
    'because',
    'commands',
    'before',
    'after',
    'around',
  ),
  fc.oneof(fc.jsonValue(), fc.nat(), fc.string(), fc.boolean()),
);

describe('what a client sends', () => {
  it.each([
    ['{"type":"hello","version":1,"name":"Ann","session":true}', { session: true }],
    ['{"type":"hello","version":1,"name":"Ann","session":"abc","since":0}', { session: 'abc', since: 0 }],
    ['{"type":"post","text":"hi","room":"tea","id":"a-1"}', { room: 'tea', id: 'a-1' }],
    ['{"type":"post","text":"hi","to":"Ben"}', { to: 'Ben' }],
    ['{"type":"post","text":"waves","action":true}', { action: true }],
    ['{"type":"post","text":"hi","answers":7,"because":"it was asked"}', { because: 'it was asked' }],
    ['{"type":"draft","id":"a","text":"So"}', { id: 'a', text: 'So' }],
    ['{"type":"draft","id":"a"}', { id: 'a' }],
    ['{"type":"offer","commands":[]}', { commands: [] }],
    [
      '{"type":"offer","commands":[{"name":"roll","help":"rolls a die","bot":"Host"}]}',
      { commands: [{ name: 'roll', help: 'rolls a die' }] },
    ],
    ['{"type":"leave"}', {}],
    ['{"type":"rename","ref":"r","name":"Anna"}', { ref: 'r', name: 'Anna' }],
    ['{"type":"search","ref":"s","text":"tea","limit":100}', { text: 'tea', limit: 100 }],
    ['{"type":"page","ref":"p","around":7}', { around: 7 }],
    ['{"type":"read","seq":7}', { seq: 7 }],
    ['{"type":"typing","room":"tea","colour":"red"}', { room: 'tea' }],
  ])('%s is read', (frame, expected) => {
    const { type } = JSON.parse(frame) as { type: string };
    expect(parseLive(frame)).toMatchObject({ type, ...expected });
    expect(parseLive(frame)).not.toHaveProperty('colour');
  });

  it.each([
    ['{"type":"post","text":"waves","action":1}', '"action" of post must be true or false'],
    ['{"type":"rename","name":"Anna"}', '"ref" of rename must be a string of 1 to 64 characters'],
    ['{"type":"hello","name":"Ann"}', '"version" of hello must be a whole number'],
    ['{"type":"hello","version":1}', '"name" of hello must be a string of at most 200 characters'],
    ['{"type":"hello","version":1,"name":"Ann","kind":"cat"}', '"kind" of hello must be "person" or "bot"'],
    [
      '{"type":"hello","version":1,"name":"Ann","session":false}',
      '"session" of hello must be true or a string of 1 to 100 characters',
    ],
    [
      '{"type":"hello","version":1,"name":"Ann","session":""}',
      '"session" of hello must be a string of 1 to 100 characters',
    ],
    [
      '{"type":"hello","version":1,"name":"Ann","since":-1}',
      '"since" of hello must be a whole number not below 0',
    ],
    [
      '{"type":"hello","version":1,"name":"Ann","since":1e300}',
      '"since" of hello must be a whole number not below 0',
    ],
    [
      '{"type":"hello","version":1,"name":"Ann","history":1001}',
      '"history" of hello must be a whole number from 0 to 1000',
    ],
    ['{"type":"post","text":7}', '"text" of post must be a string'],
    [
      '{"type":"post","text":"x","id":"with space"}',
      '"id" of post must be a string of 1 to 64 printable ASCII characters without spaces',
    ],
    [
      '{"type":"post","text":"x","id":""}',
      '"id" of post must be a string of 1 to 64 printable ASCII characters without spaces',
    ],
    ['{"type":"post","text":"x","answers":-1}', '"answers" of post must be a whole number not below 0'],
    ['{"type":"post","text":"x","because":""}', '"because" of post must be a string of 1 to 500 characters'],
    ['{"type":"offer"}', '"commands" of offer must be a list of at most 20 commands'],
    [
      `{"type":"offer","commands":[${Array(21).fill('{"name":"a","help":"b"}').join()}]}`,
      '"commands" of offer must be a list of at most 20 commands',
    ],
    [
      '{"type":"offer","commands":["roll"]}',
      '"commands.0" of offer must be an object with "name" and "help"',
    ],
    [
      '{"type":"offer","commands":[{"name":"Roll","help":"x"}]}',
      '"commands.0.name" of offer must be a small letter and up to 31 small letters, digits, "-" and "_"',
    ],
    [
      '{"type":"offer","commands":[{"name":"roll","help":"a\\nb"}]}',
      '"commands.0.help" of offer must be one line of 1 to 120 characters',
    ],
    ['{"type":"join"}', '"room" of join must be a string of at most 200 characters'],
    ['{"type":"page","ref":""}', '"ref" of page must be a string of 1 to 64 characters'],
    ['{"type":"page","ref":"p","limit":201}', '"limit" of page must be a whole number from 1 to 200'],
    ['{"type":"page","ref":"p","limit":1.5}', '"limit" of page must be a whole number from 1 to 200'],
    [
      '{"type":"page","ref":"p","before":7,"around":7}',
      '"before", "after", "around" of page must be given alone, or none of them',
    ],
    ['{"type":"page","ref":"p","after":"x"}', '"after" of page must be a whole number not below 0'],
    ['{"type":"search","ref":"s","text":""}', '"text" of search must be a string of 1 to 200 characters'],
    [
      '{"type":"search","ref":"s","text":"x","limit":0}',
      '"limit" of search must be a whole number from 1 to 100',
    ],
    ['{"type":"read","seq":"7"}', '"seq" of read must be a whole number not below 0'],
    [
      '{"type":"dance"}',
      '"type" must be one of hello, post, offer, draft, join, leave, topic, rename, page, search, rooms, bots, typing, read, ping',
    ],
  ])('%s is refused: %s', (frame, message) => {
    expect(parseLive(frame)).toEqual({ type: 'protocol-error', message });
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
