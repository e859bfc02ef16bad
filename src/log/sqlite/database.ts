import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { statSync } from 'node:fs';
import { Fault } from '../../util/result.ts';
import { ask } from './ask.ts';
import { damaged, databaseFault } from './faults.ts';
import { checkVersion, migrate } from './schema.ts';

/** `full`: what was stored survives a power cut. `fast`: it survives a crash of the program, not always of the machine. */
export type Durability = 'full' | 'fast';

export const databaseName = 'hobnob.db';

/** Milliseconds to wait for a reader that is just recovering the file after a crash. */
const patience = 2000;

/**
 * Opens `file` for the one writer, new or as it is. A file that is not ours to open stays untouched, therefore the
 * look before through a connection that cannot write. Throws a Fault.
 */
export function openForWriting(file: string, durability: Durability): DatabaseSyncInstance {
  if (bytesOf(file) !== null) openForReading(file).close();
  return opened(file, false, (db) => {
    tune(db, file, durability);
    migrate(db, checkVersion(db, file));
  });
}

/** Opens an existing `file` beside a server that may be writing to it. Throws a Fault. */
export function openForReading(file: string): DatabaseSyncInstance {
  refuseEmptied(file);
  return opened(file, true, (db) => {
    checkVersion(db, file);
  });
}

/**
 * Closes the writer's connection, and puts the whole thread into the one file, so that a copy of it is complete and
 * reading it needs no files beside it.
 */
export function closeWriting(db: DatabaseSyncInstance): void {
  try {
    db.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE');
  } catch {
    // Somebody is reading, or the disk is full: the journal stays beside the file, as after a crash, and loses nothing.
  }
  db.close();
}

/** Takes back what a transaction that failed has left open. */
export function rollBack(db: DatabaseSyncInstance): void {
  // Some errors end the transaction by themselves, and after others the roll-back is the first thing to fail again:
  // then the next BEGIN fails too, and says so.
  try {
    if (db.isOpen && db.isTransaction) db.exec('ROLLBACK');
  } catch {
    return;
  }
}

function opened(
  file: string,
  readOnly: boolean,
  prepare: (db: DatabaseSyncInstance) => void,
): DatabaseSyncInstance {
  let db: DatabaseSyncInstance | null = null;
  try {
    db = new DatabaseSync(file, { readOnly, timeout: patience });
    prepare(db);
    return db;
  } catch (thrown) {
    db?.close();
    throw databaseFault(thrown, file);
  }
}

/**
 * A checkpoint at every 1000 pages keeps the pause of the commit that does it to a few milliseconds; the size limit
 * gives the space of an unusually large transaction back. Pages stay in the system's cache, not in ours.
 */
function tune(db: DatabaseSyncInstance, file: string, durability: Durability): void {
  db.exec('PRAGMA journal_mode = WAL');
  if (ask(db, 'SELECT journal_mode FROM pragma_journal_mode') !== 'wal') {
    throw new Fault(
      `${file} is on a disk that cannot share memory (a network drive?). Choose a local one with --data.`,
    );
  }
  // On macOS fsync leaves data in the drive's cache; fullfsync does not. Other systems ignore it.
  db.exec(`
    PRAGMA synchronous = ${durability === 'full' ? 'FULL' : 'NORMAL'};
    PRAGMA fullfsync = ${durability === 'full' ? 1 : 0};
    PRAGMA checkpoint_fullfsync = 1;
    PRAGMA wal_autocheckpoint = 1000;
    PRAGMA journal_size_limit = 16777216;
    PRAGMA cache_size = -4000;
  `);
}

/** SQLite takes an empty file for a new database and deletes the journal beside it: all that was left of the thread. */
function refuseEmptied(file: string): void {
  if (bytesOf(file) === 0 && (bytesOf(`${file}-wal`) ?? 0) > 0) {
    throw new Fault(damaged(file, 'the file is empty, but its journal is not'));
  }
}

function bytesOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null;
}
