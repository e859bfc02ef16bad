/**
 * The administrator's side: what may be typed at the server, as rows. Knows what the hub lets an administrator do and
 * the bots' supervisor; knows nothing of wires, sockets of guests or how the log is kept.
 */
import type { Supervisor } from '../bots/supervisor.ts';
import type { Admin } from '../hub/admin.ts';
import type { HostControls } from '../residents/host-state.ts';
import type { LogLine } from '../util/log-lines.ts';
import type { Place } from './place.ts';

/** What commands act on. */
export interface Desk {
  readonly admin: Admin;
  readonly bots: Pick<Supervisor, 'list' | 'start' | 'stop' | 'restart' | 'reload'>;
  /** A sentence for each file of a bot that does not run. */
  readonly notRunning: () => readonly string[];
  /** What bots wrote: the last `count` lines of one, the oldest first; as it was when they were written. */
  readonly botLog: (bot: string, count: number) => Promise<readonly LogLine[]>;
  readonly host: HostControls;
  /** The administrator's page. */
  readonly page: {
    /** The token of a new link. */
    link(): string;
    /** Voids all links and ends all sessions. Returns how many pages that closed. */
    revoke(): number;
  };
  readonly place: Place;
  readonly version: string;
  /** ms UTC */
  readonly now: () => number;
  /** Bytes of memory the server holds. */
  readonly memory: () => number;
}

/** What a command gave: lines to show, and whether it did what was asked. */
export interface Outcome {
  readonly lines: readonly string[];
  readonly done: boolean;
  /** The server is to stop once the lines are shown. */
  readonly stop?: true;
}

/** One command. */
export interface Row {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** What follows the name: `USER [reason…]`. Empty if nothing does. */
  readonly args: string;
  /** One or two sentences. */
  readonly help: string;
  /** What `help NAME` tells beyond that. */
  readonly details?: readonly string[];
  /** Not from the administrator's page: it may not stop the server, nor let others in or out of the page. */
  readonly terminalOnly?: true;
  /** What the last of `words` could become; the words before it are complete. */
  complete?(desk: Desk, words: readonly string[]): readonly string[];
  /** `rest` is what was typed after the name, without blanks around it. */
  run(desk: Desk, rest: string): Outcome | Promise<Outcome>;
}

export function done(...lines: string[]): Outcome {
  return { lines, done: true };
}

export function failed(...lines: string[]): Outcome {
  return { lines, done: false };
}

/** The first word of a text and what follows it, both without blanks around them. */
export function splitWord(text: string): readonly [word: string, rest: string] {
  const [, word = '', rest = ''] = /^\s*(\S*)\s*(.*?)\s*$/s.exec(text) ?? [];
  return [word, rest];
}
