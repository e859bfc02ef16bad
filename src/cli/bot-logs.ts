import type { Clock } from '../util/clock.ts';
import type { LogFile } from '../util/log-file.ts';
import { openLogFile } from '../util/log-file.ts';
import { lastLogLines, type LogLine } from '../util/log-lines.ts';
import type { Note } from '../util/note.ts';

/** What one bot may write in a day. */
const mostBytes = 10 * 1024 ** 2;

export interface BotLogsOptions {
  readonly folder: string;
  readonly keepDays: number;
  readonly clock: Clock;
  readonly onTrouble: (message: string) => void;
}

/** A log for each bot, opened when it writes for the first time. */
export class BotLogs {
  readonly #options: BotLogsOptions;
  readonly #logs = new Map<string, LogFile>();

  constructor(options: BotLogsOptions) {
    this.#options = options;
  }

  write(bot: string, ...line: Parameters<Note>): void {
    let log = this.#logs.get(bot);
    if (!log) {
      log = openLogFile({ ...this.#options, name: bot, mostBytes });
      this.#logs.set(bot, log);
    }
    log.note(...line);
  }

  last(bot: string, count: number): Promise<readonly LogLine[]> {
    return lastLogLines(this.#options.folder, bot, count);
  }

  close(): void {
    for (const log of this.#logs.values()) log.close();
  }
}
