import type { Manners } from '../bots/manners.ts';
import type { Selection } from '../config-values.ts';
import type { Misused } from './settings.ts';

/** Exit codes where a bot has failed: beside a diff, 1 says that there are differences. */
export const failedCode = { script: 1, log: 2 } as const;

/** What the thread of a rehearsal is given. Plain data, as everything here. */
export interface RehearsalAsked {
  /** A script, or the data folder whose lobby is played again. */
  readonly what: { readonly type: 'script' | 'log'; readonly path: string };
  readonly seed: number;
  readonly bots: Selection;
  readonly manners: Manners;
  /** Pause between two starters of the Host in seconds; 0 keeps it silent. */
  readonly hostEvery: number;
}

/** What it tells. */
export type FromRehearsal =
  /** It goes on: time passes there, or it is not that far yet. */
  | { readonly type: 'beat' }
  /** What a bot is about from here on; `time` is the rehearsal's, ms UTC, null while the file is loaded. */
  | { readonly type: 'works'; readonly bot: string; readonly about: string; readonly time: number | null }
  /** To be printed. */
  | { readonly type: 'line'; readonly text: string }
  /** A line of the room that is played again, which is of interest when that ends badly. */
  | { readonly type: 'past'; readonly text: string }
  /** Of the room that is played again: how much of what people did has been done. */
  | { readonly type: 'acts'; readonly done: number; readonly all: number }
  | { readonly type: 'complaint'; readonly text: string }
  /** It is over: with an exit code; or nothing could be played; or the program itself is wrong. */
  | { readonly type: 'end'; readonly outcome: number | Misused }
  | { readonly type: 'broken'; readonly error: unknown };
