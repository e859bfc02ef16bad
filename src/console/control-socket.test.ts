import { spawn } from 'node:child_process';
import { mkdtemp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../../test/kits/eventually.ts';
import { fakeDesk } from '../../test/kits/fake-desk.ts';
import { runAdmin } from './control-client.ts';
import { type Control, serveControl } from './control-socket.ts';

let dataDir: string;
let control: Control | null;
let stops: number;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hobnob-control-'));
  control = null;
  stops = 0;
});
afterEach(async () => {
  await control?.close();
  await rm(dataDir, { recursive: true });
});

async function serve(folder = dataDir, desk = fakeDesk()) {
  control = await serveControl({ dataDir: folder, desk, note: () => {}, requestStop: () => (stops += 1) });
  return desk;
}

async function admin(words: readonly string[], folder = dataDir) {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await runAdmin(words, folder, {
    print: (line) => out.push(line),
    printError: (line) => errors.push(line),
  });
  return { out, errors, code };
}

test('a command is carried out and answered, with 0 for done and 1 for not', async () => {
  const desk = await serve();
  expect(await admin(['kick', 'Ann', 'too', 'loud'])).toEqual({
    out: ['User Ann was removed!'],
    errors: [],
    code: 0,
  });
  expect(desk.done).toEqual(['kick Ann: too loud']);
  expect(await admin(['kick', 'Bob'])).toEqual({
    out: ['User with username Bob was not found!'],
    errors: [],
    code: 1,
  });
  expect((await admin(['history'])).out.join()).toContain('Ann: hi\ufffd[2J');
});

test('the socket can be opened by its owner only, and goes with the server', async () => {
  await serve();
  expect((await stat(join(dataDir, 'control.sock'))).mode & 0o777).toBe(0o600);
  await control?.close();
  await expect(stat(join(dataDir, 'control.sock'))).rejects.toThrow('ENOENT');
});

test('several at once', async () => {
  await serve();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => admin(['say', `number ${index}`])),
  );
  answers.forEach(({ out, code }, index) => expect([out, code]).toEqual([[`Host: number ${index}`], 0]));
});

test('exit is answered before the server is asked to stop', async () => {
  await serve();
  expect(await admin(['exit'])).toEqual({ out: ['Service is shutting down.'], errors: [], code: 0 });
  await eventually(() => expect(stops).toBe(1));
});

describe('when no server runs', () => {
  const sentence = () =>
    `No server is running on the data folder ${dataDir}. Another one can be named: bin/hobnob admin --data DIR COMMAND`;

  test('it is said', async () => {
    expect(await admin(['list'])).toEqual({ out: [], errors: [sentence()], code: 1 });
  });

  test('also where a killed one left its socket, whose place the next one takes', async () => {
    const path = join(dataDir, 'control.sock');
    const script = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
    await new Promise((resolve) => spawn(process.execPath, ['-e', script]).once('exit', resolve));
    expect((await stat(path)).isSocket()).toBe(true);
    expect(await admin(['list'])).toEqual({ out: [], errors: [sentence()], code: 1 });
    await serve();
    expect((await admin(['bans'])).out).toEqual(['Nobody is banned.']);
  });
});

test('a second server is refused, and the first goes on', async () => {
  await serve();
  const first = control;
  await expect(serve()).rejects.toThrow(/^Another server answers at /);
  control = first;
  expect((await admin(['bans'])).code).toBe(0);
});

test('a file that is no socket is left alone', async () => {
  await writeFile(join(dataDir, 'control.sock'), 'mine');
  await expect(serve()).rejects.toThrow(/is in the way/);
  expect(await readFile(join(dataDir, 'control.sock'), 'utf8')).toBe('mine');
});

test('a path too long for a socket is said on both sides', async () => {
  const long = join(dataDir, 'x'.repeat(100));
  await mkdir(long);
  await expect(serve(long)).rejects.toThrow(/too long for a socket file/);
  expect(await admin(['list'], long)).toMatchObject({
    out: [],
    code: 1,
    errors: [expect.stringMatching(/too long/)],
  });
});

describe('what is not a request gets an error', () => {
  const ask = async (bytes: string | Buffer) => {
    const socket = connect(join(dataDir, 'control.sock'));
    socket.end(bytes);
    return text(socket);
  };
  test.each([
    ['garbage', 'GET / HTTP/1.1\r\n\r\n'],
    ['no words', '{}\n'],
    ['not words', '{"words":["kick",1]}\n'],
    ['an empty list', '{"words":[]}\n'],
    ['null', 'null\n'],
    ['no line end', '{"words":'],
    ['nothing', ''],
    ['too long', Buffer.alloc(100_000, 'a')],
  ])('%s', async (_, bytes) => {
    await serve();
    expect(await ask(bytes)).toMatch(/^\{"line":"This is not a request\..*\n\{"exit":1\}\n$/);
    expect((await admin(['bans'])).code).toBe(0);
  });
});
