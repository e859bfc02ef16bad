import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { done, openHouse } from '../../test/kits/house.ts';
import type { Kind, Message, Nick, Seq } from '../room/types.ts';
import { lobby } from '../room/types.ts';
import { Breaker } from './breaker.ts';

const rule = { depth: 3, messages: 5, characters: 100 };
let seq = 0;

function message(nick: string, kind: Kind, time: number, changes: Partial<Message> = {}): Message {
  const head = { type: 'message', room: lobby, time, nick: nick as Nick, kind } as const;
  return { ...head, text: 'x', id: null, answers: null, because: null, ...changes };
}

/** Says it, and gives its place; null if it was refused. */
function say(breaker: Breaker, said: Message): Seq | null {
  if (breaker.weigh(said) !== null) return null;
  const place = ++seq as Seq;
  breaker.stored(said, place);
  return place;
}

describe('bots that answer each other', () => {
  it('are stopped at the depth, and go on when a person has spoken', () => {
    const breaker = new Breaker(rule);
    const question = say(breaker, message('ann', 'person', 0));
    const first = say(breaker, message('a_bot', 'bot', 1, { answers: question }));
    const second = say(breaker, message('b_bot', 'bot', 2, { answers: first }));
    const third = say(breaker, message('a_bot', 'bot', 3, { answers: second }));
    expect(third).not.toBeNull();
    expect(breaker.weigh(message('b_bot', 'bot', 4, { answers: third }))).toMatchObject({
      code: 'bots_only',
    });
    const again = say(breaker, message('ann', 'person', 5));
    expect(say(breaker, message('b_bot', 'bot', 6, { answers: again }))).not.toBeNull();
  });

  it('are stopped also when they do not say what they answer', () => {
    const breaker = new Breaker({ ...rule, messages: 1000, characters: 10_000 });
    // Each speaks when it has heard the other.
    let heard = 0;
    while (say(breaker, message(heard % 2 ? 'a_bot' : 'b_bot', 'bot', heard * 1000)) !== null) heard += 1;
    expect(heard).toBe(3);
  });

  it('are not taken to answer what was said long ago, or by themselves', () => {
    const breaker = new Breaker(rule);
    for (let hour = 0; hour < 24; hour++) {
      expect(say(breaker, message(hour % 2 ? 'a_bot' : 'b_bot', 'bot', hour * 3_600_000))).not.toBeNull();
    }
    expect(say(breaker, message('a_bot', 'bot', 86_400_001))).not.toBeNull();
    expect(say(breaker, message('a_bot', 'bot', 86_400_002))).not.toBeNull();
  });
});

describe('a bot that says what it answers', () => {
  it('may answer a person late, whatever other bots have said meanwhile', () => {
    const breaker = new Breaker(rule);
    const question = say(breaker, message('ann', 'person', 0));
    let last = question;
    for (const nick of ['a_bot', 'b_bot', 'c_bot'])
      last = say(breaker, message(nick, 'bot', 1, { answers: last }));
    expect(say(breaker, message('d_bot', 'bot', 2, { answers: last }))).toBeNull();
    expect(say(breaker, message('d_bot', 'bot', 2, { answers: question }))).not.toBeNull();
  });

  it('and does not tell the truth is stopped by its budget', () => {
    const breaker = new Breaker(rule);
    const question = say(breaker, message('ann', 'person', 0));
    const nicks = Array.from({ length: 40 }, (_, at) => (at % 2 ? 'a_bot' : 'b_bot'));
    const said = nicks.filter(
      (nick) => say(breaker, message(nick, 'bot', 1, { answers: question })) !== null,
    );
    expect(said).toHaveLength(2 * rule.messages);
  });
});

describe('the budget of a bot', () => {
  it('stays what it is under another name', () => {
    const breaker = new Breaker(rule);
    for (let i = 0; i < 5; i++) expect(say(breaker, message('a_bot', 'bot', 0))).not.toBeNull();
    breaker.renamed('a_bot' as Nick, 'c_bot' as Nick);
    expect(breaker.weigh(message('c_bot', 'bot', 1))).toMatchObject({ code: 'spoken_enough' });
    expect(breaker.list().map(({ nick }) => nick)).toEqual(['c_bot']);
  });

  it('is spent by messages and by characters, and fills again within a minute', () => {
    const breaker = new Breaker(rule);
    for (let i = 0; i < 5; i++) expect(say(breaker, message('a_bot', 'bot', 0))).not.toBeNull();
    expect(breaker.weigh(message('a_bot', 'bot', 0))).toMatchObject({ code: 'spoken_enough' });
    expect(say(breaker, message('a_bot', 'bot', 12_000))).not.toBeNull();
    const long = new Breaker(rule);
    expect(long.weigh(message('a_bot', 'bot', 0, { text: 'x'.repeat(101) }))).toMatchObject({
      code: 'spoken_enough',
    });
    expect(long.list()).toMatchObject([{ nick: 'a_bot', messages: 5, characters: 100, refused: 1 }]);
  });

  it('is whole again when a person speaks', () => {
    const breaker = new Breaker(rule);
    for (let i = 0; i < 5; i++) say(breaker, message('a_bot', 'bot', 0));
    say(breaker, message('ann', 'person', 1));
    expect(breaker.list()).toMatchObject([{ messages: 5, characters: 100 }]);
  });
});

it('whatever bots say, a minute without a person holds no more than twice the budget of each', () => {
  const bot = fc.constantFrom('a_bot', 'b_bot', 'c_bot');
  const saying = fc.record({ nick: bot, after: fc.nat(2000), answers: fc.option(fc.nat(40)) });
  fc.assert(
    fc.property(fc.array(saying, { maxLength: 200 }), (sayings) => {
      const breaker = new Breaker(rule);
      const spoken: { nick: string; time: number }[] = [];
      let time = 0;
      for (const { nick, after, answers } of sayings) {
        time += after;
        if (say(breaker, message(nick, 'bot', time, { answers: answers as Seq | null })) !== null) {
          spoken.push({ nick, time });
        }
      }
      for (const { nick, time: start } of spoken) {
        const within = spoken.filter(
          (one) => one.nick === nick && one.time >= start && one.time < start + 60_000,
        );
        expect(within.length).toBeLessThanOrEqual(2 * rule.messages);
      }
    }),
  );
});

it('in the house, a bot on any wire is told why it is not heard', async () => {
  const { hub, join, admin } = await openHouse({ speech: rule });
  const ann = join('ann');
  const [one, two] = [join('One_Bot', { kind: 'bot' }), join('Two_Bot', { kind: 'bot' })];
  await done(hub);
  for (let i = 0; i < 4; i++) (i % 2 ? one : two).seat.say({ text: `ping ${i}` });
  await done(hub);
  expect(ann.witness.texts).toEqual(['ping 0', 'ping 1', 'ping 2']);
  expect(one.witness.refusals).toMatchObject([{ code: 'bots_only' }]);
  expect(admin.speech()).toMatchObject([
    { nick: 'Two_Bot', refused: 0 },
    { nick: 'One_Bot', refused: 1, lastRefusal: { message: expect.stringContaining('3 times') as string } },
  ]);
  ann.seat.say({ text: 'stop it' });
  two.seat.say({ text: 'sorry' });
  await done(hub);
  expect(ann.witness.texts.slice(-2)).toEqual(['stop it', 'sorry']);
});
