import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder, type Folder } from '../../../test/kits/folder.ts';
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

function writerProgram(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(root, 'test/kits/endless-writer.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  return outputFiles[0]!.text;
}

/** Runs the writer until it has printed `lines` lines, looks at its folder, kills it; gives the whole lines printed. */
async function writeUntilKilled(program: string, lines: number): Promise<string[]> {
  const writer = spawn(process.execPath, ['--input-type=module', '--eval', program, folder.path], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let complaint = '';
  const printed = () => output.split('\n').slice(0, -1);
  writer.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    if (writer.killed || printed().length < lines) return;
    try {
      expectShared(writer.pid, printed());
    } finally {
      writer.kill('SIGKILL');
    }
  });
  writer.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaint += chunk));
  await once(writer, 'close');
  expect(complaint).toBe('');
  expect(writer.signalCode).toBe('SIGKILL');
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
  const program = writerProgram();
  const random = seededRandom(1);
  const seen: string[] = [];
  for (let round = 0; round < 8; round++) {
    seen.push(...(await writeUntilKilled(program, pick(random, [1, 2, 10, 50, 200, 700]))));

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
