/** A part of the contract in `log-kit.ts`, which runs all of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Nick, RoomName } from '../../src/room/types.ts';
import { lobby } from '../../src/room/types.ts';
import { garden, oneOfEach, type Opened, texts, threadOf } from './log-samples.ts';
import { ben, messageId, said } from './said.ts';

/** What is stored, and stored once. */
export function entriesContract(name: string, at: Opened): void {
  describe(`${name}: append`, () => {
    it('keeps the order given, with growing seq, all fresh', async () => {
      const first = await at.store.log.append([said('a'), said('b')]);
      const second = await at.store.log.append([said('c'), said('d'), said('e')]);
      const all = [...first, ...second];
      expect(all.every((appended) => appended.fresh)).toBe(true);
      expectGrowing(all.map((appended) => appended.seq));
      expect(await threadOf(at.store)).toEqual(['a', 'b', 'c', 'd', 'e']);
    });

    it('gives back every kind of event exactly, with the seq it reported', async () => {
      const appended = await at.store.log.append(oneOfEach);
      const entries = await at.store.log.read({ room: lobby, limit: 100 });
      expect(entries).toEqual(oneOfEach.map((event, index) => ({ ...event, seq: appended[index]?.seq })));
    });

    it('gives back any text', async () => {
      const text = fc.string({ unit: 'grapheme-composite', maxLength: 40 }).filter((s) => !s.includes('\0'));
      const because = fc.option(text);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.record({ text, because })), async (messages) => {
          const events = messages.map(({ text, because }) => said(text, { because }));
          await at.store.log.append(events);
          const entries = await at.store.log.read({ room: lobby, limit: events.length });
          expect(entries).toEqual(events.map((event) => ({ ...event, seq: expect.any(Number) as number })));
        }),
        { numRuns: 50 },
      );
    });

    it('does nothing for no events', async () => {
      expect(await at.store.log.append([])).toEqual([]);
      expect(await threadOf(at.store)).toEqual([]);
    });

    it('takes a big batch', async () => {
      const events = Array.from({ length: 5000 }, (_, n) => said(`n${n}`, { id: messageId(`id${n}`) }));
      const appended = await at.store.log.append(events);
      expectGrowing(appended.map(({ seq }) => seq));
      expect(await threadOf(at.store)).toEqual(texts(events));
    });

    it('keeps what it was given when the caller changes it afterwards', async () => {
      const events = [said('before')];
      await at.store.log.append(events);
      events[0] = said('after');
      expect(await threadOf(at.store)).toEqual(['before']);
    });

    it('stores all of a batch or nothing', async () => {
      await at.store.log.append([said('before')]);
      const broken = Object.defineProperty(said(''), 'text', { enumerable: true, get: failing });
      await expect(at.store.log.append([said('first'), broken, said('last')])).rejects.toThrow();
      expect(await threadOf(at.store)).toEqual(['before']);
      await at.store.log.append([said('after')]);
      expect(await threadOf(at.store)).toEqual(['before', 'after']);
    });
  });

  describe(`${name}: ids`, () => {
    const id = messageId('one');

    it('stores a message that is sent again once, and says where it is', async () => {
      const [first] = await at.store.log.append([said('hi', { id })]);
      await at.store.log.append([said('between')]);
      const again = await at.store.log.append([said('hi', { id }), said('new', { id: messageId('two') })]);
      expect(again[0]).toEqual({ seq: first?.seq, fresh: false });
      expect(again[1]?.fresh).toBe(true);
      expect(await threadOf(at.store)).toEqual(['hi', 'between', 'new']);
    });

    it('finds it in one of some rooms', async () => {
      const tea = 'tea' as RoomName;
      const garden = 'garden' as RoomName;
      await at.store.log.append([said('hi', { id, room: tea }), said('hi', { id: messageId('two') })]);
      const roomOf = async (author: string, what: string, ...rooms: RoomName[]) => {
        const entry = await at.store.log.said(author as Nick, messageId(what), rooms);
        if (entry) expect(entry).toEqual((await at.store.log.read({ room: entry.room, limit: 1 }))[0]);
        return entry?.room ?? null;
      };
      const { nick } = said('hi');
      expect(await roomOf(nick.toUpperCase(), 'one', lobby, tea, garden)).toBe('tea');
      expect(await roomOf(nick, 'two', lobby, tea)).toBe('lobby');
      expect(await roomOf(nick, 'one', lobby, garden)).toBeNull();
      expect(await roomOf('somebody', 'one', tea)).toBeNull();
      expect(await roomOf(nick, 'three', tea)).toBeNull();
      expect(await roomOf(nick, 'one')).toBeNull();
    });

    it('does so within one append', async () => {
      const appended = await at.store.log.append([said('hi', { id }), said('hi', { id }), said('other')]);
      expect(appended.map(({ fresh }) => fresh)).toEqual([true, false, true]);
      expect(appended[1]?.seq).toBe(appended[0]?.seq);
      expect(await threadOf(at.store)).toEqual(['hi', 'other']);
    });

    it('takes a name in any case for one author', async () => {
      await at.store.log.append([said('hi', { id, nick: 'ÅSE' as Nick })]);
      const [again] = await at.store.log.append([said('hi', { id, nick: 'åse' as Nick })]);
      expect(again?.fresh).toBe(false);
    });

    it('lets other authors and other rooms use the same id, and tells ids by case', async () => {
      const events = [
        said('1', { id }),
        said('2', { id, nick: ben }),
        said('3', { id, room: garden }),
        said('4', { id: messageId('One') }),
      ];
      expect((await at.store.log.append(events)).every(({ fresh }) => fresh)).toBe(true);
    });

    it('takes messages without an id as often as they come', async () => {
      expect((await at.store.log.append([said('hi'), said('hi')])).every(({ fresh }) => fresh)).toBe(true);
      expect(await threadOf(at.store)).toEqual(['hi', 'hi']);
    });
  });
}

function expectGrowing(seqs: readonly number[]): void {
  expect(seqs.every((seq, index) => Number.isSafeInteger(seq) && seq > (seqs[index - 1] ?? 0))).toBe(true);
}

function failing(): never {
  throw new Error('unreadable');
}
