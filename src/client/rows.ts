/** What a room's view shows, row by row. A row is never changed: one that looks different is a new object under its key. */
import type { Entry, Message } from '../room/types.ts';

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
}

/** What a room holds, in order. */
export type Item = Entry | LocalLine;

/** Events that are not messages. */
export type Happening = Exclude<Entry, Message>;
type Coming = Extract<Entry, { readonly type: 'joined' | 'left' }>;

export interface MessageRow {
  readonly type: 'message';
  readonly key: string;
  readonly entry: Message;
  /** Shows name and time: not the same author as right above, within five minutes. */
  readonly first: boolean;
  /** Says which message it answers: it answers one, and not that right above. `Timeline.find` has it where it is loaded. */
  readonly quotes: boolean;
  /** One's own. */
  readonly own: boolean;
  /** One's own name is in it, said by somebody else. */
  readonly mentions: boolean;
}

export type Row =
  | MessageRow
  /** A new day begins, as the clock of whoever looks has it. `time`: of the first entry of it. */
  | { readonly type: 'day'; readonly key: string; readonly time: number }
  /** What follows was not read yet when one came to look. */
  | { readonly type: 'unread'; readonly key: string }
  /** Somebody came, went, was removed, set the topic; or the server was started. */
  | { readonly type: 'event'; readonly key: string; readonly entry: Happening }
  /** Two or more that came or went, as one row: see `comingsInWords`. */
  | { readonly type: 'comings'; readonly key: string; readonly entries: readonly Coming[] }
  /** Two or more things that bots said, as one row. */
  | { readonly type: 'bots'; readonly key: string; readonly entries: readonly Message[] }
  | { readonly type: 'local'; readonly key: string; readonly line: LocalLine };
