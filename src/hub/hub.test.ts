import { describe, expect, it } from 'vitest';
import { done, openHouse } from '../../test/kits/house.ts';
import { Witness } from '../../test/kits/witness.ts';
import { settle } from '../rehearsal/virtual-clock.ts';
import type { Log } from '../log/log.ts';
import { memoryStore } from '../log/memory.ts';
import type { Entry, MessageId, Seq } from '../room/types.ts';
import { Fault } from '../util/result.ts';
import { Bans } from './bans.ts';
import { Hub } from './hub.ts';

/** Each delivery leaves `bytes` to be read. */
function fillsWith(witness: Witness, bytes: number): void {
  const deliver = witness.deliver.bind(witness);
  witness.deliver = (batch) => {
    deliver(batch);
    witness.queued += bytes;
  };
}

/** A log that can be told to fail, or to take its time. */
function trying(inner: Log) {
  const state = { fails: false, slow: false };
  const log: Log = {
    ...inner,
    async append(events) {
      if (state.slow) await settle();
      if (state.fails) throw new Fault('the disk is full');
      const places = await inner.append(events);
      if (state.slow) await settle();
      return places;
    },
    async read(page) {
      if (state.slow) await settle();
      const entries = await inner.read(page);
      if (state.slow) await settle();
      return entries;
    },
    rooms: () => inner.rooms(),
    search: (query) => inner.search(query),
    said: (author, id, rooms) => inner.said(author, id, rooms),
  };
  return { log, state };
}

const seqs = (entries: readonly Entry[]) => entries.map((entry) => entry.seq);

describe('talk', () => {
  it('reaches everyone in the order of the log', async () => {
    const { hub, join, stored } = await openHouse();
    const ann = join('ann');
    const ben = join('ben');
    for (let i = 0; i < 20; i++) (i % 2 ? ann : ben).seat.say({ text: `m${i}` });
    await done(hub);
    expect(ann.witness.entries).toEqual(ben.witness.entries);
    expect(ann.witness.texts).toEqual(Array.from({ length: 20 }, (_, i) => `m${i}`));
    expect(ann.witness.entries).toEqual(await stored());
  });

  it('can begin before the seat is granted, and end with a goodbye in the same breath', async () => {
    const { hub, join, stored } = await openHouse();
    const { seat } = join('ann');
    seat.say({ text: 'hi and bye' });
    seat.leave('in a hurry');
    seat.say({ text: 'never said' });
    await done(hub);
    expect((await stored()).map((entry) => entry.type)).toEqual(['opened', 'joined', 'message', 'left']);
    expect(hub.members()).toEqual([]);
  });

  it('of a refused seat is nobody’s, not that of the holder of its name', async () => {
    const { hub, join } = await openHouse();
    const ann = join('ann');
    const impostor = join('ann');
    impostor.seat.say({ text: 'I am ann' });
    await done(hub);
    expect(impostor.witness.farewell).toMatchObject({ code: 'refused', refusal: { code: 'name_taken' } });
    expect(ann.witness.texts).toEqual([]);
    expect(hub.members()).toEqual([{ nick: 'ann', kind: 'person' }]);
  });

  it('of someone who was kicked is not that of the next holder of the name', async () => {
    const { hub, admin, join } = await openHouse();
    const first = join('ann');
    await done(hub);
    void admin.kick('ann', 'x');
    const second = join('ann');
    first.seat.say({ text: 'still me' });
    await done(hub);
    expect(second.witness.nick).toBe('ann');
    expect(second.witness.texts).toEqual([]);
  });

  it('of a newcomer who was kicked in the turn of the join is nobody’s, and the seat is closed', async () => {
    const { hub, admin, join } = await openHouse();
    const first = join('ann');
    await done(hub);
    first.seat.leave('');
    const second = join('ann');
    const kicked = admin.kick('ann', 'x');
    expect(await kicked).toBe('ann');
    expect(second.witness.farewell).toMatchObject({ code: 'kicked' });
    expect(hub.members()).toEqual([]);
  });

  it('is answered after the seat was granted', async () => {
    const { join, hub } = await openHouse();
    const told: string[] = [];
    const { seat, witness } = join('ann');
    witness.seated = () => told.push('seated');
    witness.stored = () => told.push('stored');
    witness.refused = () => told.push('refused');
    seat.say({ text: 'hi', id: 'a' as MessageId });
    seat.say({ text: '' });
    await done(hub);
    expect(told.toSorted()).toEqual(['refused', 'seated', 'stored']);
    expect(told[0]).toBe('seated');
  });

  it('is refused to its author alone', async () => {
    const { hub, join } = await openHouse();
    const ann = join('ann');
    const ben = join('ben');
    ann.seat.say({ text: '' });
    await done(hub);
    expect(ann.witness.refusals).toMatchObject([{ code: 'empty_text' }]);
    expect(ben.witness.refusals).toEqual([]);
  });

  it('under one id is stored and shown once, and confirmed each time', async () => {
    const { hub, join, stored } = await openHouse();
    const ann = join('ann');
    const id = 'a1' as MessageId;
    ann.seat.say({ text: 'once', id });
    await done(hub);
    ann.seat.say({ text: 'once', id });
    await done(hub);
    expect(ann.witness.texts).toEqual(['once']);
    expect((await stored()).filter((entry) => entry.type === 'message')).toHaveLength(1);
    const seq = ann.witness.since.at(-1)?.seq;
    expect(ann.witness.confirmed).toEqual([
      [id, seq],
      [id, seq],
    ]);
  });

  it('keeps its order when the clock is set back', async () => {
    const { hub, join, clock } = await openHouse();
    const ann = join('ann');
    ann.seat.say({ text: 'before' });
    await done(hub);
    const before = clock.now();
    clock.now = () => before - 3_600_000;
    ann.seat.say({ text: 'after' });
    await done(hub);
    const times = ann.witness.entries.map((entry) => entry.time);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(ann.witness.texts).toEqual(['before', 'after']);
  });

  it('says at the start that the clock is behind the log', async () => {
    const { hub, options, clock, notes } = await openHouse();
    await done(hub);
    const before = clock.now();
    clock.now = () => before - 60_000;
    await Hub.open(options);
    expect(notes).toEqual([expect.stringMatching(/clock is 60 s behind/)]);
  });
});

describe('history', () => {
  it('is shown to a newcomer before what is new', async () => {
    const { hub, join } = await openHouse();
    const ann = join('ann');
    for (let i = 0; i < 10; i++) ann.seat.say({ text: `old ${i}` });
    await done(hub);
    const ben = join('ben', { replay: 3 });
    ann.seat.say({ text: 'new' });
    await done(hub);
    expect(ben.witness.history.map((entry) => entry.type === 'message' && entry.text)).toEqual([
      'old 7',
      'old 8',
      'old 9',
    ]);
    expect(ben.witness.since.map((entry) => entry.type)).toEqual(['joined', 'message']);
  });

  it('is not kept ready for ever for one who does not read it', async () => {
    const { hub, join, clock } = await openHouse({ tailSize: 5 });
    const ann = join('ann');
    for (let i = 0; i < 30; i++) ann.seat.say({ text: `m${i}` });
    await done(hub);
    const ben = join('ben', { replay: 'all' });
    ben.witness.queued = 900;
    await done(hub);
    await clock.advance(59_000);
    expect(ben.witness.farewell).toBeNull();
    await clock.advance(1_000);
    await done(hub);
    expect(ben.witness.farewell).toMatchObject({ code: 'slow' });
    expect(hub.members().map((member) => member.nick)).toEqual(['ann']);
  });

  it('can be none', async () => {
    const { hub, join } = await openHouse();
    join('ann').seat.say({ text: 'old' });
    await done(hub);
    const ben = join('ben', { replay: 0 });
    await done(hub);
    expect(ben.witness.history).toEqual([]);
    expect(ben.witness.isLive).toBe(true);
  });

  it.each([1, 49, 50, 51, 120, 250, 'all'] as const)(
    'of %s entries has no hole and no double while others talk, with a slow log',
    async (replay) => {
      const store = memoryStore();
      const { log, state } = trying(store.log);
      const { hub, join, stored } = await openHouse({ log });
      const ann = join('ann');
      for (let i = 0; i < 205; i++) {
        ann.seat.say({ text: `m${i}` });
        if (i % 9 === 0) await done(hub);
      }
      await done(hub);
      state.slow = true;
      const ben = join('ben', { replay });
      for (let i = 0; i < 40; i++) {
        ann.seat.say({ text: `n${i}` });
        await settle();
      }
      await done(hub);
      for (let i = 0; i < 20; i++) await settle();
      const whole = seqs(await stored());
      const seen = seqs(ben.witness.entries);
      expect(ben.witness.isLive).toBe(true);
      expect(seen).toEqual(whole.slice(-seen.length));
      const wanted = replay === 'all' ? whole.length : replay;
      const joined = ben.witness.since.findIndex((entry) => entry.nick === 'ben');
      expect(ben.witness.history.length + joined).toBeGreaterThanOrEqual(Math.min(wanted, 207));
    },
  );

  it('waits for a newcomer who reads slowly, and then misses nothing', async () => {
    const { hub, join, stored } = await openHouse({ tailSize: 5 });
    const ann = join('ann');
    for (let i = 0; i < 30; i++) ann.seat.say({ text: `m${i}` });
    await done(hub);
    const ben = join('ben', { replay: 'all' });
    ben.witness.queued = 900;
    await done(hub);
    ann.seat.say({ text: 'meanwhile' });
    await done(hub);
    expect(ben.witness.entries).toEqual([]);
    ben.witness.drain();
    for (let i = 0; i < 5; i++) await settle();
    expect(seqs(ben.witness.entries)).toEqual(seqs(await stored()));
  });

  it('does not take a newcomer for slow that has just been given its history', async () => {
    const { hub, join, stored } = await openHouse({ tailSize: 5 });
    const ann = join('ann');
    for (let i = 0; i < 30; i++) ann.seat.say({ text: `m${i}` });
    await done(hub);
    const ben = join('ben', { replay: 'all' });
    fillsWith(ben.witness, 1001);
    await done(hub);
    ann.seat.say({ text: 'meanwhile' });
    await done(hub);
    expect(ben.witness.farewell).toBeNull();
    ben.witness.drain();
    await settle();
    ben.witness.drain();
    await settle();
    expect(seqs(ben.witness.entries)).toEqual(seqs(await stored()));
  });

  it('continues over a restart', async () => {
    const { hub, join, options } = await openHouse();
    join('ann').seat.say({ text: 'before' });
    await done(hub);
    await hub.close({ code: 'stopping', reason: 'x' });
    const again = await Hub.open(options);
    const witness = new Witness();
    again.join({ nick: 'ann', kind: 'person', address: 'x', wire: 'test', replay: 'all' }, witness);
    await done(again);
    expect(witness.texts).toEqual(['before']);
    expect(again.members()).toHaveLength(1);
  });
});

describe('a log that fails', () => {
  it('shows nothing to anyone, tells the authors, and goes on', async () => {
    const { log, state } = trying(memoryStore().log);
    const { hub, join, stored } = await openHouse({ log });
    const ann = join('ann');
    const ben = join('ben');
    await done(hub);
    state.fails = true;
    ann.seat.say({ text: 'lost?' });
    const eve = join('eve');
    await done(hub);
    expect(ben.witness.texts).toEqual([]);
    expect(ann.witness.refusals).toMatchObject([{ code: 'not_stored', message: /disk is full/ }]);
    expect(eve.witness.farewell).toMatchObject({ refusal: { code: 'not_stored' } });
    state.fails = false;
    ann.seat.say({ text: 'again' });
    await done(hub);
    expect(ben.witness.texts).toEqual(['again']);
    expect(seqs(ben.witness.entries)).toEqual(seqs(await stored()).slice(-ben.witness.entries.length));
    expect(hub.members().map((member) => member.nick)).toEqual(['ann', 'ben']);
  });

  it('does not keep those who left meanwhile', async () => {
    const { log, state } = trying(memoryStore().log);
    const { hub, join, clock } = await openHouse({ log });
    const ann = join('ann');
    await done(hub);
    state.fails = true;
    ann.seat.leave('gone');
    await done(hub);
    state.fails = false;
    await clock.advance(1000);
    await done(hub);
    expect(hub.members()).toEqual([]);
  });
});

describe('limits', () => {
  it('closes a slow reader at the bound and not before', async () => {
    const { hub, join } = await openHouse();
    const slow = join('slow');
    const ann = join('ann');
    await done(hub);
    slow.witness.queued = 1000;
    ann.seat.say({ text: 'at the bound' });
    await done(hub);
    expect(slow.witness.farewell).toBeNull();
    slow.witness.queued = 1001;
    ann.seat.say({ text: 'over it' });
    await done(hub);
    expect(slow.witness.farewell).toMatchObject({ code: 'slow' });
    expect(hub.members().map((member) => member.nick)).toEqual(['ann']);
    expect(ann.witness.entries.at(-1)).toMatchObject({ type: 'left', nick: 'slow' });
  });

  it('does not close a reader for one turn that brings more than the bound', async () => {
    const { hub, join } = await openHouse();
    const reader = join('reader');
    const ann = join('ann');
    await done(hub);
    fillsWith(reader.witness, 5000);
    ann.seat.say({ text: 'very much at once' });
    await done(hub);
    expect(reader.witness.farewell).toBeNull();
    reader.witness.drain();
    ann.seat.say({ text: 'and again' });
    await done(hub);
    expect(reader.witness.farewell).toBeNull();
    expect(reader.witness.texts).toEqual(['very much at once', 'and again']);
    ann.seat.say({ text: 'before that was read' });
    await done(hub);
    expect(reader.witness.farewell).toMatchObject({ code: 'slow' });
  });

  it('removes who floods with the message that is too many; what came before it stays', async () => {
    const { hub, join } = await openHouse({ flood: { messages: 10, seconds: 4 } });
    const ann = join('ann');
    const ben = join('ben');
    for (let i = 1; i <= 12; i++) ann.seat.say({ text: `m${i}` });
    await done(hub);
    expect(ann.witness.farewell).toMatchObject({ code: 'flood', reason: /^sending too many messages/ });
    expect(ben.witness.texts).toHaveLength(9);
    expect(ben.witness.entries.at(-1)).toMatchObject({ type: 'kicked', nick: 'ann' });
  });

  it('lets nine in a burst and a steady pace pass', async () => {
    const { hub, join, clock } = await openHouse({ flood: { messages: 10, seconds: 4 } });
    const ann = join('ann');
    for (let i = 0; i < 9; i++) ann.seat.say({ text: 'burst' });
    await clock.advance(4000);
    for (let i = 0; i < 100; i++) {
      ann.seat.say({ text: 'steady' });
      await clock.advance(400);
    }
    await done(hub);
    expect(ann.witness.farewell).toBeNull();
    expect(ann.witness.texts).toHaveLength(109);
  });

  it('loses the seat of a listener that throws, and only that', async () => {
    const { hub, join } = await openHouse();
    const bad = join('bad');
    const ann = join('ann');
    await done(hub);
    bad.witness.deliver = () => {
      throw new Error('broken');
    };
    ann.seat.say({ text: 'hi' });
    await done(hub);
    expect(ann.witness.texts).toEqual(['hi']);
    expect(hub.members().map((member) => member.nick)).toEqual(['ann']);
  });
});

describe('the administrator', () => {
  it('kicks with a reason', async () => {
    const { hub, admin, join } = await openHouse();
    const ann = join('ann');
    const ben = join('ben');
    await done(hub);
    expect(await admin.kick('ANN', 'bad jokes')).toBe('ann');
    expect(ann.witness.farewell).toEqual({ code: 'kicked', reason: 'bad jokes' });
    expect(ben.witness.entries.at(-1)).toMatchObject({ type: 'kicked', nick: 'ann', reason: 'bad jokes' });
    expect(await admin.kick('ann', 'again')).toMatchObject({ code: 'not_here' });
  });

  it('speaks as Host', async () => {
    const { hub, admin, join } = await openHouse();
    const ann = join('ann');
    expect(await admin.say('hello')).toBeNull();
    expect(ann.witness.entries.at(-1)).toMatchObject({ nick: 'Host', kind: 'host', text: 'hello' });
    expect(await admin.say('')).toMatchObject({ code: 'empty_text' });
    await done(hub);
  });

  it('bans also whoever is coming in at the time', async () => {
    const store = memoryStore();
    const { log, state } = trying(store.log);
    const { hub, admin, join } = await openHouse({ log }, store);
    state.slow = true;
    const eva = join('eva');
    await new Promise((resolve) => setImmediate(resolve));
    expect(hub.counted.turns).toBe(2);
    await admin.ban('192.0.2.7', 'noise');
    expect(eva.witness.farewell).toMatchObject({ code: 'kicked', reason: 'You are banned: noise' });
    expect(hub.members()).toEqual([]);
  });

  it('bans names with their look-alikes and addresses, over restarts, until unbanned', async () => {
    const { hub, admin, join } = await openHouse();
    const ann = join('ann', { address: '192.0.2.1:1' });
    const ben = join('ben', { address: '[2001:db8::2]:2' });
    await done(hub);
    expect(await admin.ban('Ann', 'spam')).toMatchObject({ type: 'name', target: 'Ann' });
    expect(await admin.ban('2001:db8::2', 'noise')).toMatchObject({ type: 'address' });
    expect(ann.witness.farewell).toMatchObject({
      code: 'kicked',
      reason: 'You are banned: spam',
      refusal: { code: 'banned' },
    });
    expect(ben.witness.farewell).toMatchObject({ code: 'kicked', reason: 'You are banned: noise' });
    const alike = join('ANN');
    await done(hub);
    expect(alike.witness.farewell).toMatchObject({
      reason: 'You are banned: spam',
      refusal: { code: 'banned' },
    });
    expect(await admin.ban('2001:db8:0:0:0:0:0:9', 'no stated reason.')).toMatchObject({
      target: '2001:db8::9',
    });
    const eva = join('eva', { address: '[2001:db8::9]:1' });
    await done(hub);
    expect(eva.witness.farewell).toMatchObject({ code: 'refused', reason: 'You are banned.' });
    expect(await admin.unban('2001:DB8::0:9')).toBe(true);
    const bill = join('bill', { address: '[2001:db8::2]:9' });
    await done(hub);
    expect(bill.witness.farewell).toMatchObject({ code: 'refused' });
    expect(await admin.unban('ann')).toBe(true);
    expect(await admin.unban('ann')).toBe(false);
    const back = join('ann');
    await done(hub);
    expect(back.witness.nick).toBe('ann');
    expect(await admin.bans()).toHaveLength(1);
    expect(await admin.ban('Host', 'x')).toMatchObject({ code: 'name_reserved' });
  });

  it('keeps bans on the shelf', async () => {
    const { shelf } = memoryStore();
    await (await Bans.load(shelf)).add('ann', 'spam', 1);
    expect((await Bans.load(shelf)).hitting('Ann', '192.0.2.1:5')).toMatchObject({ reason: 'spam' });
  });

  it('sees who is here, and figures that add up', async () => {
    const { hub, admin, join } = await openHouse();
    join('ann', { address: '192.0.2.1:1' }).seat.say({ text: 'hi' });
    join('Some_Bot', { kind: 'bot' });
    await done(hub);
    expect(admin.connections()).toMatchObject([
      { nick: 'ann', kind: 'person', address: '192.0.2.1:1' },
      { nick: 'Some_Bot', kind: 'bot' },
    ]);
    expect(admin.figures()).toMatchObject({ people: 1, bots: 1, messages: 1, entriesStored: 4 });
  });
});

describe('the end', () => {
  it('finishes what was said, tells everyone, and lets nobody in any more', async () => {
    const { hub, join, stored } = await openHouse();
    const ann = join('ann');
    await done(hub);
    ann.seat.say({ text: 'last words' });
    await hub.close({ code: 'stopping', reason: 'The service is stopping!' });
    expect(ann.witness.farewell).toMatchObject({ code: 'stopping' });
    expect((await stored()).at(-1)).toMatchObject({ text: 'last words' });
    expect(join('ben').witness.farewell).toMatchObject({ refusal: { code: 'stopping' } });
  });

  it('gives pages of the past to whoever holds a seat', async () => {
    const { hub, join } = await openHouse();
    const ann = join('ann');
    for (let i = 0; i < 5; i++) ann.seat.say({ text: `m${i}` });
    await done(hub);
    const newest = await ann.seat.history(2);
    expect(newest).toMatchObject([{ text: 'm3' }, { text: 'm4' }]);
    expect(await ann.seat.history(1, newest[0]?.seq as Seq)).toMatchObject([{ text: 'm2' }]);
  });
});
