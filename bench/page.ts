import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { openStore } from '../src/log/open.ts';
import { launch } from '../test/browser/launch.ts';
import { temporaryFolder } from '../test/kits/folder.ts';
import { LiveClient } from '../test/kits/live-client.ts';
import { startServer } from '../test/kits/server.ts';
import type { Benchmark } from './benchmark.ts';
import { messageOf, textOf, upTo } from './messages.ts';

const past = 100_000;
/** How many times slower than it is Chromium makes this processor. */
const slower = 4;
/** Messages that come in a second, and for how many seconds. */
const pace = 50;
const seconds = 12;

/** The page in a headless Chromium of 1280×720, which paints without a GPU, in a room of 100,000 messages. 0: no such task. */
export const pageBenchmarks: readonly Benchmark[] = [
  { name: `page at CPU ×${slower}: first paint of a long room`, unit: 'ms', run: () => withPage(firstPaint) },
  {
    name: `page at CPU ×${slower}: longest task over 50 ms, ${pace} messages/s`,
    unit: 'ms',
    run: () => withPage(longestTask),
  },
];

interface Drawing {
  readonly requestAnimationFrame: (run: () => void) => void;
}

/** Somebody is in the room, on a slow machine. */
async function withPage(use: (page: Page, port: number) => Promise<number>): Promise<number> {
  const folder = temporaryFolder();
  const store = await openStore(folder.path, { durability: 'fast' });
  await store.log.append(upTo(past).map(messageOf));
  await store.close();
  const server = await startServer(folder.path, ['--bots', 'none', '--host-every', '0', '--flood', 'off']);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.port}/`);
    await page.getByRole('textbox', { name: 'Your name' }).fill('Ann');
    await page.keyboard.press('Enter');
    await page.locator('.message').first().waitFor();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
    return await use(page, server.port);
  } finally {
    await browser.close();
    await server.kill();
    folder.clear();
  }
}

/** From the beginning of a reload until the newest messages have been drawn. */
async function firstPaint(page: Page): Promise<number> {
  await page.reload({ waitUntil: 'commit' });
  await page.locator('.message').first().waitFor();
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        // The page's, which Node's types do not know.
        const { requestAnimationFrame } = globalThis as unknown as Drawing;
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
      }),
  );
}

async function longestTask(page: Page, port: number): Promise<number> {
  const writer = await LiveClient.join(port, 'Bob', { history: 0 });
  const longest = page.evaluate(
    (ms) =>
      new Promise<number>((resolve) => {
        let most = 0;
        const note = (entries: readonly { readonly duration: number }[]) => {
          for (const { duration } of entries) most = Math.max(most, duration);
        };
        const observer = new PerformanceObserver((list) => note(list.getEntries()));
        observer.observe({ entryTypes: ['longtask' as never] });
        setTimeout(() => {
          note(observer.takeRecords());
          resolve(most);
        }, ms);
      }),
    seconds * 1000,
  );
  const start = performance.now();
  for (let posted = 0; posted < pace * seconds; posted++) {
    writer.send({ type: 'post', text: textOf(posted) });
    await pause(start + ((posted + 1) * 1000) / pace - performance.now());
  }
  writer.close();
  return longest;
}
