import { DatabaseSync } from '@photostructure/sqlite';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, type Folder } from '../../../test/kits/folder.ts';
import { messageId, said } from '../../../test/kits/said.ts';
import { lobby } from '../../room/types.ts';
import { closeWriting, openForWriting } from './database.ts';
import { storedEntries } from './scan.ts';
import { openSqlite } from './store.ts';

let folder: Folder;
let file: string;

beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'hobnob.db');
});
afterEach(() => {
  folder.clear();
});

/** What the first version wrote. */
const version1 = `
  CREATE TABLE entries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, room TEXT NOT NULL, time INTEGER NOT NULL, type TEXT NOT NULL,
    nick TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, id TEXT, author_key TEXT, answers INTEGER,
    because TEXT, by TEXT
  ) STRICT;
  CREATE INDEX entries_by_room ON entries (room);
  CREATE UNIQUE INDEX entries_by_id ON entries (room, author_key, id) WHERE id IS NOT NULL;
  CREATE TABLE shelf (
    bucket TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (bucket, key)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO entries (room, time, type, nick, kind, text, id, author_key) VALUES
    ('lobby', 5, 'opened', 'Host', 'host', '', NULL, NULL),
    ('lobby', 6, 'message', 'Ann', 'person', 'hi', 'one', 'ann');
  INSERT INTO shelf VALUES ('bans', 'ben', '1');
  PRAGMA application_id = 0x686f626e;
  PRAGMA user_version = 1;`;

function writeVersion1(): void {
  const old = new DatabaseSync(file);
  old.exec(version1);
  old.close();
}

function schemaOf(path: string): unknown {
  const db = openForWriting(path, 'fast');
  const schema: unknown[] = db.prepare('SELECT name, type FROM sqlite_schema ORDER BY name').all();
  const version: unknown = db.prepare('PRAGMA user_version').get();
  closeWriting(db);
  return { schema, version };
}

describe('a database of the first version', () => {
  beforeEach(writeVersion1);

  it('keeps what it holds, and learns what is new', async () => {
    const store = openSqlite(folder.path, 'full');
    expect(await store.log.rooms()).toEqual([{ room: lobby, spoken: true, topic: '', newest: 2 }]);
    expect(await store.shelf.get('bans', 'ben')).toBe(1);
    const again = await store.log.append([said('hi', { time: 7, id: messageId('one') })]);
    expect(again).toEqual([{ seq: 2, fresh: false }]);
    await store.log.append([{ ...said('waves', { time: 8 }), action: true }]);
    const entries = await store.log.read({ room: lobby, limit: 9 });
    expect(entries.map((entry) => entry.type === 'message' && entry.action)).toEqual([
      false,
      undefined,
      true,
    ]);
    await store.close();
  });

  it('becomes the same as one that is new', () => {
    expect(schemaOf(file)).toEqual(schemaOf(join(folder.path, 'new.db')));
  });

  it('can be read as it is', () => {
    expect([...storedEntries(folder.path)].flat()).toHaveLength(2);
    const db = new DatabaseSync(file);
    expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
    db.close();
  });
});
