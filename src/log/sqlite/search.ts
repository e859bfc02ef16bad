import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { createHash } from 'node:crypto';
import type { Entry, Seq } from '../../room/types.ts';
import type { Search } from '../log.ts';
import { hasAll, wordsOf } from '../matching.ts';
import { Steps, type Work } from '../steps.ts';
import { Fault } from '../../util/result.ts';
import { columns, entryOf, preparePage, type Row } from './rows.ts';
import { TextIndex, trigramQuery, type Reached } from './text-index.ts';

export const indexName = 'search.db';

/** Places that are read, or asked the index for, at a time: a few milliseconds each, in a room as busy as can be. */
const readSpan = 1024;
const indexSpan = 65_536;
/** Candidates taken from the index at a time, first few and then more, and read at a time. */
const candidatesAtFirst = 250;
const candidatesAtMost = 4000;
const readAtMost = 256;
/** With more entries than these behind its end the index is brought up to date; fewer are as quickly read. */
export const behindAtMost = 10_000;
/** Added to the index in one piece, whichever comes first; and how many entries are kept on disk together. */
const addAtMost = { entries: 128, characters: 16_384 } as const;
const keepEvery = 2000;
/** How often the index is opened, or made anew, until the server is started again. */
const beginningsAtMost = 3;

type Text = readonly [seq: Seq, text: string];

/**
 * Searches the thread in `db`, newest first: what the index does not reach yet by reading it, the rest by the index,
 * which only says where to look. So the index is never waited for, costs nothing where nobody searches, and where it
 * cannot be had a search takes longer and finds the same. It grows after a search that had to read much.
 */
export class SqliteSearch {
  readonly #indexFile: string;
  readonly #steps = new Steps();
  readonly #newest: StatementSyncInstance;
  readonly #between: StatementSyncInstance;
  readonly #among: StatementSyncInstance;
  readonly #some: StatementSyncInstance;
  readonly #following: StatementSyncInstance;
  readonly #entry: StatementSyncInstance;
  #index: TextIndex | null = null;
  #beginnings = 0;
  #growing = false;

  constructor(db: DatabaseSyncInstance, indexFile: string) {
    const inRooms = "type = 'message' AND room IN (SELECT value FROM json_each(?))";
    this.#indexFile = indexFile;
    this.#newest = preparePage(db, 'SELECT max(seq) FROM entries');
    this.#between = preparePage(
      db,
      `SELECT seq, text FROM entries WHERE ${inRooms} AND seq >= ? AND seq < ? ORDER BY seq DESC`,
    );
    this.#among = preparePage(
      db,
      `SELECT seq, text FROM entries WHERE seq IN (SELECT value FROM json_each(?)) AND ${inRooms} ORDER BY seq DESC`,
    );
    this.#some = preparePage(
      db,
      `SELECT count(*) FROM (
         SELECT 1 FROM entries WHERE room IN (SELECT value FROM json_each(?)) AND seq >= ? AND seq < ? LIMIT ${readSpan}
       )`,
    );
    this.#following = preparePage(db, `SELECT ${columns} FROM entries WHERE seq > ? ORDER BY seq LIMIT ?`);
    this.#entry = preparePage(db, `SELECT ${columns} FROM entries WHERE seq = ?`);
  }

  /** As in the port; rejects with what SQLite throws when the thread cannot be read. */
  find(query: Search): Promise<readonly Entry[]> {
    return this.#steps.run(this.#find(query));
  }

  /** Lets go of the index. Searches that are under way end with the connection to the thread. */
  close(): void {
    this.#index?.close();
    this.#index = null;
  }

  *#find({ rooms, text, limit, before }: Search): Work<readonly Entry[]> {
    const words = wordsOf(text);
    const newest = this.#newestSeq();
    const found: Entry[] = [];
    if (words.length === 0 || limit <= 0) return found;
    if (newest > behindAtMost) this.#openIndex();
    const end = Math.min(before ?? Infinity, newest + 1);
    search: for (const texts of this.#places(JSON.stringify(rooms), trigramQuery(words), end)) {
      for (const [seq, said] of texts) {
        if (hasAll(said, words)) found.push(this.#entryAt(seq));
        if (found.length >= limit) break search;
        yield;
      }
      yield;
    }
    const behind = newest - (this.#index?.to ?? newest);
    if (behind > behindAtMost && !this.#growing) void this.#steps.run(this.#grow());
    return found.reverse();
  }

  /** The messages of `rooms` before `end` that may match, newest first, in pieces that are quickly had. */
  *#places(rooms: string, trigrams: string | null, end: number): Generator<readonly Text[]> {
    let most = candidatesAtFirst;
    for (let below = end; below > 1;) {
      const reach = trigrams === null ? 0 : (this.#index?.to ?? 0);
      if (trigrams === null || below > reach + 1) {
        const from = Math.max(below - readSpan, reach + 1);
        yield this.#between.all(rooms, from, below);
        below = from;
      } else {
        const from = Math.max(below - indexSpan, 1);
        if (this.#isQuiet(rooms, from, below)) {
          yield this.#between.all(rooms, from, below);
          below = from;
          continue;
        }
        const candidates = this.#candidates(trigrams, from, below, most);
        yield [];
        if (candidates === null) continue;
        for (let read = 0; read < candidates.length; read += readAtMost) {
          const some = JSON.stringify(candidates.slice(read, read + readAtMost));
          yield this.#among.all(some, rooms);
        }
        below = candidates.length < most ? from : (candidates.at(-1) ?? from);
        most = Math.min(most * 4, candidatesAtMost);
      }
    }
  }

  /** True where so little is in `rooms` that the index, which knows only all rooms together, is not worth asking. */
  #isQuiet(rooms: string, from: number, below: number): boolean {
    const [row] = this.#some.all(rooms, from, below) as unknown as (readonly [number])[];
    return row !== undefined && row[0] < readSpan;
  }

  /** What the index says; null when it failed, and is there no more. */
  #candidates(trigrams: string, from: number, below: number, most: number): readonly Seq[] | null {
    try {
      return this.#index?.candidates(trigrams, from, below, most) ?? null;
    } catch {
      // The thread is read instead.
      this.#discardIndex();
      return null;
    }
  }

  /** Brings the index up to date. Never throws: without an index everything is found as well. */
  *#grow(): Work<void> {
    this.#growing = true;
    try {
      yield* this.#adding();
    } catch {
      // The disk may be full, or the file damaged.
      this.#discardIndex();
    } finally {
      this.#growing = false;
    }
  }

  *#adding(): Work<void> {
    let unkept = 0;
    for (let index = this.#index; index && index === this.#index;) {
      const entries = this.#entriesAfter(index.to);
      const last = entries.at(-1);
      if (last) index.add(entries, last.seq);
      yield;
      if (index !== this.#index) return;
      index.tidy();
      unkept += entries.length;
      if (unkept >= keepEvery || (!last && unkept > 0)) {
        index.commit(markOf(this.#entryAt(index.to)));
        unkept = 0;
      }
      if (!last) return;
      yield;
    }
  }

  /** What the index takes in one piece; nothing where the thread ends, or cannot be read. */
  #entriesAfter(seq: number): readonly Entry[] {
    try {
      const entries = (this.#following.all(seq, addAtMost.entries) as unknown as Row[]).map(entryOf);
      let characters = 0;
      const enough = entries.findIndex(
        (entry) => (characters += textOf(entry).length) > addAtMost.characters,
      );
      return enough < 0 ? entries : entries.slice(0, enough + 1);
    } catch {
      // Whoever searches there is told.
      return [];
    }
  }

  #openIndex(): void {
    if (this.#index || this.#beginnings >= beginningsAtMost) return;
    this.#beginnings++;
    try {
      this.#index = TextIndex.open(this.#indexFile, (reached) => this.#isOurs(reached));
    } catch {
      // No space, or no permission: the thread is read instead.
      this.#index = null;
    }
  }

  #discardIndex(): void {
    try {
      this.#index?.discard();
    } catch {
      // It is still there: the next one to be opened in its place finds out what is wrong with it.
    }
    this.#index = null;
  }

  /** False for the index of a thread that another one was put in the place of, such as a backup. */
  #isOurs({ seq, mark }: Reached): boolean {
    if (seq === 0) return true;
    const [row] = this.#entry.all(seq) as unknown as Row[];
    return row !== undefined && markOf(entryOf(row)) === mark;
  }

  #entryAt(seq: Seq): Entry {
    const [row] = this.#entry.all(seq) as unknown as Row[];
    if (!row) throw new Fault(`Entry ${seq} is there no more.`);
    return entryOf(row);
  }

  #newestSeq(): number {
    const [row] = this.#newest.all() as unknown as (readonly [number | null])[];
    return row?.[0] ?? 0;
  }
}

/** Tells an entry from any other, and the tables by which its text was folded from those of another Node. */
function markOf(entry: Entry): string {
  const what = JSON.stringify([process.versions['unicode'], entry]);
  return createHash('sha256').update(what).digest('base64url');
}

function textOf(entry: Entry): string {
  return entry.type === 'message' ? entry.text : '';
}
