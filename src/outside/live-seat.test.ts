import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeHouse } from '../../test/kits/fake-house.ts';
import { Witness } from '../../test/kits/witness.ts';
import type { LinkStatus } from '../client/state.ts';
import type { JoinRequest } from '../hub/seat.ts';
import { VirtualClock } from '../rehearsal/virtual-clock.ts';
import type { MessageId, Seq } from '../room/types.ts';
import { seededRandom } from '../util/random.ts';
import { liveDoor } from './live-door.ts';

function stage(seed = 7) {
  const clock = new VirtualClock();
  const house = new FakeHouse(clock);
  const kept = new Map<string, string>();
  const statuses: LinkStatus['type'][] = [];
  /** What was kept when we were told that it is there. */
  const tokens: (string | undefined)[] = [];
  const door = liveDoor({
    dial: house.dial,
    clock,
    random: seededRandom(seed),
    tokens: { get: (nick) => kept.get(nick) ?? null, keep: (nick, token) => kept.set(nick, token) },
    onStatus: (nick, { type }) => {
      statuses.push(type);
      if (type === 'online') tokens.push(kept.get(nick));
    },
  });
  const enter = (request: Partial<JoinRequest> = {}) => {
    const witness = new Witness();
    const asked = { nick: 'Echo', kind: 'bot', address: 'outside', wire: 'outside', replay: 0 } as const;
    return { witness, seat: door({ ...asked, ...request }, witness) };
  };
  const heard = (type: string) => house.heard.filter((message) => message.type === type);
  return { clock, house, kept, statuses, tokens, enter, heard };
}

describe('a seat over the live wire', () => {
  it('says what it is, is seated and live, and hears what happens from then on', async () => {
    const { clock, house, enter, heard } = stage();
    house.say('Ann', 'before');
    const { witness, seat } = enter();
    await clock.advance(1000);
    expect(heard('hello')).toEqual([
      { type: 'hello', version: 1, name: 'Echo', kind: 'bot', session: true, history: 0 },
    ]);
    expect([witness.nick, witness.token, witness.isLive]).toEqual(['Echo', 'token-1', true]);
    house.happen('joined', 'Ben');
    house.say('Ben', 'after', 'lobby', { answers: 2, because: 'why' });
    house.happen('joined', 'Cleo');
    house.happen('left', 'Cleo', 'lobby', { reason: '' });
    house.say('Ben', 'elsewhere', 'garden');
    await clock.advance(1000);
    expect(witness.texts).toEqual(['after']);
    expect(witness.since.find(({ type }) => type === 'message')).toMatchObject({
      answers: 2,
      because: 'why',
    });
    expect(seat.members().map(({ nick }) => nick)).toEqual(['Echo', 'Ben']);
  });

  it('has its token kept before anybody reads that it is there', async () => {
    const { clock, house, statuses, tokens, enter } = stage();
    enter();
    await clock.advance(1000);
    house.cutLines();
    await clock.advance(30_000);
    expect(statuses.filter((type) => type === 'online')).toHaveLength(2);
    expect(tokens).toEqual(['token-1', 'token-1']);
  });

  it('gets the past that it asks for, as history', async () => {
    const { clock, house, enter } = stage();
    for (const text of ['a', 'b', 'c']) house.say('Ann', text);
    const past = async (replay: JoinRequest['replay'], nick: string) => {
      const { witness } = enter({ replay, nick });
      await clock.advance(1000);
      return witness.history.flatMap((entry) => ('text' in entry ? [entry.text] : []));
    };
    expect(await past(2, 'One')).toEqual(['b', 'c']);
    expect(await past('all', 'Two')).toEqual(['a', 'b', 'c']);
    expect(await past({ after: 2 as Seq }, 'Three')).toEqual(['b', 'c']);
  });

  it('says why and what it answers, and is told what became of it under its own ids only', async () => {
    const { clock, house, enter } = stage();
    const { witness, seat } = enter();
    await clock.advance(1000);
    seat.say({ text: 'one', answers: 2 as Seq, because: 'x'.repeat(600) });
    seat.say({ text: 'two', id: 'mine' as MessageId });
    seat.say({ text: 'refuse me', id: 'refused' as MessageId });
    seat.say({ text: 'y'.repeat(990) });
    await clock.advance(1000);
    expect(house.log.find(({ text }) => text === 'one')).toMatchObject({
      answers: 2,
      because: 'x'.repeat(500),
      id: expect.stringMatching(/^\w+-\w+-\w+-1$/) as string,
    });
    expect(witness.confirmed).toEqual([['mine', house.log.find(({ text }) => text === 'two')?.seq]]);
    expect(witness.refusals.map(({ code }) => code)).toEqual(['text_too_long', 'not_stored']);
  });

  it('stays below the flood limit', async () => {
    const { clock, house, enter } = stage();
    const { seat } = enter();
    await clock.advance(1000);
    for (let index = 0; index < 20; index++) seat.say({ text: String(index) });
    await clock.advance(20_000);
    const said = house.log.filter(({ event }) => event === 'message');
    expect(said.map(({ text }) => text)).toEqual(Array.from({ length: 20 }, (_, index) => String(index)));
    const times = said.map(({ time }) => Date.parse(String(time)));
    expect(times.some((time, index) => index >= 9 && time - (times[index - 9] ?? 0) < 4000)).toBe(false);
  });

  it('comes back in its place, delivers what it missed as live, and says what could not be said', async () => {
    const { clock, house, kept, statuses, enter, heard } = stage();
    const { witness, seat } = enter();
    await clock.advance(1000);
    seat.offer?.([{ name: 'roll', args: '', help: 'rolls', bot: 'Echo' }]);
    await clock.advance(100);
    house.cutLines();
    const missed = house.say('Ann', 'missed');
    seat.say({ text: 'answer', answers: missed.seq as Seq });
    house.happen('joined', 'Ben');
    await clock.advance(5000);
    expect(witness.texts).toEqual(['missed', 'answer']);
    expect(witness.liveRooms).toEqual(['lobby']);
    expect(seat.members().map(({ nick }) => nick)).toContain('Ben');
    expect(heard('hello').at(-1)).toMatchObject({
      session: kept.get('Echo'),
      since: expect.any(Number) as number,
    });
    const offer = { type: 'offer', commands: [{ name: 'roll', args: '', help: 'rolls' }] };
    expect(heard('offer')).toEqual([offer, offer]);
    expect(statuses).toEqual(['connecting', 'online', 'waiting', 'connecting', 'online']);
  });

  it.each([0, -300_000, 300_000])(
    'passes over what is old when it comes back (clock %i ms ahead)',
    async (ahead) => {
      const { clock, house, enter } = stage();
      house.ahead = ahead;
      const { witness, seat } = enter();
      await clock.advance(1000);
      house.isUp = false;
      house.cutLines();
      const asked = house.say('Ann', 'long ago');
      seat.say({ text: 'an answer', answers: asked.seq as Seq });
      seat.say({ text: 'small talk', id: 'talk' as MessageId });
      await clock.advance(90_000);
      house.say('Ann', 'just now');
      house.isUp = true;
      await clock.advance(60_000);
      expect(witness.texts).toEqual(['just now', 'an answer']);
      expect(witness.refusals).toMatchObject([{ code: 'not_here' }]);
    },
  );

  it('keeps only so much that cannot be said', async () => {
    const { clock, house, enter } = stage();
    const { witness, seat } = enter();
    await clock.advance(1000);
    house.cutLines();
    for (let index = 0; index < 103; index++) seat.say({ text: String(index) });
    expect(witness.refusals).toHaveLength(3);
    await clock.advance(120_000);
    expect(house.texts).toEqual(Array.from({ length: 100 }, (_, index) => String(index + 3)));
  });

  it('begins anew on another thread', async () => {
    const { clock, house, enter } = stage();
    house.say('Ann', 'a long past');
    const { witness } = enter();
    await clock.advance(1000);
    house.beginAnew();
    house.cutLines();
    await clock.advance(5000);
    house.say('Ann', 'a new thread');
    await clock.advance(1000);
    expect(witness.texts).toEqual(['a new thread']);
  });

  it('shows what is being written, as it is by then, and forgets it with the connection', async () => {
    const { clock, house, enter, heard } = stage();
    const { seat } = enter();
    await clock.advance(1000);
    const id = 'd' as MessageId;
    for (const text of ['a', 'ab', 'abc']) seat.draft?.({ id, text, answers: 2 as Seq });
    seat.draft?.({ id: 'e' as MessageId, text: 'never seen' });
    seat.draft?.({ id: 'e' as MessageId, text: null });
    await clock.advance(500);
    seat.draft?.({ id, text: 'abcd' });
    await clock.advance(500);
    seat.draft?.({ id, text: null });
    seat.draft?.({ id, text: null });
    seat.draft?.({ id, text: 'once more' });
    seat.say({ id, text: 'done' });
    await clock.advance(500);
    const drafts = [
      { type: 'draft', id: 'd', text: 'a', answers: 2 },
      { type: 'draft', id: 'd', text: 'abc', answers: 2 },
      { type: 'draft', id: 'd', text: 'abcd' },
      { type: 'draft', id: 'd' },
      { type: 'draft', id: 'd', text: 'once more' },
    ];
    expect(heard('draft')).toEqual(drafts);
    expect(house.texts).toEqual(['done']);
    house.cutLines();
    seat.draft?.({ id, text: 'nobody hears' });
    await clock.advance(5000);
    expect(heard('draft')).toEqual(drafts);
  });

  it('reads the past by pages, also over a lost connection', async () => {
    const { clock, house, enter, heard } = stage();
    for (let index = 0; index < 450; index++) house.say('Ann', String(index));
    const { seat } = enter();
    await clock.advance(1000);
    const whole = seat.history(1000);
    const some = seat.history(250, 601 as Seq);
    const none = seat.history(0);
    await clock.advance(12);
    house.cutLines();
    await clock.advance(5000);
    expect((await whole).flatMap((entry) => ('text' in entry ? [entry.text] : []))).toEqual(house.texts);
    expect((await some).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 250 }, (_, index) => 102 + 2 * index),
    );
    expect(await none).toEqual([]);
    expect(heard('page').every((page) => 'limit' in page && (page.limit ?? 0) <= 200)).toBe(true);
    const late = seat.history(5);
    seat.leave('left');
    expect([await late, await seat.history(5)]).toEqual([[], []]);
  });

  it('tells that the past cannot be read', async () => {
    const { clock, house, enter, heard } = stage();
    const { seat } = enter();
    await clock.advance(1000);
    const asked = seat.history(5);
    house.tell({ type: 'refused', ref: 'past-1', code: 'unreadable', message: 'The disk is gone.' });
    await Promise.all([expect(asked).rejects.toThrow('The disk is gone.'), clock.advance(1000)]);
    expect(heard('page')).toHaveLength(1);
  });

  it('says goodbye, and is silent from then on', async () => {
    const { clock, house, statuses, enter } = stage();
    const { witness, seat } = enter();
    await clock.advance(1000);
    seat.leave('left');
    seat.say({ text: 'too late' });
    house.say('Ann', 'too late, too');
    await clock.advance(60_000);
    expect(house.texts).toEqual(['too late, too']);
    expect([witness.texts, witness.farewell, statuses.at(-1)]).toEqual([[], null, 'left']);
    expect(clock.pending).toBe(0);
  });

  it.each([
    [4003, 'kicked', 'too loud', { code: 'kicked', reason: 'You were removed by the host: too loud' }],
    [4004, 'flood', '', { code: 'flood', reason: 'too many messages' }],
    [4002, 'name_reserved', 'Reserved.', { code: 'kicked', reason: 'Reserved.' }],
    [4002, 'banned', 'No.', { code: 'kicked', reason: 'No.' }],
    [4008, 'replaced', '', { code: 'kicked', reason: 'you are connected from somewhere else' }],
  ])('%i %s ends it', async (code, closing, reason, farewell) => {
    const { clock, house, enter, heard } = stage();
    const { witness } = enter();
    await clock.advance(1000);
    house.close(code, closing, reason);
    await clock.advance(120_000);
    expect(witness.farewell).toEqual(farewell);
    expect(heard('hello')).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it('ends when its name is taken', async () => {
    const { clock, house, enter } = stage();
    house.refusals.push({ code: 4002, closing: 'name_taken', reason: 'Taken.' });
    const { witness } = enter();
    await clock.advance(1000);
    expect(witness.farewell).toEqual({
      code: 'refused',
      reason: 'Taken.',
      refusal: { type: 'refusal', code: 'name_taken', message: 'Taken.' },
    });
  });

  it('waits for a server that stops, and for one that is not there', async () => {
    const { clock, house, enter } = stage();
    house.isUp = false;
    const { witness } = enter();
    await clock.advance(60_000);
    house.isUp = true;
    await clock.advance(60_000);
    expect(witness.isLive).toBe(true);
    house.close(4006, 'stopping', 'The service is stopping!');
    await clock.advance(60_000);
    house.say('Ann', 'again');
    await clock.advance(1000);
    expect([witness.texts, witness.farewell]).toEqual([['again'], null]);
  });

  it('tells whoever talks to it alone, once, that it does not listen there', async () => {
    const { clock, house, enter } = stage();
    const { witness } = enter();
    await clock.advance(1000);
    const head = { room: '@a.b', time: '', event: 'message', name: 'Ann', kind: 'person', text: 'psst' };
    house.tell({ type: 'room', room: '@a.b', topic: '', members: [], with: 'Ann' });
    house.tell({ type: 'entry', seq: 100, ...head });
    house.tell({ type: 'live', room: '@a.b', seq: 100 });
    for (const seq of [102, 104]) house.tell({ type: 'entry', seq, ...head });
    await clock.advance(1000);
    expect(house.textsIn('@a.b')).toEqual(['I hear only what is said in the lobby.']);
    expect(witness.texts).toEqual([]);
  });

  it('passes on what bots offer and what the server tells', async () => {
    const { clock, house, enter } = stage();
    const { witness } = enter();
    await clock.advance(1000);
    house.tell({ type: 'commands', commands: [{ name: 'roll', args: '', help: 'rolls', bot: 'Dice' }] });
    house.tell({ type: 'notice', message: 'Soon.' });
    await clock.advance(1000);
    expect([witness.offers, witness.notices]).toEqual([[['Dice/roll']], ['Soon.']]);
  });

  it('is lost by a listener that throws', async () => {
    const { clock, house, enter } = stage();
    const { witness } = enter();
    await clock.advance(1000);
    witness.deliver = () => {
      throw new Error('oh');
    };
    house.say('Ann', 'hi');
    await clock.advance(1000);
    expect(witness.farewell).toEqual({ code: 'slow', reason: 'an error of its own: oh' });
    expect(clock.pending).toBe(0);
  });

  it('hears everything once and is heard once, wherever connections break', async () => {
    const act = fc.constantFrom('say', 'hear', 'cut', 'unplug', 'pause');
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 40 }), fc.nat(), async (acts, seed) => {
        const { clock, house, enter } = stage(seed);
        const { witness, seat } = enter();
        await clock.advance(1000);
        const said: string[] = [];
        for (const [index, each] of acts.entries()) {
          if (each === 'say') seat.say({ text: `own ${index}`, answers: 1 as Seq });
          if (each === 'say') said.push(`own ${index}`);
          if (each === 'hear') house.say('Ann', `other ${index}`);
          if (each === 'cut') house.cutLines();
          if (each === 'unplug') house.unplug();
          await clock.advance(each === 'pause' ? 700 : 3);
        }
        await clock.advance(55_000);
        const joined = house.log.findIndex(({ event }) => event === 'joined');
        expect(witness.since.map(({ seq }) => seq)).toEqual(house.log.slice(joined).map(({ seq }) => seq));
        expect(house.texts.filter((text) => String(text).startsWith('own'))).toEqual(said);
      }),
      { numRuns: 60 },
    );
  });
});
