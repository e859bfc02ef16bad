/**
 * Daily log files: `hobnob_2026-11-23.log`, days in UTC, one JSON object a line. Each line is in the file before the
 * call returns, so that none is lost when the process is killed. A disk that cannot be written costs lines, never the
 * server: how many is said in the log when it can be written again.
 */
import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
  /** A log of its own beside that of the whole program: `hobnob-NAME_2026-11-23.log`. */
  readonly name?: string;
  /** More than so many bytes a day are left out, which the last line says. Default: there is no limit. */
  readonly mostBytes?: number;
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

interface Open {
  readonly descriptor: number;
  readonly day: number;
  /** Bytes. */
  size: number;
  isFull: boolean;
}

/** Where lines go: the file of the day, changed under way. */
class DailyFile {
  readonly #options: LogFileOptions;
  #file: Open | null = null;
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
      this.#append(file, (this.#torn ? '\n' : '') + this.#confession(now) + line, now);
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

  #today(now: number): Open {
    const today = Math.floor(now / day);
    if (this.#file?.day === today) return this.#file;
    this.#release();
    mkdirSync(this.#options.folder, { recursive: true });
    const { folder, name } = this.#options;
    const descriptor = openSync(join(folder, fileName(today, name)), 'a', 0o640);
    const file = { descriptor, day: today, size: fstatSync(descriptor).size, isFull: false };
    this.#file = file;
    this.#removeOld(today);
    return file;
  }

  #removeOld(today: number): void {
    const { folder, keepDays } = this.#options;
    for (const name of readdirSync(folder)) {
      const written = dayOf(name);
      if (written !== null && written < today - keepDays) rmSync(join(folder, name), { force: true });
    }
  }

  #append(file: Open, lines: string, now: number): void {
    const { mostBytes = Infinity } = this.#options;
    if (file.isFull) return;
    file.size += Buffer.byteLength(lines);
    file.isFull = file.size > mostBytes;
    const last = { msg: 'the log is full for today: the rest is left out' };
    writeFileSync(file.descriptor, file.isFull ? lineOf('warn', now, last) : lines);
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
    return lineOf('error', now, { lost: this.#trouble.lost, msg });
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

function lineOf(level: string, now: number, fields: Readonly<Record<string, string | number>>): string {
  return `${JSON.stringify({ level, time: new Date(now).toISOString(), ...fields })}\n`;
}

function fileName(dayNumber: number, name: string | undefined): string {
  return `${logPrefix(name)}${new Date(dayNumber * day).toISOString().slice(0, 10)}.log`;
}

/** How the files of a log are called, before the day. */
export function logPrefix(name: string | undefined): string {
  return name === undefined ? 'hobnob_' : `hobnob-${encodeURIComponent(name.toWellFormed())}_`;
}

/** Days since 1970 of a log file's name, whosever log it is; null for any other file. */
function dayOf(name: string): number | null {
  const date = /^hobnob(?:-.+)?_(\d{4}-\d\d-\d\d)\.log$/.exec(name)?.[1];
  const time = date === undefined ? NaN : Date.parse(date);
  return Number.isNaN(time) ? null : time / day;
}
