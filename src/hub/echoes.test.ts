import { describe, expect, it, test } from 'vitest';
import { done, openHouse } from '../../test/kits/house.ts';
import type { Message, Nick, Seq } from '../room/types.ts';
import { lobby } from '../room/types.ts';
import { type Random, seededRandom } from '../util/random.ts';
import { Breaker } from './breaker.ts';

const rule = { depth: 3, messages: 30, characters: 12_000 };

interface Due {
  readonly at: number;
  readonly run: () => void;
}

/**
 * A room of chatty bots that answer everyone else about a second later, and one guest of the classic wire. `hears` is told of
 * what bots say.
 */
function company(random: Random, bots: number, hears: (say: (at: number) => void, time: number) => void) {
  const notes: string[] = [];
  const breaker = new Breaker(rule, (level, message) => void notes.push(`${level}: ${message}`));
  const due: Due[] = [];
  const refused: number[] = [];
  const said: string[] = [];
  let seq = 0;
  const speak = (nick: string, time: number, answers: Seq | null): void => {
    const kind = nick.endsWith('bot') ? 'bot' : 'person';
    const head = { type: 'message', room: lobby, time, nick: nick as Nick, kind } as const;
    const message: Message = { ...head, text: 'hi', id: null, answers, because: null };
    if (breaker.weigh(message, kind === 'person') !== null) {
      expect(kind).toBe('bot');
      refused.push(time);
      return;
    }
    const own = ++seq as Seq;
    breaker.stored(message, own);
    said.push(nick);
    if (kind === 'bot') {
      hears((at) => guest(at), time);
      return;
    }
    for (let bot = 0; bot < bots; bot++) {
      const at = time + 850 + random() * 300;
      due.push({ at, run: () => speak(`${bot}_bot`, at, own) });
    }
  };
  const guest = (at: number) => void due.push({ at, run: () => speak('Mirror', at, null) });
  /** Until nothing happens any more, or so much has. */
  const play = (most: number) => {
    while (due.length > 0 && said.length + refused.length < most) {
      due.sort((a, b) => a.at - b.at);
      due.shift()?.run();
    }
  };
  return { guest, play, said, refused, notes, due };
}

describe('a guest who answers whatever bots say', () => {
  test.each([
    ['after 1.5 s', () => 1_500],
    ['after 0.2 to 2.8 s', (random: Random) => 200 + random() * 2_600],
    ['at once', () => 1],
  ])('%s, and is called like a person, is counted as a bot', (_, delay) => {
    for (const bots of [1, 2, 5]) {
      const random = seededRandom(bots);
      const room = company(random, bots, (say, time) => say(time + delay(random)));
      room.guest(0);
      room.play(20_000);
      expect(room.due).toEqual([]);
      expect(room.refused.length).toBeGreaterThan(0);
      expect(room.notes).toEqual([
        'warn: Mirror answers bots again and again within 3 s, as a program does: ' +
          'the loop breaker counts it as a bot until it speaks without one before it.',
      ]);
    }
  });
});

describe('a person alone with five chatty bots', () => {
  /** What was refused to bots while a person said 300 things, each so long after the one before, in ms. */
  const evening = (seed: number, pause: (random: Random) => number) => {
    const random = seededRandom(seed);
    const room = company(random, 5, () => undefined);
    let at = 0;
    for (let said = 0; said < 300; said++) {
      at += pause(random);
      room.guest(at);
    }
    room.play(Infinity);
    expect(room.said.filter((nick) => nick === 'Mirror')).toHaveLength(300);
    return { refused: room.refused, notes: room.notes };
  };

  it.each([
    ['normally', (random: Random) => 3_000 + random() * 20_000],
    ['fast', (random: Random) => 1_000 + random() * 6_000],
  ])('who chats %s is held up by nothing', (_, pause) => {
    for (let seed = 0; seed < 50; seed++) {
      expect(evening(seed, pause)).toEqual({ refused: [], notes: [] });
    }
  });

  it('who is taken for a program all the same is answered as soon as there was a pause', () => {
    const room = company(seededRandom(1), 1, () => undefined);
    for (let said = 0; said < 20; said++) room.guest(said * 2_000);
    room.play(Infinity);
    expect(room.refused.length).toBeGreaterThan(0);
    const before = room.refused.length;
    room.guest(60_000);
    room.play(Infinity);
    expect(room.said.slice(-2)).toEqual(['Mirror', '0_bot']);
    expect(room.refused).toHaveLength(before);
  });
});

test('in the house, only guests whose wire does not tell their kind are suspected', async () => {
  const { hub, join, clock, notes } = await openHouse({ speech: rule });
  const bot = join('A_Bot', { kind: 'bot' });
  const mirror = join('Mirror', { kindIsGuess: true });
  const person = join('Person');
  await done(hub);
  for (let round = 0; round < 12; round++) {
    for (const guest of [person, mirror]) {
      bot.seat.say({ text: `${round}` });
      await clock.advance(1_000);
      guest.seat.say({ text: `said ${round}` });
      await done(hub);
    }
  }
  expect(notes.filter((note) => note.includes('loop breaker'))).toEqual([
    expect.stringMatching(/^Mirror answers bots/),
  ]);
});
