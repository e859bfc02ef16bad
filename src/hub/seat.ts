/**
 * THE DOOR. Everyone in the room holds a Seat: people on any wire, bots, the Host, the console, tests. A Seat is what
 * its holder may do; a Listener is what the hub does to the holder. Neither knows sockets, wires or what a bot is.
 */
import type { Page } from '../log/log.ts';
import type { RoomListing } from '../room/house.ts';
import type {
  BotCommand,
  Entry,
  Kind,
  Member,
  MessageId,
  Nick,
  Refusal,
  RoomName,
  Seq,
  Utterance,
  Written,
} from '../room/types.ts';
import type { Batch } from './batch.ts';

/** Who asks to come in, as the holder of the connection knows it. */
export interface JoinRequest {
  /** As it was typed; the room decides whether it is a name. */
  readonly nick: string;
  readonly kind: Kind;
  /** Only the name tells its kind: on wires that do not. */
  readonly kindIsGuess?: true;
  /** For the administrator's list and for bans: `192.0.2.7:51299`, or a word such as `resident`. */
  readonly address: string;
  /** Which way in: `classic`, `resident`, … */
  readonly wire: string;
  /** How much of the past is wanted: so many entries, everything, or what came after an entry seen before. */
  readonly replay: number | 'all' | { readonly after: Seq };
  /** True only for who lives in the server: may hold reserved names. */
  readonly resident?: boolean;
  /** True for who does again what was allowed once, as a rehearsal's people do: no flood limit holds for them. */
  readonly unlimited?: boolean;
  /** True asks for a session, which keeps the seat when the connection breaks; a token continues one. */
  readonly session?: true | string;
}

/**
 * One holder's place in the room. Calls never block, throw or wait; they are carried out in the order made, after
 * everything asked before them by anyone. Outcomes arrive at the Listener. Calls on a closed seat do nothing.
 */
export interface Seat {
  /** The name in the room, which may change. Before `Listener.seated` it is the name asked for. */
  readonly nick: Nick;
  readonly kind: Kind;
  say(utterance: Utterance): void;
  leave(reason: string): void;
  /** Everyone present now, the holder among them; the Host is not a member. */
  members(): readonly Member[];
  /** Up to `limit` entries before `before` (or the newest), oldest first. Rejects with a Fault when the log cannot be read. */
  history(limit: number, before?: Seq): Promise<readonly Entry[]>;
  /**
   * Tells everyone which commands the holder answers, until it leaves; for bots and the Host. Of those who offer a command
   * the first has it, as `Listener.commands` tells, but who lives in the server comes before all guests, and whoever offers it
   * in the place of such a one (`isStandIn`) between the two. Not on every wire.
   */
  offer?(commands: readonly BotCommand[], isStandIn?: boolean): void;
  /**
   * Shows the others what the holder is writing, while it grows; for bots and the Host. A `say` with the same id ends it.
   * It is kept nowhere, and taken away when it has not grown for a while. Not on every wire.
   */
  draft?(sketch: Sketch): void;
  /** What the holder has answered without it being known that the answer is stored. Not where that takes but a moment. */
  unstored?(): readonly Seq[];
  /** What time it is in the room, ms UTC, where that may be another than here. */
  now?(): number;
}

/** A message before it is said. */
export interface Sketch {
  /** The id that it will have. */
  readonly id: MessageId;
  /** All of it so far, as it was written; null when it will not be said. */
  readonly text: string | null;
  readonly answers?: Seq;
}

/** A sketch as the others see it. Shared by all who do: treat it as frozen. */
export interface Unfinished extends Written {
  /** As one wire shows it, rendered once. The buffer must not be changed. */
  bytes(render: (written: Written) => Buffer): Buffer;
}

/** Which part of a room's past: see `Page` of the log. */
export type Stretch = Omit<Page, 'room'>;

/** What to look for: see `Search` of the log. Without `room`, in all rooms that the seat is in. */
export interface Quest {
  readonly text: string;
  readonly room?: string;
  readonly limit: number;
  readonly before?: Seq;
}

/** A seat in the whole house, for wires that carry more than the lobby. Rooms are named as they were typed. */
export interface HouseSeat extends Seat {
  /** Outcomes of the first three arrive as entries, or as `Listener.refused` without an id. */
  enter(room: string): void;
  part(room: string): void;
  setTopic(room: string, text: string): void;
  /** Takes another name in all rooms; `told` gets the name as it is then, or why it cannot be had. */
  rename(name: string, told: (outcome: Nick | Refusal) => void): void;
  /** Tells who else is in the room, if they are few enough to care. */
  typing(room: string): void;
  /** Remembers how far a room was read, as long as there is a session. */
  markRead(room: string, seq: Seq): void;
  /** Of any room that the seat is in; refused (`not_here`) for all others, as a search in one of them is. */
  historyOf(room: string, stretch: Stretch): Promise<readonly Entry[] | Refusal>;
  search(quest: Quest): Promise<readonly Entry[] | Refusal>;
  rooms(): readonly RoomListing[];
  /** The connection broke. With a session the seat stays for a while; whoever continues the session takes it over. */
  lost(): void;
}

/** A room as somebody who comes into it finds it. Shared by all who come in the same turn where it can be. */
export interface RoomView {
  readonly room: RoomName;
  readonly topic: string;
  readonly members: readonly Member[];
  /** Topic and members are right once everything up to here has happened; what was told since changes them. */
  readonly seq: number;
  /** With whom a private room is shared, under the last name known. */
  readonly with: Nick | null;
  /** How far the holder of this session has read. */
  readonly read: Seq | null;
}

/** Why a seat was closed by the hub. `code` is stable, `reason` completes "Kicked by the host for …". */
export interface Farewell {
  readonly code: 'refused' | 'kicked' | 'flood' | 'slow' | 'replaced' | 'stopping';
  readonly reason: string;
  /** Present when the seat was never taken, or may not be taken again. */
  readonly refusal?: Refusal;
}

/**
 * What the hub tells a seat's holder. All calls come from the hub's loop, in the order `seated`, then for each room
 * `entered`, `deliver`* (history), `live`, `deliver`* (live), and at last `closed`; the others at any time between.
 * They must return at once and must not throw; one that throws loses its seat. What is optional is left out by those who
 * only care for the lobby.
 */
export interface Listener {
  /** The name is yours; and the session's token, if one was asked for. */
  seated(nick: Nick, session: string | null): void;
  entered?(view: RoomView): void;
  /** In a private room one of the two has come, has gone or has another name: `with` and `members` are as they are now. */
  conversation?(view: RoomView): void;
  /** Stored entries of one room, in order, each exactly once. The batch is shared: treat it as frozen. */
  deliver(batch: Batch): void;
  /** The history of a room is complete, up to `seq`; what follows is happening now. */
  live(room: RoomName, seq: number): void;
  /** What you said is not in the room. `id` is the utterance's. */
  refused(refusal: Refusal, id: MessageId | null): void;
  /** What you said under `id` has this place in the log (also when it was stored long ago). */
  stored(id: MessageId, seq: Seq, room: RoomName): void;
  typing?(room: RoomName, nick: Nick): void;
  /** What somebody is writing: all of it so far, again and again. It ends with an entry of that id, or without text. */
  drafted?(unfinished: Unfinished): void;
  /**
   * All commands that bots here answer, each with the one who has it: after `seated` if there are any, and whenever that
   * changes; within a second, but at once to whoever offers one that another has, or has had until now. Of very many
   * commands only so many, and those that the holder offers.
   */
  commands?(commands: readonly BotCommand[]): void;
  /** From whoever runs the server. Not kept. */
  notice?(text: string): void;
  /** The last call. The seat is gone. */
  closed(farewell: Farewell): void;
  /** What was delivered and is not yet taken, in bytes (or a like measure). Over the limit the seat is closed as slow. */
  backlog(): number;
  /** Calls `resume` once, soon after `backlog` has sunk far enough for more history; at once if it is low already. */
  whenDrained(resume: () => void): void;
}

/** Hears nothing and is never behind: what those fill in who care for a few of the calls. */
export const deafListener: Listener = Object.freeze({
  seated: () => undefined,
  deliver: () => undefined,
  live: () => undefined,
  refused: () => undefined,
  stored: () => undefined,
  closed: () => undefined,
  backlog: () => 0,
  whenDrained: (resume: () => void) => resume(),
});
