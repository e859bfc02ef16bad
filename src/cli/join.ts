import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { inMemory, type Store } from '../log/log.ts';
import { memoryStore } from '../log/memory.ts';
import { openStore } from '../log/open.ts';
import { runJoin } from '../terminal/classic/join.ts';
import { hostNick } from '../room/types.ts';
import { classicDoor } from '../terminal/classic/seat.ts';
import { Keep } from '../terminal/screen/keep.ts';
import { runScreen } from '../terminal/screen/join-screen.ts';
import { systemClock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import { messageOf } from '../util/result.ts';
import { openBotStores } from './bot-stores.ts';
import { bringBots, type Way } from './bring-bots.ts';
import { liveWay } from './live-way.ts';
import { openResidents } from './open-residents.ts';
import type { Invocation } from './options.ts';
import type { Misused } from './settings.ts';
import { misused, settle } from './settings.ts';
import { stateFolder } from './state-folder.ts';

type Asked = Extract<Invocation, { type: 'join' }>;

/** Joins a room from this terminal. Resolves with the exit code, or with what is wrong with the environment. */
export async function joinRoom(asked: Asked): Promise<number | Misused> {
  // The bots that come along take their manners and the contact for the weather from HOBNOB_… variables.
  const settings = settle({}, null, { env: process.env, readFile: (path) => readFileSync(path, 'utf8') });
  if (settings.type === 'misused') return settings;
  const { config } = settings;
  const leaving = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => leaving.abort());
  const screen = { input: process.stdin, output: process.stdout };
  const given = { screen, clock: systemClock, random: Math.random, signal: leaving.signal };
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY && process.env['TERM'] !== 'dumb';
  if (asked.wire === 'live' && !isTerminal) return misused('--wire live: needs a terminal');
  if (asked.tls && !isTerminal) return misused('--tls: needs a terminal');
  if (asked.wire === 'classic' || !isTerminal) {
    const along = (tell: Tell) => bringAlong(config, tell, async ({ store }) => classicWay(asked, store));
    return runJoin({ ...asked, pace: true }, { ...given, ...(asked.bots && { onJoined: along }) });
  }
  const along = (tell: Tell) => bringAlong(config, tell, (visit) => visitorsWay(asked, visit));
  return runScreen(asked, {
    ...given,
    colours: !process.env['NO_COLOR'],
    keep: new Keep(join(stateFolder(process.env), 'join.json')),
    print: (line) => process.stdout.write(`${line}\n`),
    ...(asked.bots && { onJoined: along }),
  });
}

type Tell = (line: string) => void;

/** The four, as `hobnob bots` runs them, for as long as the person who brings them is there. */
function bringAlong(config: Config, tell: Tell, way: (visit: Visit) => Promise<Way>) {
  const note: Note = (_level, message) => tell(message);
  const bring = async () => {
    // The assistant, with its key, is not for rooms that one visits; and nothing here comes from a file.
    const own = { ...config, assistantUrl: null, assistantModel: null, watch: false };
    const { residents, threads } = await openResidents(own, note);
    const bots = residents.filter(({ name }) => name !== hostNick);
    const store = await visitorsStore(config);
    const visit = { bots: bots.map(({ name }) => name), note, store };
    return bringBots({
      config: own,
      bots,
      fromFiles: [],
      living: threads.living,
      way: await way(visit).catch(async (thrown: unknown) => {
        await store.close();
        throw thrown;
      }),
      note,
      onOver: () => undefined,
    });
  };
  const brought = bring().catch((thrown: unknown) => {
    tell(`The bots cannot come along: ${messageOf(thrown)}`);
    return null;
  });
  return {
    async close() {
      await (await brought)?.close();
    },
  };
}

/** Who comes along, and what they have from former visits. */
interface Visit {
  readonly bots: readonly string[];
  readonly note: Note;
  readonly store: Store;
}

/**
 * Where bots that come along keep what is good for the next time, such as forecasts and when MET Norway may be asked
 * again. Of several visits at a time the first has it.
 */
async function visitorsStore({ durability }: Config): Promise<Store> {
  const folder = join(stateFolder(process.env), 'visits');
  // Nobody need hear of it: without it everything is as on a first visit.
  return openStore(folder, { durability }).catch(() => memoryStore());
}

/** What they know of the room they know until they leave. */
async function visitorsWay({ dest: host, port, tls }: Asked, { bots, note, store }: Visit): Promise<Way> {
  const stores = await openBotStores(inMemory, bots, 'fast');
  const onStatus = () => undefined;
  const way = await liveWay({ dest: { host, port, tls }, stores, note, onStatus });
  return { ...way, shelfOf: () => store.shelf, close: () => store.close() };
}

/** By the wire that every server understands. What is said has no number there by which one could go on. */
function classicWay({ dest, port }: Asked, store: Store): Way {
  const door = classicDoor({ dest, port, clock: systemClock, random: Math.random });
  return { door, shelfOf: () => store.shelf, gone: async () => undefined, close: () => store.close() };
}
