import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { eventually } from '../../../test/kits/eventually.ts';
import { FakeClassicServer, takenName } from '../../../test/kits/fake-classic-server.ts';
import { fakeTerminal } from '../../../test/kits/fake-terminal.ts';
import { systemClock, type Clock } from '../../util/clock.ts';
import { type JoinIo, type JoinOptions, runJoin } from './join.ts';

/** The real clock, ten times as fast. */
const fastClock: Clock = {
  now: () => systemClock.now() * 10,
  after: (ms, run) => systemClock.after(ms / 10, run),
};

let server: FakeClassicServer;
const controllers: AbortController[] = [];
beforeEach(async () => {
  server = await FakeClassicServer.open();
});
afterEach(async () => {
  for (const controller of controllers.splice(0)) controller.abort();
  await server.close();
});

function join(over: Partial<JoinOptions> = {}, io: Partial<JoinIo> = {}) {
  const input = new PassThrough();
  const output = new PassThrough();
  let text = '';
  output.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const controller = new AbortController();
  controllers.push(controller);
  const options = { dest: '127.0.0.1', port: server.port, username: 'Ann', once: false, pace: true, ...over };
  const code = runJoin(options, {
    screen: { input, output },
    clock: fastClock,
    random: () => 0.5,
    signal: controller.signal,
    ...io,
  });
  const lines = () => text.split('\n').slice(0, -1);
  const shows = (line: string) => eventually(() => expect(lines()).toContain(line));
  return { input, output, code, lines, shows, abort: () => controller.abort() };
}

const greeting = [
  'You have joined the chat with username Ann!',
  'Loading old messages from the thread.',
  '------------[Start old messages]------------',
];
const startNew = '------------[Start new messages]------------';

test('a whole stay, byte for byte on the wire and line for line on the screen', async () => {
  server.thread.push('Ben: hi', '\nHost: What is your favourite colour?', 'User Bo_Bot has joined the chat!');
  const { input, lines, shows, code } = join();
  await shows(startNew);
  input.write('Blå, I think: blue\n');
  await shows('Ann: Blå, I think: blue');
  server.post('Ben: me too');
  await shows('Ben: me too');
  input.write('/exit\n');
  expect(await code).toBe(0);
  await eventually(() => expect(server.received).toEqual(['Ann: Ann', 'Ann: Blå, I think: blue']));
  expect(lines()).toEqual([
    ...greeting,
    'Ben: hi',
    'Host: What is your favourite colour?',
    'User Bo_Bot has joined the chat!',
    'User Ann has joined the chat!',
    startNew,
    'Ann: Blå, I think: blue',
    'Ben: me too',
    'You are disconnecting from the chat.',
  ]);
  await eventually(() => expect(server.thread.at(-1)).toBe('Host: User Ann left the chat.'));
});

test('commands are not sent but to bots, and // says what begins with /', async () => {
  const { input, lines, shows, code } = join();
  await shows(startNew);
  server.post('Ben: hi');
  server.post('User Cleo has joined the chat!');
  server.post('Host: User Cleo left the chat.');
  await shows('Host: User Cleo left the chat.');
  input.write('/WHO\n/help\n/Nick Anna\n//help me\n   \n/why\n/weather Oslo\n');
  await shows('Ann: /weather Oslo');
  input.write('/exit\n');
  await code;
  const text = lines().join('\n');
  expect(text).toContain('Seen here: Ben. (This wire has no list of members');
  expect(text).toContain('The classic wire has no /Nick. /help lists what there is.');
  await eventually(() =>
    expect(server.received).toEqual(['Ann: Ann', 'Ann: /help me', 'Ann: /why', 'Ann: /weather Oslo']),
  );
});

test('the end of piped input: everything is sent, answers are waited for, and we leave', async () => {
  const { input, code, lines } = join();
  input.end('one\ntwo');
  await eventually(() => expect(server.received).toContain('Ann: two'));
  server.post('Ben: three');
  expect(await code).toBe(0);
  expect(lines().slice(-3)).toEqual(['Ann: one', 'Ann: two', 'Ben: three']);
  await eventually(() => expect(server.thread.at(-1)).toBe('Host: User Ann left the chat.'));
});

test('more lines than a server bears at once are sent at its pace', async () => {
  const { input, code } = join();
  input.end(Array.from({ length: 20 }, (_, index) => `line ${index}\n`).join(''));
  await eventually(() => expect(server.received).toHaveLength(9));
  expect(await code).toBe(0);
  await eventually(() => expect(server.received).toHaveLength(21));
});

describe('when there is no way in', () => {
  test('no server: said, with code 1, whether or not it was to try once', async () => {
    const { port } = server;
    await server.close();
    for (const once of [true, false]) {
      const { code, lines } = join({ port, once });
      expect(await code).toBe(1);
      expect(lines()[0]).toBe(
        `Unable to connect to the chat server on destination 127.0.0.1 and port ${port}.`,
      );
    }
    server = await FakeClassicServer.open();
  });

  test('a name that is taken', async () => {
    server.refused.set('Ann', takenName('Ann'));
    const { code, lines } = join();
    expect(await code).toBe(1);
    expect(lines()).toEqual([
      'The chat server did not let you in. The following reason was given: The name Ann is taken. Choose another one.',
    ]);
  });
});

describe('when the server ends it', () => {
  test('removed, with the reason and code 1', async () => {
    const { code, lines, shows } = join();
    await shows(startNew);
    server.remove('Ann', 'sending too many messages (10 within 4 s).');
    expect(await code).toBe(1);
    expect(lines().slice(-2)).toEqual([
      'You have been removed from the chat by the host. The following reason was given: sending too many messages (10 within 4 s).',
      'The connection with the chat server has stopped.',
    ]);
  });

  test('lost: with --once that is the end', async () => {
    const { code, lines, shows } = join({ once: true });
    await shows(startNew);
    server.cut();
    expect(await code).toBe(1);
    expect(lines().at(-1)).toBe('The connection with the chat server has stopped.');
  });

  test('lost: says so, keeps what is typed, tries again and goes on without hole or double', async () => {
    const { input, code, lines, shows } = join();
    await shows(startNew);
    input.write('one\n');
    await shows('Ann: one');
    const { port, thread } = server;
    server.post('Ben: two');
    await shows('Ben: two');
    server.deaf = true;
    input.write('three\n');
    await shows('Ann: three');
    await server.close();
    await shows('The connection with the chat server has stopped.');
    input.write('five\n');
    thread.push('Ben: four');
    server = await FakeClassicServer.open({ port, thread });
    await shows('Ann: five');
    input.write('/exit\n');
    expect(await code).toBe(0);
    const after = lines().slice(lines().indexOf(startNew) + 1);
    expect(after.filter((line) => !/again\.|not connected|What you type/.test(line))).toEqual([
      'Ann: one',
      'Ben: two',
      'Ann: three',
      'The connection with the chat server has stopped.',
      'Ben: four',
      'Ann: five',
      'You are disconnecting from the chat.',
    ]);
    await eventually(() => expect(server.received).toEqual(['Ann: Ann', 'Ann: three', 'Ann: five']));
    expect(thread.filter((line) => line.startsWith('Ann: '))).toEqual([
      'Ann: one',
      'Ann: three',
      'Ann: five',
    ]);
  });

  test('stopping: the next one is waited for, also while it still holds our name', async () => {
    const { input, code, shows, lines } = join();
    await shows(startNew);
    server.refused.set('Ann', takenName('Ann'));
    server.remove('Ann', 'The service is stopping!');
    await eventually(() => expect(lines().join('\n')).toMatch(/Still not connected \(The name Ann is taken/));
    server.refused.delete('Ann');
    await shows('You are connected again.');
    input.write('/exit\n');
    expect(await code).toBe(0);
  });

  test('a gap is told', async () => {
    await server.close();
    server = await FakeClassicServer.open({ replay: 3 });
    const { input, code, shows } = join();
    server.post('Ben: 1');
    await shows(startNew);
    const { port, thread } = server;
    await server.close();
    thread.push('Ben: 2', 'Ben: 3', 'Ben: 4', 'Ben: 5');
    server = await FakeClassicServer.open({ port, thread, replay: 3 });
    await shows('Earlier messages were missed: the server does not replay that far back.');
    await shows('Ben: 5');
    input.write('/exit\n');
    await code;
  });

  test('piped input that ended is still delivered once the server is back', async () => {
    const { input, code, shows } = join();
    await shows(startNew);
    const { port, thread } = server;
    await server.close();
    await shows('The connection with the chat server has stopped.');
    input.end('late\n');
    server = await FakeClassicServer.open({ port, thread });
    expect(await code).toBe(0);
    await eventually(() => expect(server.received).toEqual(['Ann: Ann', 'Ann: late']));
  });

  test('leaving says what was not sent', async () => {
    const { input, code, shows, lines } = join();
    await shows(startNew);
    const { port } = server;
    await server.close();
    await shows('The connection with the chat server has stopped.');
    input.write('late\n/exit\n');
    expect(await code).toBe(0);
    expect(lines().slice(-2)).toEqual([
      'Lines that were not sent: 1.',
      'You are disconnecting from the chat.',
    ]);
    server = await FakeClassicServer.open({ port });
  });

  test('and given up after a while if it is not', async () => {
    const { input, code, shows, lines } = join();
    await shows(startNew);
    const { port } = server;
    await server.close();
    await shows('The connection with the chat server has stopped.');
    input.end('late\n');
    expect(await code).toBe(1);
    expect(lines().at(-1)).toBe('Lines that were not sent: 1.');
    server = await FakeClassicServer.open({ port });
  });
});

test('what comes in is shown safely, however it was cut on the way', async () => {
  const { shows, abort, code } = join();
  await shows(startNew);
  for (const byte of Buffer.from('Ben: evil\x1b[2J 世界\nAnn: fake::EOMsg::'))
    server.send('Ann', Buffer.from([byte]));
  await shows('Ben: evil\ufffd[2J 世界 Ann: fake');
  abort();
  expect(await code).toBe(0);
});

test('output that nobody reads any more ends the stay', async () => {
  const { output, shows, code } = join();
  await shows(startNew);
  output.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  expect(await code).toBe(0);
});

describe('on a terminal', () => {
  beforeEach(() => vi.stubEnv('TERM', 'xterm'));
  afterEach(() => vi.unstubAllEnvs());

  async function open(columns = 40) {
    const screen = fakeTerminal(columns);
    const { code } = join({}, { screen });
    await eventually(() => expect(screen.output.lines().join('\n')).toContain('[Start new messages]'));
    const shows = (line: string) => eventually(() => expect(screen.output.lines()).toContain(line));
    return { type: (keys: string) => void screen.input.write(keys), output: screen.output, shows, code };
  }

  test('what is typed and what arrives do not mix', async () => {
    const { type, output, shows, code } = await open();
    type('half a thou');
    await shows('Ann $> half a thou');
    server.post('Ben: hello');
    await shows('Ben: hello');
    expect(output.lines().at(-1)).toBe('Ann $> half a thou');
    type('ght\r');
    await shows('Ann: half a thought');
    type('B\t');
    await shows('Ann $> Ben ');
    type('\x03');
    await shows('Ann $> ');
    type('\x03');
    await eventually(() => expect(output.lines().join('')).toContain('Press Ctrl-C again, or type /exit'));
    type('\x03');
    expect(await code).toBe(0);
    expect(output.lines().at(-1)).toBe('');
  });

  test('a paste of a few lines is sent, of many only when that is meant', async () => {
    const { type, shows, code } = await open();
    const paste = (text: string) => type(`\x1b[200~${text}\x1b[201~`);
    paste('a\rb\r\rc');
    await shows('Ann: c');
    paste('1\r2\r3\r4\r5\r6');
    await shows('Send 6 lines? [y/N] ');
    type('n\r');
    await shows('The lines were not sent.');
    paste('1\r2\r3\r4\r5\r6');
    await shows('Send 6 lines? [y/N] ');
    type('y\r');
    const lines = ['a', 'b', 'c', '1', '2', '3', '4', '5', '6'].map((text) => `Ann: ${text}`);
    await eventually(() => expect(server.received.slice(1)).toEqual(lines));
    type('\x04');
    expect(await code).toBe(0);
  });
});
