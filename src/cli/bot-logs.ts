import type { Clock } from '../util/clock.ts';
import type { LogFile } from '../util/log-file.ts';
import { openLogFile } from '../util/log-file.ts';
import { lastLogLines, type LogLine } from '../util/log-lines.ts';
import type { Note } from '../util/note.ts';

/** What one bot may write in a day. */
const mostBytes = 10 * 1024 ** 2;
/** Lines of each bot that are remembered where there is no disk. */
const mostLines = 1_000;

/** A log for each bot. */
export interface BotLogs {
  write(bot: string, ...line: Parameters<Note>): void;
  /** The last `count` lines of one, the oldest first. */
  last(bot: string, count: number): Promise<readonly LogLine[]>;
  close(): void;
}

export interface BotLogsOptions {
  readonly folder: string;
  readonly keepDays: number;
  readonly clock: Clock;
  readonly onTrouble: (message: string) => void;
}

/** In files, each opened when its bot writes for the first time. */
export function botLogFiles(options: BotLogsOptions): BotLogs {
  const logs = new Map<string, LogFile>();
  return {
    write(bot, ...line) {
      let log = logs.get(bot);
      if (!log) {
        log = openLogFile({ ...options, name: bot, mostBytes });
        logs.set(bot, log);
      }
      log.note(...line);
    },
    last: (bot, count) => lastLogLines(options.folder, bot, count),
    close() {
      for (const log of logs.values()) log.close();
    },
  };
}

/** For as long as the process lasts. */
export function botLogsInMemory(clock: Clock): BotLogs {
  const logs = new Map<string, readonly LogLine[]>();
  return {
    write(bot, level, message) {
      const line = { time: clock.now(), level, message };
      logs.set(bot, [...(logs.get(bot) ?? []).slice(1 - mostLines), line]);
    },
    last: async (bot, count) => (logs.get(bot) ?? []).slice(-count),
    close: () => undefined,
  };
}
