import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { BotSource } from '../../src/bots/mind/mind.ts';
import { Supervisor } from '../../src/bots/supervisor.ts';
import type { BotThread } from '../../src/bots/worker/bot-thread.ts';
import { Watch } from '../../src/bots/worker/watch.ts';
import { describeBot } from '../../src/bots/worker/worker-mind.ts';
import { memoryStore } from '../../src/log/memory.ts';
import { VirtualClock } from '../../src/rehearsal/virtual-clock.ts';
import { seededRandom } from '../../src/util/random.ts';
import { eventually } from './eventually.ts';
import { FakeRoom } from './fake-room.ts';

/** The built worker. */
const entry = new URL('../../dist/bot-worker.js', import.meta.url);
/** The table of places, built. */
const places = fileURLToPath(new URL('../../dist/places.db', import.meta.url));
const botMemory = 32 * 1024 ** 2;

/** A bot's file, as it is when it is bundled: `rest` is what follows its name. */
export function botSource(name: string, rest: string): string {
  return `module.exports = { name: '${name}', about: 'is ${name}', ${rest} };`;
}

/**
 * Bots in threads of their own, in a room whose clock stands still until it is told: only what goes on inside the threads
 * takes real time. Ann is there. When a bot is loaded again it is what `newer` gives.
 */
export async function threadBench(sources: readonly string[], newer: () => string = () => '') {
  const clock = new VirtualClock();
  const room = new FakeRoom(clock);
  const notes: string[] = [];
  const options = { entry, places, memory: botMemory, watch: new Watch(), living: new Set<BotThread>() };
  const described = await Promise.all(
    sources.map((source, index) => describeBot({ type: 'file', file: `/bots/${index}.js`, source }, options)),
  );
  const renewable = (bot: BotSource): BotSource => ({
    ...bot,
    renew: async () => {
      const code = { type: 'file', file: '/bots/newer.js', source: newer() } as const;
      return renewable(await describeBot(code, options));
    },
  });
  const supervisor = new Supervisor({
    bots: described.map(renewable),
    door: room.door,
    manners: 'chatty',
    shelfOf: () => memoryStore().shelf,
    clock,
    random: seededRandom(1),
    note: (level, message) => void notes.push(`${level}: ${message}`),
    log: (bot, level, message) => void notes.push(`${level}: ${bot}: ${message}`),
  });
  const stateOf = (name: string) => {
    const status = supervisor.list().find((each) => each.name === name);
    if (!status) throw new Error(`no bot named ${name}`);
    return status;
  };
  const running = (name: string) =>
    eventually(() => {
      expect(stateOf(name).state.type).toBe('running');
    });
  room.join('Ann');
  for (const { name } of described) supervisor.start(name);
  for (const { name } of described) await running(name);
  /** Ann says something, and every bot has thought about it. */
  const say = async (text: string) => {
    room.say('Ann', text);
    await clock.advance(1_200);
  };
  /** Why `name` failed, once it has. */
  const failure = async (name: string) => {
    const error = await eventually(() => {
      const { lastError } = stateOf(name);
      expect(lastError).not.toBeNull();
      return lastError;
    });
    return error?.message;
  };
  return { clock, room, notes, supervisor, living: options.living, stateOf, running, say, failure };
}
