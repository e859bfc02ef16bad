/**
 * Daily log files: `hobnob_2026-11-23.log`, days in UTC, one JSON object a line. Each line is in the file before the
 * call returns, so that none is lost when the process is killed. A disk that cannot be written costs lines, never the
 * server: how many is said in the log when it can be written again.
 */
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Clock } from './clock.ts';
import type { Note } from './note.ts';
import { messageOf } from './result.ts';

const day = 86_400_000;
/** How long to leave a disk alone that refused a line, in ms. */
const patience = 1_000;

export interface LogFileOptions {
  /** Made when absent. */
  readonly folder: string;
  /** Files of more than so many days before today are removed. */
  readonly keepDays: number;
  readonly clock: Clock;
  /** Told once when the log cannot be written, and not again before it could. */
  readonly onTrouble: (message: string) => void;
}

export interface LogFile {
  readonly note: Note;
  /** Later notes are dropped. Safe to call twice. */
  close(): void;
}

export function openLogFile(options: LogFileOptions): LogFile {
  const { clock } = options;
  const days = new DailyFile(options);
  const logger = pino(
    {
      base: null,
      timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    days,
  );
  return {
    note: (level, message, fields) => (fields ? logger[level](fields, message) : logger[level](message)),
    close: () => days.close(),
  };
}

/** Where lines go: the file of the day, changed under way. */
class DailyFile {
  readonly #options: LogFileOptions;
  #file: { readonly descriptor: number; readonly day: number } | null = null;
  #trouble: { lost: number; retryAt: number } | null = null;
  /** The last write may have left half a line. */
  #torn = false;
  #closed = false;

  constructor(options: LogFileOptions) {
    this.#options = options;
  }

  /** Called by pino with a whole line. */
  write(line: string): void {
    if (this.#closed) return;
    const now = this.#options.clock.now();
    if (this.#trouble && now < this.#trouble.retryAt && now >= this.#trouble.retryAt - patience) {
      this.#trouble.lost++;
      return;
    }
    try {
      const file = this.#today(now);
      writeFileSync(file, (this.#torn ? '\n' : '') + this.#confession(now) + line);
      this.#torn = false;
      this.#trouble = null;
    } catch (error) {
      this.#failed(now, error);
    }
  }

  close(): void {
    this.#closed = true;
    this.#release();
  }

  #today(now: number): number {
    const today = Math.floor(now / day);
    if (this.#file?.day === today) return this.#file.descriptor;
    this.#release();
    mkdirSync(this.#options.folder, { recursive: true });
    const descriptor = openSync(join(this.#options.folder, fileName(today)), 'a', 0o640);
    this.#file = { descriptor, day: today };
    this.#removeOld(today);
    return descriptor;
  }

  #removeOld(today: number): void {
    const { folder, keepDays } = this.#options;
    for (const name of readdirSync(folder)) {
      const written = dayOf(name);
      if (written !== null && written < today - keepDays) rmSync(join(folder, name), { force: true });
    }
  }

  #failed(now: number, error: unknown): void {
    const first = !this.#trouble;
    this.#trouble = { lost: (this.#trouble?.lost ?? 0) + 1, retryAt: now + patience };
    this.#torn = this.#file !== null;
    this.#release();
    if (first) this.#options.onTrouble(`The log cannot be written: ${messageOf(error)}`);
  }

  /** A line of its own about what is missing before the next one. */
  #confession(now: number): string {
    if (!this.#trouble) return '';
    const msg = 'log lines are missing here: the log could not be written';
    return `${JSON.stringify({ level: 'error', time: new Date(now).toISOString(), lost: this.#trouble.lost, msg })}\n`;
  }

  #release(): void {
    const file = this.#file;
    this.#file = null;
    if (!file) return;
    try {
      closeSync(file.descriptor);
    } catch (error) {
      // Every line was handed over already; a late report by the disk can change nothing here.
      this.#options.onTrouble(`The log file could not be closed: ${messageOf(error)}`);
    }
  }
}

function fileName(dayNumber: number): string {
  return `hobnob_${new Date(dayNumber * day).toISOString().slice(0, 10)}.log`;
}

/** Days since 1970 of a log file's name; null for any other file. */
function dayOf(name: string): number | null {
  const date = /^hobnob_(\d{4}-\d\d-\d\d)\.log$/.exec(name)?.[1];
  const time = date === undefined ? NaN : Date.parse(date);
  return Number.isNaN(time) ? null : time / day;
}
