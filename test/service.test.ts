import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { networkInterfaces, platform } from 'node:os';
import { join as pathOf } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serveWords } from './kits/server.ts';
import { dataFolder, join, open, run, separator, serve, tell, thread } from './kits/stage.ts';

const stopping = 'Kicked by the host for The service is stopping!::EOMsg::';

describe('the command line', () => {
  it.each([
    [['--port', '65536'], '--port 65536: must be a whole number from 0 to 65535 (0 takes a free port)'],
    [['-p', 'http'], '--port http: must be a whole number from 0 to 65535 (0 takes a free port)'],
    [['--flood', '10'], '--flood 10: must be MESSAGES/SECONDS, such as 10/4, or "off"'],
    [['--handshake=0'], '--handshake 0: must be a number of seconds from 0.1 to 3600'],
    [
      ['--bots', 'Tea_Bot'],
      '--bots Tea_Bot: must be "all", "none", some of Simple_Chat_Bot, Weather_Bot, Sport_Bot, Art_Bot, or paths such as ./my-bots/, with commas between them',
    ],
  ])('says what is wrong with %j', async (words, sentence) => {
    expect(await run(serveWords(dataFolder(), words))).toEqual({
      code: 2,
      output: '',
      errors: `hobnob: ${sentence}\n`,
    });
  });

  it('says what is wrong in the environment and in a file', async () => {
    const folder = dataFolder();
    const file = pathOf(folder, 'hobnob.toml');
    expect(await run(['serve'], { cwd: folder, env: { HOBNOB_PORT: '-1' } })).toEqual({
      code: 2,
      output: '',
      errors: 'hobnob: HOBNOB_PORT=-1: must be a whole number from 0 to 65535 (0 takes a free port)\n',
    });
    writeFileSync(file, '# ours\nport = 70000\n');
    const { code, errors } = await run(['serve', '--config', file], { cwd: folder });
    expect(code).toBe(2);
    expect(errors).toBe(
      `hobnob: ${file}:2:1: port = 70000: must be a whole number from 0 to 65535 (0 takes a free port)\n`,
    );
    writeFileSync(file, 'port = [\n');
    const broken = await run(['serve', '--config', file], { cwd: folder });
    expect(broken.code).toBe(2);
    expect(broken.errors).toMatch(/^hobnob: .*hobnob\.toml:\d+:\d+: .*\n$/);
    expect(readdirSync(folder)).toEqual(['hobnob.toml']);
  });

  it.each(['--prot', 'server'])('does not know %s, and says so in one line', async (word) => {
    const { code, output, errors } = await run(word.startsWith('-') ? ['serve', word, '1'] : [word]);
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors).toMatch(/^hobnob: [^\n]*\n$/);
    expect(errors).toContain(word);
  });

  it.each(['--Port', '--PORT', '-p'])('takes %s, and 0 for a free port that it names', async (flag) => {
    const server = await serve([flag, '0']);
    expect(server.port).toBeGreaterThan(0);
    await join(server, 'Ann');
  });

  it('reads the environment and a file, the command line first', async () => {
    const folder = dataFolder();
    const file = pathOf(folder, 'hobnob.toml');
    writeFileSync(file, 'flood = "2/60"\ntext-limit = 5\n');
    const server = await serve(['--config', file], dataFolder(), { env: { HOBNOB_TEXT_LIMIT: '10' } });
    const ann = await join(server, 'Ann');
    ann.send('Ann: 12345678901::EOMsg::');
    await ann.until('This message has more than 10 characters');
    ann.send('Ann: x::EOMsg::');
    await ann.untilEnded();
    expect(ann.text).toContain('sending too many messages');
  });

  it('names the port that another program has', async () => {
    const server = await serve();
    const data = dataFolder();
    const words = serveWords(data, ['--port', String(server.port)]);
    expect(await run(words)).toEqual({
      code: 1,
      output: '',
      errors: `hobnob: Port ${server.port} at 127.0.0.1 is in use by another program. Choose another one with --port.\n`,
    });
    await serve([], data);
  });
});

describe('where it listens', () => {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const hasIpv6 = addresses.some(({ family, address }) => family === 'IPv6' && address === '::1');

  it.skipIf(!hasIpv6)('by default IPv4 and IPv6, shown as what they are', async () => {
    const server = await serve(['--listen', 'all']);
    const ann = await join(server, 'Ann');
    const ben = await open(server, '::1');
    ben.send('Ben: Ben::EOMsg::Ben: over six::EOMsg::');
    await ann.until('Ben: over six::EOMsg::');
    const [list] = await server.ask('list', /Username[^]*Ben.*\n/);
    expect(list).toMatch(/Ann +127\.0\.0\.1:\d+ /);
    expect(list).toMatch(/Ben +\[::1\]:\d+ /);
  });

  it('only where it was told to', async () => {
    const server = await serve(['--listen', '127.0.0.1']);
    await expect(open(server, '::1')).rejects.toThrow(/ECONNREFUSED|EADDRNOTAVAIL|EAFNOSUPPORT/);
    if (platform() === 'linux') await expect(open(server, '127.0.0.2')).rejects.toThrow('ECONNREFUSED');
    const elsewhere = await run(serveWords(dataFolder(), ['--listen', '198.51.100.7']));
    expect(elsewhere).toMatchObject({ code: 1, output: '' });
    expect(elsewhere.errors).toBe('hobnob: 198.51.100.7 is not an address of this machine. See --listen.\n');
  });
});

describe('stopping', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('by %s tells every client', async (signal) => {
    const server = await serve();
    const ann = await join(server, 'Ann');
    const silent = await open(server);
    server.process.kill(signal);
    expect(await server.exit()).toBe(0);
    await Promise.all([ann.untilEnded(), silent.untilEnded()]);
    expect(ann.text).toBe(separator + stopping);
    expect(silent.text).toBe(stopping);
    expect(server.output).toMatch(
      /\nService is shutting down\.\n\[OK\] Removing active connections\.\n\[OK\] Waiting for threads to finish\.\nService stopped successfully!\n$/,
    );
    expect(server.errors).toBe('');
    expect(readdirSync(server.data).toSorted()).toEqual(['hobnob.db', 'hobnob.lock', 'logs']);
  });

  it('waits for nobody who does not read', async () => {
    const server = await serve(['--flood', 'off']);
    const deaf = await join(server, 'Deaf');
    const ann = await join(server, 'Ann');
    deaf.socket.pause();
    for (let i = 0; i < 100; i++) ann.send(`Ann: ${i} ${'x'.repeat(3900)}::EOMsg::`);
    await (await join(server, 'Ben')).until('Ann: 99 ');
    server.process.kill('SIGTERM');
    // 0 only when everything was closed in time: what hangs for longer is cut off with 1.
    expect(await server.exit()).toBe(0);
    expect(server.output).toContain('Service stopped successfully!');
  });

  it('what was said just before is stored', async () => {
    const server = await serve(['--flood', 'off']);
    const ann = await join(server, 'Ann');
    const ben = await join(server, 'Ben');
    for (let i = 0; i < 500; i++) ann.send(`Ann: ${i}::EOMsg::`);
    await ben.until('Ann: 0::EOMsg::');
    server.process.kill('SIGTERM');
    expect(await server.exit()).toBe(0);
    await ben.untilEnded();
    const shown = [...ben.text.matchAll(/Ann: (\d+)::/g)].map((match) => match[1]);
    const stored = (await thread(server.data)).filter((entry) => entry.kind === 'message');
    expect(stored.map((entry) => entry.text)).toEqual(shown);
  });

  it('not by the end of standard input', async () => {
    const server = await serve();
    server.process.stdin.end('say still here\n');
    await server.until(/Host: still here/);
    const ann = await join(server, 'Ann');
    expect(ann.text).toContain('\nHost: still here::EOMsg::');
    await tell(ann, 'Ann', 'so am I', await join(server, 'Ben'));
    expect(server.process.exitCode).toBeNull();
  });

  it('not by a terminal that is gone', async () => {
    const server = await serve();
    server.process.stdout.destroy();
    server.process.stderr.destroy();
    server.type('say into the void');
    const ann = await join(server, 'Ann');
    await ann.until('\nHost: into the void::EOMsg::');
    for (const command of ['help', 'list', 'stats']) server.type(command);
    await tell(ann, 'Ann', 'still here', await join(server, 'Ben'));
  });
});

describe('the log files', () => {
  const secret = 'the cake is in the cellar';

  it.each([[false], [true]])(
    'are JSON lines, with message text only when asked for: %s',
    async (withText) => {
      const server = await serve(withText ? ['--log-text'] : []);
      const ann = await join(server, 'Ann');
      await tell(ann, 'Ann', secret, await join(server, 'Ben'));
      await server.ask('kick Ben for cake', /was removed/);
      await ann.until('left');
      server.type('exit');
      expect(await server.exit()).toBe(0);
      const folder = pathOf(server.data, 'logs');
      const names = readdirSync(folder);
      for (const name of names) expect(name).toMatch(/^hobnob_\d{4}-\d\d-\d\d\.log$/);
      const text = names.map((name) => readFileSync(pathOf(folder, name), 'utf8')).join('');
      const lines = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(lines.map((line) => line['msg'])).toEqual(
        expect.arrayContaining(['joined', 'message', 'kicked', 'stopped']),
      );
      expect(lines).toContainEqual(expect.objectContaining({ level: 'info', msg: 'message', nick: 'Ann' }));
      expect(lines).toContainEqual(
        expect.objectContaining({ msg: 'kicked', nick: 'Ben', reason: 'for cake' }),
      );
      expect(lines).toContainEqual(expect.objectContaining({ msg: 'listening', port: server.port }));
      const address: unknown = expect.stringMatching(/^127\.0\.0\.1:\d+$/);
      expect(lines).toContainEqual(expect.objectContaining({ msg: 'connected', nick: 'Ann', address }));
      expect(text.includes(secret)).toBe(withText);
    },
  );
});

describe('the data folder', () => {
  it('is its owner’s alone, and can be exported while the server runs', async () => {
    const server = await serve([], pathOf(dataFolder(), 'made', 'new'));
    expect(statSync(server.data).mode & 0o777).toBe(0o700);
    const ann = await join(server, 'Ann');
    await tell(ann, 'Ann', 'one', await join(server, 'Ben'));
    const before = await thread(server.data);
    expect(before.map(({ kind, author, text }) => [kind, author, text])).toEqual([
      ['opened', 'Host', ''],
      ['joined', 'Ann', ''],
      ['joined', 'Ben', ''],
      ['message', 'Ann', 'one'],
    ]);
    await tell(ann, 'Ann', 'two', await join(server, 'Eve'));
    const after = await thread(server.data);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.at(-1)).toMatchObject({ room: 'lobby', kind: 'message', author: 'Ann', text: 'two' });
  });
});
