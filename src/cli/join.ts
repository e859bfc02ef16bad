import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { localBots } from '../bots/local-mind.ts';
import { chatBots } from '../bots/resident-bots.ts';
import { openMeans } from '../bots/resident-means.ts';
import { Supervisor, type SupervisorOptions } from '../bots/supervisor.ts';
import type { Config } from '../config.ts';
import { memoryStore } from '../log/memory.ts';
import { type JoinIo, runJoin } from '../terminal/classic/join.ts';
import { classicDoor } from '../terminal/classic/seat.ts';
import { Keep } from '../terminal/screen/keep.ts';
import { runScreen } from '../terminal/screen/join-screen.ts';
import { systemClock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import type { Invocation } from './options.ts';
import { residentSettings } from './resident-settings.ts';
import type { Misused } from './settings.ts';
import { misused, settle } from './settings.ts';

type Asked = Extract<Invocation, { type: 'join' }>;
type StartBots = NonNullable<JoinIo['startBots']>;

/** Joins a room from this terminal. Resolves with the exit code, or with what is wrong with the environment. */
export async function joinRoom(asked: Asked): Promise<number | Misused> {
  // The bots that come along take their manners and the contact for the weather from HOBNOB_… variables.
  const settings = settle({}, null, { env: process.env, readFile: (path) => readFileSync(path, 'utf8') });
  if (settings.type === 'misused') return settings;
  const leaving = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => leaving.abort());
  const screen = { input: process.stdin, output: process.stdout };
  const startBots = asked.bots ? bringBots(settings.config) : null;
  const given = { screen, clock: systemClock, random: Math.random, signal: leaving.signal };
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY && process.env['TERM'] !== 'dumb';
  if (asked.wire === 'live' && !isTerminal) return misused('--wire live: needs a terminal');
  if (asked.tls && !isTerminal) return misused('--tls: needs a terminal');
  if (asked.wire === 'classic' || !isTerminal) {
    return runJoin({ ...asked, pace: true }, { ...given, ...(startBots ? { startBots } : {}) });
  }
  return runScreen(asked, {
    ...given,
    colours: !process.env['NO_COLOR'],
    keep: new Keep(join(stateFolder(), 'hobnob', 'join.json')),
    print: (line) => process.stdout.write(`${line}\n`),
    ...(startBots ? { onJoined: (tell) => bringBotsTo(asked, startBots, tell) } : {}),
  });
}

/** Where programs keep what is no setting (XDG base directories). */
function stateFolder(): string {
  return process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state');
}

/** Bots that come along speak the classic wire, which every server understands. */
function bringBotsTo({ dest, port }: Asked, startBots: StartBots, tell: (line: string) => void) {
  const door = classicDoor({ dest, port, clock: systemClock, random: Math.random });
  return startBots(door, (_level, message) => tell(message));
}

/** The four, each over a connection of its own. */
function bringBots(config: Config): StartBots {
  return (door, note) => {
    const brought = bring(config, door, note);
    return { close: () => void brought.then((all) => all.close()) };
  };
}

async function bring(config: Config, door: SupervisorOptions['door'], note: Note) {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const weather = openMeans(residentSettings(config, join(cache, 'hobnob', 'weather'), []), note);
  const bots = await chatBots(await weather.weather());
  const supervisor = new Supervisor({
    bots: localBots(bots, { clock: systemClock, fetch: (url, init) => fetch(url, init) }),
    door,
    manners: config.manners,
    // Whoever brings bots along has no data folder: they know what they learn until they leave.
    shelf: memoryStore().shelf,
    clock: systemClock,
    random: Math.random,
    note,
    log: (bot, level, message) => note(level, `${bot}: ${message}`, { bot }),
  });
  for (const bot of bots) supervisor.start(bot.name);
  return {
    close() {
      void supervisor.close();
      weather.close();
    },
  };
}
