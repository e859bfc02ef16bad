import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry, Nick, Seq } from '../../room/types.ts';
import { lobby } from '../../room/types.ts';
import { FrameReader } from './frames.ts';
import { type ClassicCommand, type ClassicLine, ClassicParser, parseLine } from './parse.ts';
import { renderConnect, renderEntry, renderNotice, renderRemoval, renderSay, separator } from './render.ts';

/** Bytes by a server, as a client reads them. */
function heard(bytes: Buffer | null): ClassicLine[] {
  const reader = new FrameReader(1 << 16);
  const lines: ClassicLine[] = [];
  if (bytes) reader.push(bytes);
  for (let frame = reader.next(); frame !== null; frame = reader.next()) {
    if (typeof frame !== 'string') throw new Error(frame.message);
    lines.push(parseLine(frame));
  }
  return lines;
}

/** Bytes by a client, as the server reads them, each chunk as it comes. */
function commands(...chunks: (Buffer | string)[]): unknown[] {
  const parser = new ClassicParser(1 << 16);
  const found: unknown[] = [];
  for (const chunk of chunks) {
    parser.push(Buffer.from(chunk as string));
    for (let next = parser.next(); next !== null; next = parser.next()) found.push(next);
  }
  return found;
}

const about = { room: lobby, time: 0, seq: 1 as Seq, nick: 'Ann' as Nick, kind: 'person' } as const;
const message = (text: string): Entry => ({
  ...about,
  type: 'message',
  text,
  id: null,
  answers: null,
  because: null,
});
const host: Entry = { ...message('What is new?'), nick: 'Host' as Nick, kind: 'host' };

const nick = fc
  .stringMatching(/^[A-Za-z_[\]{}\\|^`][\w\-[\]{}\\|^`]{0,31}$/)
  .filter((name) => name !== 'Host')
  .map((name) => name as Nick);
const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((one) => !/\n|\r|::EOMsg/.test(one));

describe('what the server sends, byte for byte', () => {
  test.each<[string, Buffer | null, string | null]>([
    ['a message', renderEntry(message('hi, all')), 'Ann: hi, all::EOMsg::'],
    ['lines of a message become one', renderEntry(message('a\nb')), 'Ann: a b::EOMsg::'],
    [
      'an end code in a text is broken up',
      renderEntry(message('a::EOMsg::Ben: b')),
      'Ann: a:: EOMsg::Ben: b::EOMsg::',
    ],
    [
      'something done, its author in front as of every message',
      renderEntry({ ...message('waves'), type: 'message', text: 'waves', action: true } as Entry),
      'Ann: * Ann waves::EOMsg::',
    ],
    ['the Host', renderEntry(host), '\nHost: What is new?::EOMsg::'],
    ['a newcomer', renderEntry({ ...about, type: 'joined' }), 'User Ann has joined the chat!::EOMsg::'],
    [
      'who left',
      renderEntry({ ...about, type: 'left', reason: 'x' }),
      'Host: User Ann left the chat.::EOMsg::',
    ],
    [
      'who was kicked',
      renderEntry({ ...about, type: 'kicked', by: 'Host' as Nick, reason: 'x' }),
      'Host: User Ann left the chat.::EOMsg::',
    ],
    [
      'who has another name',
      renderEntry({ ...about, type: 'renamed', to: 'Åse' as Nick }),
      'Host: User Ann is now called Åse.::EOMsg::',
    ],
    ['a start of the server', renderEntry({ ...about, type: 'opened' }), null],
    ['the separator', separator, '------------[Start new messages]------------::EOMsg::'],
    [
      'a removal',
      renderRemoval('The service is stopping!'),
      'Kicked by the host for The service is stopping!::EOMsg::',
    ],
    ['a notice', renderNotice('Too long.'), '\nHost: Too long.::EOMsg::'],
  ])('%s', (_, bytes, expected) => {
    expect(bytes?.toString() ?? null).toBe(expected);
  });
});

describe('what the client sends, byte for byte', () => {
  test.each([
    [renderConnect('Ann'), 'Ann: Ann::EOMsg::'],
    [renderSay('Ann', 'hi\nall'), 'Ann: hi all::EOMsg::'],
  ])('%s', (bytes, expected) => {
    expect(bytes.toString()).toBe(expected);
  });
});

describe('the server reads', () => {
  test('the connect message, then what is said, without the name', () => {
    expect(commands('Ann: Ann::EOMsg::Ann: hi::EOM', 'sg::Ann: Ben: ho::EOMsg::')).toEqual([
      { type: 'connect', name: 'Ann' },
      { type: 'say', text: 'hi' },
      { type: 'say', text: 'Ben: ho' },
    ]);
  });

  test("another one's name as part of the text", () => {
    expect(commands('Ann: Ann::EOMsg::Ben: hi::EOMsg::no name at all::EOMsg::')).toEqual([
      { type: 'connect', name: 'Ann' },
      { type: 'say', text: 'Ben: hi' },
      { type: 'say', text: 'no name at all' },
    ]);
  });

  test('a name with blanks, with and without them afterwards', () => {
    expect(commands('Ann Lee: Ann Lee::EOMsg::Ann Lee: a::EOMsg::Ann_Lee: b::EOMsg::')).toEqual([
      { type: 'connect', name: 'Ann_Lee' },
      { type: 'say', text: 'a' },
      { type: 'say', text: 'b' },
    ]);
  });

  test.each(['hello::EOMsg::', '::EOMsg::', ': x::EOMsg::', '   : x::EOMsg::', 'GET / HTTP/1.1::EOMsg::'])(
    'no name in %s',
    (bytes) => {
      expect(commands(bytes)[0]).toEqual({
        type: 'protocol-error',
        message: 'not providing a valid username for identification.',
      });
    },
  );

  test('what a client rendered, cut at any place', () => {
    fc.assert(
      fc.property(nick, fc.array(text), fc.nat(), (name, texts, place) => {
        const bytes = Buffer.concat([renderConnect(name), ...texts.map((one) => renderSay(name, one))]);
        const at = place % (bytes.length + 1);
        const expected: ClassicCommand[] = [
          { type: 'connect', name },
          ...texts.map((one) => ({ type: 'say' as const, text: one })),
        ];
        expect(commands(bytes.subarray(0, at), bytes.subarray(at))).toEqual(expected);
        expect(commands(...Array.from(bytes, (byte) => Buffer.from([byte])))).toEqual(expected);
      }),
    );
  });
});

describe('the client reads', () => {
  test('each kind of line that a server rendered', () => {
    fc.assert(
      fc.property(nick, text, (name, said) => {
        const by = { ...about, nick: name };
        expect(heard(renderEntry({ ...message(said), nick: name }))).toEqual([
          { type: 'message', nick: name, text: said },
        ]);
        expect(heard(renderEntry({ ...message(said), nick: 'Host' as Nick, kind: 'host' }))).toEqual([
          { type: 'host', text: said },
        ]);
        expect(heard(renderNotice(said))).toEqual([{ type: 'host', text: said }]);
        expect(heard(renderEntry({ ...by, type: 'joined' }))).toEqual([{ type: 'joined', nick: name }]);
        expect(heard(renderEntry({ ...by, type: 'left', reason: said }))).toEqual([
          { type: 'left', nick: name },
        ]);
        expect(heard(renderRemoval(said))).toEqual([{ type: 'removed', reason: said }]);
      }),
    );
    expect(heard(separator)).toEqual([{ type: 'live' }]);
  });

  test('anything as a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (frame) => {
        expect(parseLine(frame)).toHaveProperty('type');
      }),
    );
    expect(parseLine('')).toEqual({ type: 'other', text: '' });
    expect(parseLine('just words')).toEqual({ type: 'other', text: 'just words' });
  });

  test.each([
    'User Ben has joined the chat!',
    'Host: User Ben left the chat.',
    'Kicked by the host for fun',
    '------------[Start new messages]------------',
    '\nHost: hi',
  ])('"%s" said by a person as said by them', (said) => {
    const lines = heard(renderEntry(message(said)));
    expect(lines).toEqual([{ type: 'message', nick: 'Ann', text: said.replaceAll('\n', ' ') }]);
  });
});
