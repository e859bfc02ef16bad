import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { storedEntries } from '../../src/log/sqlite/scan.ts';
import { eventually } from '../kits/eventually.ts';
import { slowEcho } from '../kits/slow-echo.ts';
import { dataFolder, join as joinRoom, serve, tell } from '../kits/stage.ts';

/** The program killed again and again while a bot answers: what its thread says in the end. */
const kills = 5;

test(`every command is answered once, though the server is killed ${kills} times`, async () => {
  const folder = dataFolder();
  mkdirSync(join(folder, 'bots'));
  writeFileSync(join(folder, 'bots', 'echo.mjs'), slowEcho);
  const data = dataFolder();
  const words = ['--bots', `${join(folder, 'bots')}/`, '--flood', 'off'];
  const asked: string[] = [];
  for (let round = 0; round <= kills; round++) {
    const server = await serve(words, data);
    const ann = await joinRoom(server, 'Ann');
    const ben = await joinRoom(server, 'Ben');
    for (const part of ['a', 'b', 'c']) {
      const text = `/echo ${round}${part}`;
      await tell(ann, 'Ann', text, ben);
      asked.push(text);
    }
    // Before it answers, between two answers, after all, and once more.
    const last = ['', `Echo_Bot: ${round}a`, `Echo_Bot: ${round}c`][round % 3] ?? '';
    if (last !== '' && round < kills) await ben.until(`${last}::EOMsg::`);
    if (round === kills) {
      await eventually(() => expect(answersTo(data, asked)).toEqual(asked.map(() => 1)));
    }
    await server.kill();
  }
}, 120_000);

/** How often each of these messages was answered. */
function answersTo(data: string, texts: readonly string[]): readonly number[] {
  const entries = [...storedEntries(data)].flat();
  return texts.map((text) => {
    const place = entries.find((entry) => entry.type === 'message' && entry.text === text)?.seq;
    return entries.filter((entry) => entry.type === 'message' && entry.answers === place).length;
  });
}
