/**
 * The contract of the log port: every backend runs it, and a reader of the port may rely on nothing that is not here.
 * Longer than other files, because a contract in pieces is one that a backend can run in part.
 */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Appended, Search, Store } from '../../src/log/log.ts';
import type { Event, Nick, RoomName, Seq } from '../../src/room/types.ts';
import { lobby } from '../../src/room/types.ts';
import { Fault } from '../../src/util/result.ts';
import { ann, ben, messageId, said } from './said.ts';

/** A place where a store can be opened, closed and opened again. */
export interface Place {
  open(): Promise<Store>;
  /** Removes what the store left behind. */
  clear(): void;
}

export interface Promises {
  /** What was stored is there when the same place is opened again. */
  readonly durable: boolean;
}

function texts(entries: readonly Event[]): string[] {
  return entries.map((entry) => (entry.type === 'message' ? entry.text : entry.type));
}

const garden = 'garden' as RoomName;
const astral = '😀 𝒜nn – 日本語\u{10ffff}\n"\\\'%_';

const oneOfEach: readonly Event[] = [
  { type: 'opened', room: lobby, time: 0, nick: 'Host' as Nick, kind: 'host' },
  { type: 'joined', room: lobby, time: 1, nick: ann, kind: 'person' },
  { type: 'joined', room: lobby, time: 1, nick: 'Art_Bot' as Nick, kind: 'bot' },
  said(astral, { nick: 'Ærø[1]' as Nick, time: 1_700_000_000_123 }),
  said('', { kind: 'bot', id: messageId('x'.repeat(64)), answers: 3 as Seq, because: astral }),
  said('x'.repeat(4000), { kind: 'host', time: 8_640_000_000_000_000 }),
  { type: 'left', room: lobby, time: 2, nick: ann, kind: 'person', reason: '' },
  { type: 'left', room: lobby, time: 2, nick: ben, kind: 'person', reason: astral },
  { type: 'kicked', room: lobby, time: 3, nick: ben, kind: 'person', by: 'Host' as Nick, reason: astral },
  { type: 'kicked', room: lobby, time: 3, nick: ben, kind: 'bot', by: ann, reason: '' },
  { ...said('waves'), time: 3, action: true },
  { type: 'renamed', room: lobby, time: 3, nick: ben, kind: 'person', to: 'Bén' as Nick },
  { type: 'topic', room: lobby, time: 4, nick: ann, kind: 'person', text: astral },
  { type: 'topic', room: lobby, time: 4, nick: 'Art_Bot' as Nick, kind: 'bot', text: '' },
];

export function logContract(name: string, makePlace: () => Place, promises: Promises): void {
  let place: Place;
  let store: Store;

  beforeEach(async () => {
    place = makePlace();
    store = await place.open();
  });
  afterEach(async () => {
    await store.close();
    place.clear();
  });

  async function thread(room = lobby): Promise<string[]> {
    return texts(await store.log.read({ room, limit: 1_000_000 }));
  }

  describe(`${name}: append`, () => {
    it('keeps the order given, with growing seq, all fresh', async () => {
      const first = await store.log.append([said('a'), said('b')]);
      const second = await store.log.append([said('c'), said('d'), said('e')]);
      const all = [...first, ...second];
      expect(all.every((appended) => appended.fresh)).toBe(true);
      expectGrowing(all.map((appended) => appended.seq));
      expect(await thread()).toEqual(['a', 'b', 'c', 'd', 'e']);
    });

    it('gives back every kind of event exactly, with the seq it reported', async () => {
      const appended = await store.log.append(oneOfEach);
      const entries = await store.log.read({ room: lobby, limit: 100 });
      expect(entries).toEqual(oneOfEach.map((event, index) => ({ ...event, seq: appended[index]?.seq })));
    });

    it('gives back any text', async () => {
      const text = fc.string({ unit: 'grapheme-composite', maxLength: 40 }).filter((s) => !s.includes('\0'));
      const because = fc.option(text);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.record({ text, because })), async (messages) => {
          const events = messages.map(({ text, because }) => said(text, { because }));
          await store.log.append(events);
          const entries = await store.log.read({ room: lobby, limit: events.length });
          expect(entries).toEqual(events.map((event) => ({ ...event, seq: expect.any(Number) as number })));
        }),
        { numRuns: 50 },
      );
    });

    it('does nothing for no events', async () => {
      expect(await store.log.append([])).toEqual([]);
      expect(await thread()).toEqual([]);
    });

    it('takes a big batch', async () => {
      const events = Array.from({ length: 5000 }, (_, n) => said(`n${n}`, { id: messageId(`id${n}`) }));
      const appended = await store.log.append(events);
      expectGrowing(appended.map(({ seq }) => seq));
      expect(await thread()).toEqual(texts(events));
    });

    it('keeps what it was given when the caller changes it afterwards', async () => {
      const events = [said('before')];
      await store.log.append(events);
      events[0] = said('after');
      expect(await thread()).toEqual(['before']);
    });

    it('stores all of a batch or nothing', async () => {
      await store.log.append([said('before')]);
      const broken = Object.defineProperty(said(''), 'text', { enumerable: true, get: failing });
      await expect(store.log.append([said('first'), broken, said('last')])).rejects.toThrow();
      expect(await thread()).toEqual(['before']);
      await store.log.append([said('after')]);
      expect(await thread()).toEqual(['before', 'after']);
    });
  });

  describe(`${name}: ids`, () => {
    const id = messageId('one');

    it('stores a message that is sent again once, and says where it is', async () => {
      const [first] = await store.log.append([said('hi', { id })]);
      await store.log.append([said('between')]);
      const again = await store.log.append([said('hi', { id }), said('new', { id: messageId('two') })]);
      expect(again[0]).toEqual({ seq: first?.seq, fresh: false });
      expect(again[1]?.fresh).toBe(true);
      expect(await thread()).toEqual(['hi', 'between', 'new']);
    });

    it('finds it in one of some rooms', async () => {
      const tea = 'tea' as RoomName;
      const garden = 'garden' as RoomName;
      await store.log.append([said('hi', { id, room: tea }), said('hi', { id: messageId('two') })]);
      const roomOf = async (author: string, what: string, ...rooms: RoomName[]) => {
        const entry = await store.log.said(author as Nick, messageId(what), rooms);
        if (entry) expect(entry).toEqual((await store.log.read({ room: entry.room, limit: 1 }))[0]);
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
      const appended = await store.log.append([said('hi', { id }), said('hi', { id }), said('other')]);
      expect(appended.map(({ fresh }) => fresh)).toEqual([true, false, true]);
      expect(appended[1]?.seq).toBe(appended[0]?.seq);
      expect(await thread()).toEqual(['hi', 'other']);
    });

    it('takes a name in any case for one author', async () => {
      await store.log.append([said('hi', { id, nick: 'ÅSE' as Nick })]);
      const [again] = await store.log.append([said('hi', { id, nick: 'åse' as Nick })]);
      expect(again?.fresh).toBe(false);
    });

    it('lets other authors and other rooms use the same id, and tells ids by case', async () => {
      const events = [
        said('1', { id }),
        said('2', { id, nick: ben }),
        said('3', { id, room: garden }),
        said('4', { id: messageId('One') }),
      ];
      expect((await store.log.append(events)).every(({ fresh }) => fresh)).toBe(true);
    });

    it('takes messages without an id as often as they come', async () => {
      expect((await store.log.append([said('hi'), said('hi')])).every(({ fresh }) => fresh)).toBe(true);
      expect(await thread()).toEqual(['hi', 'hi']);
    });
  });

  describe(`${name}: pages`, () => {
    let seqs: readonly Seq[];
    const read = async (limit: number, bounds: { after?: number; before?: number } = {}) =>
      (await store.log.read({ room: lobby, limit, ...(bounds as { after?: Seq; before?: Seq }) }))
        .map((entry) => (entry.type === 'message' ? entry.text : ''))
        .join('');

    beforeEach(async () => {
      const appended: Appended[] = [];
      for (const text of ['a', 'b', 'c', 'd', 'e', 'f']) {
        appended.push(...(await store.log.append([said(text), said(`other`, { room: garden })])));
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
        const page = await store.log.read({ room: lobby, limit: 4, after: after as Seq });
        if (page.length === 0) break;
        forwards.push(...texts(page));
        after = page.at(-1)!.seq;
      }
      const backwards: string[] = [];
      for (let before = Number.MAX_SAFE_INTEGER; ;) {
        const page = await store.log.read({ room: lobby, limit: 4, before: before as Seq });
        if (page.length === 0) break;
        backwards.unshift(...texts(page));
        before = page[0]!.seq;
      }
      expect(forwards.join('')).toBe('abcdef');
      expect(backwards).toEqual(forwards);
    });

    it('keeps rooms apart, and knows nothing of one that was never used', async () => {
      expect(await thread(garden)).toEqual(Array.from({ length: 6 }, () => 'other'));
      expect(await thread('nowhere' as RoomName)).toEqual([]);
    });
  });

  describe(`${name}: rooms`, () => {
    const rooms = async () => new Map((await store.log.rooms()).map(({ room, ...rest }) => [room, rest]));
    const happened = (room: RoomName) => ({ room, time: 1, nick: ann, kind: 'person' }) as const;
    const joined = (room: RoomName): Event => ({ ...happened(room), type: 'joined' });
    const topic = (room: RoomName, text: string): Event => ({ ...happened(room), type: 'topic', text });

    it('are none in an empty log', async () => {
      expect(await store.log.rooms()).toEqual([]);
    });

    it('are all that have an entry, once each, with the newest of it', async () => {
      const names = ['b', 'lobby', '@x', 'ø', '😀', 'a'] as RoomName[];
      const appended = await store.log.append([...names, ...names.toReversed()].map(joined));
      const newest = new Map(names.map((room, index) => [room, appended.at(-1 - index)!.seq]));
      expect(await store.log.rooms()).toHaveLength(names.length);
      expect(new Map([...(await rooms())].map(([room, summary]) => [room, summary.newest]))).toEqual(newest);
    });

    it('are spoken in when there is a message, whatever else was done', async () => {
      const kicked: Event = { ...happened(garden), type: 'kicked', by: ben, reason: 'message' };
      await store.log.append([said(''), joined(garden), topic(garden, 'message'), kicked]);
      expect((await rooms()).get(lobby)?.spoken).toBe(true);
      expect((await rooms()).get(garden)?.spoken).toBe(false);
      await store.log.append([said('hi', { room: garden })]);
      expect((await rooms()).get(garden)?.spoken).toBe(true);
    });

    it('have the topic that was set last, each its own', async () => {
      await store.log.append([topic(garden, 'first'), topic(lobby, astral), topic(garden, 'second')]);
      await store.log.append([said('third', { room: garden }), said('fourth')]);
      expect((await rooms()).get(garden)?.topic).toBe('second');
      expect((await rooms()).get(lobby)?.topic).toBe(astral);
      await store.log.append([topic(garden, '')]);
      expect((await rooms()).get(garden)?.topic).toBe('');
    });
  });

  describe(`${name}: search`, () => {
    const search = async (text: string, rest: Partial<Search> = {}) =>
      texts(await store.log.search({ rooms: [lobby], text, limit: 1000, ...rest }));
    const keep = (...messages: string[]) => store.log.append(messages.map((text) => said(text)));

    it('gives whole messages, the newest that match, oldest first', async () => {
      const event = said('a match', { id: messageId('one'), answers: 3 as Seq, because: 'why', kind: 'bot' });
      const appended = await store.log.append([said('match 0'), event, said('other'), said('match 2')]);
      const found = await store.log.search({ rooms: [lobby], text: 'match', limit: 2 });
      expect(found[0]).toEqual({ ...event, seq: appended[1]?.seq });
      expect(texts(found)).toEqual(['a match', 'match 2']);
    });

    it('gives no more than asked for, and goes on before a place', async () => {
      const appended = await keep('m1', 'm2', 'x', 'm3', 'm4', 'm5');
      expect(await search('m', { limit: 2 })).toEqual(['m4', 'm5']);
      expect(await search('m', { limit: 2, before: appended[4]!.seq })).toEqual(['m2', 'm3']);
      expect(await search('m', { limit: 2, before: appended[1]!.seq })).toEqual(['m1']);
      expect(await search('m', { before: appended[0]!.seq })).toEqual([]);
      expect(await search('m', { before: 1e9 as Seq, limit: 1 })).toEqual(['m5']);
      expect(await search('m', { limit: Infinity })).toHaveLength(5);
      for (const limit of [0, -1]) expect(await search('m', { limit })).toEqual([]);
    });

    it('looks in the rooms that were asked for, and in messages only', async () => {
      const about = { room: lobby, time: 1, nick: ann, kind: 'person' } as const;
      await store.log.append([
        said('word 1', { room: garden }),
        said('word 2'),
        said('word 3', { room: '@1' as RoomName }),
        said('word 4', { room: garden }),
        { ...about, type: 'left', reason: 'word' },
        { ...about, type: 'kicked', by: ben, reason: 'word' },
        { ...about, type: 'renamed', to: 'word' as Nick },
        { ...about, type: 'topic', text: 'word' },
      ]);
      expect(await search('word')).toEqual(['word 2']);
      expect(await search('word', { rooms: [lobby, garden] })).toEqual(['word 1', 'word 2', 'word 4']);
      expect(await search('word', { rooms: [garden, garden], limit: 1 })).toEqual(['word 4']);
      expect(await search('word', { rooms: ['nowhere' as RoomName] })).toEqual([]);
      expect(await search('word', { rooms: [] })).toEqual([]);
    });

    it('wants all words, wherever they are, also within others', async () => {
      await keep('the quick brown fox', 'a fox', 'brownish foxes', 'brown');
      expect(await search('fox brown')).toEqual(['the quick brown fox', 'brownish foxes']);
      expect(await search('  rown \n\tOX  ox\u00a0')).toEqual(['the quick brown fox', 'brownish foxes']);
      expect(await search('brown wolf')).toEqual([]);
    });

    it('finds words of one and two letters, alone and beside longer ones', async () => {
      await keep('go to Ås', 'ab', 'xaby', 'long enough, a b', 'long, no');
      expect(await search('ab')).toEqual(['ab', 'xaby']);
      expect(await search('ås')).toEqual(['go to Ås']);
      expect(await search('b a long')).toEqual(['long enough, a b']);
      expect(await search('z')).toEqual([]);
    });

    it.each([
      ['BLÅBÆR', 'blåbær på ærø'],
      ['æRØ', 'BLÅBÆR PÅ ÆRØ'],
      ['straße', 'STRASSE, Straße, STRA\u1e9eE'],
      ['ΟΔΟΣ οδος', 'οδός, ΟΔΟΣ και Οδοσ'],
      ['МОСКВА', 'из москвы в Москва́'],
      ['istanbul', 'İstanbul'],
      ['cafe\u0301', 'CAFÉ'],
      ['café', 'cafe\u0301'],
      ['ffi', '\ufb03 as one letter'],
      ['日本語', 'これは日本語です'],
      ['😀', 'x😀y'],
      ['👍🏽 ok', 'OK 👍🏽'],
    ])('in any case and spelling: %s', async (text, message) => {
      await keep('something else', message);
      expect(await search(text)).toEqual([message]);
    });

    it('takes letters without marks for those with them, not the other way round', async () => {
      await keep('for blabaer, Tromso', 'før blåbær, Tromsø');
      for (const text of ['for', 'BLABAER', 'tromso for']) expect(await search(text)).toHaveLength(2);
      for (const text of ['før', 'Tromsø', 'for blåbær']) {
        expect(await search(text)).toEqual(['før blåbær, Tromsø']);
      }
    });

    it.each([
      '"',
      'abc"',
      "'",
      "it's",
      '%',
      '_',
      'a_c',
      '%%%',
      '*',
      'abc*',
      '***',
      '^abc',
      'NEAR',
      'NEAR(abc def, 2)',
      'abc OR def',
      'AND',
      'NOT abc',
      'text:abc',
      'texts',
      '-',
      '-abc',
      'abc-def',
      '--',
      '(',
      ')',
      '{abc}',
      '[',
      '\\\\\\',
      ';',
      '?',
      '+abc + def',
      '<b>',
      '😀😀😀',
      '\u200d',
      '\u{10ffff}\ufffe\uffff\ufdd0',
    ])('has no word that means something else: %s', async (text) => {
      // prettier-ignore
      const decoys = ['abc', 'def', 'abc def', 'xyz', 'abbc', 'texts'].filter((decoy) => !decoy.includes(text));
      await keep(...decoys, `before${text}after`);
      expect(await search(text)).toEqual([`before${text}after`]);
    });

    it('passes over a quote that is not closed', async () => {
      await keep('the needle', 'hay');
      expect(await search('"needle')).toEqual(['the needle']);
      expect(await search('"needle the')).toEqual(['the needle']);
    });

    it.each(['', ' ', '\n\t', '\0', '\u0301', '\ud800', 'abc\udc00', '😀'.slice(0, 1), 'abc\0def'])(
      'finds nothing for what is no text: %j',
      async (text) => {
        await keep('abc', '😀', 'ABC 😀');
        expect(await search(text)).toEqual([]);
      },
    );

    it('finds any message by any part of it', async () => {
      const message = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
      const messages = fc.array(message, { minLength: 1, maxLength: 10 });
      await fc.assert(
        fc.asyncProperty(messages, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 8 }), async (all, which, start, length) => {
          const kept = all.map((text) => text.replaceAll('\0', ''));
          await keep(...kept);
          const chosen = kept[which % kept.length] ?? '';
          const graphemes = Array.from(new Intl.Segmenter().segment(chosen), ({ segment }) => segment);
          const from = start % (graphemes.length + 1);
          const part = graphemes.slice(from, from + length).join('');
          if (/\S/.test(part.normalize('NFKD').replace(/[\u0300-\u036f]/g, ''))) expect(await search(part)).toContain(chosen);
        }),
        { numRuns: 100 },
      ); // prettier-ignore
    });
  });

  describe(`${name}: shelf`, () => {
    it('gives back any JSON value, and undefined for what is not there', async () => {
      const value = { text: astral, list: [1, -0.5, true, null, {}], nested: { deep: [[]] } };
      await store.shelf.put('bans', 'ann', value);
      await store.shelf.put('bans', 'null', null);
      expect(await store.shelf.get('bans', 'ann')).toEqual(value);
      expect(await store.shelf.get('bans', 'null')).toBe(null);
      expect(await store.shelf.get('bans', 'nobody')).toBe(undefined);
      expect(await store.shelf.get('nothing', 'ann')).toBe(undefined);
    });

    it('keeps the last write, and not what the caller changes later', async () => {
      const value = { n: 2 };
      await store.shelf.put('b', 'k', { n: 1 });
      await store.shelf.put('b', 'k', value);
      value.n = 3;
      expect(await store.shelf.get('b', 'k')).toEqual({ n: 2 });
    });

    it('keeps buckets apart and lists each', async () => {
      await store.shelf.put('one', astral, 1);
      await store.shelf.put('one', '', 2);
      await store.shelf.put('two', astral, 3);
      expect(new Map(await store.shelf.entries('one'))).toEqual(new Map([[astral, 1], ['', 2]])); // prettier-ignore
      expect(await store.shelf.entries('two')).toEqual([[astral, 3]]);
      expect(await store.shelf.entries('three')).toEqual([]);
    });

    it('deletes, and says whether there was something', async () => {
      await store.shelf.put('b', 'k', 1);
      expect(await store.shelf.delete('b', 'other')).toBe(false);
      expect(await store.shelf.delete('b', 'k')).toBe(true);
      expect(await store.shelf.delete('b', 'k')).toBe(false);
      expect(await store.shelf.get('b', 'k')).toBe(undefined);
      expect(await store.shelf.entries('b')).toEqual([]);
    });

    it('tells how much a bucket holds, and one of its keys, as it changes', async () => {
      const { shelf } = store;
      expect(await shelf.size('b')).toEqual({ keys: 0, bytes: 0 });
      await shelf.put('b', 'kø', 'aø'); // 3 + 5
      await shelf.put('b', astral, [1]);
      const ofAstral = Buffer.byteLength(astral) + 3;
      await shelf.put('other', 'kø', 1);
      expect(await shelf.size('b')).toEqual({ keys: 2, bytes: 8 + ofAstral });
      expect(await shelf.size('b', 'kø')).toEqual({ keys: 1, bytes: 8 });
      expect(await shelf.size('b', 'none')).toEqual({ keys: 0, bytes: 0 });
      await shelf.putAll('b', [['kø', null], ['l', 12]]); // prettier-ignore
      await shelf.delete('b', astral);
      expect(await shelf.size('b')).toEqual({ keys: 2, bytes: 7 + 3 });
    });

    it('refuses what JSON cannot hold', async () => {
      await store.shelf.put('b', 'k', 1);
      await expect(store.shelf.put('b', 'k', undefined)).rejects.toThrow(Fault);
      expect(await store.shelf.get('b', 'k')).toBe(1);
    });

    it('puts many at once, over what was there, the last of one key', async () => {
      await store.shelf.put('b', 'k', 1);
      await store.shelf.put('b', 'other', 1);
      await store.shelf.putAll('b', [['k', 2], ['l', null], [astral, { deep: [3] }], ['l', 4]]); // prettier-ignore
      await store.shelf.putAll('b', []);
      expect(new Map(await store.shelf.entries('b'))).toEqual(
        new Map<string, unknown>([['other', 1], ['k', 2], ['l', 4], [astral, { deep: [3] }]]), // prettier-ignore
      );
      expect(await store.shelf.entries('other')).toEqual([]);
    });

    it('puts none of many when one cannot be kept', async () => {
      await store.shelf.put('b', 'k', 1);
      const loop: { self?: unknown } = {};
      loop.self = loop;
      for (const wrong of [undefined, 1n, loop]) {
        await expect(store.shelf.putAll('b', [['k', 2], ['l', wrong], ['m', 3]])).rejects.toThrow(Fault); // prettier-ignore
      }
      expect(await store.shelf.entries('b')).toEqual([['k', 1]]);
      await store.shelf.putAll('b', [['k', 2]]); // prettier-ignore
      await store.log.append([said('the log goes on')]);
      expect(await store.shelf.get('b', 'k')).toBe(2);
    });
  });

  describe(`${name}: closing`, () => {
    it('may be closed twice, and takes nothing afterwards', async () => {
      await store.close();
      await store.close();
      await expect(store.log.append([said('late')])).rejects.toThrow(Fault);
      await expect(store.log.read({ room: lobby, limit: 1 })).rejects.toThrow(Fault);
      await expect(store.log.rooms()).rejects.toThrow(Fault);
      await expect(store.log.search({ rooms: [lobby], text: 'a', limit: 1 })).rejects.toThrow(Fault);
      await expect(store.shelf.put('b', 'k', 1)).rejects.toThrow(Fault);
      await expect(store.shelf.putAll('b', [['k', 1]])).rejects.toThrow(Fault); // prettier-ignore
      await expect(store.shelf.get('b', 'k')).rejects.toThrow(Fault);
      await expect(store.shelf.size('b')).rejects.toThrow(Fault);
    });

    if (!promises.durable) return;

    it('keeps everything for the next opening', async () => {
      const appended = await store.log.append([...oneOfEach, said('hi', { id: messageId('one') })]);
      await store.shelf.put('bans', 'ann', { until: 7 });
      await store.shelf.put('bans', 'ben', 1);
      await store.shelf.delete('bans', 'ben');
      const before = await store.log.read({ room: lobby, limit: 100 });
      await store.close();

      store = await place.open();
      expect(await store.log.read({ room: lobby, limit: 100 })).toEqual(before);
      expect(await store.shelf.entries('bans')).toEqual([['ann', { until: 7 }]]);
      const later = await store.log.append([said('hi', { id: messageId('one') }), said('new')]);
      expect(later[0]).toEqual({ seq: appended.at(-1)?.seq, fresh: false });
      expect(later[1]?.seq).toBeGreaterThan(appended.at(-1)!.seq);
    });
  });
}

function expectGrowing(seqs: readonly number[]): void {
  expect(seqs.every((seq, index) => Number.isSafeInteger(seq) && seq > (seqs[index - 1] ?? 0))).toBe(true);
}

function failing(): never {
  throw new Error('unreadable');
}
