/** A room in which 100,000 things were said. */
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/log/open.ts';
import type { Nick } from '../../src/room/types.ts';
import { eventually } from '../kits/eventually.ts';
import { said } from '../kits/said.ts';
import { dataFolder, serve } from '../kits/stage.ts';
import { useBrowser } from './browser.ts';
import { friend } from './friend.ts';
import { Visitor } from './visitor.ts';

const { open } = useBrowser();
const count = 100_000;
/** Elements that the page may have, however long the room is. */
const mostElements = 8000;

/** Message number 70,000 is the only one that speaks of a needle. */
async function fill(folder: string): Promise<void> {
  const store = await openStore(folder, { durability: 'fast' });
  const names = ['Ann', 'Ben', 'Cleo', 'Dan'];
  const start = Date.now() - count * 60_000;
  for (let from = 0; from < count; from += 5000) {
    const page = Array.from({ length: 5000 }, (_, index) => {
      const number = from + index;
      const text = `number ${number} ${number === 70_000 ? 'hides a needle' : 'is about tea and toast '.repeat(number % 4)}`;
      return said(text.trim(), { time: start + number * 60_000, nick: names[(number >> 2) % 4] as Nick });
    });
    await store.log.append(page);
  }
  await store.close();
}

describe('100,000 messages in a room', () => {
  it(
    'the page opens at the end, scrolls back without losing the place, finds what is far back, and stays small',
    { timeout: 120_000 },
    async () => {
      const data = dataFolder();
      await fill(data);
      const server = await serve(['--flood', 'off'], data);
      const { page } = await open();
      const zoe = await Visitor.enter(page, server.port, 'Zoe');
      await zoe.sees(`number ${count - 1}`);
      const elements = () => page.evaluate(() => document.querySelectorAll('*').length);
      expect(await elements()).toBeLessThan(mostElements);

      let oldest = await firstNumber(zoe);
      for (let pages = 0; pages < 8; pages++) {
        const before = oldest;
        await zoe.log.evaluate((log) => log.scrollTo({ top: 0, behavior: 'instant' }));
        const held = zoe.message(new RegExp(`number ${before + 5}\\b`)).first();
        const top = () => held.evaluate((one) => Math.round(one.getBoundingClientRect().top));
        const at = await top();
        await eventually(async () => expect((oldest = await firstNumber(zoe))).toBeLessThan(before));
        expect(Math.abs((await top()) - at), 'how far what was read has moved').toBeLessThanOrEqual(2);
        expect(await elements()).toBeLessThan(mostElements);
      }

      await page.getByRole('button', { name: 'Search', exact: true }).click();
      await page.getByRole('searchbox').fill('needle');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /hides a needle/ }).click();
      await zoe.message('hides a needle').waitFor({ timeout: 60_000 });
      expect(await elements()).toBeLessThan(mostElements);

      const ben = await friend(server.port, 'Ben');
      await ben.say('something new');
      await page.getByRole('button', { name: '1 new' }).click();
      await zoe.sees('something new');
      expect(await elements()).toBeLessThan(mostElements);
    },
  );
});

/** The number of the first message in the document. */
async function firstNumber(visitor: Visitor): Promise<number> {
  const [first = ''] = await visitor.log.locator('.words').allTextContents();
  return Number(/number (\d+)/.exec(first)?.[1]);
}
