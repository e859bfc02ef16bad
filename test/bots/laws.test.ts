import { describe, expect, test } from 'vitest';
import { type Bot, defineBot } from '../../src/bots/bot.ts';
import { memoryStore } from '../../src/log/memory.ts';
import { firstMoment, rehearse } from '../../src/rehearsal/rehearse.ts';
import { lineOf } from '../../src/rehearsal/transcript.ts';
import { chatBots } from '../../src/residents/residents.ts';
import type { Entry } from '../../src/room/types.ts';
import { lobby } from '../../src/room/types.ts';
import type { Random } from '../../src/util/random.ts';
import { pick, seededRandom } from '../../src/util/random.ts';
import { settings } from '../kits/resident-settings.ts';
import { atlas, hourly, sky } from '../kits/sky.ts';

/** What holds in every evening, shown in many that chance has made: people, commands, crashes, restarts of bots and server. */
const evenings = 1000;
const speech = { depth: 3, messages: 3, characters: 450 };
const people = ['ann', 'ben', 'Eva', 'Řehoř'];
const lines = [
  'Is it sunny in Oslo?',
  'Do you like to play tennis?',
  'We could paint a painting.',
  'Weather_Bot, how cold is it in Paris?',
  'Crasher, boom!',
  'Talker, go on!',
  '/weather Bergen',
  '/crash',
  '/count',
  '/unknown thing',
  'I had lunch.',
];

/** Throws, rejects and hangs about, as it draws. */
function crasher(): Bot {
  const fail = (context: { random: Random; clock: { after(ms: number, run: () => void): unknown } }) => {
    const kind = context.random();
    if (kind < 0.3) throw new Error('boom');
    if (kind < 0.6) return Promise.reject(new Error('boom later'));
    return new Promise<void>((resolve) => {
      context.clock.after(1 + context.random() * 45_000, () => resolve());
    });
  };
  return defineBot({
    name: 'Crasher',
    about: 'Fails in every way.',
    commands: { crash: { help: 'fails', run: (context) => fail(context) } },
    on: {
      message: (context, { text }) =>
        text.includes('boom') ? fail(context) : context.reply(`heard ${text}`),
      every: { '50s': (context) => (context.random() < 0.2 ? fail(context) : undefined) },
    },
  });
}

/** Says far more than it may, keeps count in its store, and takes its time. */
function talker(): Bot {
  return defineBot({
    name: 'Talker',
    about: 'Does not stop.',
    commands: {
      count: {
        help: 'counts',
        run: async (context) => {
          const count = Number((await context.store.get('count')) ?? 0) + 1;
          await context.store.put('count', count);
          context.reply(`${count}`);
        },
      },
    },
    on: {
      message: (context) =>
        new Promise((resolve) => {
          context.clock.after(context.random() * 5000, () => {
            context.reply('well');
            resolve();
          });
        }),
      every: { '1s': (context) => context.say(context.choose(['blah', 'bla '.repeat(60), 'so'])) },
    },
  });
}

/** Answers nobody, and so is taken to answer whoever spoke before. */
function mutterer(): Bot {
  return defineBot({
    name: 'Mutterer',
    about: 'Talks to itself.',
    on: { every: { '4s': (context) => context.say(context.choose(['hm', 'ah', 'oh'])) } },
  });
}

/** One evening: one or two openings of one store, with the log of it all. */
async function evening(seed: number) {
  const random = seededRandom(seed);
  const store = memoryStore();
  const seen: Entry[] = [];
  const transcripts: string[] = [];
  let start = Date.parse(firstMoment);
  for (let opening = 0; opening <= seed % 2; opening++) {
    const { forecasts } = sky(hourly(start, 48));
    const bots = [...(await chatBots(settings(), forecasts)), crasher(), talker(), mutterer()];
    const room = await rehearse({
      bots,
      seed: seed + opening,
      store,
      places: atlas,
      speech,
      start: new Date(start).toISOString(),
    });
    for (let act = 0; act < 6; act++) {
      const name = pick(random, people);
      const bot = pick(random, bots).name;
      const chance = random();
      if (chance < 0.6) room.say(name, pick(random, lines));
      else if (chance < 0.7) room.leave(name);
      else if (chance < 0.76) room.stop(bot);
      else if (chance < 0.84) room.start(bot);
      else if (chance < 0.9) room.restart(bot);
      else if (chance < 0.94) room.kick(bot, 'enough');
      else room.kick(name, 'enough');
      if (random() < 0.3) await room.settle();
      else if (random() < 0.7) await room.pass(`${Math.floor(random() * 8000)}ms`);
    }
    await room.pass('12s');
    await room.close();
    seen.push(...room.entries);
    transcripts.push(room.transcript());
    start = room.now() + 60_000;
  }
  const log = await store.log.read({ room: lobby, limit: 100_000 });
  return { log, seen, transcripts };
}

function answersTwice(log: readonly Entry[]): unknown[] {
  const answered = new Set<string>();
  return log.filter((entry) => {
    if (entry.type !== 'message' || entry.answers === null) return false;
    const key = `${entry.nick} ${entry.answers}`;
    const isTwice = answered.has(key);
    answered.add(key);
    return isTwice;
  });
}

/** Bots' messages that answer what is not there yet, or a chain of bots that is too long. */
function tooDeep(log: readonly Entry[]): unknown[] {
  const depths = new Map<number, number>();
  let before: Entry | null = null;
  return log.filter((entry) => {
    if (entry.type === 'opened') before = null;
    if (entry.type !== 'message') return false;
    const last = before;
    before = entry;
    if (entry.kind !== 'bot') return false;
    // What says nothing of what it answers goes on from what was said within half a minute.
    const follows = last !== null && entry.time - last.time < 30_000 ? last : null;
    const own = follows?.nick === entry.nick ? 0 : 1;
    const depth =
      entry.answers !== null
        ? (depths.get(entry.answers) ?? 0) + 1
        : follows
          ? (depths.get(follows.seq) ?? 0) + own
          : 1;
    depths.set(entry.seq, depth);
    return depth > speech.depth || (entry.answers !== null && entry.answers >= entry.seq);
  });
}

/** Bots that have said more within a minute, without a word from a person, than a full budget and a minute's refill. */
function tooMuch(log: readonly Entry[]): unknown[] {
  const since = new Map<string, Entry[]>();
  return log.filter((entry) => {
    if (entry.type === 'opened' || (entry.type === 'message' && entry.kind === 'person')) since.clear();
    if (entry.type !== 'message' || entry.kind !== 'bot') return false;
    const recent = (since.get(entry.nick) ?? []).filter(({ time }) => time > entry.time - 60_000);
    const all = [...recent, entry];
    since.set(entry.nick, all);
    const characters = all.reduce((sum, each) => sum + (each.type === 'message' ? each.text.length : 0), 0);
    return all.length > 2 * speech.messages || characters > 2 * speech.characters;
  });
}

describe(`in ${evenings} evenings`, () => {
  test('every trigger is answered at most once by each bot, bots keep to their depth and budget, and the transcript is the log', async () => {
    const wrong: unknown[] = [];
    let messages = 0;
    const count = { answers: 0, crashes: 0 };
    for (let seed = 1; seed <= evenings; seed++) {
      const { log, seen, transcripts } = await evening(seed);
      messages += log.length;
      count.answers += log.filter((entry) => entry.type === 'message' && entry.answers !== null).length;
      const laws = { twice: answersTwice(log), deep: tooDeep(log), much: tooMuch(log) };
      for (const [law, broken] of Object.entries(laws))
        if (broken.length > 0) wrong.push({ seed, law, broken });
      const told = transcripts.join('');
      const kept = log.map(lineOf);
      const shown = seen.map(lineOf);
      if (JSON.stringify(kept) !== JSON.stringify(shown)) wrong.push({ seed, law: 'log' });
      if (!kept.every((line) => told.includes(line))) wrong.push({ seed, law: 'transcript' });
      if (seed % 20 === 0 && (await evening(seed)).transcripts.join('') !== told)
        wrong.push({ seed, law: 'same' });
    }
    expect(wrong).toEqual([]);
    expect(messages).toBeGreaterThan(evenings * 20);
    expect(count.answers).toBeGreaterThan(evenings * 5);
  }, 120_000);
});
