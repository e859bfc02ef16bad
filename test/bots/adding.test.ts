import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';
import { expect, test } from 'vitest';
import type { Bot } from '../../src/bots/bot.ts';
import { botBench } from '../kits/bot-bench.ts';

/** The first piece of code in the doc is a whole bot; the second is its test. */
const root = join(import.meta.dirname, '..', '..');
const doc = readFileSync(join(root, 'docs', 'adding.md'), 'utf8');
const [bot = '', itsTest = ''] = [...doc.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code!);
const botFolder = join(root, 'src', 'bots');

/** The bot as the server would have it, from a file that is not there. */
async function diceBot(): Promise<Bot> {
  const { outputFiles } = await build({
    stdin: { contents: bot, resolveDir: botFolder, loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const url = `data:text/javascript;base64,${Buffer.from(outputFiles[0]!.contents).toString('base64')}`;
  const { diceBot: make } = (await import(url)) as { diceBot: () => Bot };
  return make();
}

test('the bot in the doc is one file of at most 30 lines', () => {
  expect(bot.trimEnd().split('\n').length).toBeLessThanOrEqual(30);
});

test('it and its test pass the compiler', () => {
  const files = new Map([
    [join(botFolder, 'dice-bot.ts'), bot],
    [join(botFolder, 'dice-bot.test.ts'), itsTest],
  ]);
  const read = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(
    { ...(read.config as object), include: [] },
    ts.sys,
    root,
  );
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...files.keys()], options, {
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

test('it answers, greets, and keeps to its subject in company', async () => {
  const { room, ask, clock } = await botBench([await diceBot()], { seed: 5 });
  const [answer] = await ask('Please roll the dice!');
  expect(answer).toMatchObject({ nick: 'Dice_Bot', because: 'a roll of the dice was asked for' });
  expect(answer!.text).toMatch(/[1-6]/);
  expect(await ask('I had lunch.')).toEqual([]);
  room.leave('Ann');
  room.join('Ben');
  await clock.advance(2_000);
  expect(room.by('Dice_Bot').at(-1)).toContain('Ben');
  room.join('Ann');
  expect(await ask('Roll a die', 'Ben')).toHaveLength(1);
});

test('it rolls every number, and the doc’s test is about this file', async () => {
  expect(itsTest).toContain("from './dice-bot.ts'");
  const rolls = new Set<string>();
  const { ask } = await botBench([await diceBot()], { seed: 9 });
  for (let i = 0; i < 60; i++)
    for (const { text } of await ask('roll the dice')) rolls.add(/\d/.exec(text)![0]);
  expect([...rolls].toSorted()).toEqual(['1', '2', '3', '4', '5', '6']);
});

test('the files and lines that the doc names are there', () => {
  const paths = [...doc.matchAll(/`((?:src|test)\/[\w./-]+?\.ts)`/g)].map(([, path]) => path!);
  expect(paths.length).toBeGreaterThan(5);
  for (const path of paths) expect(readFileSync(join(root, path), 'utf8')).not.toBe('');
  expect(readFileSync(join(botFolder, 'sport-bot.ts'), 'utf8').trimEnd().split('\n')).toHaveLength(13);
});
