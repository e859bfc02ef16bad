import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, messageOf } from '../../util/result.ts';
import { databaseFault, isBusy } from './faults.ts';

/** Who keeps something in a folder, and what whoever wants it as well can do. */
export interface Tenant {
  /** Completes "Another …". */
  readonly what: string;
  /** A sentence. */
  readonly otherwise: string;
}

/** The usual one. */
const server: Tenant = {
  what: 'hobnob server',
  otherwise: 'Talk to it with `bin/hobnob admin`, or start this one with another --data.',
};

/**
 * Keeps a second program out of `folder` until the returned function is called or the process ends, however it ends:
 * the lock is the kernel's, held through SQLite on a file that stays empty. Readers of the database do not meet it.
 *
 * Nothing in this process may open `hobnob.lock` by other means: closing it would drop the lock (POSIX, fcntl).
 * Therefore the holder's process id, which is only for the sentence, has a file of its own.
 */
export function lockFolder(folder: string, tenant: Tenant = server): () => void {
  const file = join(folder, 'hobnob.lock');
  const pidFile = join(folder, 'hobnob.pid');
  const lock = take(file, () => inUse(folder, pidFile, tenant));
  try {
    writeFileSync(pidFile, `${process.pid}\n`);
  } catch (thrown) {
    lock.close();
    throw new Fault(`${pidFile} cannot be written (${messageOf(thrown)}).`, { cause: thrown });
  }
  return () => {
    if (!lock.isOpen) return;
    rmSync(pidFile, { force: true });
    lock.close();
  };
}

function take(file: string, refusal: () => string): DatabaseSyncInstance {
  let lock: DatabaseSyncInstance | null = null;
  try {
    lock = new DatabaseSync(file, { timeout: 0 });
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return lock;
  } catch (thrown) {
    lock?.close();
    throw isBusy(thrown) ? new Fault(refusal()) : databaseFault(thrown, file);
  }
}

function inUse(folder: string, pidFile: string, { what, otherwise }: Tenant): string {
  return `Another ${what}${holder(pidFile)} is using the data folder ${folder}. ${otherwise}`;
}

function holder(pidFile: string): string {
  try {
    const pid = readFileSync(pidFile, 'utf8').trim();
    return pid === '' ? '' : ` (process ${pid})`;
  } catch {
    // The other one is between taking the lock and writing its number; the sentence does without.
    return '';
  }
}
