import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { chatBots } from '../bots/resident-bots.ts';
import { Supervisor } from '../bots/supervisor.ts';
import type { Config } from '../config.ts';
import type { JoinIo } from '../terminal/classic/join.ts';
import { runJoin } from '../terminal/classic/join.ts';
import { systemClock } from '../util/clock.ts';
import type { Invocation } from './options.ts';
import type { Misused } from './settings.ts';
import { settle } from './settings.ts';
import { openWeather } from './weather.ts';

/** Joins a room from this terminal. Resolves with the exit code, or with what is wrong with the environment. */
export async function joinRoom(asked: Extract<Invocation, { type: 'join' }>): Promise<number | Misused> {
  // The bots that come along take their manners and the contact for the weather from HOBNOB_… variables.
  const settings = settle({}, null, { env: process.env, readFile: (path) => readFileSync(path, 'utf8') });
  if (settings.type === 'misused') return settings;
  const leaving = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => leaving.abort());
  const io: JoinIo = {
    screen: { input: process.stdin, output: process.stdout },
    clock: systemClock,
    random: Math.random,
    signal: leaving.signal,
    ...(asked.bots ? { startBots: bringBots(settings.config) } : {}),
  };
  return runJoin({ ...asked, pace: true }, io);
}

/** The four, each over a connection of its own. */
function bringBots(config: Config): NonNullable<JoinIo['startBots']> {
  return (door, note) => {
    const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
    const weather = openWeather(config, join(cache, 'hobnob', 'weather'), note);
    const bots = chatBots(weather);
    const { manners } = config;
    const supervisor = new Supervisor({
      bots,
      door,
      manners,
      clock: systemClock,
      random: Math.random,
      note,
    });
    for (const bot of bots) supervisor.start(bot.name);
    return {
      close() {
        supervisor.close();
        weather.close();
      },
    };
  };
}
