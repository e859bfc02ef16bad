import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { loadBots } from '../../src/cli/bot-files.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import { dataFolder, run } from '../kits/stage.ts';

/** The pieces of code in the doc: a whole bot and its test, as `hobnob bot new` writes them, and the smallest one. */
const root = join(import.meta.dirname, '..', '..');
const doc = readFileSync(join(root, 'docs', 'bots.md'), 'utf8');
const [bot = '', smallest = '', itsTest = ''] = [...doc.matchAll(/```js\n(.*?)```/gs)].map(
  ([, code]) => code!,
);

async function loaded(code: string) {
  const file = join(dataFolder(), 'one.mjs');
  writeFileSync(file, code);
  return loadBots(file);
}

test('the bot in the doc and its test are what `hobnob bot new Dice_Bot` writes', async () => {
  const folder = dataFolder();
  await run(['bot', 'new', 'Dice_Bot', '--to', folder]);
  expect(bot).toBe(readFileSync(join(folder, 'dice-bot.mjs'), 'utf8'));
  expect(itsTest).toBe(readFileSync(join(folder, 'dice-bot.test.mjs'), 'utf8'));
  expect(bot.trimEnd().split('\n').length).toBeLessThanOrEqual(30);
});

test('all of them pass the compiler, strictly', () => {
  const folder = join(root, 'my-bots');
  const files = new Map([
    [join(folder, 'dice-bot.mjs'), bot],
    [join(folder, 'hello-bot.mjs'), smallest],
  ]);
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
  const wrong = sources.flatMap((source) => [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ]);
  expect(wrong.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
});

test('the smallest one has seven lines, and greets', async () => {
  expect(smallest.trimEnd().split('\n')).toHaveLength(7);
  const { bots, faults } = await loaded(smallest);
  expect(faults).toEqual([]);
  const room = await rehearse({ bots });
  room.join('ann');
  await room.settle();
  expect(room.last()?.text).toBe('Hello ann!');
});

test('the dice roll every number, with as many sides as are wanted, and remember the highest', async () => {
  const { bots } = await loaded(bot);
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

test('the files and lines that the doc names are there', () => {
  const paths = [...doc.matchAll(/`((?:src|test)\/[\w./-]+?\.(?:ts|txt))`/g)].map(([, path]) => path!);
  expect(paths.length).toBeGreaterThan(5);
  for (const path of paths) expect(readFileSync(join(root, path), 'utf8')).not.toBe('');
  const sport = readFileSync(join(root, 'src', 'bots', 'sport-bot.ts'), 'utf8');
  expect(sport.trimEnd().split('\n')).toHaveLength(13);
});
