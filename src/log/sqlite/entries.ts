import { dirname, join } from 'node:path';
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import type { Entry, Event, MessageId, Nick, RoomName, Seq } from '../../room/types.ts';
import { Fault } from '../../util/result.ts';
import { authorKey, type Appended, type Log, type Page, type RoomSummary, type Search } from '../log.ts';
import { rollBack } from './database.ts';
import { databaseFault } from './faults.ts';
import { columns, entryOf, insert, preparePage, valuesOf, type Row } from './rows.ts';
import { indexName, SqliteSearch } from './search.ts';

/** From one room's name to the next through the index, so that the number of entries does not matter. */
const summaries = `
  WITH RECURSIVE names (room) AS (
    SELECT min(room) FROM entries
    UNION ALL
    SELECT (SELECT min(room) FROM entries WHERE room > names.room) FROM names WHERE room IS NOT NULL
  )
  SELECT
    room,
    EXISTS (SELECT 1 FROM entries WHERE room = names.room AND type = 'message') AS spoken,
    (SELECT text FROM entries WHERE room = names.room AND type = 'topic' ORDER BY seq DESC LIMIT 1) AS topic,
    (SELECT max(seq) FROM entries WHERE room = names.room) AS newest
  FROM names WHERE room IS NOT NULL`;

interface Summary {
  readonly room: RoomName;
  readonly spoken: 0 | 1;
  readonly topic: string | null;
  readonly newest: Seq;
}

/** The thread in `db`, whose only writer this must be. `file` is for the sentences in Faults. */
export class SqliteLog implements Log {
  readonly #db: DatabaseSyncInstance;
  readonly #file: string;
  readonly #begin: StatementSyncInstance;
  readonly #insert: StatementSyncInstance;
  readonly #byId: StatementSyncInstance;
  readonly #said: StatementSyncInstance;
  readonly #commit: StatementSyncInstance;
  readonly #forward: StatementSyncInstance;
  readonly #backward: StatementSyncInstance;
  readonly #summaries: StatementSyncInstance;
  readonly #search: SqliteSearch;

  constructor(db: DatabaseSyncInstance, file: string) {
    const inRoom = `SELECT ${columns} FROM entries WHERE room = ? AND seq`;
    this.#db = db;
    this.#file = file;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#insert = db.prepare(insert);
    this.#byId = db.prepare('SELECT seq FROM entries WHERE room = ? AND author_key = ? AND id = ?');
    this.#said = preparePage(
      db,
      `SELECT ${columns} FROM entries WHERE room IN (SELECT value FROM json_each(?)) AND author_key = ? AND id = ?`,
    );
    this.#commit = db.prepare('COMMIT');
    this.#forward = preparePage(db, `${inRoom} > ? AND seq < ? ORDER BY seq LIMIT ?`);
    this.#backward = preparePage(db, `${inRoom} < ? ORDER BY seq DESC LIMIT ?`);
    this.#summaries = db.prepare(summaries);
    this.#search = new SqliteSearch(db, join(dirname(file), indexName));
  }

  append(events: readonly Event[]): Promise<readonly Appended[]> {
    try {
      return Promise.resolve(this.#appendAll(events));
    } catch (thrown) {
      const fault = databaseFault(thrown, this.#file);
      rollBack(this.#db);
      return Promise.reject(fault);
    }
  }

  read(page: Page): Promise<readonly Entry[]> {
    try {
      return Promise.resolve(this.#rows(page).map(entryOf));
    } catch (thrown) {
      return Promise.reject(databaseFault(thrown, this.#file));
    }
  }

  said(author: Nick, id: MessageId, rooms: readonly RoomName[]): Promise<Entry | null> {
    try {
      const row = this.#said.get(JSON.stringify(rooms), authorKey(author), id) as Row | undefined;
      return Promise.resolve(row ? entryOf(row) : null);
    } catch (thrown) {
      return Promise.reject(databaseFault(thrown, this.#file));
    }
  }

  rooms(): Promise<readonly RoomSummary[]> {
    try {
      const rows = this.#summaries.all() as Summary[];
      return Promise.resolve(
        rows.map(({ room, spoken, topic, newest }) => ({
          room,
          spoken: spoken === 1,
          topic: topic ?? '',
          newest,
        })),
      );
    } catch (thrown) {
      return Promise.reject(databaseFault(thrown, this.#file));
    }
  }

  async search(query: Search): Promise<readonly Entry[]> {
    try {
      return await this.#search.find(query);
    } catch (thrown) {
      throw databaseFault(thrown, this.#file);
    }
  }

  /** Lets go of what belongs to searching, before the database is closed. */
  close(): void {
    this.#search.close();
  }

  #appendAll(events: readonly Event[]): readonly Appended[] {
    if (events.length === 0) return [];
    this.#begin.run();
    const appended: Appended[] = [];
    for (const event of events) appended.push(this.#append(event));
    this.#commit.run();
    return appended;
  }

  #append(event: Event): Appended {
    const { changes, lastInsertRowid } = this.#insert.run(...valuesOf(event));
    if (changes === 1) return { seq: Number(lastInsertRowid) as Seq, fresh: true };
    return { seq: this.#seqOf(event), fresh: false };
  }

  #seqOf(event: Event): Seq {
    // Only a message with an id can meet an entry that was there before.
    if (event.type !== 'message' || event.id === null)
      throw new Fault(`${this.#file} did not take an entry.`);
    const row = this.#byId.get(event.room, authorKey(event.nick), event.id) as { seq: Seq };
    return row.seq;
  }

  #rows({ room, limit, after, before = Number.MAX_SAFE_INTEGER as Seq }: Page): Row[] {
    const most = Math.min(Math.max(limit, 0), Number.MAX_SAFE_INTEGER);
    if (after !== undefined) return this.#forward.all(room, after, before, most) as Row[];
    return (this.#backward.all(room, before, most) as Row[]).reverse();
  }
}
