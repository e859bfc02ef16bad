/**
 * The words of the house: who is in its rooms, what may be asked of them, what happened in them.
 *
 * This folder is pure. It knows nothing of sockets, disks, clocks, chance or waiting: state and command go in,
 * events or a refusal come out.
 */
declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** A name that passed `parseNick`: NFC, 1–32 characters. Compare by `nickKeys`, never by `===`. */
export type Nick = Branded<string, 'Nick'>;
/** A name that passed `parseRoom`, or `@` and the ids of the two people whose conversation it is. */
export type RoomName = Branded<string, 'RoomName'>;
/** Whoever holds a session, whatever the name; letters, digits, `-` and `_`. */
export type PersonId = Branded<string, 'PersonId'>;
/** Place in the log: a positive integer, increasing over all rooms, not promised to be dense. */
export type Seq = Branded<number, 'Seq'>;
/** Chosen by the client for one message; the same id from the same author is stored once. 1–64 characters. */
export type MessageId = Branded<string, 'MessageId'>;

export const lobby = 'lobby' as RoomName;
export const hostNick = 'Host' as Nick;
/** Completes "Kicked by the host for …" where the administrator said nothing (docs/wire-classic.md). */
export const noReason = 'no stated reason.';

/** `host` is the voice of whoever runs the room: it speaks, but it is not a member. */
export type Kind = 'person' | 'bot' | 'host';

export interface Member {
  readonly nick: Nick;
  readonly kind: Exclude<Kind, 'host'>;
}

/** A slash command that a bot here answers: `/name args`. */
export interface BotCommand {
  /** Small letters, digits, `-` and `_`. */
  readonly name: string;
  /** What follows it, as help shows it; empty for nothing. */
  readonly args: string;
  readonly help: string;
  /** Who answers. */
  readonly bot: string;
}

/** Commands that one bot may offer; characters of what follows one, and of what it does, each on one line. */
export const offerLimits = { commands: 20, args: 60, help: 120 };

interface Happening {
  readonly room: RoomName;
  /** Milliseconds since 1970, UTC; never smaller than that of the entry before it. */
  readonly time: number;
  /** Whom the event is about: the author of a message, the one who joined, left or was kicked. */
  readonly nick: Nick;
  readonly kind: Kind;
}

export interface Message extends Happening {
  readonly type: 'message';
  readonly text: string;
  /** Something done, not said, told of its author: "* ann waves" where `text` is "waves". */
  readonly action?: true;
  readonly id: MessageId | null;
  /** The message that this one answers. */
  readonly answers: Seq | null;
  /** Why a bot said this, in words for people. */
  readonly because: string | null;
}
export interface Joined extends Happening {
  readonly type: 'joined';
}
export interface Left extends Happening {
  readonly type: 'left';
  readonly reason: string;
}
export interface Kicked extends Happening {
  readonly type: 'kicked';
  readonly by: Nick;
  readonly reason: string;
}
/** Somebody is called something else from now on; `nick` is the name until then. */
export interface Renamed extends Happening {
  readonly type: 'renamed';
  readonly to: Nick;
}
/** Somebody set what the room is about; empty when it was taken away. */
export interface TopicSet extends Happening {
  readonly type: 'topic';
  readonly text: string;
}
/** The server started: whoever the log shows as present before this entry is gone. */
export interface Opened extends Happening {
  readonly type: 'opened';
}

/** A message that somebody is writing, as the others see it. It is no event, and kept nowhere. */
export interface Written {
  readonly room: RoomName;
  readonly nick: Nick;
  readonly kind: Kind;
  /** The id that the message will have. */
  readonly id: MessageId;
  /** All of it so far, made safe to show; null when it is to be forgotten. */
  readonly text: string | null;
  readonly answers: Seq | null;
}

/** What happened, before it has a place in the log. */
export type Event = Message | Joined | Left | Kicked | Renamed | TopicSet | Opened;
/** An event that is stored. Only entries are ever shown to anyone. */
export type Entry = Event & { readonly seq: Seq };

/**
 * What may be asked of the house. `nick` and `kind` are the asking seat's, put there by the hub, never by a client.
 * A private room in a `say` is one that the hub knows to be the speaker's.
 */
export type Command =
  | { readonly type: 'open' }
  /** Comes into the house, and so into the lobby; `rooms` are those that somebody comes back to. */
  | {
      readonly type: 'join';
      readonly nick: string;
      readonly kind: Kind;
      readonly resident: boolean;
      readonly rooms?: readonly RoomName[];
    }
  | { readonly type: 'enter'; readonly nick: Nick; readonly kind: Kind; readonly room: string }
  | { readonly type: 'part'; readonly nick: Nick; readonly room: string }
  | {
      readonly type: 'topic';
      readonly nick: Nick;
      readonly kind: Kind;
      readonly room: string;
      readonly text: string;
    }
  | ({ readonly type: 'say'; readonly nick: Nick; readonly kind: Kind; readonly room?: RoomName } & Said)
  /** Takes another name, in every room. */
  | { readonly type: 'rename'; readonly nick: Nick; readonly name: string; readonly resident: boolean }
  /** Leaves the house, and so every room. */
  | { readonly type: 'leave'; readonly nick: Nick; readonly reason: string }
  | { readonly type: 'kick'; readonly nick: string; readonly by: Nick; readonly reason: string };

/** What somebody wants to say. `text` is as it was typed; the room cleans it. */
export interface Said {
  readonly text: string;
  /** It is something done: see `Message`. */
  readonly action?: boolean | undefined;
  readonly id?: MessageId;
  readonly answers?: Seq;
  readonly because?: string;
}
/** The same with where it is to be said: in a room (the lobby, if none is given), or `to` somebody alone. */
export interface Utterance extends Said {
  readonly room?: string | undefined;
  readonly to?: string | undefined;
}

export type RefusalCode =
  | 'bad_name'
  | 'name_reserved'
  | 'name_taken'
  | 'not_here'
  | 'empty_text'
  | 'text_too_long'
  | 'bad_room'
  | 'not_reachable'
  | 'not_possible'
  | 'bots_only'
  | 'spoken_enough'
  | 'not_stored'
  | 'banned'
  | 'too_many_connections'
  | 'stopping';

/** A "no" to one seat: a stable code for programs and a sentence for the person who reads it. Changes nothing. */
export interface Refusal {
  readonly type: 'refusal';
  readonly code: RefusalCode;
  readonly message: string;
}

export function refuse(code: RefusalCode, message: string): Refusal {
  return { type: 'refusal', code, message };
}

/** A message as a line: "ann: hi", or "* ann waves". */
export function lineOf({ nick, text, action }: Pick<Message, 'nick' | 'text' | 'action'>): string {
  return action ? `* ${nick} ${text}` : `${nick}: ${text}`;
}
