/**
 * The log: every room's thread, in order, durable. A port; each backend is a folder beside this file and passes the
 * contract in `test/kits/log-kit.ts`. Knows the room's types; knows nothing of the hub, wires or who reads.
 */
import type { Entry, Event, RoomName, Seq } from '../room/types.ts';

/** What became of one event. `fresh` is false when (room, nick, id) was stored before: `seq` is then the old place. */
export interface Appended {
  readonly seq: Seq;
  readonly fresh: boolean;
}

/** A page: `after` reads forward from there, otherwise the newest up to (not with) `before`. Always oldest first. */
export interface Page {
  readonly room: RoomName;
  readonly limit: number;
  readonly after?: Seq;
  readonly before?: Seq;
}

export interface Log {
  /**
   * Stores all events or none, in the order given, and resolves when they have the durability that was configured.
   * Never called again before it has settled. Rejects with a Fault (disk full, read-only, corrupt): nothing is stored.
   */
  append(events: readonly Event[]): Promise<readonly Appended[]>;
  /** Entries as they were appended. Rejects with a Fault when the store cannot be read. */
  read(page: Page): Promise<readonly Entry[]>;
}

/**
 * Small durable records that are not part of any thread (bans, a bot's notes): JSON values by bucket and key.
 * Writes are durable when they resolve; last write wins; reads see every write that has resolved.
 */
export interface Shelf {
  get(bucket: string, key: string): Promise<unknown>;
  put(bucket: string, key: string, value: unknown): Promise<void>;
  /** True if there was something to delete. */
  delete(bucket: string, key: string): Promise<boolean>;
  entries(bucket: string): Promise<readonly (readonly [key: string, value: unknown])[]>;
}

/** What a data folder opens to. */
export interface Store {
  readonly log: Log;
  readonly shelf: Shelf;
  /** Releases files and locks. Safe to call twice. */
  close(): Promise<void>;
}
