import { DatabaseSync } from '@photostructure/sqlite';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, type Folder } from '../../../test/kits/folder.ts';
import { said } from '../../../test/kits/said.ts';
import { lobby, type Seq } from '../../room/types.ts';
import { Fault, messageOf } from '../../util/result.ts';
import { closeWriting, openForReading, openForWriting } from './database.ts';
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

async function fill(rows: number): Promise<void> {
  const store = openSqlite(folder.path, 'fast');
  await store.log.append(Array.from({ length: rows }, (_, n) => said(`message ${n} ${'x'.repeat(100)}`)));
  await store.close();
}

/** The sentence with which opening is refused; checks that it is a Fault and that the file is as it was. */
function refusal(): string {
  const before = readFileSync(file);
  let refused: unknown;
  try {
    openSqlite(folder.path, 'full');
  } catch (thrown) {
    refused = thrown;
  }
  expect(refused).toBeInstanceOf(Fault);
  expect(readFileSync(file).equals(before)).toBe(true);
  return messageOf(refused);
}

describe('a file that is not ours to open is refused and left as it is', () => {
  const rescue = /hobnob\.db is damaged .* Move it aside or restore a backup.* \.recover /;

  it('no database', () => {
    writeFileSync(file, 'Dear diary, this is not a database.\n'.repeat(200));
    expect(refusal()).toMatch(rescue);
  });

  it('a truncated one', async () => {
    await fill(2000);
    truncateSync(file, 40_000);
    expect(refusal()).toMatch(rescue);
  });

  it('one that was cut within its header', async () => {
    await fill(10);
    truncateSync(file, 50);
    expect(refusal()).toMatch(rescue);
  });

  it('an emptied one whose journal is still there', () => {
    writeFileSync(file, '');
    writeFileSync(`${file}-wal`, 'what is left of the thread');
    expect(refusal()).toMatch(rescue);
    expect(readFileSync(`${file}-wal`, 'utf8')).toBe('what is left of the thread');
  });

  it("another program's database", () => {
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE recipes (name TEXT)');
    other.close();
    expect(refusal()).toContain("another program's");
  });

  it('one of a newer hobnob', async () => {
    await fill(10);
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA user_version = 1000');
    newer.close();
    const sentence = refusal();
    expect(sentence).toContain(file);
    expect(sentence).toMatch(/version 1000 .* up to version \d+\. .*newer hobnob/);
  });

  it('and the folder is free again afterwards', () => {
    writeFileSync(file, 'no database'.repeat(100));
    expect(refusal()).toMatch(rescue);
    expect(refusal()).toMatch(rescue);
  });
});

describe('a good file', () => {
  it('is taken over when the first start was cut off before anything was written', async () => {
    writeFileSync(file, '');
    await fill(1);
    expect(statSync(file).size).toBeGreaterThan(0);
  });

  it('is one file once closed', async () => {
    await fill(10);
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  it.each([
    ['full', 2],
    ['fast', 1],
  ] as const)('is written with the durability asked for: %s', (durability, level) => {
    const db = openForWriting(file, durability);
    expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: level });
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    closeWriting(db);
  });

  it('can be read, not written, beside the server', async () => {
    const store = openSqlite(folder.path, 'full');
    await store.log.append([said('hi')]);
    const reader = openForReading(file);
    expect(reader.prepare('SELECT text FROM entries').all()).toEqual([{ text: 'hi' }]);
    expect(() => reader.exec('DELETE FROM entries')).toThrow('readonly');
    await store.log.append([said('there')]);
    expect(reader.prepare('SELECT text FROM entries').all()).toHaveLength(2);
    reader.close();
    await store.close();
  });
});

describe('a page that goes bad', () => {
  it('fails the reads that need it with a sentence, not the others', async () => {
    await fill(5000);
    overwrite(file, leafOfEntries());
    const store = openSqlite(folder.path, 'full');
    const newest = await store.log.read({ room: lobby, limit: 3 });
    expect(newest).toHaveLength(3);
    const all = store.log.read({ room: lobby, limit: 5000, after: 0 as Seq });
    await expect(all).rejects.toThrow(/hobnob\.db is damaged/);
    await expect(all).rejects.toBeInstanceOf(Fault);
    await store.close();
  });
});

/** A page in the middle of the table, as a number from 1. */
function leafOfEntries(): number {
  const db = openForReading(file);
  const leaves = db.prepare("SELECT pageno FROM dbstat WHERE name = 'entries' AND pagetype = 'leaf'").all();
  db.close();
  return (leaves as { pageno: number }[])[Math.floor(leaves.length / 2)]!.pageno;
}

function overwrite(path: string, page: number): void {
  const fd = openSync(path, 'r+');
  writeSync(fd, Buffer.alloc(4096, 0xa5), 0, 4096, (page - 1) * 4096);
  closeSync(fd);
}
