import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { storedEntries } from '../../src/log/sqlite/scan.ts';
import type { Entry } from '../../src/room/types.ts';
import { eventually } from '../kits/eventually.ts';
import { LiveClient } from '../kits/live-client.ts';
import type { Program, Surroundings } from '../kits/server.ts';
import { slowEcho } from '../kits/slow-echo.ts';
import { dataFolder, join as joinRoom, run, serve, start, tell } from '../kits/stage.ts';

function echoFile(name = 'Echo_Bot'): string {
  const file = join(dataFolder(), 'echo.mjs');
  writeFileSync(file, slowEcho.replace('Echo_Bot', name));
  return file;
}

async function bots(words: readonly string[], around?: Surroundings, name = 'Echo_Bot'): Promise<Program> {
  const program = start(['bots', ...words], around);
  await program.until(new RegExp(`${name} is in the room\\.\\n`));
  return program;
}

/** How often each of these messages was answered. */
function answersTo(data: string, texts: readonly string[]): readonly number[] {
  const entries = entriesOf(data);
  return texts.map((text) => {
    const place = entries.find((entry) => entry.type === 'message' && entry.text === text)?.seq;
    return entries.filter((entry) => entry.type === 'message' && entry.answers === place).length;
  });
}

function entriesOf(data: string): readonly Entry[] {
  return [...storedEntries(data)].flat();
}

/** Who is killed in each round, after which answer; the last one is for what is left. */
const rounds: readonly (readonly [who: 'bots' | 'server' | 'both', after: string])[] = [
  ['bots', ''],
  ['both', 'a'],
  ['server', ''],
  ['bots', 'a'],
  ['both', ''],
  ['bots', 'c'],
  ['both', 'c'],
];

test('outside, every command is answered once, though the bots and their server are killed', async () => {
  const file = echoFile();
  const data = dataFolder();
  const own = dataFolder();
  let server = await serve(['--flood', 'off'], data);
  const { port } = server;
  const words = ['-p', String(port), '--data', own, file];
  let program = await bots(words);
  const asked: string[] = [];
  for (const [round, [who, after]] of [...rounds, ['bots', 'c'] as const].entries()) {
    const ann = await joinRoom(server, `Ann${round}`);
    const ben = await joinRoom(server, `Ben${round}`);
    for (const part of ['a', 'b', 'c']) {
      const text = `/echo ${round}${part}`;
      await tell(ann, `Ann${round}`, text, ben);
      asked.push(text);
    }
    if (round === rounds.length) break;
    if (after !== '') await ben.until(`Echo_Bot: ${round}${after}::EOMsg::`);
    if (who !== 'server') await program.kill();
    if (who !== 'bots') {
      await server.kill();
      server = await serve(['--flood', 'off', '--port', String(port)], data);
    }
    if (who !== 'server') program = await bots(words);
  }
  await eventually(() => expect(answersTo(data, asked)).toEqual(asked.map(() => 1)));
  expect(program.output).not.toMatch(/Echo_Bot (failed|was sent away)/);
}, 120_000);

test('what is said after Ctrl-C is answered when it comes again', async () => {
  const server = await serve();
  const words = ['-p', String(server.port), '--data', dataFolder(), echoFile()];
  const first = await bots(words);
  first.process.kill('SIGINT');
  expect(await first.exit()).toBe(0);
  const ann = await LiveClient.join(server.port, 'Ann');
  onTestFinished(() => ann.close());
  ann.send({ type: 'post', text: '/echo missed' });
  await ann.until(({ text }) => text === '/echo missed');
  await bots(words);
  await ann.until(({ text, name }) => text === 'missed' && name === 'Echo_Bot');
});

test('one that is killed comes back in its place before anybody has seen it leave', async () => {
  const server = await serve();
  const words = ['-p', String(server.port), '--data', dataFolder(), echoFile()];
  const first = await bots(words);
  await first.kill();
  await bots(words);
  const moves = entriesOf(server.data).flatMap((entry) => (entry.nick === 'Echo_Bot' ? entry.type : []));
  expect(moves).toEqual(['joined']);
});

describe('what outside bots keep', () => {
  test('lies in the state folder of whoever runs them, apart for each room and bot', async () => {
    const [one, other, third] = [await serve(), await serve(), await serve()];
    const [HOME, XDG_STATE_HOME] = [dataFolder(), dataFolder()];
    const file = echoFile();
    await bots(['-p', String(one.port), file], { env: { HOME } });
    await bots(['-p', String(other.port), file], { env: { HOME } });
    await bots(['-d', `LOCALHOST:${third.port}`, file], { env: { HOME, XDG_STATE_HOME } });
    expect(readdirSync(join(HOME, '.local/state/hobnob/bots')).toSorted()).toEqual(
      [`127.0.0.1_${one.port}`, `127.0.0.1_${other.port}`].toSorted(),
    );
    expect(readdirSync(join(XDG_STATE_HOME, 'hobnob/bots'))).toEqual([`127.0.0.1_${third.port}`]);
    expect(readdirSync(join(HOME, `.local/state/hobnob/bots/127.0.0.1_${one.port}`))).toEqual(['echo_bot']);
  });

  test('is with HOBNOB_DATA=memory nowhere', async () => {
    const server = await serve();
    const HOME = dataFolder();
    await bots(['-p', String(server.port), echoFile()], { env: { HOME, HOBNOB_DATA: 'memory' }, cwd: HOME });
    expect(readdirSync(HOME)).toEqual([]);
  });

  test('goes with a bot from one terminal to another, and with whomever it runs', async () => {
    const server = await serve();
    const words = ['-p', String(server.port), '--data', dataFolder()];
    const [echo, other] = [echoFile(), echoFile('Other_Bot')];
    const [first, second] = [await bots([...words, echo]), await bots([...words, other], {}, 'Other_Bot')];
    for (const program of [first, second]) await program.kill();
    const both = await bots([...words, other, echo]);
    await both.until(/Other_Bot is in the room/);
    const moves = entriesOf(server.data).flatMap((entry) => (entry.kind === 'bot' ? entry.type : []));
    expect(moves).toEqual(['joined', 'joined']);
  });

  test('is a bot’s for one process, and the other is told which that is and what to do', async () => {
    const server = await serve();
    const data = dataFolder();
    const words = ['-p', String(server.port), '--data', data, echoFile()];
    const program = await bots(words);
    const { code, errors } = await run(['bots', ...words]);
    expect([code, errors]).toEqual([
      1,
      `hobnob: Another hobnob (process ${program.process.pid}) is using the data folder ${join(data, 'echo_bot')}. ` +
        'Echo_Bot runs there already: end that one first, or give this one a folder of its own with --data.\n',
    ]);
  });
});

test('with --watch, a file that is added or mended comes into the room, with what it keeps', async () => {
  const server = await serve();
  const folder = dataFolder();
  const data = dataFolder();
  writeFileSync(join(folder, 'echo.mjs'), slowEcho);
  writeFileSync(join(folder, 'late.mjs'), 'const = 3;');
  const program = await bots(['--watch', '-p', String(server.port), '--data', data, `${folder}/`]);
  expect(program.output).toMatch(/late\.mjs:1:7: Expected identifier/);
  writeFileSync(join(folder, 'late.mjs'), slowEcho.replace('Echo_Bot', 'Late_Bot'));
  await program.until(/Late_Bot comes in, from \S*late\.mjs\.[^]*Late_Bot is in the room\.\n/);
  writeFileSync(join(folder, 'new.mjs'), slowEcho.replace('Echo_Bot', 'New_Bot'));
  await program.until(/New_Bot comes in, from \S*new\.mjs\.[^]*New_Bot is in the room\.\n/);
  expect(readdirSync(data).toSorted()).toEqual(['echo_bot', 'late_bot', 'new_bot']);
  program.process.kill('SIGINT');
  expect(await program.exit()).toBe(0);
});

test('with --watch, a new version takes over in the room; one that is wrong changes nothing, nor one that fails at once', async () => {
  const server = await serve();
  const file = echoFile();
  const program = await bots(['--watch', '-p', String(server.port), '--data', dataFolder(), file]);
  const ann = await LiveClient.join(server.port, 'Ann', { history: 0 });
  onTestFinished(() => ann.close());
  writeFileSync(file, 'const = 3;');
  await program.until(/Echo_Bot goes on as it was: .*Expected identifier/);
  writeFileSync(file, slowEcho.replace('reply(args)', 'reply(`${args}!`)'));
  await program.until(/Echo_Bot was loaded again\.\n/);
  ann.send({ type: 'post', text: '/echo new' });
  await ann.until(({ text }) => text === 'new!');
  writeFileSync(file, slowEcho.replace('reply(args)', 'reply(`${args}?`, process.exit())'));
  await program.until(/Echo_Bot was loaded again\.\n[^]*Echo_Bot was loaded again\.\n/);
  ann.send({ type: 'post', text: '/echo newer' });
  await program.until(
    /Echo_Bot failed within 10 s after it was loaded again: .* — the version before goes on\./,
  );
  // To the last that was good for longer than a few seconds.
  ann.send({ type: 'post', text: '/echo old' });
  await ann.until(({ text }) => text === 'old' || text === 'old!');
  expect(ann.told.filter(({ event, name }) => event !== 'message' && name === 'Echo_Bot')).toEqual([]);
});
