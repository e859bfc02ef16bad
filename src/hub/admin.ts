import type { Entry, Kind, Nick, Refusal, RoomName } from '../room/types.ts';

/** One seat, as the administrator sees it. Times are ms UTC. */
export interface Connection {
  readonly nick: Nick;
  readonly kind: Kind;
  readonly address: string;
  readonly wire: string;
  /** Private conversations are not among them. */
  readonly rooms: readonly RoomName[];
  /** Its connection was lost, and its session may still be continued. */
  readonly away: boolean;
  readonly joinedAt: number;
  readonly lastReceivedAt: number;
  /** Bytes delivered to the seat and not yet taken by it. */
  readonly queued: number;
}

/** A name (any look-alike of it too) or an address that may not come in. */
export interface Ban {
  readonly target: string;
  readonly type: 'name' | 'address';
  readonly reason: string;
  /** ms UTC. */
  readonly since: number;
}

/** How a bot stands with the loop breaker. */
export interface SpeechState {
  readonly nick: Nick;
  /** What is left of its budget. */
  readonly messages: number;
  readonly characters: number;
  /** Messages refused since the server started, and the last of them. */
  readonly refused: number;
  readonly lastRefusal: { readonly time: number; readonly message: string } | null;
}

/** Counted since the start. */
export interface Figures {
  /** ms UTC. */
  readonly startedAt: number;
  readonly people: number;
  readonly bots: number;
  readonly entriesStored: number;
  readonly messages: number;
  /** One entry reaching one seat. */
  readonly deliveries: number;
  readonly refusals: number;
  readonly turns: number;
}

/** What whoever runs the server can see and do, from the console, the control socket or a page. */
export interface Admin {
  connections(): readonly Connection[];
  /** Resolves when the seat is closed, with the name as it was in the room, or with why not. */
  kick(nick: string, reason: string): Promise<Nick | Refusal>;
  /** Kept on disk before it resolves. Whoever it hits and is here is removed. `target` is an IP address or a name. */
  ban(target: string, reason: string): Promise<Ban | Refusal>;
  /** True if there was such a ban. */
  unban(target: string): Promise<boolean>;
  bans(): Promise<readonly Ban[]>;
  /** Speaks as Host. Resolves when everyone has it, or with why not. */
  say(text: string): Promise<Refusal | null>;
  /** Shows a notice to everyone who is here; it is kept nowhere. Returns how many that are. */
  announce(text: string): number;
  /** The newest entries, oldest first. */
  history(limit: number): Promise<readonly Entry[]>;
  /** How each bot that has spoken stands with the loop breaker. */
  speech(): readonly SpeechState[];
  figures(): Figures;
}
