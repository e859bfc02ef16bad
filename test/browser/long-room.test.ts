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

/** One message, far back, speaks of a needle. */
async function fill(folder: string, most = count): Promise<void> {
  const store = await openStore(folder, { durability: 'fast' });
  const names = ['Ann', 'Ben', 'Cleo', 'Dan'];
  const start = Date.now() - count * 60_000;
  const needle = Math.floor(most / 20);
  for (let from = 0; from < most; from += 1000) {
    const page = Array.from({ length: 1000 }, (_, index) => {
      const number = from + index;
      const text = `number ${number} ${number === needle ? 'hides a needle' : 'is about tea and toast '.repeat(number % 4)}`;
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
      await zoe.message('hides a needle').waitFor();
      expect(await elements()).toBeLessThan(mostElements);

      const ben = await friend(server.port, 'Ben');
      await ben.say('something new');
      await page.getByRole('button', { name: '1 new' }).click();
      await zoe.sees('something new');
      expect(await elements()).toBeLessThan(mostElements);
    },
  );

  it(
    'what is far back is one question away, and from there one comes forwards and back to now without a hole',
    { timeout: 120_000 },
    async () => {
      const data = dataFolder();
      await fill(data, 1000);
      const server = await serve(['--flood', 'off'], data);
      const { page } = await open({ viewport: { width: 1200, height: 700 } });
      const asked: string[] = [];
      const held: (() => void)[] = [];
      let isSlow = false;
      await page.routeWebSocket(/\/live$/, (socket) => {
        const behind = socket.connectToServer();
        socket.onMessage((frame) => {
          const text = String(frame);
          if (text.includes('"page"')) asked.push(text);
          if (isSlow && text.includes('"page"')) held.push(() => behind.send(frame));
          else behind.send(frame);
        });
      });
      const zoe = await Visitor.enter(page, server.port, 'Zoe');
      await zoe.sees('number 999');
      const search = async () => {
        await page.getByRole('button', { name: 'Search', exact: true }).click();
        await page.getByRole('searchbox').fill('needle');
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: /hides a needle/ }).click();
      };

      isSlow = true;
      await search();
      await page.getByRole('status').filter({ hasText: 'Going to the message …' }).waitFor();
      expect(await zoe.log.getAttribute('aria-busy')).toBe('true');
      isSlow = false;
      held.splice(0).forEach((release) => release());
      await zoe.message('hides a needle').waitFor();
      await page.getByText('Going to the message …').waitFor({ state: 'detached' });
      expect(asked.filter((text) => text.includes('around'))).toHaveLength(1);
      expect(await zoe.log.getAttribute('aria-live')).toBe('off');

      const ben = await friend(server.port, 'Ben');
      await ben.say('said meanwhile');
      await page.getByRole('button', { name: '1 new' }).waitFor();
      const seen = new Set<number>();
      const look = async () => {
        const texts = await zoe.log.locator('.words').allTextContents();
        for (const text of texts) seen.add(Number(/number (\d+)/.exec(text)?.[1] ?? count));
      };
      await look();
      const start = Math.min(...seen);
      while (!seen.has(count)) {
        expect(Math.abs(await shiftAfterScroll(zoe)), 'how far what was read has moved').toBeLessThanOrEqual(
          2,
        );
        await look();
      }
      const numbers = [...seen].filter((number) => number !== count);
      expect(numbers.toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 1000 - start }, (_, index) => start + index),
      );
      await eventually(async () => {
        await zoe.log.evaluate((log) => log.scrollTo({ top: log.scrollHeight, behavior: 'instant' }));
        expect(await page.locator('.chip').count()).toBe(0);
      });

      // What is read stays where it is while pages come above it and below.
      await page.getByRole('button', { name: /hides a needle/ }).click();
      await zoe.message('hides a needle').waitFor();
      const words = zoe.message('hides a needle');
      const top = () => words.evaluate((one) => Math.round(one.getBoundingClientRect().top));
      await eventually(async () => expect(await zoe.log.getAttribute('aria-busy')).toBe('false'));
      const at = await top();
      await ben.say('and again');
      await page.getByRole('button', { name: '1 new' }).waitFor();
      expect(Math.abs((await top()) - at)).toBeLessThanOrEqual(2);
      await zoe.say('back from the past');
      await zoe.sees('back from the past');
      await zoe.sees('and again');
      expect(await page.locator('.chip').count()).toBe(0);
    },
  );
});

/** The number of the first message in the document. */
async function firstNumber(visitor: Visitor): Promise<number> {
  const [first = ''] = await visitor.log.locator('.words').allTextContents();
  return Number(/number (\d+)/.exec(first)?.[1]);
}

/** Scrolls a part of the screen down; how far the last row that was seen is then moved by what is loaded, px. */
async function shiftAfterScroll(visitor: Visitor): Promise<number> {
  return visitor.log.evaluate(async (log) => {
    const bottom = log.getBoundingClientRect().bottom;
    const rows = [...log.querySelectorAll('.row')];
    const last = rows.findLast((row) => row.getBoundingClientRect().top < bottom);
    log.scrollBy({ top: log.clientHeight * 0.8, behavior: 'instant' });
    const at = last?.getBoundingClientRect().top ?? 0;
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
    return last?.isConnected ? last.getBoundingClientRect().top - at : 0;
  });
}
