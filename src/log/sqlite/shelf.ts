import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { type Holding, jsonOf, pageOf, type Shelf, type ShelfPage } from '../log.ts';
import { databaseFault } from './faults.ts';
import { rollBack } from './database.ts';

interface Stored {
  readonly key: string;
  readonly value: string;
}

/** Records in the table `shelf` of `db`. Each call that writes is a transaction of its own. */
export class SqliteShelf implements Shelf {
  readonly #db: DatabaseSyncInstance;
  readonly #file: string;
  readonly #get: StatementSyncInstance;
  readonly #put: StatementSyncInstance;
  readonly #delete: StatementSyncInstance;
  readonly #entries: StatementSyncInstance;
  readonly #behind: StatementSyncInstance;
  readonly #size: StatementSyncInstance;
  readonly #sizeOfOne: StatementSyncInstance;

  constructor(db: DatabaseSyncInstance, file: string) {
    this.#db = db;
    this.#file = file;
    this.#get = db.prepare('SELECT key, value FROM shelf WHERE bucket = ? AND key = ?');
    this.#put = db.prepare('INSERT OR REPLACE INTO shelf (bucket, key, value) VALUES (?, ?, ?)');
    this.#delete = db.prepare('DELETE FROM shelf WHERE bucket = ? AND key = ?');
    this.#entries = db.prepare('SELECT key, value FROM shelf WHERE bucket = ? ORDER BY key');
    this.#behind = db.prepare('SELECT key, value FROM shelf WHERE bucket = ? AND key > ? ORDER BY key');
    const size = `
      SELECT count(*) AS keys, coalesce(sum(octet_length(key) + octet_length(value)), 0) AS bytes
      FROM shelf WHERE bucket = ?`;
    this.#size = db.prepare(size);
    this.#sizeOfOne = db.prepare(`${size} AND key = ?`);
  }

  async get(bucket: string, key: string): Promise<unknown> {
    const json = await this.getJson(bucket, key);
    return json === undefined ? undefined : (JSON.parse(json) as unknown);
  }

  async getJson(bucket: string, key: string): Promise<string | undefined> {
    return this.#attempt(() => this.#get.get(bucket, key) as Stored | undefined)?.value;
  }

  async put(bucket: string, key: string, value: unknown): Promise<void> {
    return this.putJson(bucket, key, jsonOf(bucket, key, value));
  }

  async putJson(bucket: string, key: string, json: string): Promise<void> {
    this.#attempt(() => this.#put.run(bucket, key, json));
  }

  async putAll(bucket: string, entries: readonly (readonly [string, unknown])[]): Promise<void> {
    this.#attempt(() => {
      this.#db.exec('BEGIN IMMEDIATE');
      try {
        for (const [key, value] of entries) this.#put.run(bucket, key, jsonOf(bucket, key, value));
        this.#db.exec('COMMIT');
      } catch (thrown) {
        rollBack(this.#db);
        throw thrown;
      }
    });
  }

  async delete(bucket: string, key: string): Promise<boolean> {
    return this.#attempt(() => this.#delete.run(bucket, key).changes > 0);
  }

  async entries(bucket: string): Promise<readonly (readonly [string, unknown])[]> {
    const records = this.#attempt(() => this.#entries.all(bucket) as Stored[]);
    return records.map(({ key, value }) => [key, JSON.parse(value) as unknown] as const);
  }

  async page(
    bucket: string,
    most: ShelfPage,
    after?: string,
  ): Promise<readonly (readonly [string, string])[]> {
    return this.#attempt(() => {
      const records =
        after === undefined ? this.#entries.iterate(bucket) : this.#behind.iterate(bucket, after);
      return pageOf(pairsOf(records as Iterable<Stored>), most);
    });
  }

  async size(bucket: string, key?: string): Promise<Holding> {
    return this.#attempt(() => {
      const found: unknown = key === undefined ? this.#size.get(bucket) : this.#sizeOfOne.get(bucket, key);
      const { keys, bytes } = found as Holding;
      return { keys, bytes };
    });
  }

  #attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (thrown) {
      throw databaseFault(thrown, this.#file);
    }
  }
}

function* pairsOf(records: Iterable<Stored>): Generator<readonly [string, string]> {
  for (const { key, value } of records) yield [key, value];
}
