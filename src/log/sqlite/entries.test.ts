import { join } from 'node:path';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder, type Folder } from '../../../test/kits/folder.ts';
import { messageId, said } from '../../../test/kits/said.ts';
import { lobby } from '../../room/types.ts';
import { Fault } from '../../util/result.ts';
import { openForWriting } from './database.ts';
import { SqliteLog } from './entries.ts';
import { SqliteShelf } from './shelf.ts';

let folder: Folder;
let db: DatabaseSyncInstance;
let log: SqliteLog;
let shelf: SqliteShelf;

beforeEach(async () => {
  folder = temporaryFolder();
  const file = join(folder.path, 'hobnob.db');
  db = openForWriting(file, 'full');
  log = new SqliteLog(db, file);
  shelf = new SqliteShelf(db, file);
  await log.append([said('before')]);
});
afterEach(() => {
  if (db.isOpen) db.close();
  folder.clear();
});

async function thread(): Promise<string[]> {
  return (await log.read({ room: lobby, limit: 1000 })).map((e) => (e.type === 'message' ? e.text : e.type));
}

const large = () => Array.from({ length: 500 }, (_, n) => said('x'.repeat(4000), { id: messageId(`n${n}`) }));

it('stores nothing of a batch that does not fit on the disk, and goes on when there is space again', async () => {
  db.exec('PRAGMA max_page_count = 30');
  const refused = log.append(large());
  await expect(refused).rejects.toBeInstanceOf(Fault);
  await expect(refused).rejects.toThrow(/No space is left for .*hobnob\.db: nothing was stored/);
  expect(await thread()).toEqual(['before']);
  await log.append([said('small')]);
  db.exec('PRAGMA max_page_count = 100000');
  const appended = await log.append(large());
  expect(appended.every(({ fresh }) => fresh)).toBe(true);
  expect(await thread()).toHaveLength(502);
});

it('says when the file cannot be written, still reads, and goes on when it can be', async () => {
  db.exec('PRAGMA query_only = 1');
  await expect(log.append([said('a'), said('b')])).rejects.toThrow(/hobnob\.db cannot be written/);
  await expect(shelf.put('b', 'k', 1)).rejects.toThrow(/hobnob\.db cannot be written/);
  expect(await thread()).toEqual(['before']);
  db.exec('PRAGMA query_only = 0');
  await log.append([said('after')]);
  await shelf.put('b', 'k', 1);
  expect(await thread()).toEqual(['before', 'after']);
});

it('stores nothing when the last step, the commit, fails', async () => {
  // A foreign key that is checked only at COMMIT, and cannot be met there.
  db.exec(`
    CREATE TABLE parent (n INTEGER PRIMARY KEY);
    CREATE TABLE mark (n INTEGER REFERENCES parent (n) DEFERRABLE INITIALLY DEFERRED);
    CREATE TEMP TRIGGER fail AFTER INSERT ON entries BEGIN INSERT INTO mark VALUES (1); END;
  `);
  await expect(log.append([said('a'), said('b')])).rejects.toBeInstanceOf(Fault);
  db.exec('DROP TRIGGER fail');
  expect(await thread()).toEqual(['before']);
  await log.append([said('after')]);
  expect(await thread()).toEqual(['before', 'after']);
});

it('names the file in every fault', async () => {
  db.close();
  await expect(log.append([said('late')])).rejects.toThrow(/hobnob\.db: /);
});
