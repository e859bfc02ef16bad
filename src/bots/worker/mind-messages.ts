/** What goes to and from a bot's worker thread. Plain data. */
import type { Sketch } from '../../hub/seat.ts';
import type { Member, MessageId, Nick, Seq } from '../../room/types.ts';
import type { Manifest } from '../manifest.ts';
import type { Work } from '../mind/mind.ts';

/** Which bot a worker is to run. */
export type Code =
  /** One that comes with the program; `settings` are plain data for whoever makes it there. */
  | { readonly type: 'resident'; readonly name: string; readonly settings: unknown }
  /** A bundle, as `cli/bot-files` makes it. */
  | {
      readonly type: 'file';
      readonly file: string;
      readonly source: string;
      /** From its lines to those of its author, a source map as JSON; its paths are seen from the working folder. */
      readonly map?: string;
    };

/** What a worker is given when it is made. `shared` are `pulseFloats` numbers that both sides see. */
export interface Errand {
  readonly code: Code;
  /** Where the table of places lies, for a bot that needs it. */
  readonly places: string | null;
  /** Bytes that it may hold in its heap. */
  readonly memory: number;
  readonly shared: SharedArrayBuffer;
}

/**
 * The numbers in `Errand.shared`, each written by one side alone. `beats` of the worker, so that one can see that it
 * turns; `heap` and `outside`, the bytes that it holds in its heap, and beside it; `heardAt`, when a person last said something
 * (ms UTC; 0 for never).
 */
export const pulse = { beats: 0, heap: 1, outside: 2, heardAt: 3 } as const;
export const pulseFloats = 4;

/** Messages that go from a mind at a time. */
export const mostAtOnce = 64;
/** Characters of a message or a draft: more than any room lets anyone say. */
export const longestSaid = 100_000;

export type Change =
  | { readonly type: 'in'; readonly nick: Nick; readonly kind: Member['kind'] }
  | { readonly type: 'out'; readonly nick: Nick };

export type ToMind =
  /** The bot goes into the room. `modules` are those that it may use beyond the harmless ones. */
  | { readonly type: 'begin'; readonly seed: number; readonly modules: readonly string[] }
  | { readonly type: 'members'; readonly members: readonly Member[] }
  | { readonly type: 'changes'; readonly changes: readonly Change[] }
  | { readonly type: 'attend'; readonly id: number; readonly work: Work }
  | { readonly type: 'tick'; readonly id: number; readonly interval: string }
  | {
      readonly type: 'ask';
      readonly id: number;
      readonly operation: string;
      readonly args: readonly unknown[];
    }
  | ({ readonly type: 'answer' } & Answer)
  /** What was sent has been taken: there may be more. */
  | { readonly type: 'more' }
  | { readonly type: 'abort' };

/** What comes of something that has an id of whoever asked. */
export type Answer =
  | { readonly id: number; readonly value: unknown }
  | {
      readonly id: number;
      readonly error: string;
      /** The error's own, where somebody tells it from others by that. */
      readonly name?: string;
    };

/** Before `begin`: what the bot is. */
export interface Described {
  readonly type: 'described';
  readonly manifest: Manifest;
}

/** Why there is no bot, as the end of a sentence that begins with the file. */
export interface Wrong {
  readonly type: 'wrong';
  readonly fault: string;
}

export type FromMind =
  | {
      readonly type: 'say';
      readonly text: string;
      readonly because: string | undefined;
      readonly answers: Seq | undefined;
      readonly id: MessageId | undefined;
    }
  | { readonly type: 'draft'; readonly sketch: Sketch }
  | { readonly type: 'note'; readonly level: 'info' | 'warn' | 'error'; readonly message: string }
  | { readonly type: 'failed'; readonly reason: string }
  | ({ readonly type: 'done' } & Answer)
  | ({ readonly type: 'request'; readonly id: number } & Request);

/** Answered with entries, or with what the methods of `Records` give. */
export type Request =
  | { readonly about: 'history'; readonly limit: number; readonly before: Seq | undefined }
  | { readonly about: 'get' | 'delete'; readonly key: string }
  | { readonly about: 'put'; readonly key: string; readonly json: string }
  | { readonly about: 'page'; readonly after: string | undefined };
