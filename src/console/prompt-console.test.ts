import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { eventually } from '../../test/kits/eventually.ts';
import { fakeDesk } from '../../test/kits/fake-desk.ts';
import { fakeTerminal } from '../../test/kits/fake-terminal.ts';
import { settle, VirtualClock } from '../rehearsal/virtual-clock.ts';
import { type Console, startConsole } from './prompt-console.ts';

const stop = async (report: (step: string) => void) => {
  report('Removing active connections.');
  report('Waiting for threads to finish.');
};
const farewell = [
  'Service is shutting down.',
  '[OK] Removing active connections.',
  '[OK] Waiting for threads to finish.',
  'Service stopped successfully!',
];

describe('on a terminal', () => {
  let console: Console | null = null;
  beforeEach(() => vi.stubEnv('TERM', 'xterm'));
  afterEach(async () => {
    await console?.shutDown(async () => {});
    vi.unstubAllEnvs();
  });

  async function open() {
    const clock = new VirtualClock();
    const screen = fakeTerminal();
    const stops: string[] = [];
    const opened = startConsole({
      screen,
      desk: fakeDesk(),
      clock,
      requestStop: () => void stops.push('stop'),
    });
    console = opened;
    const type = async (keys: string) => {
      screen.input.write(keys);
      await settle();
      await settle();
    };
    await settle();
    return { console: opened, clock, output: screen.output, type, stops };
  }

  test('commands and what is printed stand above the prompt', async () => {
    const { console, output, type } = await open();
    await type('kick An');
    console.print(['something happened']);
    await type('\t\r');
    expect(output.lines()).toEqual([
      'something happened',
      'Host $> kick Ann ',
      'User Ann was removed!',
      'Host $> ',
    ]);
  });

  test('answers stand below their commands, also for who types ahead', async () => {
    const { output, type } = await open();
    await type('foo\rkick Ann\r');
    expect(output.lines()).toEqual([
      'Host $> foo',
      'The command foo was not recognized!',
      '"help" lists the commands.',
      'Host $> kick Ann',
      'User Ann was removed!',
      'Host $> ',
    ]);
  });

  test('exit asks for the stop once, then shows how it goes', async () => {
    const { console, clock, output, type, stops } = await open();
    await type('exit\r');
    await type('exit\r');
    expect(stops).toEqual(['stop']);
    let finish = () => {};
    const stopped = console.shutDown(async (report) => {
      report('Removing active connections.');
      await new Promise<void>((resolve) => (finish = resolve));
      report('Waiting for threads to finish.');
    });
    await clock.advance(50);
    expect(output.lines().slice(-3)).toEqual([...farewell.slice(0, 2), '| ']);
    await clock.advance(60);
    expect(output.lines().at(-1)).toBe('/ ');
    finish();
    await stopped;
    expect(output.lines().filter((line) => !line.startsWith('Host $>'))).toEqual([...farewell, '']);
    expect(clock.pending).toBe(0);
  });

  test('Ctrl-C stops the server, Ctrl-D does not', async () => {
    const { output, type, stops } = await open();
    await type('\x04');
    expect(output.lines()).toEqual(['Type exit to stop the server.', 'Host $> ']);
    await type('list');
    await type('\x03');
    expect(stops).toEqual([]);
    await type('\x03');
    expect(stops).toEqual(['stop']);
  });
});

test('in a pipe the same commands are read line by line, and the end of input stops nothing', async () => {
  const input = new PassThrough();
  const output = new PassThrough();
  const stops: string[] = [];
  const clock = new VirtualClock();
  const console = startConsole({
    screen: { input, output },
    desk: fakeDesk(),
    clock,
    requestStop: () => void stops.push('stop'),
  });
  input.write('kick Ann\nfoo\n');
  input.end('say hi\n');
  let text = '';
  output.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await eventually(() => expect(text).toContain('Host: hi\n'));
  expect(stops).toEqual([]);
  await console.shutDown(stop);
  await settle();
  expect(text.split('\n')).toEqual([
    'User Ann was removed!',
    'The command foo was not recognized!',
    '"help" lists the commands.',
    'Host: hi',
    ...farewell,
    '',
  ]);
});

test('a stop that fails is told and passed on', async () => {
  const output = new PassThrough();
  const console = startConsole({
    screen: { input: new PassThrough(), output },
    desk: fakeDesk(),
    clock: new VirtualClock(),
    requestStop: () => {},
  });
  const failing = console.shutDown(() => Promise.reject(new Error('the disk is full')));
  await expect(failing).rejects.toThrow('the disk is full');
  expect(String(output.read())).toContain('The service could not be stopped cleanly: the disk is full\n');
});
