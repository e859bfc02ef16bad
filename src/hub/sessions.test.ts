import { describe, expect, it } from 'vitest';
import { done, openHouse } from '../../test/kits/house.ts';
import { openSessions } from '../../test/kits/sessions.ts';
import { VirtualClock } from '../rehearsal/virtual-clock.ts';
import type { Log } from '../log/log.ts';
import { memoryStore } from '../log/memory.ts';
import { conversationOf } from '../room/rooms.ts';
import type { Nick, RoomName, Seq } from '../room/types.ts';

const day = 24 * 3600 * 1000;

/** A house in which ann holds a session. */
async function withAnn() {
  const house = await openHouse();
  const ann = house.join('ann', { session: true });
  const ben = house.join('ben');
  await done(house.hub);
  const token = ann.witness.token ?? '';
  expect(token).toMatch(/^[\w-]{22,}$/);
  return { ...house, ann, ben, token };
}

describe('a lost connection', () => {
  it('keeps the place of who has a session, and gives back what was missed, once', async () => {
    const { hub, join, clock, ann, ben, token, stored } = await withAnn();
    ann.seat.enter('tea');
    await done(hub);
    const since = ann.witness.entries.at(-1)?.seq as Seq;
    ann.seat.lost();
    ben.seat.say({ text: 'where is ann?' });
    await clock.advance(59_000);
    expect(hub.members().map(({ nick }) => nick)).toEqual(['ann', 'ben']);
    const before = (await stored()).length;
    const back = join('anyone', { session: token, replay: { after: since } });
    await done(hub);
    expect(back.witness).toMatchObject({ nick: 'ann', token });
    expect(back.witness.views.map(({ room }) => room)).toEqual(['lobby', 'tea']);
    expect(back.witness.texts).toEqual(['where is ann?']);
    await clock.advance(120_000);
    expect(await stored()).toHaveLength(before);
    back.seat.say({ text: 'here', room: 'tea' });
    await done(hub);
    expect(back.witness.textsIn('tea')).toEqual(['here']);
  });

  it('gives back what was missed in rooms that nobody has heard since', async () => {
    const { hub, join, ann, token } = await withAnn();
    const eve = join('eve', { session: true });
    ann.seat.enter('tea');
    eve.seat.enter('tea');
    await done(hub);
    const since = ann.witness.entries.at(-1)?.seq as Seq;
    ann.seat.lost();
    eve.seat.say({ text: 'more tea?', room: 'tea' });
    eve.seat.say({ text: 'psst', to: 'ann' });
    eve.seat.leave('left');
    await done(hub);
    const back = join('ann', { session: token, replay: { after: since } });
    await done(hub);
    expect(back.witness.texts).toEqual(['more tea?', 'psst']);
  });

  it('is heard again by who has seen more than there is, of a thread that was there before', async () => {
    const { hub, join, ann, ben, token } = await withAnn();
    ann.seat.enter('tea');
    ben.seat.enter('tea');
    await done(hub);
    ann.seat.lost();
    const back = join('ann', { session: token, replay: { after: 1_000_000 as Seq } });
    await done(hub);
    ben.seat.say({ text: 'in the lobby' });
    ben.seat.say({ text: 'in tea', room: 'tea' });
    await done(hub);
    expect(back.witness.texts).toEqual(['in the lobby', 'in tea']);
  });

  it('keeps the place also when it is lost again before the welcome', async () => {
    const { hub, join, clock, ann, token, stored } = await withAnn();
    ann.seat.lost();
    join('ann', { session: token }).seat.lost();
    await done(hub);
    expect(hub.members().map(({ nick }) => nick)).toEqual(['ann', 'ben']);
    const back = join('ann', { session: token });
    await done(hub);
    expect(back.witness).toMatchObject({ nick: 'ann', token });
    back.seat.lost();
    await clock.advance(61_000);
    await done(hub);
    expect(hub.members().map(({ nick }) => nick)).toEqual(['ben']);
    expect((await stored()).filter(({ type }) => type === 'left')).toHaveLength(1);
  });

  it('keeps the place also when its history cannot be read any more', async () => {
    const store = memoryStore();
    let isBroken = false;
    let breakDown: () => void = () => expect.fail('nothing was read');
    const broken = new Promise<never>(
      (_, reject) => (breakDown = () => reject(new Error('the disk is gone'))),
    );
    const { log: inner } = store;
    const log: Log = {
      append: (events) => inner.append(events),
      read: (page) => (isBroken ? broken : inner.read(page)),
      rooms: () => inner.rooms(),
      search: (query) => inner.search(query),
      said: (author, id, rooms) => inner.said(author, id, rooms),
    };
    const { hub, join } = await openHouse({ log, tailSize: 1 }, store);
    const ann = join('ann', { session: true });
    for (let count = 0; count < 9; count++) ann.seat.say({ text: 'on and on' });
    await done(hub);
    ann.seat.lost();
    isBroken = true;
    const back = join('ann', { session: ann.witness.token ?? '' });
    await done(hub);
    back.seat.lost();
    breakDown();
    await done(hub);
    expect(hub.members().map(({ nick }) => nick)).toEqual(['ann']);
  });

  it('is a departure after the grace, in every room', async () => {
    const { hub, clock, ann, ben } = await withAnn();
    ann.seat.enter('tea');
    await done(hub);
    ann.seat.lost();
    await clock.advance(61_000);
    await done(hub);
    expect(hub.members().map(({ nick }) => nick)).toEqual(['ben']);
    expect(ben.witness.entries.at(-1)).toMatchObject({
      type: 'left',
      nick: 'ann',
      reason: 'lost the connection',
    });
    expect(ben.seat.rooms()).toHaveLength(1);
  });

  it('is a departure at once without a session', async () => {
    const { hub, ben, ann } = await withAnn();
    ben.seat.lost();
    await done(hub);
    expect(ann.witness.entries.at(-1)).toMatchObject({ type: 'left', nick: 'ben' });
  });

  it('of a slow reader keeps its place too', async () => {
    const { hub, join, ann, ben, token } = await withAnn();
    ann.witness.queued = 10_000;
    ben.seat.say({ text: 'too much for ann' });
    await done(hub);
    expect(ann.witness.farewell).toMatchObject({ code: 'slow' });
    expect(hub.members().map(({ nick }) => nick)).toEqual(['ann', 'ben']);
    const back = join('ann', { session: token });
    await done(hub);
    expect(back.witness.texts).toEqual(['too much for ann']);
  });
});

describe('a session', () => {
  it('continued elsewhere closes the seat it had, whose words no longer count', async () => {
    const { hub, join, ann, token, ben } = await withAnn();
    const phone = join('ann', { session: token });
    ann.seat.say({ text: 'from the old place' });
    phone.seat.say({ text: 'from the new' });
    await done(hub);
    expect(ann.witness.farewell).toMatchObject({ code: 'replaced' });
    ann.seat.lost();
    ann.seat.leave('');
    await done(hub);
    expect(ben.witness.texts).toEqual(['from the new']);
    expect(hub.members()).toHaveLength(2);
  });

  it('outlives its seat: later it brings back name, rooms and how far they were read', async () => {
    const { hub, join, ann, token } = await withAnn();
    ann.seat.enter('tea');
    ann.seat.say({ text: 'hot', room: 'tea' });
    await done(hub);
    const seq = ann.witness.entries.at(-1)?.seq as Seq;
    ann.seat.markRead('tea', seq);
    ann.seat.markRead('tea', 1 as Seq);
    ann.seat.leave('');
    await done(hub);
    const back = join('ann', { session: token });
    await done(hub);
    expect(back.witness.views).toMatchObject([{ room: 'lobby' }, { room: 'tea', read: seq }]);
  });

  it('does not win a name that somebody else has taken, and comes back by another', async () => {
    const { hub, join, ann, token } = await withAnn();
    ann.seat.leave('');
    join('ann');
    const late = join('ann', { session: token });
    await done(hub);
    expect(late.witness.farewell).toMatchObject({ refusal: { code: 'name_taken' } });
    const back = join('Anna', { session: token });
    await done(hub);
    expect(back.witness).toMatchObject({ nick: 'Anna', token });
  });

  it('is kept over a restart, and with it the name for a while', async () => {
    const { hub, store, clock, token, ann } = await withAnn();
    ann.seat.enter('tea');
    await done(hub);
    await hub.close({ code: 'stopping', reason: '' });
    const again = await openHouse({}, store, clock);
    const thief = again.join('Ann');
    await done(again.hub);
    expect(thief.witness.farewell).toMatchObject({ refusal: { code: 'name_taken' } });
    const back = again.join('ann', { session: token });
    await done(again.hub);
    expect(back.witness.nick).toBe('ann');
    expect(back.witness.views.map(({ room }) => room)).toEqual(['lobby', 'tea']);
  });

  it('keeps a name after a restart no longer than the grace', async () => {
    const { hub, store, clock } = await withAnn();
    await hub.close({ code: 'stopping', reason: '' });
    const again = await openHouse({}, store, clock);
    await clock.advance(61_000);
    const other = again.join('ann');
    await done(again.hub);
    expect(other.witness.nick).toBe('ann');
  });

  it('of somebody who was kicked is over', async () => {
    const { hub, admin, join, token } = await withAnn();
    await admin.kick('ann', 'noise');
    const back = join('ann', { session: token });
    await done(hub);
    expect(back.witness.nick).toBe('ann');
    expect(back.witness.token).not.toBe(token);
  });

  it('that nobody knows is a new one', async () => {
    const { hub, join } = await openHouse();
    const { witness } = join('ann', { session: 'no such token' });
    await done(hub);
    expect(witness.token).toMatch(/^[\w-]{22,}$/);
  });

  it('is not told in clear to the disk', async () => {
    const { store, token } = await withAnn();
    const stored = JSON.stringify(await store.shelf.entries('sessions'));
    expect(stored).toContain('"nick":"ann"');
    expect(stored).not.toContain(token);
  });

  it('is forgotten when it was not used for a month', async () => {
    const { shelf } = memoryStore();
    const clock = new VirtualClock();
    const sessions = await openSessions(shelf, clock);
    const { token } = sessions.create('ann' as never, 'person');
    await sessions.flush();
    await clock.advance(29 * day);
    expect((await openSessions(shelf, clock)).find(token)).toMatchObject({ nick: 'ann' });
    await clock.advance(2 * day);
    expect((await openSessions(shelf, clock)).find(token)).toBeNull();
    expect(await shelf.entries('sessions')).toEqual([]);
  });
});

describe('what is kept of sessions', () => {
  it('is bounded: of too many the one gone for longest goes first, who has a conversation last', async () => {
    const clock = new VirtualClock();
    const sessions = await openSessions(memoryStore().shelf, clock);
    const create = (name: string) => sessions.create(name as Nick, 'person');
    const [talker, gone, later, here] = ['ann', 'ben', 'eve', 'joe'].map(create);
    sessions.converse(conversationOf(talker!.session.person, here!.session.person));
    for (const left of [talker, gone, later]) {
      await clock.advance(1000);
      sessions.goes(left!.session);
    }
    const known = () => [talker, gone, later, here].map((each) => sessions.find(each!.token)?.nick);
    for (let count = 4; count <= 20_000; count++) create('somebody');
    expect(known()).toEqual(['ann', undefined, 'eve', 'joe']);
    create('somebody');
    expect(known()).toEqual(['ann', undefined, undefined, 'joe']);
    create('somebody');
    expect(known()).toEqual([undefined, undefined, undefined, 'joe']);
  });

  it('is bounded in how far rooms were read', async () => {
    const sessions = await openSessions(memoryStore().shelf, new VirtualClock());
    const { session } = sessions.create('ann' as Nick, 'person');
    for (let room = 1; room <= 600; room++) sessions.markRead(session, `r${room}` as RoomName, 7 as Seq);
    const { read = {} } = sessions.latest(session) ?? {};
    expect(Object.keys(read)).toHaveLength(500);
    expect(read['r600']).toBe(7);
  });
});

describe('in one turn', () => {
  it('a session has one seat, whatever names it comes under', async () => {
    const { hub, join, ann, token } = await withAnn();
    ann.seat.leave('left');
    await done(hub);
    const one = join('one', { session: token });
    const two = join('two', { session: token });
    await done(hub);
    expect(hub.members().map(({ nick }) => nick)).toEqual(['ben', 'one']);
    expect(one.witness.farewell).toMatchObject({ code: 'replaced' });
    expect(two.witness).toMatchObject({ nick: 'one', token });
  });

  it('whoever leaves and comes back enters each room once', async () => {
    const { hub, join, store, ann, ben, token } = await withAnn();
    ann.seat.enter('tea');
    ben.seat.enter('tea');
    await done(hub);
    ann.seat.leave('left');
    const back = join('ann', { session: token });
    await done(hub);
    ben.seat.say({ text: 'again?', room: 'tea' });
    await done(hub);
    expect(back.witness.views.map(({ room }) => room)).toEqual(['lobby', 'tea']);
    expect(back.witness.textsIn('tea')).toEqual(['again?']);
    const stored = await store.log.read({ room: 'tea' as RoomName, limit: 100 });
    expect(back.witness.entries.filter(({ room }) => room === 'tea')).toEqual(stored);
  });

  it('a session that is forgotten while somebody comes by it is a new one', async () => {
    const { hub, join, admin, token } = await withAnn();
    const kicked = admin.kick('ann', 'enough');
    const back = join('ann', { session: token });
    await kicked;
    await done(hub);
    expect(back.witness.nick).toBe('ann');
    expect(back.witness.token).not.toBe(token);
  });
});

describe('what a session cannot be used for', () => {
  it('saying more than others by coming again and again', async () => {
    const { hub, join, stored } = await openHouse({ flood: { messages: 10, seconds: 4 } });
    const first = join('ann', { session: true });
    await done(hub);
    const token = first.witness.token ?? '';
    let said = 0;
    let seat = first.seat;
    for (let visit = 0; visit < 2; visit++) {
      for (let i = 0; i < 8; i++) seat.say({ text: `${said++}` });
      await done(hub);
      ({ seat } = join('ann', { session: token }));
      await done(hub);
    }
    expect(await stored()).toContainEqual(expect.objectContaining({ type: 'kicked', nick: 'ann' }));
  });

  it('being shown more than a hundred conversations at once', async () => {
    const { hub, join } = await openHouse();
    const ann = join('ann', { session: true });
    for (let i = 0; i < 105; i++) {
      const { seat } = join(`p${i}`, { session: true });
      await done(hub);
      seat.say({ text: 'psst', to: 'ann' });
    }
    await done(hub);
    ann.seat.leave('');
    await done(hub);
    const back = join('ann', { session: ann.witness.token ?? '' });
    await done(hub);
    expect(back.witness.views).toHaveLength(101);
    expect(back.witness.views.at(-1)).toMatchObject({ with: 'p104' });
  });
});

it('whom a conversation was with is known also when that one was thrown out and the server restarted', async () => {
  const { hub, admin, join, store, clock } = await openHouse();
  const [ann, ben] = [join('ann', { session: true }), join('ben', { session: true })];
  await done(hub);
  ann.seat.say({ text: 'psst', to: 'ben' });
  await done(hub);
  await admin.kick('ben', 'noise');
  await hub.close({ code: 'stopping', reason: '' });
  const again = await openHouse({}, store, clock);
  const back = again.join('ann', { session: ann.witness.token ?? '' });
  const thrownOut = again.join('ben', { session: ben.witness.token ?? '' });
  await done(again.hub);
  expect(back.witness.views.at(-1)).toMatchObject({ with: 'ben' });
  expect(thrownOut.witness.views.map(({ room }) => room)).toEqual(['lobby']);
});
