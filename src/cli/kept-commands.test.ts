import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keptCommands } from './kept-commands.ts';

test('the page on bots names every command that clients keep for themselves, by who keeps it', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'bots.md'), 'utf8');
  const listed = (what: string) => {
    const [, names = ''] = new RegExp(`^- ${what}: ([^]*?)\\.$`, 'mu').exec(page) ?? [];
    return [...names.matchAll(/`\/([a-z]+)`/gu)].map(([, name]) => name).toSorted();
  };
  const kept = (where: string) =>
    [...keptCommands()].flatMap(([name, clients]) => (clients === where ? [name] : [])).toSorted();
  expect(kept('page and terminal')).toEqual(expect.arrayContaining(['help', 'exit', 'who', 'msg', 'topic']));
  expect(listed('page and terminal')).toEqual(kept('page and terminal'));
  expect(listed('the terminal alone')).toEqual(kept('the terminal'));
});
