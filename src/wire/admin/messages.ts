/**
 * The administrator's page and the server: JSON objects in the text frames of a WebSocket. Specified in
 * docs/wire-admin.md. Pure. Times are ms UTC.
 */

/** Somebody in the room. */
export interface AdminGuest {
  readonly name: string;
  readonly kind: 'person' | 'bot' | 'host';
  readonly wire: string;
  readonly address: string;
  /** Rooms besides private conversations. */
  readonly rooms: readonly string[];
  /** The connection was lost and may come back. */
  readonly away: boolean;
  readonly joinedAt: number;
  readonly lastReceivedAt: number;
}

export interface AdminBan {
  readonly target: string;
  readonly type: 'name' | 'address';
  readonly reason: string;
  readonly since: number;
}

export interface AdminBotError {
  readonly message: string;
  readonly time: number;
}

export interface AdminBot {
  readonly name: string;
  readonly about: string;
  /** `/weather PLACE`, … */
  readonly commands: readonly string[];
  /** What it reaches beyond the room, as its manifest has it and the operator allows: hosts, and modules of Node's. */
  readonly hosts: readonly string[];
  readonly modules: readonly string[];
  readonly state: 'starting' | 'running' | 'backing off' | 'ending' | 'parked' | 'stopped';
  /** Who stopped it, or when it comes back; null otherwise. */
  readonly by: string | null;
  readonly until: number | null;
  /** When this state began. */
  readonly since: number;
  readonly restarts: number;
  readonly answers: number;
  readonly answersPerMinute: number;
  /** How long the oldest message waits that it is not done with, beyond its thinking, ms; null while it is not running. */
  readonly lag: number | null;
  /** Null while it is not running, or where nobody can tell. */
  readonly memoryMiB: number | null;
  /** The newest first. */
  readonly errors: readonly AdminBotError[];
}

export interface AdminHost {
  readonly status: 'on' | 'empty' | 'paused' | 'stopped' | 'off';
  readonly next: string;
  readonly dueAt: number | null;
}

export interface AdminFigures {
  readonly version: string;
  readonly startedAt: number;
  readonly people: number;
  readonly bots: number;
  readonly messages: number;
  readonly messagesPerSecond: number;
  readonly deliveries: number;
  readonly deliveriesPerSecond: number;
  readonly entriesStored: number;
  readonly refusals: number;
  readonly memoryMiB: number;
}

/** Everything that the page shows, except when it was so. */
export interface AdminState {
  readonly figures: AdminFigures;
  /** Of those that were asked for by `find` the first; `matching` of `total` fit. */
  readonly guests: {
    readonly shown: readonly AdminGuest[];
    readonly matching: number;
    readonly total: number;
  };
  readonly bans: readonly AdminBan[];
  readonly bots: readonly AdminBot[];
  readonly host: AdminHost;
}

/** From the server. */
export type AdminMessage =
  | { readonly type: 'entered'; readonly session: string }
  | ({ readonly type: 'state'; readonly now: number } & AdminState)
  | {
      readonly type: 'answer';
      readonly ref: string;
      readonly done: boolean;
      readonly lines: readonly string[];
    }
  | { readonly type: 'closing'; readonly code: AdminClosing; readonly reason: string };

/** Why the server closes, with the WebSocket's close code. */
export const adminCloseCodes = {
  protocol: 4000,
  stopping: 4006,
  silent: 4007,
  /** The link or the session is not known, or is no more. */
  wrong: 4010,
  /** The sessions were ended by the administrator, or this one by its holder or by time. */
  ended: 4011,
  /** Too many wrong tokens from one address. */
  attempts: 4012,
} as const;
export type AdminClosing = keyof typeof adminCloseCodes;

export function renderAdmin(message: AdminMessage): string {
  return JSON.stringify(message);
}
