import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOfMessage, frame, FrameReader } from './frames.ts';

const tooLong = {
  type: 'protocol-error',
  message: 'sending a message of more than 8 bytes without its end code.',
};

/** All frames (or errors) of `chunks`, read as they come. */
function read(chunks: readonly Buffer[], limit = 1 << 16): unknown[] {
  const reader = new FrameReader(limit);
  const frames: unknown[] = [];
  for (const chunk of chunks) {
    reader.push(chunk);
    for (let next = reader.next(); next !== null; next = reader.next()) frames.push(next);
  }
  return frames;
}

const bytewise = (bytes: Buffer) => Array.from(bytes, (byte) => Buffer.from([byte]));

/** The same bytes cut at any places. */
function cut(bytes: Buffer): fc.Arbitrary<Buffer[]> {
  return fc.array(fc.nat(bytes.length), { maxLength: 12 }).map((places) => {
    const ends = [...places.sort((a, b) => a - b), bytes.length];
    return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
  });
}

const hardText = fc
  .array(fc.constantFrom('::EOMsg::', '::EOMsg', 'EOMsg::', ':', '::', 'a', 'E', '世', '\n', ': '), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

test('the end code is nine bytes', () => {
  expect(frame('hi').toString('latin1')).toBe('hi::EOMsg::');
  expect(Buffer.byteLength(endOfMessage)).toBe(9);
});

describe('the reader', () => {
  test('gives several frames of one chunk, and one frame of several chunks', () => {
    expect(read([Buffer.from('a::EOMsg::b::EOMsg::c::EO'), Buffer.from('Msg::d')])).toEqual(['a', 'b', 'c']);
  });

  test('cuts at the first end code, and a colon before it belongs to the text', () => {
    expect(read([Buffer.from('a:::EOMsg::::EOMsg::')])).toEqual(['a:', '']);
  });

  test('replaces invalid UTF-8, but not a character that comes in two chunks', () => {
    expect(read([Buffer.from([0xc3]), Buffer.from([0xa5, 0xff]), Buffer.from(endOfMessage)])).toEqual([
      'å\ufffd',
    ]);
  });

  test('bears a frame at its limit and refuses one byte more, before its end has come', () => {
    expect(read(bytewise(Buffer.from('12345678::EOMsg::')), 8)).toEqual(['12345678']);
    expect(read([Buffer.from('123456789::EOMsg::')], 8)).toEqual([tooLong]);
    expect(read([Buffer.from('1234567890123456'), Buffer.from('7')], 8)).toEqual([tooLong]);
    expect(read(bytewise(Buffer.from('123456789::EOMsg::x::EOMsg::')), 8)).toEqual([tooLong]);
  });

  test('gives nothing after an error', () => {
    expect(read([Buffer.from('123456789::EOMsg::ok::EOMsg::'), Buffer.from('ok::EOMsg::')], 8)).toEqual([
      tooLong,
    ]);
  });

  test('gives the same however the bytes were cut', () => {
    const stream = fc.array(hardText, { maxLength: 6 }).map((texts) => texts.map((text) => frame(text)));
    fc.assert(
      fc.property(
        stream.chain((frames) => fc.tuple(fc.constant(frames), cut(Buffer.concat(frames)))),
        ([frames, chunks]) => {
          const expected = frames.map((bytes) => bytes.toString().slice(0, -endOfMessage.length));
          expect(read(chunks)).toEqual(expected);
          expect(read(bytewise(Buffer.concat(frames)))).toEqual(expected);
        },
      ),
    );
  });

  test('bears any bytes at all, and holds no more than it may', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (chunks) => {
        for (const text of read(
          chunks.map((chunk) => Buffer.from(chunk)),
          16,
        )) {
          if (typeof text === 'string') expect(text.length).toBeLessThanOrEqual(16);
        }
      }),
    );
  });
});

describe('one frame', () => {
  test('is one frame whatever the text, also when another follows', () => {
    fc.assert(
      fc.property(fc.oneof(hardText, fc.string({ unit: 'binary' })), hardText, (text, next) => {
        expect(read([frame(text), frame(next)])).toHaveLength(2);
      }),
    );
  });

  test('keeps a text that has no end code as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('::EOMsg'));
        expect(read([frame(text)])).toEqual([text]);
      }),
    );
  });
});
