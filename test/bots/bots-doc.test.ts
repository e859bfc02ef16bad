import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { botIn, bundlesIn } from '../../src/cli/bot-files.ts';
import { memoryStore } from '../../src/log/memory.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import { openPlaces } from '../../src/weather/places.ts';
import { dataFolder, run } from '../kits/stage.ts';

/** The pieces of code in the doc: whole bots and tests of bots. */
const root = join(import.meta.dirname, '..', '..');
const doc = readFileSync(join(root, 'docs', 'bots.md'), 'utf8');
const pieces = [...doc.matchAll(/```(js|ts)\n(.*?)```/gs)].map(([, language, code]) => ({
  language: language!,
  code: code!,
}));

/** The piece that has `text` in it. */
function pieceWith(text: string) {
  const found = pieces.filter(({ code }) => code.includes(text));
  expect(found).toHaveLength(1);
  return found[0]!;
}

const named = (name: string) => pieceWith(`name: '${name}'`);
const dice = named('Dice_Bot').code;
const smallest = named('Hello_Bot').code;
const diceTest = pieceWith("import bot from './dice-bot.mjs'").code;
const wikiTest = pieceWith("import bot from './wiki-bot.mjs'").code;

async function loaded({ language, code }: (typeof pieces)[number]) {
  const file = join(dataFolder(), language === 'ts' ? 'one.ts' : 'one.mjs');
  writeFileSync(file, code);
  const { bots: bundles, faults } = await bundlesIn(file);
  expect(faults).toEqual([]);
  const bots = bundles.map(({ bot }) => botIn(bot)).filter((bot) => typeof bot !== 'string');
  expect(bots).toHaveLength(1);
  return bots;
}

test('every piece of code in the doc is one of those that are tried here', () => {
  const names = pieces.flatMap(({ code }) => /name: '(\w+)'/.exec(code)?.[1] ?? []);
  expect(names).toEqual(['Hello_Bot', 'Dice_Bot', 'Reminder_Bot', 'Wiki_Bot', 'Time_Bot']);
  expect(pieces).toHaveLength(names.length + [diceTest, wikiTest].length);
});

test('all that a rehearsal has is in its table', async () => {
  const [, table] = /\n\| of the room .*?\n((?:\|.*\n)+)/.exec(doc) ?? [];
  const told = [...table!.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell]) =>
    [...cell!.matchAll(/`(\w+)/g)].map(([, name]) => name!),
  );
  const room = await rehearse({ bots: [] });
  const there = [...Object.keys(room), ...Object.getOwnPropertyNames(Object.getPrototypeOf(room))];
  await room.close();
  expect([...new Set(told)].sort()).toEqual(there.filter((name) => name !== 'constructor').sort());
});

test('the bot in the doc and its test are what `hobnob bot new Dice_Bot` writes', async () => {
  const folder = dataFolder();
  await run(['bot', 'new', 'Dice_Bot', '--to', folder]);
  expect(dice).toBe(readFileSync(join(folder, 'dice-bot.mjs'), 'utf8'));
  expect(diceTest).toBe(readFileSync(join(folder, 'dice-bot.test.mjs'), 'utf8'));
  expect(dice.trimEnd().split('\n').length).toBeLessThanOrEqual(30);
});

test('all of them pass the compiler, strictly', () => {
  const folder = join(root, 'my-bots');
  const files = new Map(
    pieces
      .filter(({ code }) => code.includes('defineBot'))
      .map(({ language, code }, index) => [
        join(folder, `bot-${index}.${language === 'ts' ? 'ts' : 'mjs'}`),
        code,
      ]),
  );
  const read = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(
    { ...(read.config as object), include: [] },
    ts.sys,
    root,
  );
  const strict = { ...options, paths: { 'hobnob/bot': [join(root, 'src', 'bots', 'bot.ts')] } };
  const host = ts.createCompilerHost(strict);
  const program = ts.createProgram([...files.keys()], strict, {
    ...host,
    fileExists: (path) => files.has(path) || host.fileExists(path),
    readFile: (path) => files.get(path) ?? host.readFile(path),
    getSourceFile: (path, languageVersion) => {
      const text = files.get(path) ?? host.readFile(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, languageVersion);
    },
  });
  const sources = [...files.keys()].map((path) => program.getSourceFile(path));
  expect(sources).toHaveLength(5);
  const wrong = sources.flatMap((source) => [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ]);
  expect(wrong.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
});

test('the smallest one has seven lines, in the README too, and greets', async () => {
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(`\`\`\`js\n${smallest}\`\`\``);
  expect(smallest.trimEnd().split('\n')).toHaveLength(7);
  const bots = await loaded(named('Hello_Bot'));
  const room = await rehearse({ bots });
  room.join('ann');
  await room.settle();
  expect(room.last()?.text).toBe('Hello ann!');
});

test('the dice roll every number, with as many sides as are wanted, and remember the highest', async () => {
  const bots = await loaded(named('Dice_Bot'));
  const room = await rehearse({ bots, seed: 9, flood: null });
  const rolls = new Set<number>();
  for (let i = 0; i < 60; i++) {
    room.say('ann', '/roll');
    await room.settle();
    rolls.add(Number(/rolls (\d+)\./.exec(room.last()!.text)![1]));
  }
  expect([...rolls].toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
  expect(room.last()?.text).not.toContain('Nobody');
  expect(room.last()?.because).toBe('a roll was asked for');
  room.say('ann', '/roll 0');
  await room.settle();
  expect(room.last()?.text).toMatch(/rolls [1-6]\.$/);
});

test('a reminder comes when it is due, once, also when everything was started again meanwhile', async () => {
  const bots = await loaded(named('Reminder_Bot'));
  const store = memoryStore();
  const room = await rehearse({ bots, store });
  room.say('ann', '/remind 10m tea');
  await room.settle();
  expect(room.last('Reminder_Bot')?.text).toBe('ann: tea, in 10m.');
  await room.pass('9m');
  expect(room.last()?.text).not.toBe('ann: tea!');
  await room.close();
  const later = await rehearse({ bots, store, start: '2026-01-05T12:09:30Z' });
  await later.pass('1h');
  const said = later.entries.filter((entry) => entry.type === 'message');
  expect(said.map(({ text, because }) => [text, because])).toEqual([
    ['ann: tea!', 'ann asked to be reminded'],
  ]);
  expect(said[0]!.time).toBeGreaterThanOrEqual(Date.parse('2026-01-05T12:10:00Z'));
  expect(said[0]!.time).toBeLessThan(Date.parse('2026-01-05T12:10:10Z'));
  for (const words of ['/remind tea', '/remind 10 tea', '/remind 10x tea', '/remind 10m ']) {
    later.say('ann', words);
    await later.settle();
    expect(later.last()?.text).toMatch(/^Like this: \/remind 10m tea/);
  }
});

test('the test in the doc passes; the page that is not there is told of', async () => {
  const folder = dataFolder();
  await run(['bot', 'new', 'Dice_Bot', '--to', folder]);
  writeFileSync(join(folder, 'wiki-bot.mjs'), named('Wiki_Bot').code);
  writeFileSync(join(folder, 'wiki-bot.test.mjs'), wikiTest);
  const tested = await run(['--test', join(folder, 'wiki-bot.test.mjs')], { program: process.execPath });
  expect(tested.output).toMatch(/^# pass 1$[^]*^# fail 0$/m);
  const bots = await loaded(named('Wiki_Bot'));
  const asked: string[] = [];
  const room = await rehearse({
    bots,
    fetch: async (url) => {
      asked.push(url);
      return Response.json({ title: 'Not found.' }, { status: 404 });
    },
  });
  room.say('ann', '/wiki Fake news?');
  await room.settle();
  expect(asked).toEqual(['https://en.wikipedia.org/api/rest_v1/page/summary/Fake_news%3F']);
  expect(room.last()?.text).toBe('Wikipedia has no page “Fake news?”.');
});

test('the time elsewhere is told in polite company, too, for whoever asks for it', async () => {
  const bots = await loaded(named('Time_Bot'));
  const room = await rehearse(
    { bots, manners: 'polite', start: '2026-07-05T12:00Z' },
    { openTable: () => openPlaces(join(root, 'dist', 'places.db')) },
  );
  const answerTo = async (text: string) => {
    const before = room.last('Time_Bot');
    room.say('ann', text);
    await room.settle();
    const said = room.last('Time_Bot');
    return said === before ? null : said?.text;
  };
  expect(await answerTo('What time is it in Tokyo?')).toBe('In Tokyo, Japan, it is 21:00.');
  expect(await answerTo('whats the time in Paris, Texas')).toBe('In Paris, United States, it is 07:00.');
  expect(await answerTo('what time is it in Zzzzz?')).toBe('I know of no Zzzzz.');
  expect(await answerTo('what time is it?')).toBeNull();
  expect(await answerTo('I like Tokyo')).toBeNull();
});

test('the files and lines that the doc names are there', () => {
  const paths = [...doc.matchAll(/`((?:src|test)\/[\w./-]+?\.(?:ts|txt))`/g)].map(([, path]) => path!);
  expect(paths.length).toBeGreaterThan(5);
  for (const path of paths) expect(readFileSync(join(root, path), 'utf8')).not.toBe('');
  const sport = readFileSync(join(root, 'src', 'residents', 'sport-bot.ts'), 'utf8');
  expect(sport.trimEnd().split('\n')).toHaveLength(13);
});
