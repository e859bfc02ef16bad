import { describe, expect, it } from 'vitest';
import { done, openHouse } from '../../test/kits/house.ts';
import type { Witness } from '../../test/kits/witness.ts';
import { memoryStore } from '../log/memory.ts';
import type { Log } from '../log/log.ts';
import type { Entry, MessageId, Nick, Refusal, Seq } from '../room/types.ts';
import { VirtualClock } from '../rehearsal/virtual-clock.ts';
import { Fault } from '../util/result.ts';

/** What somebody was told who asked for another name. */
function asked() {
  const outcomes: (Nick | Refusal)[] = [];
  return { outcomes, told: (outcome: Nick | Refusal) => void outcomes.push(outcome) };
}

const renamed = (entry: Entry) =>
  entry.type === 'renamed' ? [`${entry.room}: ${entry.nick} → ${entry.to}`] : [];

async function withAnn() {
  const house = await openHouse();
  const [ann, ben] = [house.join('ann', { session: true }), house.join('ben', { session: true })];
  await done(house.hub);
  const rename = async (name: string, seat = ann.seat) => {
    const { outcomes, told } = asked();
    seat.rename(name, told);
    await done(house.hub);
    expect(outcomes).toHaveLength(1);
    return outcomes[0];
  };
  return { ...house, ann, ben, rename, token: ann.witness.token ?? '' };
}

describe('another name', () => {
  it('is told in every room that one is in, and then to who asked for it', async () => {
    const { hub, ann, ben, join } = await withAnn();
    for (const { seat } of [ann, ben]) seat.enter('tea');
    await done(hub);
    const order: string[] = [];
    ann.witness.deliver = (batch) => order.push(...batch.entries.flatMap(renamed));
    ann.seat.rename(
      'Anna',
      (outcome) => void order.push(`told ${typeof outcome === 'string' ? outcome : outcome.code}`),
    );
    ann.seat.say({ text: 'it is me', room: 'tea' });
    await done(hub);
    expect(order).toEqual(['tea: ann → Anna', 'lobby: ann → Anna', 'told Anna']);
    expect(ben.witness.entries.flatMap(renamed)).toEqual(order.slice(0, 2));
    expect(ben.witness.entries.at(-1)).toMatchObject({ nick: 'Anna', text: 'it is me' });
    expect(hub.members().map(({ nick }) => nick)).toEqual(['Anna', 'ben']);
    const cat = join('cat');
    cat.seat.enter('tea');
    await done(hub);
    expect(cat.witness.views.at(-1)?.members.map(({ nick }) => nick)).toEqual(['Anna', 'ben', 'cat']);
    expect(cat.witness.entries.flatMap(renamed)).toEqual(['lobby: ann → Anna', 'tea: ann → Anna']);
  });

  it('is refused with a reason, and nobody hears of it', async () => {
    const { rename, ben, stored, admin } = await withAnn();
    await admin.ban('eve', 'noise');
    const before = (await stored()).length;
    expect(await rename('Ben')).toMatchObject({ code: 'name_taken' });
    expect(await rename('Host')).toMatchObject({ code: 'name_reserved' });
    expect(await rename('a b')).toMatchObject({ code: 'bad_name' });
    expect(await rename('EVE')).toMatchObject({ code: 'banned', message: 'The name EVE is banned.' });
    expect(await rename('ann')).toBe('ann');
    expect(await stored()).toHaveLength(before);
    expect(ben.witness.entries.flatMap(renamed)).toEqual([]);
  });

  it('is what the console knows somebody by', async () => {
    const { rename, admin, hub, ann } = await withAnn();
    await rename('Anna');
    expect(admin.connections().map(({ nick }) => nick)).toEqual(['ben', 'Anna']);
    expect(await admin.kick('ann', 'x')).toMatchObject({ code: 'not_here' });
    expect(await admin.kick('anna', 'x')).toBe('Anna');
    expect(ann.witness.farewell).toMatchObject({ code: 'kicked' });
    expect(hub.members().map(({ nick }) => nick)).toEqual(['ben']);
  });

  it('costs as much as something said', async () => {
    const { join, hub } = await openHouse({ flood: { messages: 3, seconds: 4 } });
    const ann = join('ann');
    for (const name of ['b1', 'b2', 'b3', 'b4']) ann.seat.rename(name, () => {});
    await done(hub);
    expect(ann.witness.farewell).toMatchObject({ code: 'flood' });
  });

  it('costs more the more rooms hear of it', async () => {
    const { join, hub, clock, stored } = await openHouse({ flood: { messages: 10, seconds: 4 } });
    const ann = join('ann');
    await done(hub);
    for (let room = 0; room < 49; room++) {
      ann.seat.enter(`room${room}`);
      await clock.advance(1000);
    }
    await clock.advance(4000);
    for (let count = 0; count < 8; count++) ann.seat.rename(`b${count}`, () => {});
    await done(hub);
    expect(ann.witness.farewell).toMatchObject({ code: 'flood' });
    const names = (await stored()).flatMap((entry) => (entry.type === 'renamed' ? [entry.to] : []));
    expect(names).toEqual(['b0', 'b1']);
  });

  it('never costs more than a full bucket has', async () => {
    const { join, hub, clock } = await openHouse({ flood: { messages: 3, seconds: 4 } });
    const ann = join('ann');
    await done(hub);
    for (let room = 0; room < 49; room++) {
      ann.seat.enter(`room${room}`);
      await clock.advance(4000);
    }
    ann.seat.rename('Anna', () => {});
    await done(hub);
    expect([ann.witness.nick, ann.witness.farewell]).toEqual(['ann', null]);
    expect(hub.members().map(({ nick }) => nick)).toEqual(['Anna']);
  });

  it('follows into conversations: nobody else is talked to under it', async () => {
    const { hub, rename, ann, ben, join } = await withAnn();
    ben.seat.say({ text: 'psst', to: 'ann' });
    await done(hub);
    await rename('Anna');
    const other = join('ann', { session: true });
    await done(hub);
    ben.seat.say({ text: 'still you', to: 'Anna' });
    ben.seat.say({ text: 'who are you', to: 'ann' });
    await done(hub);
    expect(ann.witness.texts).toEqual(['psst', 'still you']);
    expect(other.witness.texts).toEqual(['who are you']);
    expect(ben.witness.views.map((view) => view.with)).toEqual([null, 'ann', 'ann']);
  });
});

describe('what else the same turn brings', () => {
  it.each(['before', 'after'])('rooms entered and left %s the new name', async (when) => {
    const { hub, ann, ben } = await withAnn();
    const rename = () => ann.seat.rename('Anna', () => {});
    ben.seat.enter('tea');
    ben.seat.enter('milk');
    ann.seat.enter('milk');
    await done(hub);
    if (when === 'after') rename();
    ann.seat.enter('tea');
    ann.seat.part('milk');
    if (when === 'before') rename();
    await done(hub);
    ben.seat.say({ text: 'in tea', room: 'tea' });
    ben.seat.say({ text: 'in milk', room: 'milk' });
    await done(hub);
    expect(ann.witness.texts).toEqual(['in tea']);
    expect(ann.witness.liveRooms).toEqual(['lobby', 'milk', 'tea']);
  });

  it('somebody else who takes the name that is free', async () => {
    const { hub, ann, ben, join } = await withAnn();
    ann.seat.enter('tea');
    ann.seat.rename('Anna', () => {});
    const other = join('ann');
    other.seat.say({ text: 'now I am ann' });
    ann.seat.say({ text: 'and I am Anna' });
    await done(hub);
    const said = ben.witness.entries.flatMap((entry) => (entry.type === 'message' ? [entry] : []));
    expect(said.map(({ nick, text }) => `${nick}: ${text}`)).toEqual([
      'ann: now I am ann',
      'Anna: and I am Anna',
    ]);
    expect(ann.witness.liveRooms).toEqual(['lobby', 'tea']);
    expect(other.witness.liveRooms).toEqual(['lobby']);
  });

  it('a join of one who is somebody else at once', async () => {
    const { hub, join } = await openHouse();
    const ann = join('ann', { session: true });
    ann.seat.rename('Anna', () => {});
    await done(hub);
    expect(ann.witness.nick).toBe('Anna');
    expect(ann.witness.views[0]?.members).toEqual([{ nick: 'Anna', kind: 'person' }]);
  });

  it('the session continued from elsewhere: one seat, with the new name', async () => {
    const { hub, ann, token, join } = await withAnn();
    ann.seat.rename('Anna', () => {});
    const again = join('ann', { session: token });
    await done(hub);
    expect(ann.witness.farewell).toMatchObject({ code: 'replaced' });
    expect(again.witness.nick).toBe('Anna');
    expect(hub.members().map(({ nick }) => nick)).toEqual(['Anna', 'ben']);
  });
});

describe('a session', () => {
  it('keeps the new name when the connection is lost', async () => {
    const { hub, rename, ann, join, token } = await withAnn();
    await rename('Anna');
    const since = ann.witness.entries.at(-1)?.seq as Seq;
    ann.seat.lost();
    const back = join('ann', { session: token, replay: { after: since } });
    await done(hub);
    expect(back.witness.nick).toBe('Anna');
    expect(hub.members().map(({ nick }) => nick)).toEqual(['Anna', 'ben']);
  });

  it('keeps it over a restart of the server, and for nobody else', async () => {
    const { store, rename, token, clock } = await withAnn();
    await rename('Anna');
    const { join, hub } = await openHouse({}, store, clock);
    const thief = join('Anna');
    const other = join('ann');
    const ben = join('cat');
    await done(hub);
    expect(thief.witness.farewell?.refusal).toMatchObject({ code: 'name_taken' });
    expect(other.witness.nick).toBe('ann');
    const { outcomes, told } = asked();
    ben.seat.rename('anna', told);
    const back = join('Anna', { session: token });
    await done(hub);
    expect(outcomes).toMatchObject([{ code: 'name_taken' }]);
    expect(back.witness).toMatchObject({ nick: 'Anna', token });
  });
});

describe('what is sent again under another name', () => {
  const post = { text: 'once', id: 'x-1' as MessageId };
  /** Where it was stored is what every sender of it is told. */
  const told = (...witnesses: readonly Witness[]) =>
    witnesses.flatMap(({ confirmed }) => confirmed.map(([id, seq]) => `${id} ${seq}`));

  it('is stored once, by the same session, and over a restart of the server', async () => {
    const { store, clock, hub, rename, ann, join, token } = await withAnn();
    ann.seat.say(post);
    await rename('Anna');
    await rename('Annabel');
    ann.seat.lost();
    const back = join('Annabel', { session: token });
    back.seat.say(post);
    await done(hub);
    const next = await openHouse({}, store, clock);
    const later = next.join('Annabel', { session: token });
    await done(next.hub);
    later.seat.say(post);
    later.seat.say({ ...post, text: 'another', id: 'x-2' as MessageId });
    await done(next.hub);
    expect(later.witness.texts).toEqual(['once', 'another']);
    expect(new Set(told(ann.witness, back.witness, later.witness).slice(0, 3)).size).toBe(1);
    expect(later.witness.confirmed).toHaveLength(2);
  });

  it('is stored once when it all comes in one turn', async () => {
    const { hub, ann, join, token } = await withAnn();
    ann.seat.say(post);
    ann.seat.rename('Anna', () => {});
    const back = join('ann', { session: token });
    back.seat.say(post);
    back.seat.say({ text: 'after', id: 'x-2' as MessageId });
    await done(hub);
    expect(back.witness.texts).toEqual(['once', 'after']);
    expect(back.witness.confirmed.map(([id]) => id)).toEqual(['x-1', 'x-2']);
  });

  it.each([true, false])(
    'is stored once when the name could not be had again, said at once: %s',
    async (atOnce) => {
      const { hub, ann, join, token } = await withAnn();
      ann.seat.say(post);
      await done(hub);
      ann.seat.leave('left');
      const thief = join('ann');
      await done(hub);
      const back = join('Anna', { session: token });
      if (!atOnce) await done(hub);
      back.seat.say(post);
      await done(hub);
      expect(thief.witness.texts).toEqual(['once']);
      expect(told(back.witness)).toEqual(told(ann.witness));
    },
  );

  it('is stored once when the clock was set back meanwhile', async () => {
    const { store, clock, hub, join } = await openHouse();
    const ann = join('ann', { session: true });
    await clock.advance(3_600_000);
    ann.seat.say(post);
    await done(hub);
    const next = await openHouse({}, store, new VirtualClock());
    const back = next.join('ann', { session: ann.witness.token ?? '' });
    await done(next.hub);
    const later = { ...post, text: 'later', id: 'x-2' as MessageId };
    back.seat.say(later);
    await done(next.hub);
    back.seat.leave('left');
    await next.clock.advance(60_000);
    const other = next.join('ann');
    const again = next.join('Anna', { session: ann.witness.token ?? '' });
    await done(next.hub);
    again.seat.say(post);
    again.seat.say(later);
    await done(next.hub);
    expect(other.witness.texts).toEqual(['once', 'later']);
    expect(told(again.witness)).toEqual(told(ann.witness, back.witness));
  });

  it('is stored once when its author left before it was stored, and comes in the same turn as it leaves', async () => {
    const { hub, ann, ben, join, token } = await withAnn();
    ann.seat.say(post);
    ann.seat.leave('left');
    await done(hub);
    const back = join('Anna', { session: token });
    await done(hub);
    back.seat.leave('left');
    const again = join('Annabel', { session: token });
    again.seat.say(post);
    await done(hub);
    expect(ben.witness.texts).toEqual(['once']);
    expect(told(again.witness)).toHaveLength(1);
  });

  it('is what its author said: nobody who has the name by then can say it first', async () => {
    const { hub, rename, ann, clock, join } = await withAnn();
    await rename('Anna');
    await clock.advance(1);
    const thief = join('ann', { session: true });
    await done(hub);
    thief.seat.say({ ...post, text: 'stolen' });
    await done(hub);
    ann.seat.say(post);
    await done(hub);
    expect(ann.witness.texts).toEqual(['stolen', 'once']);
  });

  it('is stored once in private, too', async () => {
    const { hub, rename, ann, join } = await withAnn();
    const cleo = join('cleo', { session: true });
    await done(hub);
    ann.seat.say({ ...post, to: 'cleo' });
    await rename('Anna');
    ann.seat.say({ ...post, to: 'cleo' });
    await done(hub);
    const [, view] = cleo.witness.views;
    expect(cleo.witness.textsIn(view?.room ?? '')).toEqual(['once']);
    expect(new Set(told(ann.witness)).size).toBe(1);
  });
});

it("a name that could not be stored is nobody's", async () => {
  const { log, ...rest } = memoryStore();
  let fails = false;
  const failing: Log = {
    append: async (events) => {
      if (fails) throw new Fault('disk full');
      return log.append(events);
    },
    read: (page) => log.read(page),
    search: (query) => log.search(query),
    said: (author, id, rooms) => log.said(author, id, rooms),
    rooms: () => log.rooms(),
  };
  const { hub, join } = await openHouse({}, { ...rest, log: failing });
  const ann = join('ann');
  await done(hub);
  const { outcomes, told } = asked();
  fails = true;
  ann.seat.rename('Anna', told);
  ann.seat.rename('Annabel', told);
  await done(hub);
  fails = false;
  ann.seat.say({ text: 'as before' });
  await done(hub);
  expect(outcomes).toMatchObject([{ code: 'not_stored' }, { code: 'not_stored' }]);
  expect(ann.witness.entries.at(-1)).toMatchObject({ nick: 'ann', text: 'as before' });
});
