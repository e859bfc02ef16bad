import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { Fault } from '../../util/result.ts';
import { ask } from './ask.ts';
import { damaged } from './faults.ts';

/** `PRAGMA application_id` of our files: "hobn" in ASCII. */
const applicationId = 0x686f626e;

/**
 * Each step leads from the version that is its index to the next; `PRAGMA user_version` counts the steps taken.
 * Steps are only ever added. `entries.seq` is the rowid, so that a full-text index can take the table as its content;
 * `text` holds the reason or the new name where nobody spoke, `action` is 1 where something was done and not said, `author_key` is null where no id can be sent again.
 */
const migrations: readonly string[] = [
  `CREATE TABLE entries (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     room TEXT NOT NULL,
     time INTEGER NOT NULL,
     type TEXT NOT NULL,
     nick TEXT NOT NULL,
     kind TEXT NOT NULL,
     text TEXT NOT NULL,
     id TEXT,
     author_key TEXT,
     answers INTEGER,
     because TEXT,
     by TEXT
   ) STRICT;
   CREATE INDEX entries_by_room ON entries (room);
   CREATE UNIQUE INDEX entries_by_id ON entries (room, author_key, id) WHERE id IS NOT NULL;
   CREATE TABLE shelf (
     bucket TEXT NOT NULL,
     key TEXT NOT NULL,
     value TEXT NOT NULL,
     PRIMARY KEY (bucket, key)
   ) STRICT, WITHOUT ROWID;`,
  `CREATE INDEX entries_topics ON entries (room) WHERE type = 'topic';`,
  `ALTER TABLE entries ADD COLUMN action INTEGER NOT NULL DEFAULT 0;`,
];

/** Version of the file's schema; 0 for an empty database. Throws a Fault for a file that is not ours to open. */
export function checkVersion(db: DatabaseSyncInstance, file: string): number {
  const version = Number(ask(db, 'SELECT user_version FROM pragma_user_version'));
  if (version === 0 && ask(db, 'SELECT count(*) FROM sqlite_schema') === 0) return 0;
  if (ask(db, 'SELECT application_id FROM pragma_application_id') !== applicationId) {
    throw new Fault(damaged(file, "another program's SQLite database"));
  }
  if (version > migrations.length) {
    throw new Fault(
      `${file} has version ${version} of the database format, and this hobnob knows up to version ${migrations.length}. ` +
        'It was left as it is. Start the newer hobnob that wrote it, or choose another folder with --data.',
    );
  }
  return version;
}

/** Brings the database from `version` to ours, all steps or none. */
export function migrate(db: DatabaseSyncInstance, version: number): void {
  const steps = migrations.slice(version);
  if (steps.length === 0) return;
  db.exec(
    `BEGIN IMMEDIATE; ${steps.join('')} PRAGMA application_id = ${applicationId}; ` +
      `PRAGMA user_version = ${migrations.length}; COMMIT`,
  );
}
