import { expect, test } from 'vitest';
import { awhile } from '../../test/kits/bot-bench.ts';
import { FakeRoom } from '../../test/kits/fake-room.ts';
import { memoryStore } from '../log/memory.ts';
import { outsideOf } from '../rehearsal/outside.ts';
import { VirtualClock } from '../rehearsal/virtual-clock.ts';
import { seededRandom } from '../util/random.ts';
import { defineBot, type Handlers } from './bot.ts';
import { localBots } from './mind/local-mind.ts';
import type { BotSource } from './mind/mind.ts';
import { Place } from './place.ts';
import { Supervisor } from './supervisor.ts';

const boom = 'cannot bear it';
const fail = () => {
  throw new Error(boom);
};
const back = `warn: Echo failed within 10 s after it was loaded again: ${boom} — the version before goes on.`;

/** Says which version it is, and fails at some words, unless it is the first. */
const echo = (version: string, on: Handlers = {}) =>
  defineBot({
    name: 'Echo',
    about: 'Repeats.',
    on: {
      message: (context, heard) => {
        if (heard.text.includes('boom') && version !== 'first') fail();
        context.reply(`${version}: ${heard.text}`);
      },
      ...on,
    },
  });

/** A supervised bot that becomes the next of `versions` whenever it is loaded again, the last of them for ever. */
async function bench(versions: readonly ((clock: VirtualClock) => BotSource)[]) {
  const clock = new VirtualClock();
  const room = new FakeRoom(clock);
  const sources = versions.map((make) => make(clock));
  let loaded = 0;
  const renew = async () => versioned(sources[Math.min(++loaded, sources.length - 1)]!);
  const versioned = (source: BotSource): BotSource => ({ ...source, renew });
  const notes: string[] = [];
  const place = new Place(null, () => undefined);
  const supervisor = new Supervisor({
    bots: [versioned(sources[0]!)],
    door: room.door,
    manners: 'chatty',
    shelfOf: () => memoryStore().shelf,
    places: { of: () => place, keep: async () => undefined, close: async () => undefined },
    clock,
    random: seededRandom(1),
    note: (level, message) => void notes.push(`${level}: ${message}`),
    log: () => undefined,
  });
  supervisor.start('Echo');
  room.join('Ann');
  await clock.advance(awhile);
  const ask = async (text: string) => {
    room.say('Ann', text);
    await clock.advance(awhile);
    return room.by('Echo').at(-1);
  };
  const reload = async () => {
    await supervisor.reload('Echo');
    await clock.advance(0);
  };
  const state = () => supervisor.list()[0]!;
  return { clock, room, notes, supervisor, place, ask, reload, state };
}

const local = (version: string, on: Handlers = {}) => {
  return (clock: VirtualClock) => localBots([echo(version, on)], { clock, ...outsideOf({}) })[0]!;
};

test('what a new version fails at is not tried again; the one before goes on, on the same seat', async () => {
  const { room, notes, ask, reload, state } = await bench([local('first'), local('second')]);
  await reload();
  expect(await ask('one')).toBe('second: one');
  expect(await ask('boom')).toBe('second: one');
  expect(await ask('two')).toBe('first: two');
  expect(room.by('Echo')).toEqual(['second: one', 'first: two']);
  expect([room.requests.length, room.left]).toEqual([1, []]);
  expect(notes).toEqual(['info: Echo was loaded again.', back]);
  expect(state()).toMatchObject({ state: { type: 'running' }, restarts: 0, lastError: { message: boom } });
});

test('what waits when it fails is answered by the one before, each message once', async () => {
  const slow: Handlers = {
    message: async (context) => {
      await new Promise<void>((resolve) => void context.clock.after(3_000, resolve));
      fail();
    },
  };
  const { clock, room, reload } = await bench([local('first'), local('second', slow)]);
  await reload();
  room.say('Ann', 'one');
  await clock.advance(2_000);
  room.say('Ann', 'two');
  await clock.advance(60_000);
  expect(room.by('Echo')).toEqual(['first: two']);
});

test('one that fails later than that is started again as any', async () => {
  const { clock, room, notes, ask, reload, state } = await bench([
    local('first'),
    local('second', { every: { '10s': fail } }),
  ]);
  await reload();
  await clock.advance(9_999);
  expect(state().state.type).toBe('running');
  await clock.advance(1);
  expect(notes.at(-1)).toBe(`warn: Echo failed: ${boom} — back in 1 s.`);
  expect(room.left).toEqual(['Echo']);
  await clock.advance(1_000);
  expect(await ask('one')).toBe('second: one');
});

test('one goes back once; who loads it again by hand tries the new one again', async () => {
  const frail: Handlers = { every: { '3s': fail } };
  const { clock, notes, ask, reload } = await bench([local('first', frail), local('second', frail)]);
  notes.length = 0;
  await reload();
  await clock.advance(3_000);
  expect(notes).toEqual(['info: Echo was loaded again.', back]);
  expect(await ask('one')).toBe('first: one');
  await clock.advance(1_000);
  expect(notes.at(-1)).toBe(`warn: Echo failed: ${boom} — back in 1 s.`);
  await clock.advance(1_000);
  await reload();
  expect(await ask('two')).toBe('second: two');
  await clock.advance(1_000);
  expect(notes.at(-1)).toBe(back);
  expect(await ask('three')).toBe('first: three');
});

test.each([
  ['restarted', (supervisor: Supervisor) => supervisor.restart('Echo', 'ann')],
  [
    'stopped and started',
    (supervisor: Supervisor) => {
      supervisor.stop('Echo', 'ann');
      supervisor.start('Echo');
    },
  ],
])('a new version that is %s at once is on trial still, and not for longer', async (_, again) => {
  const { clock, room, ask, reload, supervisor } = await bench([local('first'), local('second')]);
  await reload();
  again(supervisor);
  await clock.advance(0);
  expect(await ask('one')).toBe('second: one');
  await ask('boom');
  expect(await ask('two')).toBe('first: two');
  expect(room.requests).toHaveLength(2);
  await reload();
  await clock.advance(9_500);
  again(supervisor);
  await ask('boom');
  await clock.advance(awhile);
  expect(await ask('three')).toBe('second: three');
});

test('of several that come quickly the last that was not on trial is what one goes back to', async () => {
  const { clock, ask, reload } = await bench([
    local('first'),
    local('second'),
    local('third'),
    local('fourth'),
  ]);
  await reload();
  await clock.advance(5_000);
  await reload();
  expect(await ask('one')).toBe('third: one');
  await ask('boom');
  expect(await ask('two')).toBe('first: two');
  await reload();
  await clock.advance(10_000);
  await reload();
  await ask('boom');
  expect(await ask('three')).toBe('fourth: three');
});

test('what had failed itself, or was not there, is nothing to go back to', async () => {
  const { clock, ask, reload, state, supervisor } = await bench([
    local('first', { every: { '1s': fail } }),
    local('second'),
    local('third'),
  ]);
  await clock.advance(60_000);
  expect(state().state.type).toBe('parked');
  await reload();
  expect(await ask('one')).toBe('second: one');
  await ask('boom');
  expect(state().state.type).toBe('backing off');
  await clock.advance(awhile);
  supervisor.stop('Echo', 'ann');
  await reload();
  supervisor.start('Echo');
  await clock.advance(0);
  await ask('boom');
  await clock.advance(awhile);
  expect(await ask('two')).toBe('third: two');
});

test('where the one before cannot be woken at once it comes after a pause', async () => {
  let asleep = false;
  const first = (clock: VirtualClock): BotSource => {
    const source = local('first')(clock);
    const wake: BotSource['wake'] = (...given) => {
      if (asleep) throw new Error('no thread to be had');
      return source.wake(...given);
    };
    return { ...source, wake };
  };
  const { clock, notes, ask, reload } = await bench([first, local('second')]);
  await reload();
  asleep = true;
  await ask('boom');
  expect(notes).toContain(`warn: Echo failed: ${boom} — back in 1 s.`);
  asleep = false;
  await clock.advance(awhile);
  expect(await ask('one')).toBe('first: one');
});

test('what a thread hung at is not waiting for the next server', async () => {
  const hanging = (clock: VirtualClock): BotSource => {
    const source = local('second')(clock);
    return {
      ...source,
      wake: (voice, random) => ({
        ...source.wake(voice, random),
        attend: () => {
          clock.after(1_500, () => voice.failed(boom));
          return new Promise<void>(() => undefined);
        },
        follow: () => undefined,
        close: async () => undefined,
      }),
    };
  };
  const { clock, place, notes, ask, reload } = await bench([local('first'), hanging]);
  await reload();
  await ask('one');
  expect(place.kept()?.waiting).toHaveLength(1);
  await clock.advance(1_000);
  expect(notes.at(-1)).toBe(back);
  expect(place.kept()?.waiting).toEqual([]);
});
