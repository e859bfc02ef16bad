import { describe, expect, it } from 'vitest';
import { done, openHouse } from '../../test/kits/house.ts';
import type { MessageId, RoomName, Seq } from '../room/types.ts';

const tea = 'tea' as RoomName;
type Joined = ReturnType<Awaited<ReturnType<typeof openHouse>>['join']>;

describe('a room', () => {
  it('is made by whoever joins it first, and heard by those who are in it alone', async () => {
    const { hub, join } = await openHouse();
    const [ann, ben, eva] = [join('ann'), join('ben'), join('eva')];
    ann.seat.enter('#Tea');
    ben.seat.enter('tea');
    await done(hub);
    ann.seat.say({ text: 'green or black?', room: 'tea' });
    ben.seat.say({ text: 'black', room: '#TEA' });
    eva.seat.say({ text: 'anybody here?' });
    await done(hub);
    expect(ann.witness.textsIn('tea')).toEqual(['green or black?', 'black']);
    expect(ben.witness.textsIn('tea')).toEqual(['green or black?', 'black']);
    expect(eva.witness.textsIn('tea')).toEqual([]);
    expect(ann.witness.textsIn('lobby')).toEqual(['anybody here?']);
    expect(ann.witness.views.map(({ room }) => room)).toEqual(['lobby', 'tea']);
    expect(ann.witness.liveRooms).toEqual(['lobby', 'tea']);
    expect(ben.witness.views.at(-1)?.members.map(({ nick }) => nick)).toEqual(['ann', 'ben']);
  });

  it('shows its past to those who come later, with no hole and nothing twice', async () => {
    const { hub, join } = await openHouse();
    const ann = join('ann');
    ann.seat.enter('tea');
    for (let i = 0; i < 300; i++) ann.seat.say({ text: `m${i}`, room: 'tea' });
    await done(hub);
    const ben = join('ben');
    const eva = join('eva');
    ben.seat.enter('tea');
    await done(hub);
    for (let i = 300; i < 320; i++) ann.seat.say({ text: `m${i}`, room: 'tea' });
    eva.seat.enter('tea');
    await done(hub);
    const all = Array.from({ length: 320 }, (_, i) => `m${i}`);
    expect(ann.witness.textsIn('tea')).toEqual(all);
    expect(ben.witness.textsIn('tea')).toEqual(all.slice(100));
    expect(eva.witness.textsIn('tea')).toEqual(all.slice(101));
    expect(await ben.seat.historyOf('tea', { limit: 3, before: 6 as Seq })).toHaveLength(3);
  });

  it('is closed to those who are not in it', async () => {
    const { hub, join } = await openHouse();
    const [ann, eva] = [join('ann'), join('eva')];
    ann.seat.enter('tea');
    ann.seat.say({ text: 'black', room: 'tea' });
    await done(hub);
    eva.seat.say({ text: 'let me in', room: 'tea' });
    eva.seat.setTopic('tea', 'coffee');
    eva.seat.part('tea');
    await done(hub);
    expect(eva.witness.refusals.map(({ code }) => code)).toEqual(['not_here', 'not_here', 'not_here']);
    expect(await eva.seat.historyOf('tea', { limit: 10 })).toMatchObject({ code: 'not_here' });
    expect(await eva.seat.search({ text: 'black', room: 'tea', limit: 10 })).toMatchObject({
      code: 'not_here',
    });
    expect(await eva.seat.search({ text: 'black', limit: 10 })).toEqual([]);
    expect(await ann.seat.search({ text: 'BLACK', limit: 10 })).toMatchObject([
      { room: 'tea', text: 'black' },
    ]);
    expect(await ann.seat.search({ text: 'black', room: 'lobby', limit: 10 })).toEqual([]);
  });

  it('is left with a last word heard by all, and no more after it', async () => {
    const { hub, join } = await openHouse();
    const [ann, ben] = [join('ann'), join('ben')];
    for (const { seat } of [ann, ben]) seat.enter('tea');
    await done(hub);
    ann.seat.part('tea');
    ben.seat.say({ text: 'gone?', room: 'tea' });
    await done(hub);
    expect(ann.witness.entries.at(-1)).toMatchObject({ type: 'left', room: 'tea', nick: 'ann' });
    expect(ann.witness.textsIn('tea')).toEqual([]);
    ben.seat.leave('bye');
    await done(hub);
    expect(hub.members().map(({ nick }) => nick)).toEqual(['ann']);
    ann.seat.enter('tea');
    await done(hub);
    expect(ann.witness.views.at(-1)?.members).toEqual([{ nick: 'ann', kind: 'person' }]);
    expect(ann.witness.textsIn('tea')).toEqual(['gone?']);
  });

  it('is gone when nobody is in it and nothing was said; otherwise it stays, over a restart too', async () => {
    const { hub, join, store, clock } = await openHouse();
    const ann = join('ann');
    ann.seat.enter('tea');
    ann.seat.enter('void');
    ann.seat.say({ text: 'black', room: 'tea' });
    ann.seat.setTopic('tea', ' all about\ntea ');
    ann.seat.setTopic('void', 'nothing');
    await done(hub);
    expect(ann.seat.rooms()).toEqual([
      { room: 'lobby', topic: '', members: 1 },
      { room: 'tea', topic: 'all about tea', members: 1 },
      { room: 'void', topic: 'nothing', members: 1 },
    ]);
    ann.seat.part('void');
    ann.seat.leave('');
    await done(hub);
    const left = [
      { room: 'lobby', topic: '', members: 0 },
      { room: 'tea', topic: 'all about tea', members: 0 },
    ];
    const ben = join('ben');
    await done(hub);
    expect(ben.seat.rooms()).toEqual([{ ...left[0], members: 1 }, left[1]]);
    await hub.close({ code: 'stopping', reason: '' });
    const again = await openHouse({}, store, clock);
    expect(again.join('ann').seat.rooms()).toEqual(left);
  });

  it.each(['', '#', 'two words', '-x', '@a.b', 'x'.repeat(33), 'a\u0007b'])(
    'cannot be called %j',
    async (name) => {
      const { hub, join } = await openHouse();
      const { seat, witness } = join('ann');
      seat.enter(name);
      await done(hub);
      expect(witness.refusals).toMatchObject([{ code: 'bad_room' }]);
    },
  );

  it('cannot be the fifty-first, nor is the lobby left', async () => {
    const { hub, join } = await openHouse();
    const { seat, witness } = join('ann');
    for (let i = 0; i < 50; i++) seat.enter(`room${i}`);
    seat.part('lobby');
    await done(hub);
    expect(witness.refusals.map(({ code }) => code)).toEqual(['not_possible', 'not_possible']);
    expect(witness.views).toHaveLength(50);
  });

  it('loses whoever is kicked, like every other room', async () => {
    const { hub, admin, join } = await openHouse();
    const [ann, ben] = [join('ann'), join('ben')];
    for (const { seat } of [ann, ben]) seat.enter('tea');
    await done(hub);
    await admin.kick('ann', 'noise');
    expect(ben.witness.entries.slice(-2)).toMatchObject([
      { type: 'kicked', room: 'tea', nick: 'ann' },
      { type: 'kicked', room: 'lobby', nick: 'ann' },
    ]);
  });
});

describe('typing', () => {
  it('is told to the others in the room, not more often than they want to know', async () => {
    const { hub, join, clock } = await openHouse();
    const [ann, ben, eva] = [join('ann'), join('ben'), join('eva')];
    for (const { seat } of [ann, ben]) seat.enter('tea');
    await done(hub);
    ann.seat.typing('tea');
    ann.seat.typing('tea');
    eva.seat.typing('tea');
    await clock.advance(2000);
    ann.seat.typing('tea');
    expect(ben.witness.typists).toEqual(['ann in tea', 'ann in tea']);
    expect([...ann.witness.typists, ...eva.witness.typists]).toEqual([]);
  });
});

describe('the commands of bots', () => {
  const command = (bot: string, name: string) => ({ name, args: '', help: 'helps', bot });

  it('are told to newcomers and when they change, at most once a second, as they are then', async () => {
    const { hub, join, clock } = await openHouse();
    const ann = join('Ann');
    const dice = join('Dice', { kind: 'bot' });
    await done(hub);
    dice.seat.offer?.([command('Dice', 'roll')]);
    dice.seat.offer?.([command('Dice', 'roll'), command('Dice', 'bet')]);
    dice.seat.offer?.([command('Dice', 'bet')]);
    expect(ann.witness.offers).toEqual([['Dice/roll']]);
    const ben = join('Ben');
    await done(hub);
    expect(ben.witness.offers).toEqual([['Dice/bet']]);
    await clock.advance(999);
    expect(ann.witness.offers).toHaveLength(1);
    await clock.advance(1);
    expect(ann.witness.offers).toEqual([['Dice/roll'], ['Dice/bet']]);
    await clock.advance(1000);
    dice.seat.lost();
    expect(ann.witness.offers.at(-1)).toEqual([]);
  });

  it('have one owner each, the first who offered them; the others know at once, and have them when they are free', async () => {
    const { hub, join, clock } = await openHouse();
    const [ann, one, two, three] = ['Ann', 'One', 'Two', 'Three'].map((name) =>
      join(name, { kind: name === 'Ann' ? 'person' : 'bot' }),
    ) as [Joined, Joined, Joined, Joined];
    await done(hub);
    const last = ({ witness }: Joined) => witness.offers.at(-1);
    one.seat.offer?.([command('One', 'roll'), command('One', 'bet')]);
    two.seat.offer?.([command('Two', 'roll'), command('Two', 'deal')]);
    three.seat.offer?.([command('Three', 'roll')]);
    for (const loser of [two, three]) expect(last(loser)).toEqual(['One/roll', 'One/bet', 'Two/deal']);
    expect(last(ann)).toEqual(['One/roll', 'One/bet']);
    // What the owner offers anew stays its own.
    one.seat.offer?.([command('One', 'roll')]);
    await clock.advance(1000);
    expect(last(ann)).toEqual(['One/roll', 'Two/deal']);
    one.seat.leave('left');
    expect(last(ann)).toEqual(['One/roll', 'Two/deal']);
    expect(last(two)).toEqual(['Two/roll', 'Two/deal']);
    await clock.advance(1000);
    expect(last(ann)).toEqual(['Two/roll', 'Two/deal']);
    two.seat.offer?.([command('Two', 'deal')]);
    await clock.advance(1000);
    expect(last(three)).toEqual(['Three/roll', 'Two/deal']);
    const told = ann.witness.offers.length;
    three.seat.offer?.([command('Three', 'roll')]);
    await clock.advance(2000);
    expect(ann.witness.offers).toHaveLength(told);
  });

  it('are a resident’s before a guest’s, who learns at once when it loses one', async () => {
    const { hub, join } = await openHouse();
    const guest = join('Guest', { kind: 'bot' });
    const own = join('Dice', { kind: 'bot', resident: true });
    const ann = join('Ann');
    await done(hub);
    guest.seat.offer?.([command('Guest', 'roll'), command('Guest', 'bet')]);
    own.seat.offer?.([command('Dice', 'roll')]);
    for (const { witness } of [guest, own]) expect(witness.offers.at(-1)).toEqual(['Dice/roll', 'Guest/bet']);
    expect(ann.witness.offers.at(-1)).toEqual(['Guest/roll', 'Guest/bet']);
    own.seat.leave('gone for good');
    expect(guest.witness.offers.at(-1)).toEqual(['Guest/roll', 'Guest/bet']);
  });

  it('stay a resident’s while somebody stands in for it, and the Host’s seats are told, too', async () => {
    const { hub, join, clock } = await openHouse();
    const host = join('Host', { kind: 'host', resident: true });
    const own = join('Dice', { kind: 'bot', resident: true });
    const guest = join('Guest', { kind: 'bot' });
    await done(hub);
    const offers = () => host.witness.offers.at(-1);
    guest.seat.offer?.([command('Guest', 'roll'), command('Guest', 'bet')]);
    expect(offers()).toEqual(['Guest/roll', 'Guest/bet']);
    own.seat.offer?.([command('Dice', 'roll')]);
    host.seat.offer?.([command('Dice', 'roll')], true);
    await clock.advance(1000);
    expect(offers()).toEqual(['Dice/roll', 'Guest/bet']);
    own.seat.leave('failed');
    await clock.advance(1000);
    const again = join('Dice', { kind: 'bot', resident: true });
    await done(hub);
    again.seat.offer?.([command('Dice', 'roll')]);
    await clock.advance(1000);
    expect(offers()).toEqual(['Dice/roll', 'Guest/bet']);
    expect(guest.witness.offers.slice(1).flat()).not.toContain('Guest/roll');
    // Who lives elsewhere stands in for nobody.
    guest.seat.offer?.([command('Guest', 'bet')], true);
    const other = join('Other', { kind: 'bot' });
    await done(hub);
    other.seat.offer?.([command('Other', 'bet')]);
    await clock.advance(1000);
    expect(offers()).toEqual(['Dice/roll', 'Guest/bet']);
  });

  it('are so many at the most for everybody; beyond that those hear of one who offer it', async () => {
    const { hub, join, clock } = await openHouse();
    const bots = Array.from({ length: 20 }, (_, index) => join(`Dice${index}`, { kind: 'bot' }));
    const [ann, one, two] = [join('Ann'), join('One', { kind: 'bot' }), join('Two', { kind: 'bot' })];
    await done(hub);
    const names = Array.from({ length: 10 }, (_, index) => `roll${index}`);
    for (const { seat } of bots) {
      seat.offer?.(names.map((name) => command(seat.nick, `${seat.nick.toLowerCase()}-${name}`)));
    }
    one.seat.offer?.([command('One', 'deal')]);
    two.seat.offer?.([command('Two', 'deal')]);
    const beyond = ({ witness }: Joined) => witness.offers.at(-1)?.slice(200);
    expect([one, two].map(beyond)).toEqual([['One/deal'], ['One/deal']]);
    await clock.advance(1000);
    expect(ann.witness.offers.at(-1)).toHaveLength(200);
    one.seat.leave('left');
    expect(beyond(two)).toEqual(['Two/deal']);
    const own = join('Own', { kind: 'bot', resident: true });
    await done(hub);
    own.seat.offer?.([command('Own', 'weather')]);
    await clock.advance(1000);
    expect(ann.witness.offers.at(-1)?.[0]).toBe('Own/weather');
    expect(ann.witness.offers.at(-1)).toHaveLength(200);
    // What does not fit any more its owner still hears of.
    expect(beyond(bots[19]!)).toEqual(['Dice19/dice19-roll9']);
  });
});

describe('an announcement', () => {
  it('reaches everyone and is kept nowhere', async () => {
    const { hub, join, stored } = await openHouse();
    const ann = join('ann');
    await done(hub);
    const before = (await stored()).length;
    expect(hub.announce('Back in five minutes.')).toBe(1);
    expect(ann.witness.notices).toEqual(['Back in five minutes.']);
    expect(await stored()).toHaveLength(before);
  });
});

describe('a private message', () => {
  const withSession = { session: true } as const;

  const private1 = { text: 'for ben alone', to: 'ben', id: 'p1' as MessageId };

  it('that is sent again is stored once, and is never told to who has the name by then', async () => {
    const { hub, join } = await openHouse();
    const [ann, ben] = [join('ann', withSession), join('ben', withSession)];
    await done(hub);
    ann.seat.say(private1);
    await done(hub);
    ben.seat.leave('left');
    await done(hub);
    ann.seat.say(private1);
    await done(hub);
    const other = join('ben', withSession);
    await done(hub);
    ann.seat.say(private1);
    ann.seat.say({ text: 'then', to: 'ben', id: 'p2' as MessageId });
    await done(hub);
    const [first, second] = ann.witness.views.filter(({ with: name }) => name === 'ben');
    const seq = ann.witness.confirmed[0]?.[1];
    expect(ann.witness.confirmed.slice(0, 3)).toEqual([
      ['p1', seq],
      ['p1', seq],
      ['p1', seq],
    ]);
    expect(ann.witness.textsIn(first?.room ?? '')).toEqual(['for ben alone']);
    expect(ann.witness.textsIn(second?.room ?? '')).toEqual(['then']);
    expect(ann.witness.refusals).toEqual([]);
    expect(other.witness.views.map(({ room }) => room)).toEqual(['lobby', second?.room]);
    expect(other.witness.textsIn(second?.room ?? '')).toEqual(['then']);
  });

  it('that is sent again in the same turn, in which the name has changed hands, is stored once', async () => {
    const { hub, join } = await openHouse();
    const [ann, ben] = [join('ann', withSession), join('ben', withSession)];
    await done(hub);
    ann.seat.say(private1);
    ben.seat.leave('left');
    const other = join('ben', withSession);
    ann.seat.say(private1);
    await done(hub);
    expect(ann.witness.confirmed).toHaveLength(2);
    expect(new Set(ann.witness.confirmed.map(([, seq]) => seq)).size).toBe(1);
    expect(other.witness.views.map(({ room }) => room)).toEqual(['lobby']);
  });

  it('whose earlier fate the log cannot tell is refused', async () => {
    const { hub, join, options } = await openHouse();
    const [ann, ben] = [join('ann', withSession), join('ben', withSession)];
    await done(hub);
    options.log.said = () => Promise.reject(new Error('The disk is gone.'));
    ann.seat.say(private1);
    ann.seat.say({ text: 'to all' });
    await done(hub);
    expect(ann.witness.refusals).toMatchObject([{ code: 'not_stored' }]);
    expect(ben.witness.views).toHaveLength(1);
    expect(ben.witness.textsIn('lobby')).toEqual(['to all']);
  });

  it('is stored, confirmed, and shown to the two alone', async () => {
    const { hub, join } = await openHouse();
    const [ann, ben] = [join('ann', withSession), join('ben', withSession)];
    const eva = join('eva', withSession);
    await done(hub);
    ann.seat.say({ text: 'a secret', to: 'BEN', id: 'x1' as MessageId });
    await done(hub);
    const room = ann.witness.views.at(-1)?.room ?? '';
    expect(room).toMatch(/^@/);
    expect(ann.witness.views.at(-1)).toMatchObject({ with: 'ben' });
    expect(ben.witness.views.at(-1)).toMatchObject({ with: 'ann', room });
    expect(ann.witness.confirmed).toHaveLength(1);
    ben.seat.say({ text: 'mine too', room });
    await done(hub);
    for (const { witness } of [ann, ben]) expect(witness.textsIn(room)).toEqual(['a secret', 'mine too']);
    expect(eva.witness.views).toHaveLength(1);
    eva.seat.say({ text: 'who is there?', room });
    await done(hub);
    expect(eva.witness.refusals).toMatchObject([{ code: 'not_here' }]);
    expect(await eva.seat.historyOf(room, { limit: 10 })).toMatchObject({ code: 'not_here' });
    expect(eva.seat.rooms().map((listed) => listed.room)).toEqual(['lobby']);
  });

  it('is refused where it cannot be read, and to oneself', async () => {
    const { hub, join } = await openHouse();
    const [ann] = [join('ann', withSession), join('old')];
    await done(hub);
    ann.seat.say({ text: 'x', to: 'nobody' });
    ann.seat.say({ text: 'x', to: 'old' });
    ann.seat.say({ text: 'x', to: 'ann' });
    await done(hub);
    expect(ann.witness.refusals.map(({ code }) => code)).toEqual([
      'not_here',
      'not_reachable',
      'not_possible',
    ]);
  });

  it('tells the other who its person is, by whatever name, and whether they are here', async () => {
    const { hub, join, clock } = await openHouse();
    const [ann, ben] = [join('ann', withSession), join('ben', withSession)];
    const eva = join('eva', withSession);
    await done(hub);
    ann.seat.say({ text: 'a secret', to: 'ben' });
    await done(hub);
    ben.seat.lost();
    await done(hub);
    expect(ann.witness.conversations).toEqual([]);
    await clock.advance(60_000);
    await done(hub);
    const stranger = join('ben', withSession);
    await done(hub);
    expect(ann.witness.conversations).toEqual(['ben: ann']);
    const back = join('ben2', { session: ben.witness.token ?? '' });
    await done(hub);
    ann.seat.rename('anna', () => undefined);
    back.seat.rename('benno', () => undefined);
    await done(hub);
    expect(ann.witness.conversations.slice(1)).toEqual([
      'ben2: ann, ben2',
      'benno: anna, benno',
      'benno: anna, benno',
    ]);
    expect(back.witness.conversations).toEqual(['anna: anna, benno', 'anna: anna, benno']);
    void hub.ask(
      { type: 'kick', nick: 'benno', by: 'Host' as never, reason: 'noise' },
      { code: 'kicked', reason: 'noise' },
    );
    await done(hub);
    expect(ann.witness.conversations.at(-1)).toBe('benno: anna');
    expect([...stranger.witness.conversations, ...eva.witness.conversations]).toEqual([]);
  });

  it('does not reach the next who takes the name', async () => {
    const { hub, join } = await openHouse();
    const [ann, ben] = [join('ann', withSession), join('ben', withSession)];
    await done(hub);
    ann.seat.say({ text: 'a secret', to: 'ben' });
    await done(hub);
    ben.seat.leave('');
    await done(hub);
    const impostor = join('ben', withSession);
    await done(hub);
    const room = ann.witness.views.at(-1)?.room ?? '';
    ann.seat.say({ text: 'still there?', room });
    await done(hub);
    expect(impostor.witness.views.map((view) => view.room)).toEqual(['lobby']);
    expect(impostor.witness.texts).toEqual([]);
    const back = join('ben2', { session: ben.witness.token ?? '' });
    await done(hub);
    expect(back.witness.textsIn(room)).toEqual(['a secret', 'still there?']);
    expect(back.witness.views.find((view) => view.room === room)).toMatchObject({ with: 'ann' });
  });
});

it('rooms are not mixed up in one turn', async () => {
  const { hub, join } = await openHouse();
  const ann = join('ann');
  const ben = join('ben');
  ann.seat.enter('tea');
  ben.seat.enter('milk');
  ann.seat.say({ text: 'a', room: 'tea' });
  ben.seat.say({ text: 'b', room: 'milk' });
  ann.seat.say({ text: 'c' });
  await done(hub);
  expect(ann.witness.texts).toEqual(expect.arrayContaining(['a', 'c']));
  expect(ann.witness.texts).not.toContain('b');
  expect(ben.witness.textsIn(tea)).toEqual([]);
});

describe('several rooms at once', () => {
  it('are shown in the order of the log, so that the newest seen tells what to go on from', async () => {
    const { hub, join } = await openHouse();
    const ann = join('ann');
    const ben = join('ben');
    for (const { seat } of [ann, ben]) seat.enter('tea');
    await done(hub);
    for (const room of ['lobby', 'tea', 'lobby', 'tea']) ben.seat.say({ text: room, room });
    await done(hub);
    const seqs = ann.witness.since.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    expect(ann.witness.since.filter(({ type }) => type === 'message').map(({ room }) => room)).toEqual([
      'lobby',
      'tea',
      'lobby',
      'tea',
    ]);
  });

  it('are said to be live when nothing older of them can come after anything newer of another', async () => {
    const { hub, join } = await openHouse({ tailSize: 5 });
    const ben = join('ben');
    ben.seat.enter('tea');
    for (let count = 0; count < 30; count++) ben.seat.say({ text: `${count}`, room: 'tea' });
    await done(hub);
    ben.seat.part('tea');
    await done(hub);
    ben.seat.enter('tea');
    const { witness, seat } = join('ann');
    const order: Seq[] = [];
    const deliver = witness.deliver.bind(witness);
    witness.deliver = (batch) => {
      deliver(batch);
      if (witness.liveRooms.length === 2) order.push(...batch.entries.map(({ seq }) => seq));
      // Slow, but not too slow.
      if (batch.entries.some(({ room }) => room === tea)) witness.queued = 600;
    };
    seat.enter('tea');
    await done(hub);
    ben.seat.say({ text: 'in tea', room: 'tea' });
    ben.seat.say({ text: 'in the lobby' });
    await done(hub);
    for (let count = 0; count < 3; count++) {
      witness.drain();
      await done(hub);
    }
    expect(witness.liveRooms).toEqual(['lobby', tea]);
    ben.seat.say({ text: 'the last', room: 'tea' });
    await done(hub);
    expect(order.length).toBeGreaterThan(0);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(witness.textsIn('tea').slice(-2)).toEqual(['in tea', 'the last']);
  });
});
