/**
 * What a client of the live wire knows, shared by the page and the terminal. One `Chat` holds it and changes it in place;
 * `version` grows with every change, so that a view compares numbers and not 100,000 entries. This folder is pure: it
 * knows the wire's messages, not what carries them; time, chance and connections are handed in.
 */
import type { BotCommand, Entry, Member } from '../room/types.ts';
import type { ListedRoom, ServerLimits } from '../wire/live/messages.ts';
import type { Preferences } from './preferences.ts';
import type { LocalLine, Said } from './rows.ts';
import type { Timeline } from './timeline.ts';

/** How it stands with the connection. Times are ms UTC. */
export type LinkStatus =
  /** Nothing was asked for yet. */
  | { readonly type: 'idle' }
  /** `attempt` counts from 1; from 2 on it is a try to come back. */
  | { readonly type: 'connecting'; readonly attempt: number }
  /** In the room. `again`: after a connection was lost. */
  | { readonly type: 'online'; readonly again: boolean }
  /** The connection is gone, or could not be made; the next attempt is number `attempt`, at `until`. */
  | {
      readonly type: 'waiting';
      readonly attempt: number;
      readonly until: number;
      readonly code: string;
      readonly reason: string;
    }
  /** It tries no more by itself. `ask`: what to ask the person for. `code` as in `closing`, or `unreachable`. */
  | {
      readonly type: 'stopped';
      readonly code: string;
      readonly reason: string;
      readonly ask: 'name' | 'reconnect';
    }
  /** Goodbye was said. */
  | { readonly type: 'left' };

/** Something said that is not in the log yet. It is shown below the entries of its room. */
export interface Unsent {
  readonly id: string;
  /** Room, or null while it is the first thing said to `to` in private. */
  readonly room: string | null;
  readonly to: string | null;
  readonly text: string;
  /** It is something done. */
  readonly action?: true;
  readonly answers: number | null;
  readonly time: number;
  /** `waiting`: for the connection, or for its turn. `sending`: handed over, not answered. */
  readonly state: 'waiting' | 'sending' | 'failed';
  /** Why it failed, in words. */
  readonly reason: string | null;
}

/** Entries without a hole among them. */
export interface Stretch {
  /** Entries and rows. */
  readonly timeline: Timeline;
  /** There may be entries before the first one. */
  older: boolean;
  /** A page more is on its way. */
  loading: boolean;
}

/** A room, and as a stretch its present: what is loaded up to now. */
export interface RoomState extends Stretch {
  readonly name: string;
  /** What to call it: `#garden`, or the other's name in a private one. */
  title: string;
  /** Whom a private room is shared with. */
  with: string | null;
  topic: string;
  /** By name. */
  readonly members: ReadonlyMap<string, Member>;
  /** Somebody went far back: this is shown instead of the present, and what lies between the two is not loaded. */
  readonly past: Stretch | null;
  /** The entry that is being gone to; null for none. */
  readonly jumping: { readonly seq: number } | null;
  /** History has come as far as it was asked for. */
  live: boolean;
  /** The newest entry one has seen; 0 for none. */
  read: number;
  /** Messages of others behind `read` that are not muted. */
  unread: number;
  /** How many of these speak to us; in a private room all of them. */
  mentions: number;
  /** Who is writing → until when it is believed, ms UTC. */
  readonly typing: ReadonlyMap<string, number>;
  /** What is being written: messages that may be said, with no place in the log (`seq` 0). Oldest first. */
  readonly drafts: readonly Said[];
  /** Grows with every change of anything above. */
  version: number;
}

export interface Search {
  readonly text: string;
  /** Null: in all rooms. */
  readonly room: string | null;
  readonly state: 'asking' | 'done' | 'failed';
  /** Newest last. */
  readonly entries: readonly Entry[];
  readonly more: boolean;
  /** Why it failed. */
  readonly reason: string | null;
}

export interface ChatState {
  status: LinkStatus;
  /**
   * Since a lost connection came back, and until it is lost again: when it came, and how many messages of others had
   * been missed.
   */
  caughtUp: { readonly time: number; readonly messages: number } | null;
  /** How long the last answer took, ms; null before the first and while there is no connection. */
  lag: number | null;
  /** One's own name: as asked for, then as the welcome has it. */
  name: string;
  limits: ServerLimits;
  /** To be kept like a password by whoever wants to come back after a restart of the client. */
  session: string | null;
  /** In the order they were entered, the lobby first. */
  readonly rooms: ReadonlyMap<string, RoomState>;
  /** The room that is looked at. */
  current: string;
  outbox: readonly Unsent[];
  search: Search | null;
  /** The answer to the last question for all rooms. */
  listed: readonly ListedRoom[] | null;
  /** What bots here answer, beside the client's own commands. */
  botCommands: readonly BotCommand[];
  preferences: Preferences;
  version: number;
}

/** Something a view may want to make heard: a mention or a private message, live and not one's own nor muted. */
export interface Call {
  readonly room: string;
  readonly entry: Said;
  readonly why: 'mention' | 'private';
}

/** A line that was entered in a room, and that the server would not have. */
export interface Returned {
  readonly room: string;
  readonly text: string;
}

/** A slash command. `run` gets what was typed behind the name, trimmed, and the message chosen to be answered, and may answer with a line for the room. */
export interface Command {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** As the help shows it: `NAME TEXT`; empty for none. */
  readonly args: string;
  readonly help: string;
  /** What could come next, for completion. */
  readonly completes?: 'names' | 'muted' | 'rooms' | 'commands' | readonly string[];
  run(rest: string, chat: Chat, answers?: number): Answer | null;
}

/** What a command says to the one who typed it. In a line, a tab parts two columns, which views align; each further one begins a line in the second. */
export interface Answer {
  readonly tone: 'info' | 'error';
  readonly text: string;
}

/** What the person does. None of these throws, and none waits. */
export interface Chat {
  readonly state: ChatState;
  /** All slash commands there are, `/help` first, those of bots last; as of now. */
  readonly commands: readonly Command[];
  /** Called after every change, at once: views draw later and once for many. Returns how to stop. */
  onChange(listener: () => void): () => void;
  onCall(listener: (call: Call) => void): () => void;
  /** What `enter` has taken, and comes back to be corrected; why was told in a line. */
  onReturn(listener: (line: Returned) => void): () => void;

  /** Connects. May be said again, with another name, after `stopped` and `left`. */
  start(name: string): void;
  /** Tries at once instead of waiting; also after `stopped`. For `online` events and impatient people. */
  reconnect(): void;
  /** Says goodbye. */
  leave(): void;
  /** Drops everything without a word; for the end of the page. */
  close(): void;
  /**
   * Whether somebody looks, so that a dead connection is noticed soon, and whether at the end of the current room: what
   * comes there then counts as read.
   */
  attend(looking: boolean, atEnd: boolean): void;

  /** Turns to another room. Unknown names are passed over. */
  show(room: string): void;
  /** The newest entry that was on the screen; moves the read marker, never back. */
  seen(room: string, seq: number): void;
  /** Asks for the entries before the first that is shown; nothing if that was asked already or there are none. */
  loadOlder(room: string): void;
  /** Where the past is shown: asks for what follows, until it meets the present. */
  loadLater(room: string): void;
  /**
   * Shows the room, and of it the stretch of the past where this entry is, unless it is loaded. `arrived` is told when it
   * is there, or why it cannot be (in a sentence); not if another jump or `toNow` comes between.
   */
  jump(room: string, seq: number, arrived: (problem: string | null) => void): void;
  /** Shows the present. */
  toNow(room: string): void;

  /**
   * What was entered: a command, or something to say in the current room. False where nothing came of it, for it to be
   * corrected; why is told in a line of the room.
   */
  enter(text: string, answers?: number): boolean;
  /** Says something in a room as it is, without looking for commands. */
  say(room: string, text: string, answers?: number): void;
  /** The same of something done: `waves`. */
  act(room: string, text: string, answers?: number): void;
  /** Says something to whoever has this name when the server hears it; if nobody, to whom one has talked under it. */
  sayTo(name: string, text: string): void;
  /** Tries something that failed once more. */
  retry(id: string): void;
  /** Drops something that failed. */
  discard(id: string): void;
  /** The person is typing in the current room: tells the others at most every 3 s. */
  typing(): void;

  join(room: string): void;
  /** Leaves a room, also a private one, which stays with the other. */
  part(room: string): void;
  /** Takes another name, in all rooms. */
  rename(name: string): void;
  setTopic(room: string, text: string): void;
  /** Asks for `listed`. `aloud`: tells of it in a line as well. */
  listRooms(aloud: boolean): void;
  /** Asks which bots there are, and tells of them in a line. */
  listBots(): void;
  search(text: string, room?: string): void;
  /** More of the past for the last search. */
  searchOn(): void;
  endSearch(): void;

  prefer(changes: Partial<Preferences>): void;
  /** Puts a line of our own into a room; the current one where none is named. */
  tell(text: string, tone?: LocalLine['tone'], room?: string): void;
  /** Takes everything off the screen of a room; the past can be loaded again. */
  clear(room: string): void;
}
