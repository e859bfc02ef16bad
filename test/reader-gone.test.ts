import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder, run, serve, start } from './kits/stage.ts';

/** Runs the program while nobody reads what it prints: as `| head` once that has enough. */
async function unread(words: readonly string[]) {
  const program = start(words);
  program.process.stdout.destroy();
  program.process.stdin.end('Is it sunny in Oslo?\n');
  return { code: await program.exit(), errors: program.errors };
}

test('whatever a command prints, a reader that goes away is no failure', async () => {
  const server = await serve(['--bots', 'Art_Bot']);
  const folder = dataFolder();
  const script = join(folder, 'evening.txt');
  writeFileSync(script, `18:00 ann joins\n${'+1m ann: hello\n'.repeat(100)}`);
  const commands = [
    ['--help'],
    ['rehearse', script],
    ['rehearse', '--log', server.data, '--bots', 'none'],
    ['admin', '--data', server.data, 'bots', 'Art_Bot'],
    ['export', '--data', server.data],
    ['bot', 'new', 'Dice_Bot', '--to', join(folder, 'bots')],
    ['understand'],
  ];
  const ended = await Promise.all(commands.map(unread));
  expect(ended).toEqual(commands.map(() => ({ code: 0, errors: '' })));
});

test.runIf(existsSync('/dev/full'))('what cannot be printed for another reason is told', async () => {
  const hobnob = join(import.meta.dirname, '../bin/hobnob');
  const { code, errors } = await run(['-c', `'${hobnob}' --help > /dev/full`], { program: '/bin/sh' });
  expect(code).toBe(1);
  expect(errors).toMatch(/^hobnob: This cannot be printed: .*ENOSPC.*\n$/);
});
