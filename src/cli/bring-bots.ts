import type { BotState } from '../bots/bot-state.ts';
import type { BotSource } from '../bots/mind/mind.ts';
import { Supervisor, type SupervisorOptions } from '../bots/supervisor.ts';
import type { Config } from '../config.ts';
import { systemClock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import type { FileBot } from './bot-files.ts';
import { goneOrLate } from './end-process.ts';
import { keptCommands } from './kept-commands.ts';
import { type Latecomers, receptionAt } from './latecomers.ts';
import { watchBots } from './watch-bots.ts';

/** How bots get into a room elsewhere, and where it is kept what they keep. */
export interface Way extends Pick<SupervisorOptions, 'door' | 'shelfOf' | 'places'> {
  /** Makes ready what is kept for a bot that comes later. Rejects with a Fault when that is not to be had. */
  prepare?(bot: string): Promise<void>;
  /** Resolves when those who have left are gone from the room, or have had the time for it. */
  gone(): Promise<void>;
  close(): Promise<void>;
}

export interface BringOptions {
  readonly config: Pick<Config, 'botStore' | 'manners' | 'watch'>;
  readonly bots: readonly BotSource[];
  /** Those of them that change with their files, where these are watched. */
  readonly fromFiles: readonly FileBot[];
  /** Files of which bots may come later, where they are watched. */
  readonly latecomers?: Latecomers;
  /** Their threads that are still there. */
  readonly living: ReadonlySet<unknown>;
  readonly way: Way;
  readonly note: Note;
  /** None of them goes on, and nobody is here who would start it again. */
  readonly onOver: () => void;
}

/**
 * Bots that run here, in a room elsewhere: threads and supervisor are those of a server. The way there is theirs, also where
 * they cannot be had: it is closed before that rejects.
 */
export async function bringBots(options: BringOptions): Promise<{ close(): Promise<void> }> {
  try {
    return begin(options);
  } catch (thrown) {
    await options.way.close();
    throw thrown;
  }
}

function begin(options: BringOptions): { close(): Promise<void> } {
  const { config, bots, fromFiles, latecomers, living, way, note, onOver } = options;
  const isOver = overWhere(config.watch);
  let areOver = () => false;
  const supervisor = new Supervisor({
    bots,
    ...way,
    storeLimit: config.botStore,
    manners: config.manners,
    keptCommands: keptCommands(),
    clock: systemClock,
    triesAgain: () =>
      config.watch
        ? 'another version of its file starts it again'
        : 'it starts again with the next "hobnob bots"',
    random: Math.random,
    note: (level, message, fields) => {
      note(level, message, fields);
      // Not all of them may have been started yet.
      queueMicrotask(() => {
        if (areOver()) onOver();
      });
    },
    log: (bot, level, message) => note(level, `${bot}: ${message}`),
  });
  areOver = () => supervisor.list().every(({ state }) => isOver(state));
  for (const { name } of bots) supervisor.start(name);
  const unwatch = config.watch
    ? watchBots({
        bots: fromFiles,
        reload: (name) => supervisor.reload(name),
        ...(latecomers && {
          latecomers: {
            files: latecomers,
            reception: receptionAt({
              supervisor,
              others: () => supervisor.list(),
              prepare: (bot) => way.prepare?.(bot),
              say: (sentence) => note('info', sentence),
              tell: (fault) => note('warn', fault),
            }),
          },
        }),
        // The supervisor has noted it.
        tell: () => undefined,
        onTrouble: (message) => note('warn', message),
      })
    : () => undefined;
  return {
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
