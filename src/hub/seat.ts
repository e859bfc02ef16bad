/**
 * THE DOOR. Everyone in the room holds a Seat: people on any wire, bots, the Host, the console, tests. A Seat is what
 * its holder may do; a Listener is what the hub does to the holder. Neither knows sockets, wires or what a bot is.
 */
import type { Entry, Kind, Member, MessageId, Nick, Refusal, Seq, Utterance } from '../room/types.ts';
import type { Batch } from './batch.ts';

/** Who asks to come in, as the holder of the connection knows it. */
export interface JoinRequest {
  /** As it was typed; the room decides whether it is a name. */
  readonly nick: string;
  readonly kind: Kind;
  /** For the administrator's list and for bans: `192.0.2.7:51299`, or a word such as `resident`. */
  readonly address: string;
  /** Which way in: `classic`, `resident`, … */
  readonly wire: string;
  /** How much of the past is wanted: so many entries, everything, or what came after an entry seen before. */
  readonly replay: number | 'all' | { readonly after: Seq };
  /** True only for who lives in the server: may hold reserved names. */
  readonly resident?: boolean;
}

/**
 * One holder's place in the room. Calls never block, throw or wait; they are carried out in the order made, after
 * everything asked before them by anyone. Outcomes arrive at the Listener. Calls on a closed seat do nothing.
 */
export interface Seat {
  /** The name in the room. Before `Listener.seated` it is the name asked for. */
  readonly nick: Nick;
  readonly kind: Kind;
  say(utterance: Utterance): void;
  leave(reason: string): void;
  /** Everyone present now, the holder among them; the Host is not a member. */
  members(): readonly Member[];
  /** Up to `limit` entries before `before` (or the newest), oldest first. Rejects with a Fault when the log cannot be read. */
  history(limit: number, before?: Seq): Promise<readonly Entry[]>;
}

/** Why a seat was closed by the hub. `code` is stable, `reason` completes "Kicked by the host for …". */
export interface Farewell {
  readonly code: 'refused' | 'kicked' | 'flood' | 'slow' | 'stopping';
  readonly reason: string;
  /** Present when the seat was never taken. */
  readonly refusal?: Refusal;
}

/**
 * What the hub tells a seat's holder. All calls come from the hub's loop, in the order
 * `seated`, `deliver`* (history), `live`, `deliver`* (live), `closed`; `refused` and `stored` at any time between.
 * They must return at once and must not throw; one that throws loses its seat.
 */
export interface Listener {
  /** The name is yours. */
  seated(nick: Nick): void;
  /** Stored entries, in order, each exactly once. The batch is shared: treat it as frozen. */
  deliver(batch: Batch): void;
  /** History is complete; what follows is happening now. */
  live(): void;
  /** What you said is not in the room. `id` is the utterance's. */
  refused(refusal: Refusal, id: MessageId | null): void;
  /** What you said under `id` has this place in the log (also when it was stored long ago). */
  stored(id: MessageId, seq: Seq): void;
  /** The last call. The seat is gone. */
  closed(farewell: Farewell): void;
  /** What was delivered and is not yet taken, in bytes (or a like measure). Over the limit the seat is closed as slow. */
  backlog(): number;
  /** Calls `resume` once, soon after `backlog` has sunk far enough for more history; at once if it is low already. */
  whenDrained(resume: () => void): void;
}
