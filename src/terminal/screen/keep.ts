/**
 * What stays on this machine from one visit to the next: the tokens by which one gets one's place back, for each server
 * and name, and what one prefers. A comfort: what cannot be read is as if it were not there, what cannot be written is lost.
 */
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Preferences, readPreferences } from '../../client/preferences.ts';

interface Kept {
  /** By `keyOf`. `pid`: the program that holds the place, as long as it runs. */
  readonly sessions: Readonly<Record<string, { readonly token: string; readonly pid: number }>>;
  readonly preferences: Preferences;
}

/** Places that are kept at most; the oldest go first. */
const most = 50;

export class Keep {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  preferences(): Preferences {
    return this.#read().preferences;
  }

  /** The token for a place; null if there is none, or another program on this machine is there just now. */
  session(place: string): string | null {
    const kept = this.#read().sessions[place];
    return kept === undefined || (kept.pid !== process.pid && isRunning(kept.pid)) ? null : kept.token;
  }

  keepSession(place: string, token: string): void {
    const { sessions, ...rest } = this.#read();
    const others = Object.entries(sessions).filter(([other]) => other !== place);
    const all = [...others, [place, { token, pid: process.pid }] as const];
    this.#write({ ...rest, sessions: Object.fromEntries(all.slice(-most)) });
  }

  keepPreferences(preferences: Preferences): void {
    this.#write({ ...this.#read(), preferences });
  }

  #read(): Kept {
    const kept = readJson(this.#file);
    const { sessions, preferences } = (typeof kept === 'object' && kept !== null ? kept : {}) as Partial<
      Record<string, unknown>
    >;
    return { sessions: readSessions(sessions), preferences: readPreferences(preferences) };
  }

  #write(kept: Kept): void {
    const aside = `${this.#file}.${process.pid}`;
    try {
      mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
      writeFileSync(aside, `${JSON.stringify(kept)}\n`, { mode: 0o600 });
      chmodSync(aside, 0o600);
      renameSync(aside, this.#file);
    } catch {
      // A full or read-only disk costs the comfort, not the visit.
    }
  }
}

function readSessions(value: unknown): Kept['sessions'] {
  if (typeof value !== 'object' || value === null) return {};
  const entries = Object.entries(value).filter((entry): entry is [string, { token: string; pid: number }] => {
    const kept = entry[1] as { token?: unknown; pid?: unknown } | null;
    return typeof kept?.token === 'string' && typeof kept.pid === 'number';
  });
  return Object.fromEntries(entries);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    // Not there yet, or not ours: as if nothing had been kept.
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
