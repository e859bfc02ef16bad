/** What the live wire carries, as values, from a client's side. On the wire times are ISO 8601; here ms UTC. */
import type { BotCommand, Entry, Member } from '../../room/types.ts';

/** The only version there is. */
export const liveVersion = 1;
/** Entries in one page of history. */
export const longestPage = 200;
/** Characters that can be looked for. */
export const longestQuest = 200;
/** Characters of a reason. */
export const longestBecause = 500;

export interface ServerLimits {
  /** Characters in a message. */
  readonly text: number;
  /** Bytes in a frame. */
  readonly frame: number;
}

/** A room as a list of rooms shows it. `members`: how many. */
export interface ListedRoom {
  readonly room: string;
  readonly topic: string;
  readonly members: number;
}

/** A bot that lives in the server, as people may see it. Times are ms UTC. */
export interface ListedBot {
  readonly name: string;
  readonly about: string;
  /** `starting`, `running`, `ending`, `backing off`, `parked` or `stopped`; a newer server may know more. */
  readonly state: string;
  /** When it came into this state. */
  readonly since: number;
  /** When it is tried again, if it backs off. */
  readonly until: number | null;
  /** Who stopped it. */
  readonly by: string | null;
  /** When it failed last. */
  readonly failed: number | null;
  /** With what, in a line. */
  readonly failure: string | null;
  readonly restarts: number;
  readonly answersPerMinute: number;
  /** How long the oldest message waits for it, ms; null while it does not run. */
  readonly lag: number | null;
  /** Bytes; null where that is not known. */
  readonly memory: number | null;
}

export type ServerMessage =
  | {
      readonly type: 'welcome';
      readonly name: string;
      readonly limits: ServerLimits;
      readonly session: string | null;
    }
  | {
      readonly type: 'room';
      readonly room: string;
      readonly topic: string;
      readonly members: readonly Member[];
      /** Entries up to here change neither topic nor members; null from a server that does not tell. */
      readonly seq: number | null;
      /** Whom a private room is shared with. */
      readonly with: string | null;
      /** How far one had read; null where the server does not know. */
      readonly read: number | null;
    }
  /** In a private room that was told before, one of the two has come, has gone or has another name. */
  | {
      readonly type: 'conversation';
      readonly room: string;
      readonly members: readonly Member[];
      readonly with: string | null;
    }
  | { readonly type: 'entry'; readonly entry: Entry }
  | { readonly type: 'live'; readonly room: string; readonly seq: number }
  | { readonly type: 'accepted'; readonly id: string; readonly room: string; readonly seq: number }
  | {
      readonly type: 'refused';
      readonly code: string;
      readonly message: string;
      readonly id: string | null;
      readonly ref: string | null;
    }
  /** The answer to `rename`. */
  | { readonly type: 'renamed'; readonly ref: string; readonly name: string }
  | {
      readonly type: 'page';
      readonly ref: string;
      readonly room: string;
      readonly entries: readonly Entry[];
      /** There are entries before these. */
      readonly more: boolean;
      /** There are entries behind these. */
      readonly later: boolean;
    }
  | {
      readonly type: 'found';
      readonly ref: string;
      readonly entries: readonly Entry[];
      readonly more: boolean;
    }
  | { readonly type: 'rooms'; readonly ref: string; readonly rooms: readonly ListedRoom[] }
  | { readonly type: 'bots'; readonly ref: string; readonly bots: readonly ListedBot[] }
  | { readonly type: 'typing'; readonly room: string; readonly name: string }
  /** What somebody is writing, all of it so far; null when it is to be forgotten. `id` is what the message will have. */
  | {
      readonly type: 'draft';
      readonly room: string;
      readonly name: string;
      readonly kind: Entry['kind'];
      readonly id: string;
      readonly text: string | null;
      readonly answers: number | null;
    }
  /** All commands that bots here answer, instead of those told before. */
  | { readonly type: 'commands'; readonly commands: readonly BotCommand[] }
  | { readonly type: 'notice'; readonly message: string }
  /** `time`: the server's, ms UTC. */
  | { readonly type: 'pong'; readonly ref: string; readonly time: number | null }
  | { readonly type: 'closing'; readonly code: string; readonly reason: string };

export type ClientMessage =
  | {
      readonly type: 'hello';
      readonly version: number;
      readonly name: string;
      readonly kind?: Member['kind'];
      readonly session?: string | true;
      readonly since?: number;
      readonly history?: number;
    }
  | {
      readonly type: 'post';
      readonly text: string;
      readonly action?: boolean;
      readonly room?: string;
      readonly to?: string;
      readonly id?: string;
      readonly answers?: number;
      readonly because?: string;
    }
  /** What a bot writes, all of it so far; without `text` it is given up. */
  | { readonly type: 'draft'; readonly id: string; readonly text?: string; readonly answers?: number }
  /** What a bot answers; the server adds whose it is. */
  | { readonly type: 'offer'; readonly commands: readonly Omit<BotCommand, 'bot'>[] }
  | { readonly type: 'join'; readonly room: string }
  | { readonly type: 'leave'; readonly room?: string }
  | { readonly type: 'topic'; readonly text: string; readonly room?: string }
  | { readonly type: 'rename'; readonly ref: string; readonly name: string }
  | {
      readonly type: 'page';
      readonly ref: string;
      readonly room?: string;
      /** One of these three, or none for the newest. */
      readonly before?: number;
      readonly after?: number;
      readonly around?: number;
      readonly limit?: number;
    }
  | {
      readonly type: 'search';
      readonly ref: string;
      readonly text: string;
      readonly room?: string;
      readonly before?: number;
      readonly limit?: number;
    }
  | { readonly type: 'rooms'; readonly ref: string }
  | { readonly type: 'bots'; readonly ref: string }
  | { readonly type: 'typing'; readonly room?: string }
  | { readonly type: 'read'; readonly seq: number; readonly room?: string }
  | { readonly type: 'ping'; readonly ref: string };
