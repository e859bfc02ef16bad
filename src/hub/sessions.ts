import { createHash } from 'node:crypto';
import type { Shelf } from '../log/log.ts';
import { nickKeys } from '../room/names.ts';
import { partiesOf } from '../room/rooms.ts';
import type { Clock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import { messageOf } from '../util/result.ts';
import type { Kind, Nick, PersonId, RoomName, Seq } from '../room/types.ts';

const bucket = 'sessions';
/** A session that was not used for so long is forgotten, in ms. */
const kept = 30 * 24 * 3600 * 1000;
/** Sessions that are kept; of more than that, those who are gone for longest are forgotten. */
const most = 20_000;
/** Conversations that are shown to somebody who comes. */
const mostConversations = 100;
/** Rooms of which one session keeps how far they were read. */
const mostRead = 500;
/** Names that one had before, by which what is sent again is known. */
const mostFormer = 4;

/** What may be lost when the machine fails, such as how far somebody has read, in ms. */
const flushPause = 2000;

/** What somebody was called, and the newest entry that may be theirs under this name. A clock can be set back, this cannot. */
export interface FormerName {
  readonly nick: Nick;
  readonly until: number;
}

/** What is kept of somebody who may come back. */
export interface Session {
  /** SHA-256 of the token: who reads the disk cannot take anyone's place. */
  readonly key: string;
  readonly person: PersonId;
  readonly nick: Nick;
  readonly kind: Kind;
  /** The newest first. */
  readonly former?: readonly FormerName[];
  /** The rooms it is in besides the lobby and its conversations. */
  readonly rooms: readonly RoomName[];
  /** How far each room was read. */
  readonly read: Readonly<Record<string, Seq>>;
  /** In the house now, or when the server stopped. */
  readonly here: boolean;
  /** When it last came or went, ms UTC. */
  readonly seen: number;
  /** The newest entry when it went; null while it is here. */
  readonly left: Seq | null;
}

export interface SessionsOptions {
  readonly shelf: Shelf;
  /** A new secret each time: at least 128 bits, in letters, digits, `-` and `_`. */
  readonly secret: () => string;
  readonly clock: Clock;
  readonly note: Note;
}

/** Everyone who may come back by a token. In memory, and on the shelf as of the last `flush`. */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #sessions = new Map<string, Session>();
  readonly #changed = new Set<string>();
  #waiting = false;
  readonly #conversations = new Map<PersonId, Set<RoomName>>();
  readonly #nicks = new Map<PersonId, Nick>();
  /** Names, by their keys, of those who were here when the server stopped. */
  readonly #held = new Map<string, Session['key']>();
  /** The newest entry that is stored, and the one that was when the server started. */
  #newest = 0;
  #opened = 0;

  private constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /** Rejects with a Fault when the shelf cannot be read or written. */
  static async load(options: SessionsOptions): Promise<Sessions> {
    const sessions = new Sessions(options);
    const stored = (await options.shelf.entries(bucket)).map(([, value]) => value as Session);
    const byUse = stored.toSorted((a, b) => b.seen - a.seen);
    for (const [index, session] of byUse.entries()) {
      if (index < most && session.seen > options.clock.now() - kept) sessions.#load(session);
      else await options.shelf.delete(bucket, session.key);
    }
    return sessions;
  }

  /** What the log ends with when the server starts. */
  opened(newest: number): void {
    this.#newest = this.#opened = newest;
  }

  /** What it ends with now. */
  stored(newest: number): void {
    this.#newest = newest;
  }

  find(token: string): Session | null {
    return this.#sessions.get(keyOf(token)) ?? null;
  }

  /** The session as it is now; null once it was forgotten. */
  latest(session: Session): Session | null {
    return this.#sessions.get(session.key) ?? null;
  }

  /** A new person, whom only the holder of the token can be. */
  create(nick: Nick, kind: Kind): { readonly token: string; readonly session: Session } {
    const { secret, clock } = this.#options;
    const token = secret();
    const person = secret().slice(0, 16) as PersonId;
    const seen = clock.now();
    const session = { key: keyOf(token), person, nick, kind, rooms: [], read: {}, seen };
    const present = { ...session, here: true, left: null };
    this.#put(present);
    if (this.#sessions.size > most) this.#forgetOldest();
    return { token, session: present };
  }

  /** Its holder is here again, as `nick`. */
  comes(session: Session, nick: Nick, kind: Kind): void {
    const known = this.latest(session);
    if (!known) return;
    // Who was here when the server stopped has not gone.
    this.#rename(known, nick, known.left ?? this.#opened);
    this.update(session, { kind, here: true, left: null, seen: this.#options.clock.now() });
  }

  /** Its holder has gone, and all it said is stored. */
  goes(session: Session): void {
    this.update(session, { here: false, left: this.#newest as Seq, seen: this.#options.clock.now() });
  }

  /** Its holder, who is here, is called `nick` from now on. */
  rename(session: Session, nick: Nick): void {
    const known = this.latest(session);
    if (known) this.#rename(known, nick, this.#newest);
  }

  /** Changes what is kept of it; nothing if it was forgotten meanwhile. */
  update({ key }: Session, changes: Partial<Omit<Session, 'key' | 'person'>>): void {
    const session = this.#sessions.get(key);
    if (session) this.#put({ ...session, ...changes });
  }

  markRead(session: Session, room: RoomName, seq: Seq): void {
    const read = this.latest(session)?.read;
    if (!read || seq <= (read[room] ?? 0)) return;
    const markers = Object.entries({ ...read, [room]: seq });
    this.update(session, { read: Object.fromEntries(markers.slice(-mostRead)) });
  }

  /** Its token is worth nothing any more. The name is kept for those who have talked to this person. */
  forget(session: Session): void {
    const known = this.latest(session);
    this.#drop(session);
    if (known && this.#conversations.has(known.person)) {
      this.#put({ ...known, key: `gone ${known.person}`, here: false });
    }
  }

  /** Takes note of what was said in a private room, if anyone is left who may come back to it. */
  converse(room: RoomName): void {
    const parties = partiesOf(room);
    if (!parties.some((person) => this.#nicks.has(person))) return;
    for (const person of parties) {
      const rooms = this.#conversations.get(person) ?? new Set();
      rooms.delete(room);
      this.#conversations.set(person, rooms.add(room));
    }
  }

  /** The newest of somebody's private rooms. The others are heard of again when something is said there. */
  conversationsOf(person: PersonId): readonly RoomName[] {
    return [...this.roomsWith(person)].slice(-mostConversations);
  }

  /** All of somebody's private rooms. */
  roomsWith(person: PersonId): Iterable<RoomName> {
    return this.#conversations.get(person) ?? [];
  }

  /** The last name known of somebody; null if none is. */
  nameOf(person: PersonId): Nick | null {
    return this.#nicks.get(person) ?? null;
  }

  /** Whether a name is kept for somebody else than `session`, who was here when the server stopped. */
  isHeld(nick: string, session: Session | null): boolean {
    if (this.#held.size === 0) return false;
    const holders = nickKeys(nick.normalize('NFC')).map((key) => this.#held.get(key));
    return holders.some((holder) => holder !== undefined && holder !== session?.key);
  }

  /** From now on names belong to who is here. */
  releaseNames(): void {
    this.#held.clear();
  }

  /** Puts on the shelf what was changed. Never rejects: what could not be stored is noted, and tried again with the next. */
  async flush(): Promise<void> {
    const { shelf, note } = this.#options;
    const keys = [...this.#changed];
    this.#changed.clear();
    const present = keys.flatMap((key) => this.#sessions.get(key) ?? []);
    try {
      if (present.length > 0)
        await shelf.putAll(
          bucket,
          present.map((session) => [session.key, session]),
        );
      for (const key of keys) if (!this.#sessions.has(key)) await shelf.delete(bucket, key);
    } catch (fault) {
      for (const key of keys) this.#changed.add(key);
      note('error', `Sessions could not be stored: ${messageOf(fault)}`);
    }
  }

  /** Whoever is gone for longest, and of these rather one who has no conversation to come back to. */
  #forgetOldest(): void {
    let oldest: Session | null = null;
    for (const session of this.#sessions.values()) {
      if (!session.here && (oldest === null || this.#isSooner(session, oldest))) oldest = session;
    }
    if (oldest) this.#drop(oldest);
  }

  #isSooner(one: Session, other: Session): boolean {
    const [talked, otherTalked] = [one, other].map(({ person }) => this.#conversations.has(person));
    return talked === otherTalked ? one.seen < other.seen : !talked;
  }

  #rename(known: Session, nick: Nick, until: number): void {
    if (known.nick === nick) return;
    const former = [{ nick: known.nick, until }, ...(known.former ?? [])].slice(0, mostFormer);
    this.update(known, { nick, former });
  }

  #drop({ key, person }: Session): void {
    this.#sessions.delete(key);
    this.#nicks.delete(person);
    this.#touch(key);
  }

  #load(session: Session): void {
    this.#sessions.set(session.key, session);
    this.#nicks.set(session.person, session.nick);
    if (session.here) for (const key of nickKeys(session.nick)) this.#held.set(key, session.key);
  }

  #put(session: Session): void {
    this.#sessions.set(session.key, session);
    this.#nicks.set(session.person, session.nick);
    this.#touch(session.key);
  }

  #touch(key: string): void {
    this.#changed.add(key);
    if (this.#waiting) return;
    this.#waiting = true;
    this.#options.clock.after(flushPause, () => {
      this.#waiting = false;
      void this.flush();
    });
  }
}

function keyOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
