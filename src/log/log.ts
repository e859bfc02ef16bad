/**
 * The log: every room's thread, in order, durable. A port; each backend is a folder beside this file and passes the
 * contract in `test/kits/log-kit.ts`. Knows the room's types; knows nothing of the hub, wires or who reads.
 */
import type { Entry, Event, MessageId, Nick, RoomName, Seq } from '../room/types.ts';
import { Fault, messageOf } from '../util/result.ts';

/** What became of one event. `fresh` is false when (room, nick, id) was stored before: `seq` is then the old place. */
export interface Appended {
  readonly seq: Seq;
  readonly fresh: boolean;
}

/**
 * A page of one room, always oldest first. With `after` the first entries behind it, else the newest; in both cases
 * only entries before `before`, where it is given. Neither bound is part of the page, and neither need exist.
 */
export interface Page {
  readonly room: RoomName;
  /** Entries at most: an integer; 0 and less give an empty page. */
  readonly limit: number;
  readonly after?: Seq;
  readonly before?: Seq;
}

/** Messages with all the words of a text, as `matching.ts` tells what that is. */
export interface Search {
  readonly rooms: readonly RoomName[];
  /** Words, and phrases in quotes. Any text may be asked for; without a word in it nothing is found. */
  readonly text: string;
  /** Messages at most: an integer; 0 and less find nothing. */
  readonly limit: number;
  /** Only messages before this place, which need not exist. */
  readonly before?: Seq;
}

/** What a room's thread comes to. */
export interface RoomSummary {
  readonly room: RoomName;
  /** Somebody said something here. */
  readonly spoken: boolean;
  /** The newest topic; empty where there is none. */
  readonly topic: string;
  readonly newest: Seq;
}

export interface Log {
  /**
   * Stores all events or none, in the order given, and resolves when they have the durability that was configured.
   * Never called again before it has settled. Rejects with a Fault (disk full, read-only, corrupt): nothing is stored,
   * and a later call may succeed. Texts must be well-formed Unicode without U+0000, as the room leaves them.
   */
  append(events: readonly Event[]): Promise<readonly Appended[]>;
  /** Entries as they were appended. Rejects with a Fault when the store cannot be read. */
  read(page: Page): Promise<readonly Entry[]>;
  /** This author's message of this id in one of these rooms; null where there is none. Rejects as `read` does. */
  said(author: Nick, id: MessageId, rooms: readonly RoomName[]): Promise<Entry | null>;
  /**
   * The newest messages that match, oldest first; none that was appended before the call is missed. May take a while
   * in a long thread, in steps that keep nobody else waiting. Rejects with a Fault when the store cannot be read.
   */
  search(query: Search): Promise<readonly Entry[]>;
  /**
   * Every room that has an entry, in no promised order. For the start of a server: it is quick however much was said,
   * and takes longer with the number of rooms. Rejects with a Fault when the store cannot be read.
   */
  rooms(): Promise<readonly RoomSummary[]>;
}

/** Messages with the same id are one message where this is the same too: a nick in any case is one author. */
export function authorKey(nick: Nick): string {
  return nick.toLowerCase();
}

/**
 * Small durable records that are not part of any thread (bans, a bot's notes): JSON values by bucket and key.
 * Writes are durable when they resolve; last write wins; reads see every write that has resolved.
 */
export interface Shelf {
  /** `undefined` if there is none. */
  get(bucket: string, key: string): Promise<unknown>;
  /** The same as it is kept, for who hands it on: what a value costs to read, its own reader pays. */
  getJson(bucket: string, key: string): Promise<string | undefined>;
  /** Rejects with a Fault what JSON cannot hold, such as `undefined`. */
  put(bucket: string, key: string, value: unknown): Promise<void>;
  /** Kept as it is: `json` must be JSON, or it cannot be read as a value. */
  putJson(bucket: string, key: string, json: string): Promise<void>;
  /** Puts all of them or, when one is refused or the disk is, none. Of several with one key the last one is kept. */
  putAll(bucket: string, entries: readonly (readonly [key: string, value: unknown])[]): Promise<void>;
  /** True if there was something to delete. */
  delete(bucket: string, key: string): Promise<boolean>;
  /** All of a bucket, in no promised order. Reads all of it in one go: for what is known to be small, or at a start. */
  entries(bucket: string): Promise<readonly (readonly [key: string, value: unknown])[]>;
  /**
   * The first records behind the key `after`, which need not exist, in an order of the shelf's own that stays the same; without
   * it the first of all. Empty where there are no more. Whoever goes on behind the last of each page sees all that is there
   * all the while, once.
   */
  page(
    bucket: string,
    most: ShelfPage,
    after?: string,
  ): Promise<readonly (readonly [key: string, json: string])[]>;
  /** What a bucket holds, or what it holds under one key, without reading it. */
  size(bucket: string, key?: string): Promise<Holding>;
}

/** How large a page may be. One record is there where there is one, however large it is. */
export interface ShelfPage {
  /** Records at most. */
  readonly limit: number;
  /** Of keys and of values as JSON, at most (UTF-8). */
  readonly bytes: number;
}

/** So many keys, and the bytes (UTF-8) of these and of their values as JSON. */
export interface Holding {
  readonly keys: number;
  readonly bytes: number;
}

/** A value as a shelf keeps it. Throws a Fault for what JSON cannot hold. */
export function jsonOf(bucket: string, key: string, value: unknown): string {
  try {
    const json = JSON.stringify(value) as string | undefined;
    if (json !== undefined) return json;
  } catch (thrown) {
    throw new Fault(`${bucket}/${key} cannot be kept (${messageOf(thrown)}).`, { cause: thrown });
  }
  throw new Fault(`${bucket}/${key} cannot be kept: it is no JSON value.`);
}

/** The first of `records` that make a page. Reads one more than that at the most. */
export function pageOf(
  records: Iterable<readonly [key: string, json: string]>,
  { limit, bytes }: ShelfPage,
): readonly (readonly [key: string, json: string])[] {
  const page: (readonly [string, string])[] = [];
  let held = 0;
  for (const [key, json] of records) {
    held += Buffer.byteLength(key) + Buffer.byteLength(json);
    if (page.length > 0 && held > bytes) break;
    if (page.push([key, json]) >= limit) break;
  }
  return page;
}

/** In the place of a data folder: nothing is kept. */
export const inMemory = 'memory';

/** What a data folder opens to. */
export interface Store {
  readonly log: Log;
  readonly shelf: Shelf;
  /** Releases files and locks. Safe to call twice; everything else rejects with a Fault afterwards. */
  close(): Promise<void>;
}
