import { DatabaseSync } from '@photostructure/sqlite';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join as pathOf } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serveWords } from './kits/server.ts';
import { canHaveSmallDisk, SmallDisk, withinSmallDisk } from './kits/small-disk.ts';
import { dataFolder, join, open, run, serve, tell, thread } from './kits/stage.ts';

describe('a disk that takes no more', () => {
  const small = canHaveSmallDisk();

  it.skipIf(!small)('refuses and shows nothing; once there is space the room goes on', async () => {
    const data = dataFolder();
    const around = { within: withinSmallDisk(data, 8 * 1024 * 1024) };
    const server = await serve(['--flood', 'off'], data, around);
    const ann = await join(server, 'Ann');
    const ben = await join(server, 'Ben');
    await tell(ann, 'Ann', 'before', ben);
    const disk = new SmallDisk(server.process.pid!, data);
    disk.fill();
    ann.send(`Ann: ${'too much '.repeat(400)}::EOMsg::`);
    await ann.until(
      /\nHost: This could not be stored, and nobody has seen it: No space is left for [^]*::EOMsg::/,
    );
    const stranger = await open(server);
    stranger.send('Eve: Eve::EOMsg::');
    await stranger.untilEnded();
    expect(stranger.text).toMatch(/^Kicked by the host for This could not be stored/);
    await server.until(
      /Nothing could be stored: No space is left for .*hobnob\.db: nothing was stored\. Free some/,
    );
    ben.close();
    disk.free();
    await ann.until('Host: User Ben left the chat.::EOMsg::');
    const again = await join(server, 'Ben');
    await tell(ann, 'Ann', 'after', again);
    expect(again.text).toMatch(/Ann: before::EOMsg::/);
    expect(again.text).not.toContain('too much');
    const copy = dataFolder();
    for (const name of ['hobnob.db', 'hobnob.db-wal'])
      copyFileSync(pathOf(disk.path, name), pathOf(copy, name));
    const stored = await thread(copy);
    expect(stored.map((entry) => entry.text).filter((text) => text !== '')).toEqual([
      'before',
      'left',
      'after',
    ]);
  });

  it.skipIf(spawnSync('prlimit', ['--version']).status !== 0)(
    'in the middle of a write: the same',
    async () => {
      const data = dataFolder();
      const server = await serve(['--flood', 'off'], data);
      const ann = await join(server, 'Ann');
      const ben = await join(server, 'Ben');
      await tell(ann, 'Ann', 'before', ben);
      const limit = (bytes: string) =>
        spawnSync('prlimit', [`--pid=${server.process.pid!}`, `--fsize=${bytes}:`]);
      // No file may grow beyond where the journal is now, and a bit: the write breaks off half-way.
      limit(String(statSync(pathOf(data, 'hobnob.db-wal')).size + 1000));
      ann.send(`Ann: ${'too much '.repeat(400)}::EOMsg::`);
      await ann.until(/\nHost: This could not be stored, and nobody has seen it: [^]*::EOMsg::/);
      limit('unlimited');
      await tell(ann, 'Ann', 'after', ben);
      expect(ben.text).not.toContain('too much');
      await server.kill();
      const texts = (await thread(data)).map((entry) => entry.text);
      expect(texts.filter((text) => text !== '')).toEqual(['before', 'after']);
    },
  );
});

describe('a data folder that may not be written', () => {
  // The administrator of a machine may write everywhere, unless this right is put down.
  const humble = ['setpriv', '--bounding-set=-dac_override'];
  const within = process.getuid?.() === 0 ? humble : [];

  it.skipIf(within.length > 0 && spawnSync(humble[0]!, [humble[1]!, 'true']).status !== 0)(
    'is said at the start',
    async () => {
      const data = pathOf(dataFolder(), 'data');
      mkdirSync(data, { mode: 0o500 });
      const { code, output, errors } = await run(serveWords(data), { within });
      expect({ code, output }).toEqual({ code: 1, output: '' });
      expect(errors).toBe(
        `hobnob: The data folder ${data} cannot be written: its permissions do not allow it. Choose another folder with --data.\n`,
      );
      chmodSync(data, 0o700);
    },
  );

  it('because it is a file is said as well', async () => {
    const file = pathOf(dataFolder(), 'file');
    writeFileSync(file, 'mine');
    const { code, errors } = await run(serveWords(file));
    expect(code).toBe(1);
    expect(errors).toBe(
      `hobnob: The data folder ${file} cannot be used: it, or a part of its path, is a file. Choose another folder with --data.\n`,
    );
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});

describe('a database file', () => {
  /** A thread with one message in it. */
  async function written(): Promise<string> {
    const server = await serve();
    await tell(await join(server, 'Ann'), 'Ann', 'worth keeping', await join(server, 'Ben'));
    server.process.kill('SIGTERM');
    await server.exit();
    return server.data;
  }

  it.each([
    ['is text', () => Buffer.from('Dear diary, '.repeat(1000)), /damaged or not a hobnob database/],
    ['is half a database', (was: Buffer) => was.subarray(0, 5000), /damaged or not a hobnob database/],
    ['lost its head', (was: Buffer) => Buffer.concat([Buffer.alloc(100), was.subarray(100)]), /damaged/],
  ])('that %s is left as it is', async (_, spoil, sentence) => {
    const data = await written();
    const file = pathOf(data, 'hobnob.db');
    const spoilt = spoil(readFileSync(file));
    writeFileSync(file, spoilt);
    const { code, output, errors } = await run(serveWords(data));
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toMatch(sentence);
    expect(errors).toContain(`hobnob: ${file} `);
    expect(errors.trim().split('\n')).toHaveLength(1);
    expect(readFileSync(file).equals(spoilt)).toBe(true);
  });

  it('of a newer version is left as it is', async () => {
    const data = await written();
    const file = pathOf(data, 'hobnob.db');
    edit(file, 'PRAGMA user_version = 99');
    const newer = readFileSync(file);
    const { code, errors } = await run(serveWords(data));
    expect(code).toBe(1);
    expect(errors).toMatch(
      /^hobnob: .*hobnob\.db has version 99 of the database format, and this hobnob knows up to/,
    );
    expect(readFileSync(file).equals(newer)).toBe(true);
    expect(await run(['export', '--data', data])).toMatchObject({ code: 1, output: '' });
    expect(readFileSync(file).equals(newer)).toBe(true);
  });

  it('of another program is left as it is', async () => {
    const data = dataFolder();
    const file = pathOf(data, 'hobnob.db');
    edit(file, 'CREATE TABLE recipes (name TEXT)');
    const other = readFileSync(file);
    const { code, errors } = await run(serveWords(data));
    expect(code).toBe(1);
    expect(errors).toContain("another program's SQLite database");
    expect(readFileSync(file).equals(other)).toBe(true);
  });

  it('without its lock file or process number is opened all the same', async () => {
    const data = await written();
    for (const name of ['hobnob.lock', 'hobnob.pid']) rmSync(pathOf(data, name), { force: true });
    const server = await serve([], data);
    expect((await join(server, 'Eve')).text).toContain('Ann: worth keeping::EOMsg::');
  });
});

describe('two servers on one data folder', () => {
  it('the second one ends and says who has it, the first goes on', async () => {
    const server = await serve();
    const second = await run(serveWords(server.data));
    expect(second).toEqual({
      code: 1,
      output: '',
      errors:
        `hobnob: Another hobnob server (process ${server.process.pid!}) is using the data folder ${server.data}. ` +
        'Talk to it with `bin/hobnob admin`, or start this one with another --data.\n',
    });
    await tell(await join(server, 'Ann'), 'Ann', 'undisturbed', await join(server, 'Ben'));
    await server.kill();
    const third = await serve([], server.data);
    expect((await join(third, 'Eve')).text).toContain('Ann: undisturbed::EOMsg::');
  });
});

describe('a clock that was set back', () => {
  it('is said, and order and times do not go back with it', async () => {
    const first = await serve();
    await tell(await join(first, 'Ann'), 'Ann', 'yesterday', await join(first, 'Ben'));
    first.type('exit');
    await first.exit();
    edit(pathOf(first.data, 'hobnob.db'), 'UPDATE entries SET time = time + 3600000');
    const server = await serve([], first.data);
    const ann = await join(server, 'Ann');
    await tell(await join(server, 'Ben'), 'Ben', 'today', ann);
    expect(server.output + server.errors).toMatch(
      /The clock is \d+ s behind the newest message; times wait for it\./,
    );
    const entries = await thread(server.data);
    const texts = entries.filter((entry) => entry.kind === 'message').map((entry) => entry.text);
    expect(texts).toEqual(['yesterday', 'today']);
    expect(entries.map((entry) => entry.time)).toEqual(entries.map((entry) => entry.time).toSorted());
    const eve = await join(server, 'Eve');
    expect(eve.text).toMatch(/Ann: yesterday::EOMsg::[^]*Ben: today::EOMsg::/);
  });
});

function edit(file: string, statement: string): void {
  const db = new DatabaseSync(file);
  db.exec(statement);
  db.close();
}
