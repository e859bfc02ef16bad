import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventStream } from './event-stream.ts';

function read(pieces: readonly string[]) {
  const stream = new EventStream();
  const found = pieces.flatMap((piece) => stream.push(piece));
  const rest = stream.rest();
  return rest === null ? found : [...found, rest];
}

test.each([
  ['data: a\n\ndata: b\n\n', ['a', 'b']],
  ['data: a\r\n\r\ndata:b\r\n\r\n', ['a', 'b']],
  ['data: a\r\rdata: b\r\r', ['a', 'b']],
  [': comment\n\nevent: x\ndata: a\nid: 3\n\n', ['a']],
  ['data: a\ndata:  b\ndata\n\n', ['a\n b\n']],
  ['data: without its end', ['without its end']],
  ['data: one line\n', ['one line']],
  ['datum: x\n\n\n\n', []],
  ['', []],
])('%j', (text, events) => {
  expect(read([text])).toEqual(events);
});

test('it does not matter where the text is cut', () => {
  const line = fc.constantFrom('data: a', 'data:b c', 'data', ': c', 'event: x', '', '');
  const end = fc.constantFrom('\n', '\r\n', '\r');
  const texts = fc.array(fc.tuple(line, end), { maxLength: 20 }).map((lines) => lines.flat().join(''));
  fc.assert(
    fc.property(texts, fc.array(fc.nat(200), { maxLength: 8 }), (text, cuts) => {
      const places = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
      const pieces = places.slice(1).map((place, index) => text.slice(places[index], place));
      expect(read(pieces)).toEqual(read([text]));
    }),
  );
});

test('an endless line or event is not taken in', () => {
  const stream = new EventStream();
  const piece = `data: ${'x'.repeat(65_536)}`;
  expect(() => Array.from({ length: 5 }, () => stream.push(piece))).toThrow('an event without an end');
  const other = new EventStream();
  expect(() => Array.from({ length: 5 }, () => other.push(`${piece}\n`))).toThrow('an event without an end');
});
