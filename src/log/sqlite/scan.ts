import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../../room/types.ts';
import { Fault } from '../../util/result.ts';
import { databaseName, openForReading } from './database.ts';
import { databaseFault } from './faults.ts';
import { columnsIn, entryOf, preparePage, type Row } from './rows.ts';
import { checkVersion } from './schema.ts';

/** Entries in memory at a time. */
const pageSize = 500;

/**
 * Everything in the data folder, of all rooms, in order, up to the newest entry at the start; a server may be writing
 * meanwhile. Reads page by page: one long read would keep the server from shortening its journal. Throws a Fault.
 */
export function* storedEntries(folder: string): Generator<readonly Entry[]> {
  const file = join(folder, databaseName);
  if (!existsSync(file))
    throw new Fault(`There is no hobnob data in ${folder}: it has no file ${databaseName}.`);
  const db = openForReading(file);
  try {
    const page = preparePage(
      db,
      `SELECT ${columnsIn(checkVersion(db, file))} FROM entries WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
    );
    const { newest } = db.prepare('SELECT max(seq) AS newest FROM entries').get() as {
      newest: number | null;
    };
    let last: Entry | undefined;
    do {
      const entries = (page.all(last?.seq ?? 0, newest, pageSize) as Row[]).map(entryOf);
      if (entries.length > 0) yield entries;
      last = entries.at(-1);
    } while (last);
  } catch (thrown) {
    throw databaseFault(thrown, file);
  } finally {
    db.close();
  }
}
