import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { BotThread } from '../../src/bots/worker/bot-thread.ts';
import { Watch } from '../../src/bots/worker/watch.ts';
import { loadBotThreads } from '../../src/cli/bot-files.ts';
import { Bundler } from '../../src/cli/bundler.ts';
import { chooseBots } from '../../src/cli/choose-bots.ts';
import { eventually } from '../kits/eventually.ts';
import { dataFolder } from '../kits/stage.ts';

/** Bots from files, each in a real thread. */
function bench() {
  const folder = dataFolder();
  const living = new Set<BotThread>();
  onTestFinished(async () => {
    await Promise.all([...living].map((thread) => thread.end()));
  });
  const threads = {
    entry: new URL('../../dist/bot-worker.js', import.meta.url),
    places: '',
    memory: 32 * 1024 ** 2,
    watch: new Watch(),
    living,
  };
  const write = (file: string, fields: string) =>
    writeFileSync(join(folder, file), `export default { about: 'is one', ${fields} };`);
  const load = (path: string) =>
    loadBotThreads(path, { threads, allowed: new Map(), bundler: new Bundler() });
  const alive = (count: number) => eventually(() => expect(living.size).toBe(count));
  return { folder, write, load, alive };
}

test('a file does not become another bot, or the Host, while the server runs', async () => {
  const { folder, write, load, alive } = bench();
  write('one.mjs', "name: 'One_Bot'");
  const { bots } = await load(folder);
  await alive(1);
  write('one.mjs', "name: 'Two_Bot'");
  await expect(bots[0]?.renew?.()).rejects.toThrow('is called Two_Bot now, which takes a new start');
  write('one.mjs', "name: 'One_Bot', kind: 'host'");
  await expect(bots[0]?.renew?.()).rejects.toThrow('one.mjs wants to be the Host, which is taken.');
  // It tells one thing when it is checked and another when it is asked.
  write('one.mjs', "name: 'One_Bot', times: 0, get kind() { return this.times++ === 0 ? 'bot' : 'host'; }");
  await expect(bots[0]?.renew?.()).rejects.toThrow('one.mjs wants to be the Host, which is taken.');
  await alive(1);
  await bots[0]?.forget?.();
  await alive(0);
});

test('of bots that are not taken no thread is left', async () => {
  const { folder, write, load, alive } = bench();
  write('a.mjs', "name: 'Same_Bot'");
  write('b.mjs', "name: 'same_bot'");
  write('c.mjs', "name: 'Host'");
  write('d.mjs', "name: '4 bots'");
  const chosen = await chooseBots([`${folder}/`], [], load);
  expect(chosen).toMatchObject({ bots: [{ name: 'Same_Bot' }], faults: { length: 3 } });
  await alive(1);
});
