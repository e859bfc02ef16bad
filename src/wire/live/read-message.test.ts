import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readServerMessage } from './read-message.ts';
import type { Nick } from '../../room/types.ts';
import { renderCommands, renderNaming } from './render.ts';

const read = (value: unknown) => readServerMessage(JSON.stringify(value));

describe('what a server says', () => {
  test('an entry', () => {
    const head = { seq: 9, room: 'lobby', time: '2026-11-23T00:09:02.310Z', name: 'Ann', kind: 'person' };
    expect(read({ type: 'entry', ...head, event: 'message', text: 'hi', id: 'a-1', new: 1 })).toEqual({
      type: 'entry',
      entry: {
        type: 'message',
        seq: 9,
        room: 'lobby',
        time: Date.UTC(2026, 10, 23, 0, 9, 2, 310),
        nick: 'Ann',
        kind: 'person',
        text: 'hi',
        id: 'a-1',
        answers: null,
        because: null,
      },
    });
    const waves = { type: 'entry', ...head, event: 'message', text: 'waves' };
    expect(read({ ...waves, action: true })).toMatchObject({ entry: { text: 'waves', action: true } });
    expect(read({ ...waves, action: 'no' })).not.toHaveProperty('entry.action');
    expect(read({ type: 'entry', ...head, event: 'waved' })).toBe(null);
    expect(read({ type: 'entry', ...head, event: 'kicked', by: 'Host', reason: 'x' })).toMatchObject({
      entry: { type: 'kicked', by: 'Host', reason: 'x' },
    });
    expect(read({ type: 'entry', ...head, event: 'renamed', to: 'Anna' })).toMatchObject({
      entry: { type: 'renamed', nick: 'Ann', to: 'Anna' },
    });
    expect(readServerMessage(renderNaming('r-1', 'Anna' as Nick))).toEqual({
      type: 'renamed',
      ref: 'r-1',
      name: 'Anna',
    });
  });

  test('a welcome, with and without a session', () => {
    const welcome = { type: 'welcome', version: 1, name: 'Ann', limits: { text: 10, frame: 20 } };
    expect(read(welcome)).toMatchObject({ name: 'Ann', limits: { text: 10, frame: 20 }, session: null });
    expect(read({ ...welcome, session: 'kX3' })).toMatchObject({ session: 'kX3' });
  });

  test('what bots answer; what cannot be typed is left out', () => {
    const weather = { name: 'weather', args: 'PLACE', help: 'tells the weather', bot: 'Weather_Bot' };
    const odd = [{ name: 'two words' }, { name: '' }, {}, null, { name: '/x' }];
    expect(read({ type: 'commands', commands: [weather, ...odd, { name: 'Roll' }] })).toEqual({
      type: 'commands',
      commands: [weather, { name: 'roll', args: '', help: '', bot: '' }],
    });
    expect(readServerMessage(renderCommands([weather]))).toEqual({ type: 'commands', commands: [weather] });
  });

  test('odd members and entries are left out, the others stay', () => {
    const room = { type: 'room', room: 'lobby', members: [{ name: 'Ann', kind: 'bot' }, {}, null, 3] };
    expect(read(room)).toMatchObject({ topic: '', members: [{ nick: 'Ann', kind: 'bot' }], read: null });
    expect(
      read({ type: 'page', ref: 'a', room: 'x', entries: [{ event: 'opened' }], more: true }),
    ).toMatchObject({ entries: [], more: true });
  });

  test.each([null, 1, 'x', [], {}, { type: 3 }, { type: 'unheard' }, { type: 'toString' }, { type: 'room' }])(
    '%j is passed over',
    (value) => {
      expect(read(value)).toBe(null);
    },
  );

  test('nothing that a server may send throws', () => {
    const types = fc.constantFrom(
      'welcome',
      'room',
      'entry',
      'live',
      'accepted',
      'refused',
      'page',
      'found',
      'rooms',
      'bots',
    );
    fc.assert(
      fc.property(
        types,
        fc.object({ key: fc.constantFrom('room', 'seq', 'members', 'entries', 'limits', 'time', 'bots') }),
        (type, rest) => {
          read({ ...rest, type });
          expect(readServerMessage(JSON.stringify(rest).slice(1))).toBe(null);
        },
      ),
    );
  });
});
