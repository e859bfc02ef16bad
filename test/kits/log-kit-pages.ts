/** A part of the contract in `log-kit.ts`, which runs all of them. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Appended } from '../../src/log/log.ts';
import type { Event, RoomName, Seq } from '../../src/room/types.ts';
import { lobby } from '../../src/room/types.ts';
import { astral, garden, type Opened, texts, threadOf } from './log-samples.ts';
import { ann, ben, said } from './said.ts';

/** What is read again: pages and rooms. */
export function pagesContract(name: string, at: Opened): void {
  describe(`${name}: pages`, () => {
    let seqs: readonly Seq[];
    const read = async (limit: number, bounds: { after?: number; before?: number } = {}) =>
      (await at.store.log.read({ room: lobby, limit, ...(bounds as { after?: Seq; before?: Seq }) }))
        .map((entry) => (entry.type === 'message' ? entry.text : ''))
        .join('');

    beforeEach(async () => {
      const appended: Appended[] = [];
      for (const text of ['a', 'b', 'c', 'd', 'e', 'f']) {
        appended.push(...(await at.store.log.append([said(text), said(`other`, { room: garden })])));
      }
      seqs = appended.filter((_, index) => index % 2 === 0).map(({ seq }) => seq);
    });

    it('gives the newest without bounds', async () => {
      expect(await read(3)).toBe('def');
      expect(await read(6)).toBe('abcdef');
      expect(await read(7)).toBe('abcdef');
      expect(await read(Infinity)).toBe('abcdef');
    });

    it('gives nothing for a limit of nothing', async () => {
      expect(await read(0)).toBe('');
      expect(await read(-1)).toBe('');
      expect(await read(0, { after: 0 })).toBe('');
    });

    it('gives the first ones after a seq', async () => {
      expect(await read(2, { after: 0 })).toBe('ab');
      expect(await read(2, { after: seqs[1]! })).toBe('cd');
      expect(await read(9, { after: seqs[4]! })).toBe('f');
      expect(await read(9, { after: seqs[5]! })).toBe('');
      expect(await read(9, { after: seqs[5]! + 1000 })).toBe('');
    });

    it('gives the newest before a seq', async () => {
      expect(await read(2, { before: seqs[3]! })).toBe('bc');
      expect(await read(9, { before: seqs[1]! })).toBe('a');
      expect(await read(9, { before: seqs[0]! })).toBe('');
      expect(await read(2, { before: seqs[5]! + 1000 })).toBe('ef');
    });

    it('gives what lies between two seqs, the first of it', async () => {
      expect(await read(9, { after: seqs[0]!, before: seqs[4]! })).toBe('bcd');
      expect(await read(2, { after: seqs[0]!, before: seqs[4]! })).toBe('bc');
      expect(await read(9, { after: seqs[2]!, before: seqs[3]! })).toBe('');
      expect(await read(9, { after: seqs[4]!, before: seqs[0]! })).toBe('');
    });

    it('walks the whole room forwards and backwards, page by page', async () => {
      const forwards: string[] = [];
      for (let after = 0; ;) {
        const page = await at.store.log.read({ room: lobby, limit: 4, after: after as Seq });
        if (page.length === 0) break;
        forwards.push(...texts(page));
        after = page.at(-1)!.seq;
      }
      const backwards: string[] = [];
      for (let before = Number.MAX_SAFE_INTEGER; ;) {
        const page = await at.store.log.read({ room: lobby, limit: 4, before: before as Seq });
        if (page.length === 0) break;
        backwards.unshift(...texts(page));
        before = page[0]!.seq;
      }
      expect(forwards.join('')).toBe('abcdef');
      expect(backwards).toEqual(forwards);
    });

    it('keeps rooms apart, and knows nothing of one that was never used', async () => {
      expect(await threadOf(at.store, garden)).toEqual(Array.from({ length: 6 }, () => 'other'));
      expect(await threadOf(at.store, 'nowhere' as RoomName)).toEqual([]);
    });
  });

  describe(`${name}: rooms`, () => {
    const rooms = async () => new Map((await at.store.log.rooms()).map(({ room, ...rest }) => [room, rest]));
    const happened = (room: RoomName) => ({ room, time: 1, nick: ann, kind: 'person' }) as const;
    const joined = (room: RoomName): Event => ({ ...happened(room), type: 'joined' });
    const topic = (room: RoomName, text: string): Event => ({ ...happened(room), type: 'topic', text });

    it('are none in an empty log', async () => {
      expect(await at.store.log.rooms()).toEqual([]);
    });

    it('are all that have an entry, once each, with the newest of it', async () => {
      const names = ['b', 'lobby', '@x', 'ø', '😀', 'a'] as RoomName[];
      const appended = await at.store.log.append([...names, ...names.toReversed()].map(joined));
      const newest = new Map(names.map((room, index) => [room, appended.at(-1 - index)!.seq]));
      expect(await at.store.log.rooms()).toHaveLength(names.length);
      expect(new Map([...(await rooms())].map(([room, summary]) => [room, summary.newest]))).toEqual(newest);
    });

    it('are spoken in when there is a message, whatever else was done', async () => {
      const kicked: Event = { ...happened(garden), type: 'kicked', by: ben, reason: 'message' };
      await at.store.log.append([said(''), joined(garden), topic(garden, 'message'), kicked]);
      expect((await rooms()).get(lobby)?.spoken).toBe(true);
      expect((await rooms()).get(garden)?.spoken).toBe(false);
      await at.store.log.append([said('hi', { room: garden })]);
      expect((await rooms()).get(garden)?.spoken).toBe(true);
    });

    it('have the topic that was set last, each its own', async () => {
      await at.store.log.append([topic(garden, 'first'), topic(lobby, astral), topic(garden, 'second')]);
      await at.store.log.append([said('third', { room: garden }), said('fourth')]);
      expect((await rooms()).get(garden)?.topic).toBe('second');
      expect((await rooms()).get(lobby)?.topic).toBe(astral);
      await at.store.log.append([topic(garden, '')]);
      expect((await rooms()).get(garden)?.topic).toBe('');
    });
  });
}
