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
  const [bot] = (await load(folder)).bots.map((loaded) => loaded.bot);
  await alive(1);
  write('one.mjs', "name: 'Two_Bot'");
  await expect(bot?.renew?.()).rejects.toThrow(
    'is called Two_Bot now, which counts from the next start of hobnob on',
  );
  write('one.mjs', "name: 'One_Bot', kind: 'host'");
  await expect(bot?.renew?.()).rejects.toThrow('one.mjs wants to be the Host, which is taken.');
  // It tells one thing when it is checked and another when it is asked.
  write('one.mjs', "name: 'One_Bot', times: 0, get kind() { return this.times++ === 0 ? 'bot' : 'host'; }");
  await expect(bot?.renew?.()).rejects.toThrow('one.mjs wants to be the Host, which is taken.');
  await alive(1);
  await bot?.forget?.();
  await alive(0);
});

test('of bots that are not taken no thread is left', async () => {
  const { folder, write, load, alive } = bench();
  write('a.mjs', "name: 'Same_Bot'");
  write('b.mjs', "name: 'same_bot'");
  write('c.mjs', "name: 'Host'");
  write('d.mjs', "name: '4 bots'");
  const chosen = await chooseBots([`${folder}/`], [], load);
  const faults = [
    ['b.mjs', /b\.mjs: there is a same_bot already\.$/],
    ['c.mjs', /c\.mjs wants to be the Host, which is taken\.$/],
    ['d.mjs', /d\.mjs has a bot with a wrong name: .*[^.]\.$/],
  ] as const;
  expect(chosen).toMatchObject({
    bots: [{ name: 'Same_Bot' }],
    faults: faults.map(([file, message]) => ({
      file: join(folder, file),
      message: expect.stringMatching(message) as unknown,
    })),
  });
  await alive(1);
});
