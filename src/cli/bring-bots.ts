import type { BotState } from '../bots/bot-state.ts';
import { Supervisor, type SupervisorOptions } from '../bots/supervisor.ts';
import type { Config } from '../config.ts';
import type { Selection } from '../config-values.ts';
import { systemClock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import { goneOrLate } from './end-process.ts';
import { knownBots } from './known-bots.ts';
import { openResidents } from './open-residents.ts';
import { misused, type Misused } from './settings.ts';
import { watchBots } from './watch-bots.ts';

/** How bots get into a room elsewhere, and where it is kept what they keep. */
export interface Way extends Pick<SupervisorOptions, 'door' | 'shelf' | 'places'> {
  /** Resolves when those who have left are gone from the room, or have had the time for it. */
  gone(): Promise<void>;
  close(): Promise<void>;
}

export interface BringOptions {
  readonly config: Config;
  /** Names of residents and paths of files. The Host is not among them: a room has one. */
  readonly bots: Selection;
  /** Asked for once it is known that there is somebody to bring. */
  readonly way: () => Promise<Way>;
  readonly note: Note;
  /** None of them goes on, and nobody is here who would start it again. */
  readonly onOver: () => void;
}

export interface Brought {
  /** Their threads that are still there. */
  readonly living: ReadonlySet<unknown>;
  close(): Promise<void>;
}

/**
 * Bots that run here, in a room elsewhere: threads and supervisor are those of a server. Rejects with a Fault when they
 * cannot start.
 */
export async function bringBots(options: BringOptions): Promise<Brought | Misused> {
  const { config, bots, note, onOver } = options;
  const { residents, threads } = await openResidents(config, note);
  const { living } = threads;
  const guests = residents.filter(({ kind }) => kind !== 'host');
  const known = await knownBots(bots, guests, threads, config);
  if (typeof known === 'string') return misused(`bots ${bots.toString()}: must be ${known}`);
  if (known.faults.length > 0) return misused(known.faults.join('\n'));

  const way = await options.way();
  const isOver = overWhere(config.watch);
  const supervisor = new Supervisor({
    bots: known.bots,
    ...way,
    storeLimit: config.botStore,
    manners: config.manners,
    clock: systemClock,
    random: Math.random,
    note: (level, message, fields) => {
      note(level, message, fields);
      // It may be told of something while it is made, or not all of them have been started.
      queueMicrotask(() => {
        if (supervisor.list().every(({ state }) => isOver(state))) onOver();
      });
    },
    log: (bot, level, message) => note(level, `${bot}: ${message}`),
  });
  for (const { name } of known.bots) supervisor.start(name);
  const unwatch = config.watch
    ? watchBots({
        bots: known.fromFiles,
        reload: (name) => supervisor.reload(name),
        // The supervisor has noted it.
        tell: () => undefined,
        onTrouble: (message) => note('warn', message),
      })
    : () => undefined;
  return {
    living,
    async close() {
      unwatch();
      const botsGone = supervisor.close();
      await way.gone();
      await goneOrLate(botsGone, living);
      await way.close();
    },
  };
}

/** Whether a bot comes back by itself; one that is parked does with its next version, where files are watched. */
function overWhere(watched: boolean): (state: BotState) => boolean {
  return ({ type }) => type === 'stopped' || (type === 'parked' && !watched);
}
