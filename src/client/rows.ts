/** What a room's view shows, row by row. A row is never changed: one that looks different is a new object under its key. */
import type { Entry } from '../room/types.ts';

/** A line of one's own client, between the entries: the answer to a command, an error, a notice of the server. */
export interface LocalLine {
  readonly type: 'local';
  /** That of the entry it stands behind (0 where there is none); several may share it. */
  readonly seq: number;
  /** Different for each. */
  readonly id: number;
  readonly time: number;
  readonly tone: 'info' | 'error' | 'notice';
  /** One or more lines. */
  readonly text: string;
  /** How often it was told, one right behind the other. */
  readonly times: number;
}

/** What a room holds, in order. */
export type Item = Entry | LocalLine;

/** A message that is stored. */
export type Said = Extract<Entry, { readonly type: 'message' }>;
/** What is not a message. */
export type Happening = Exclude<Entry, Said>;
export type Coming = Extract<Entry, { readonly type: 'joined' | 'left' | 'renamed' }>;

interface Shown {
  /** Stays the same while the row changes; no two rows of a room share one. */
  readonly key: string;
  /** That of the first entry in it or, of lines that only divide, of the one below. Never smaller than in the row above. */
  readonly seq: number;
}

export interface MessageRow extends Shown {
  readonly type: 'message';
  readonly entry: Said;
  /** Shows name and time: not the same author as right above, within five minutes. */
  readonly first: boolean;
  /** Says which message it answers: it answers one, and not that right above. `Timeline.find` has it where it is loaded. */
  readonly quotes: boolean;
  /** One's own. */
  readonly own: boolean;
  /** One's own name is in it, said by somebody else. */
  readonly mentions: boolean;
}

export interface DayRow extends Shown {
  /** A new day begins, as the clock of whoever looks has it. */
  readonly type: 'day';
  /** Of the first entry of it, ms UTC. */
  readonly time: number;
}

/** What follows had not been read when one came to look. */
export interface UnreadRow extends Shown {
  readonly type: 'unread';
}

/** Somebody came, went, was removed, took another name, set the topic; or the server was started. */
export interface EventRow extends Shown {
  readonly type: 'event';
  readonly entry: Happening;
}

/** Two or more that came or went, as one row. */
export interface ComingsRow extends Shown {
  readonly type: 'comings';
  readonly entries: readonly Coming[];
}

/** One or more things that bots said, or people who are muted, as one row. */
export interface FoldedRow extends Shown {
  readonly type: 'bots' | 'ignored';
  readonly entries: readonly Said[];
  /** Who said it, each once, under their present name where it is known. */
  readonly people: readonly string[];
}

export interface LocalRow extends Shown {
  readonly type: 'local';
  readonly line: LocalLine;
}

export type Row = MessageRow | DayRow | UnreadRow | EventRow | ComingsRow | FoldedRow | LocalRow;

/** Its text, and "(5 times)". */
export function localInWords({ text, times }: LocalLine): string {
  return times === 1 ? text : `${text} (${times} times)`;
}
