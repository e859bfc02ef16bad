/** Bots that find towns in the program's own table, each in a real worker thread, in files, and in rehearsals. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { eventually } from '../kits/eventually.ts';
import { dataFolder, join as joinRoom, run, serve } from '../kits/stage.ts';
import { botSource, threadBench } from '../kits/thread-bench.ts';

type Bench = Awaited<ReturnType<typeof threadBench>>;
let open: Bench[] = [];
afterEach(async () => {
  await Promise.all(open.map(({ supervisor }) => supervisor.close()));
  open = [];
});
async function bench(source: string): Promise<Bench> {
  const made = await threadBench([source], () => source);
  open.push(made);
  return made;
}

const where = `commands: {
  where: {
    args: 'PLACE',
    help: 'tells where it is',
    run(context, args) {
      const [place] = [...context.places.find(args), ...context.places.similar(args)];
      context.reply(place ? place.name + ', ' + place.country + ': ' + place.timeZone : 'nowhere');
    },
  },
}`;

test('in a thread: a bot that says so in its needs, and again after it was loaded again', async () => {
  const { room, clock, supervisor, say } = await bench(
    botSource('Where_Bot', `needs: { places: true }, ${where}`),
  );
  await say('/where Bergen');
  await eventually(() => expect(room.by('Where_Bot')).toEqual(['Bergen, Norway: Europe/Oslo']));
  await say('/where Paris, Texas');
  await eventually(() => expect(room.by('Where_Bot').at(-1)).toBe('Paris, United States: America/Chicago'));
  expect((await supervisor.reload('Where_Bot')).done).toBe(true);
  await clock.advance(1_000);
  await say('/where trondhiem');
  await eventually(() => expect(room.by('Where_Bot').at(-1)).toBe('Trondheim, Norway: Europe/Oslo'));
  await say('/where Qwxzyville');
  await eventually(() => expect(room.by('Where_Bot').at(-1)).toBe('nowhere'));
});

test('in a thread: without it a bot fails with what to write', async () => {
  const { say, failure } = await bench(botSource('Where_Bot', where));
  await say('/where Bergen');
  expect(await failure('Where_Bot')).toBe(
    "the table of places is not Where_Bot's to use: its manifest must say needs: { places: true }",
  );
});

test('in a thread: what is no name is told, and no file or machine code comes with the table', async () => {
  const tries = `needs: { places: true }, operations: {
    async odd(context) { return context.places.find(7); },
    async found() {
      const found = [];
      for (const name of ['dlopen', 'binding', 'getBuiltinModule']) if (process[name]) found.push(name);
      try { require('node:' + 'fs').readFileSync; found.push('fs'); } catch {}
      try { require('@photostructure/' + 'sqlite'); found.push('sqlite'); } catch {}
      return found;
    },
  }`;
  const { supervisor } = await bench(botSource('Where_Bot', tries));
  await expect(supervisor.ask('Where_Bot', 'odd')).rejects.toThrow('looked up by its name, a text');
  expect(await supervisor.ask('Where_Bot', 'found')).toEqual([]);
});

/** A folder with a bot that knows where places are, and its test. */
function whereBot(): string {
  const folder = dataFolder();
  const file = `import { defineBot } from 'hobnob/bot';
export default defineBot({ name: 'Where_Bot', about: 'Knows where.', needs: { places: true }, ${where} });`;
  writeFileSync(join(folder, 'where-bot.mjs'), file);
  return folder;
}

test('from a file, in a server, which allows it without being asked', async () => {
  const server = await serve(['--bots', `${whereBot()}/`]);
  const ann = await joinRoom(server, 'Ann');
  ann.send('Ann: /where tromso::EOMsg::');
  await ann.until('Where_Bot: Tromsø, Norway: Europe/Oslo::EOMsg::');
  await server.ask('bots Where_Bot', /Places +yes/);
});

test('from a file, in a rehearsal, by the command and in its own test', async () => {
  const folder = whereBot();
  const evening = join(folder, 'evening.txt');
  writeFileSync(evening, '18:00 ann: /where Bergen\n');
  const played = await run(['rehearse', evening, '--bots', `${folder}/`]);
  expect(played.output).toContain('Where_Bot: Bergen, Norway: Europe/Oslo');
  // Which makes hobnob known to Node in that folder.
  await run(['bot', 'new', 'Dice_Bot', '--to', folder]);
  mkdirSync(join(folder, 'tests'));
  const tried = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rehearse } from 'hobnob/test';
import bot from '../where-bot.mjs';
test('finds the towns of the table, or those that it is given', async () => {
  const said = async (options) => {
    const room = await rehearse({ bots: [bot], ...options });
    room.say('ann', '/where bergen');
    await room.settle();
    await room.close();
    return room.last().text;
  };
  assert.equal(await said({}), 'Bergen, Norway: Europe/Oslo');
  const place = { name: 'Utopia', country: 'Nowhere', timeZone: 'UTC' };
  assert.equal(await said({ places: { find: () => [place], similar: () => [] } }), 'Utopia, Nowhere: UTC');
});
`;
  writeFileSync(join(folder, 'tests', 'where.test.mjs'), tried);
  const tested = await run(['--test', 'tests/'], { program: process.execPath, cwd: folder });
  expect(tested.output).toMatch(/^# pass 1$[^]*^# fail 0$/m);
});
