import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defineBot } from '../../src/bots/bot.ts';
import { localBots } from '../../src/bots/mind/local-mind.ts';
import { Places } from '../../src/bots/places.ts';
import { Supervisor } from '../../src/bots/supervisor.ts';
import { keptTokens } from '../../src/cli/kept-tokens.ts';
import { memoryStore } from '../../src/log/memory.ts';
import { liveDoor } from '../../src/outside/live-door.ts';
import { outsideOf } from '../../src/rehearsal/outside.ts';
import { VirtualClock } from '../../src/rehearsal/virtual-clock.ts';
import { seededRandom } from '../../src/util/random.ts';
import { FakeHouse } from '../kits/fake-house.ts';

/** Longer than a bot takes to come, to think and to be heard, ms. */
const awhile = 3_000;
/** Longer than a place waits until it is kept, ms. */
const kept = 6_000;

const echo = defineBot({
  name: 'Echo',
  about: 'Echoes.',
  on: {
    message: async (context, heard) => {
      if (heard.text === 'boom') throw new Error('cannot bear it');
      // Nobody would take it for a crash if it answered at once.
      await new Promise<void>((resolve) => context.clock.after(500, resolve));
      context.reply(`heard ${heard.text}`);
    },
  },
  commands: {
    echo: {
      help: 'echoes',
      async run(context, args) {
        await new Promise<void>((resolve) => context.clock.after(300, resolve));
        context.reply(`heard ${args}`);
      },
    },
  },
});

/** A bot in a room elsewhere, in processes that come and go with what they keep on one shelf. */
function stage() {
  const clock = new VirtualClock();
  const house = new FakeHouse(clock);
  const { shelf } = memoryStore();
  const notes: string[] = [];
  const note = (_level: string, message: string) => void notes.push(message);
  /** What `kill -9` leaves behind. */
  let isKilled = { yes: false };
  const begin = async (seed: number, until = awhile) => {
    const isOver = { yes: false };
    isKilled = isOver;
    const guarded: typeof shelf = {
      get: (bucket, key) => shelf.get(bucket, key),
      getJson: (...words) => shelf.getJson(...words),
      put: async (...words) => (isOver.yes ? undefined : shelf.put(...words)),
      putJson: async (...words) => (isOver.yes ? undefined : shelf.putJson(...words)),
      putAll: async (...words) => (isOver.yes ? undefined : shelf.putAll(...words)),
      delete: (bucket, key) => shelf.delete(bucket, key),
      entries: (bucket) => shelf.entries(bucket),
      page: (...words) => shelf.page(...words),
      size: (...words) => shelf.size(...words),
    };
    const places = await Places.load({ shelf: guarded, bucket: 'there', clock, note });
    const supervisor = new Supervisor({
      bots: localBots([echo], { clock, ...outsideOf({}) }),
      door: liveDoor({
        dial: house.dial,
        clock,
        random: seededRandom(seed),
        tokens: await keptTokens(guarded, 'there', places, note),
        onStatus: () => undefined,
      }),
      manners: 'chatty',
      shelfOf: () => guarded,
      places,
      clock,
      random: seededRandom(seed),
      note,
      log: () => undefined,
    });
    supervisor.start('Echo');
    await clock.advance(until);
    return supervisor;
  };
  /** Its lines are cut, and nothing that it still does is kept. */
  const kill = async (supervisor: Supervisor) => {
    isKilled.yes = true;
    house.cutLines();
    await supervisor.close();
  };
  const answers = () => house.texts.filter((text) => String(text).startsWith('heard '));
  return { clock, house, notes, begin, kill, answers };
}

test('what was said while no process was there is answered, once, and nothing from before the first time', async () => {
  const { clock, house, begin, kill, answers } = stage();
  house.say('Ann', 'long before');
  const first = await begin(1);
  house.say('Ann', 'one');
  await clock.advance(awhile);
  await kill(first);
  house.say('Ann', 'two');
  const second = await begin(2);
  expect(answers()).toEqual(['heard one', 'heard two']);
  await second.close();
  house.say('Ann', 'three');
  const third = await begin(3);
  expect(answers()).toEqual(['heard one', 'heard two', 'heard three']);
  await kill(third);
  house.say('Ann', 'four');
  await clock.advance(61_000);
  await begin(4);
  expect(answers()).toEqual(['heard one', 'heard two', 'heard three']);
});

test('a process that fails in the room hears what it missed, too', async () => {
  const { clock, house, begin, answers } = stage();
  await begin(1);
  house.say('Ann', 'boom');
  await clock.advance(1_300);
  house.say('Ann', 'one');
  await clock.advance(awhile);
  await clock.advance(awhile);
  expect(answers()).toEqual(['heard one']);
});

test('killed before, in and after an answer, also with the server away, it answers each message once', async () => {
  const { clock, house, begin, kill, answers } = stage();
  const expected: string[] = [];
  let supervisor = await begin(0);
  // It thinks for about a second and answers half a second later; until about the 7th its place is kept.
  for (const [index, after] of [0, 100, 900, 1_200, 1_400, 1_600, 2_000, kept, kept + 2_000].entries()) {
    for (const away of [false, true]) {
      const text = `${index} ${away}`;
      house.say('Ann', text);
      expected.push(`heard ${text}`);
      await clock.advance(200);
      if (away) {
        house.isUp = false;
        house.cutLines();
      }
      await clock.advance(after);
      await kill(supervisor);
      house.isUp = true;
      supervisor = await begin(100 + 2 * index + Number(away));
      await clock.advance(awhile);
      expect(answers()).toEqual(expected);
    }
  }
});

test('an answer that could not be said before the process ended is said by the next one', async () => {
  const { clock, house, begin, answers } = stage();
  const supervisor = await begin(1);
  house.say('Ann', 'one');
  await clock.advance(100);
  house.isUp = false;
  house.cutLines();
  await clock.advance(kept + awhile);
  await supervisor.close();
  house.isUp = true;
  await begin(2);
  expect(answers()).toEqual(['heard one']);
});

test.each([
  ['name_taken', 4003],
  ['flood', 4004],
])(
  'an answer that could not be said before %s ended the seat is said from the next one',
  async (closing, code) => {
    const { clock, house, begin, answers } = stage();
    await begin(1);
    house.say('Ann', 'one');
    house.say('Ann', '/echo two');
    await clock.advance(100);
    house.isUp = false;
    house.cutLines();
    await clock.advance(kept);
    house.refusals.push({ code, closing, reason: 'as it is' });
    house.isUp = true;
    await clock.advance(30_000);
    expect(answers().toSorted()).toEqual(['heard one', 'heard two']);
  },
);

test.each([
  ['that is shorter', 0],
  ['that is longer', 40],
])('another thread %s is none in which it has been', async (_, entries) => {
  const { clock, house, begin, kill, answers } = stage();
  const first = await begin(1);
  for (const text of ['one', 'two', 'three']) house.say('Ann', text);
  await clock.advance(kept + awhile);
  await kill(first);
  const before = answers();
  house.beginAnew();
  if (entries > 0) house.forgetSessions();
  for (let index = 0; index <= entries; index++) house.say('Ben', `said before ${index}`);
  const second = await begin(2);
  expect(before).toHaveLength(1);
  expect(answers()).toEqual([]);
  house.say('Ben', 'now');
  await clock.advance(awhile);
  expect(answers()).toEqual(['heard now']);
  await kill(second);
  house.say('Ben', 'missed');
  await begin(3);
  expect(answers()).toEqual(['heard now', 'heard missed']);
});

test.each([-300_000, 0, 300_000])(
  'how old something is goes by the clock of the room (%i ms ahead)',
  async (ahead) => {
    const { clock, house, begin, kill, answers } = stage();
    house.ahead = ahead;
    await kill(await begin(1));
    house.say('Ann', 'old');
    await clock.advance(65_000);
    await kill(await begin(2));
    house.say('Ann', 'young');
    await clock.advance(50_000);
    await kill(await begin(3));
    expect(answers()).toEqual(['heard young']);
  },
);

test('whenever processes, connections and the server end, every command is answered once', async () => {
  const ends = ['kill', 'stop', 'cut', 'down', 'refuse', 'flood'];
  const act = fc.constantFrom('ask', 'ask', 'pause', 'moment', 'up', ...ends);
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
      const { clock, house, begin, kill, answers } = stage();
      let supervisor = await begin(0);
      const expected: string[] = [];
      // One more, within a minute, and the bot would be parked.
      let seats = 4;
      for (const [index, each] of [...acts, 'up', 'kill'].entries()) {
        if (each === 'ask') {
          house.say('Ann', `/echo ${index}`);
          expected.push(`heard ${index}`);
        }
        // What it is about may be why it is thrown out, and is not begun again.
        if (each === 'flood' && !supervisor.isBusy && seats-- > 0) house.close(4004, 'flood');
        if (each === 'refuse' && seats-- > 0) {
          house.refusals.push({ code: 4003, closing: 'name_taken', reason: 'Taken.' });
          house.cutLines();
        }
        if (each === 'cut' || each === 'down') house.cutLines();
        if (each === 'down') house.isUp = false;
        if (each === 'up') house.isUp = true;
        // Four refusals in a row would take longer than is waited for in the end.
        if (each === 'up') house.refusals.length = 0;
        if (each === 'kill') await kill(supervisor);
        if (each === 'stop') await supervisor.close();
        if (each === 'kill' || each === 'stop') supervisor = await begin(index + 1, 700);
        await clock.advance(each === 'pause' ? 1_500 : 150);
      }
      await clock.advance(10_000);
      expect(answers().toSorted()).toEqual(expected.toSorted());
      await supervisor.close();
    }),
    { numRuns: 200 },
  );
});
