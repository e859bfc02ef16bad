import { DatabaseSync } from '@photostructure/sqlite';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder, type Folder } from '../../../test/kits/folder.ts';
import { said } from '../../../test/kits/said.ts';
import { lobby, type Entry, type Seq } from '../../room/types.ts';
import { pick, seededRandom } from '../../util/random.ts';
import { storedEntries } from './scan.ts';
import { openSqlite } from './store.ts';

const root = join(import.meta.dirname, '../../..');

let folder: Folder;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  folder.clear();
});

function programOf(kit: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(root, 'test/kits', kit)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  return outputFiles[0]!.text;
}

/** Runs `program` until it has printed `lines` lines, then `look`s at it and kills it; gives the whole lines printed. */
async function runUntilKilled(
  program: string,
  lines: number,
  look: (pid: number | undefined, printed: readonly string[]) => void,
): Promise<string[]> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program, folder.path], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let complaint = '';
  const printed = () => output.split('\n').slice(0, -1);
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    if (child.killed || printed().length < lines) return;
    try {
      look(child.pid, printed());
    } finally {
      child.kill('SIGKILL');
    }
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaint += chunk));
  await once(child, 'close');
  expect(complaint).toBe('');
  expect(child.signalCode).toBe('SIGKILL');
  return printed();
}

/** While the writer `pid` runs, others may read its folder, and may not write to it. */
function expectShared(pid: number | undefined, printed: readonly string[]): void {
  const stored = new Set([...storedEntries(folder.path)].flat().map(line));
  expect(printed.filter((seen) => !stored.has(seen))).toEqual([]);
  expect(() => openSqlite(folder.path, 'full')).toThrow(`Another hobnob server (process ${pid})`);
}

/** An entry as the writer prints it. */
function line(entry: Entry): string {
  return `${entry.seq} ${entry.type === 'message' ? entry.text : entry.type}`;
}

it('kill -9 under load: all that was seen is there again, in order, once, and the folder is free', async () => {
  const program = programOf('endless-writer.ts');
  const random = seededRandom(1);
  const seen: string[] = [];
  for (let round = 0; round < 8; round++) {
    seen.push(...(await runUntilKilled(program, pick(random, [1, 2, 10, 50, 200, 700]), expectShared)));

    const store = openSqlite(folder.path, 'full');
    const entries = await store.log.read({ room: lobby, limit: 1_000_000, after: 0 as Seq });
    await store.close();
    const lines = entries.map(line);
    expect(lines.map((text) => text.split(' ')[1])).toEqual(lines.map((_, n) => String(n)));
    const stored = new Set(lines);
    expect(seen.filter((text) => !stored.has(text))).toEqual([]);
  }
  expect(new Set(seen).size).toBe(seen.length);
});

it('kill -9 while the index grows: it goes on from where it was, and everything is found', async () => {
  const store = openSqlite(folder.path, 'full');
  const many = Array.from({ length: 30_000 }, (_, n) => said(`the word${n}x of many`));
  await store.log.append(many);
  await store.close();
  const program = programOf('endless-searcher.ts');
  const random = seededRandom(2);
  const ends: number[] = [];
  for (let round = 0; round < 8; round++) {
    await runUntilKilled(program, pick(random, [1, 5, 10, 20, 40]), () => undefined);
    const again = openSqlite(folder.path, 'full');
    for (const n of [0, 1, 999, 15_000, 29_999]) {
      const found = await again.log.search({ rooms: [lobby], text: `word${n}x`, limit: 9 });
      expect(found.map(line)).toEqual([`${n + 1} the word${n}x of many`]);
    }
    await again.close();
    ends.push(reached());
  }
  expect(ends).toEqual(ends.toSorted((one, other) => one - other));
  expect(ends.at(-1)).toBeGreaterThan(0);
});

/** Up to which entry the index on disk goes. */
function reached(): number {
  const db = new DatabaseSync(join(folder.path, 'search.db'));
  const { seq } = db.prepare('SELECT seq FROM reached').get() as { seq: number };
  db.close();
  return seq;
}
