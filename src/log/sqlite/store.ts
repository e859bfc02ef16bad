/**
 * The default backend: one SQLite file, `hobnob.db`, in the data folder, written by one process at a time; and beside
 * it an index for searching, `search.db`, which can be made anew from the thread.
 * Knows the room's types and the port; knows nothing of the hub or of who reads.
 */
import { join } from 'node:path';
import type { Store } from '../log.ts';
import { closeWriting, databaseName, openForWriting, type Durability } from './database.ts';
import { SqliteLog } from './entries.ts';
import { lockFolder, type Tenant } from './lock.ts';
import { SqliteShelf } from './shelf.ts';

/** Opens the store in `folder`, which must exist. Throws a Fault that says what is wrong and what to do. */
export function openSqlite(folder: string, durability: Durability, tenant?: Tenant): Store {
  const file = join(folder, databaseName);
  const unlock = lockFolder(folder, tenant);
  try {
    const db = openForWriting(file, durability);
    const log = new SqliteLog(db, file);
    return {
      log,
      shelf: new SqliteShelf(db, file),
      close: async () => {
        log.close();
        if (db.isOpen) closeWriting(db);
        unlock();
      },
    };
  } catch (thrown) {
    unlock();
    throw thrown;
  }
}
