/** How the page is for everyone: with a screen reader, on a phone, from right to left, without motion, light and dark. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../kits/eventually.ts';
import { serve } from '../kits/stage.ts';
import { violations } from './axe.ts';
import { useBrowser, type Guest } from './browser.ts';
import { type Friend, friend, pairIn } from './friend.ts';
import { Visitor } from './visitor.ts';

const { open } = useBrowser();
const phone: Guest = {
  viewport: { width: 360, height: 640 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};

/** A room with some of everything in it. */
async function furnish({ ann, ben }: { ann: Visitor; ben: Friend }): Promise<void> {
  const seq = await ben.say('Good morning, Ann! See https://example.org/ and `npm start`.');
  await ben.say('```js\nlet tea = "green";\n```');
  await ben.say('*Really* **good**', { answers: seq });
  ben.send({ type: 'topic', text: 'Tea, and what goes with it' });
  await ann.say('Good morning 😀');
  await ann.say('/help');
  await ann.say('/wrong');
  await ben.say('a word in private', { to: 'Ann' });
  ben.send({ type: 'typing' });
  await ann.page.getByText('Ben is writing').waitFor();
  await ann.page
    .getByRole('button', { name: /Ben\s*1 unread|with something new/ })
    .first()
    .waitFor();
}

async function search(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Words to look for' }).fill('good');
  await page.keyboard.press('Enter');
  await page.locator('mark').first().waitFor();
}

describe('axe finds nothing', () => {
  it('at the door', async () => {
    const server = await serve();
    const { page } = await open({ expected: /404 \(Not Found\)/ });
    await page.goto(`http://127.0.0.1:${server.port}/`);
    await page.getByRole('textbox', { name: 'Your name' }).fill('Host');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto(`http://127.0.0.1:${server.port}/nowhere`);
    expect(await violations(page)).toEqual([]);
  });

  it('in the room, with all that opens in it', async () => {
    const scene = await pairIn(open, ['--bots', 'Simple_Chat_Bot,Art_Bot'], { colorScheme: 'light' });
    const { page } = scene;
    await furnish(scene);
    expect(await violations(page)).toEqual([]);
    await search(page);
    expect(await violations(page)).toEqual([]);
    for (const button of ['Settings', 'Help and shortcuts', 'Enter another room', 'Emoji']) {
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('dialog').waitFor();
      expect(await violations(page), button).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
    await scene.ann.composer.fill('');
    await scene.ann.composer.pressSequentially('/to');
    await page.getByRole('option').first().waitFor();
    expect(await violations(page), 'completion').toEqual([]);
  });

  it('in the dark', async () => {
    const scene = await pairIn(open, ['--bots', 'Simple_Chat_Bot,Art_Bot'], { colorScheme: 'dark' });
    const { page } = scene;
    await furnish(scene);
    await search(page);
    expect(await violations(page)).toEqual([]);
    // What was gone to is framed in a colour that stands out from the dark, whatever ground it has of its own.
    const frame = await page
      .locator('.row')
      .last()
      .evaluate((row) => {
        row.classList.add('target');
        const { outlineStyle, outlineColor } = getComputedStyle(row);
        return { outlineStyle, light: Math.max(...(outlineColor.match(/\d+/g) ?? []).map(Number)) };
      });
    expect(frame.outlineStyle).toBe('solid');
    expect(frame.light).toBeGreaterThan(200);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('on a phone, with the rooms and the people drawn in', async () => {
    const scene = await pairIn(open, ['--bots', 'Art_Bot'], phone);
    const { page } = scene;
    await furnish(scene);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: /^Rooms/ }).tap();
    await page.getByRole('navigation', { name: 'Rooms' }).waitFor();
    expect(await violations(page), 'rooms').toEqual([]);
    await page.getByRole('button', { name: 'Close the list of rooms' }).tap();
    await page.getByRole('button', { name: /^Who is here/ }).tap();
    await page.getByRole('complementary', { name: 'People' }).waitFor();
    expect(await violations(page), 'people').toEqual([]);
  });
});

describe('for a screen reader', () => {
  it('the room is a log that is polite about what is new, and silent about what was', async () => {
    const { page, ann, ben } = await pairIn(open);
    await ben.sayAll(Array.from({ length: 240 }, (_, count) => `old ${count}`));
    await page.reload();
    await ann.sees('old 239');
    await eventually(async () => expect(await ann.log.getAttribute('aria-live')).toBe('polite'));
    expect(await ann.log.getAttribute('aria-relevant')).toBe('additions');
    // While the past is being loaded nothing is read out.
    const heard = ann.log.evaluate(
      (log) =>
        new Promise<string>((resolve) => {
          new MutationObserver(() => resolve(log.getAttribute('aria-live') ?? '')).observe(log, {
            childList: true,
            subtree: true,
          });
        }),
    );
    await ann.log.hover();
    await page.mouse.wheel(0, -9000);
    expect(await heard).toBe('off');
  });
});

describe('on a phone 360 px wide', () => {
  it('all is within reach: rooms, people, search, writing', async () => {
    const server = await serve(['--flood', 'off']);
    const ben = await friend(server.port, 'Ben');
    const { page } = await open(phone);
    const ann = await Visitor.enter(page, server.port, 'Ann');
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    expect(await fits()).toBe(true);
    await ann.composer.fill('from the tram');
    await page.getByRole('button', { name: 'Send' }).tap();
    await ben.until((told) => told['text'] === 'from the tram');
    // Return begins a line where there is no Shift key.
    await ann.composer.fill('one');
    await page.keyboard.press('Enter');
    expect(await ann.composer.inputValue()).toBe('one\n');
    await ann.composer.fill('');
    await page.getByRole('button', { name: 'Rooms' }).tap();
    const rooms = page.getByRole('navigation', { name: 'Rooms' });
    await rooms.getByRole('button', { name: 'Enter another room' }).tap();
    await page.getByRole('textbox', { name: 'Name of the room' }).fill('tram');
    await page.getByRole('dialog').getByRole('button', { name: 'Enter' }).tap();
    await page.getByRole('heading', { level: 1, name: '#tram' }).waitFor();
    await ben.say('Ann, look up');
    await page.getByRole('button', { name: 'Rooms, with something new' }).tap();
    await rooms.getByRole('button', { name: /lobby/ }).tap();
    await ann.sees('Ann, look up');
    await rooms.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Search', exact: true }).tap();
    await page.getByRole('searchbox').fill('tram');
    await page.getByRole('button', { name: 'Find' }).tap();
    await page.getByRole('button', { name: /from the tram/ }).tap();
    await ann.sees('from the tram');
    expect(await fits()).toBe(true);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, textarea, input')]
        .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        .map((one) => ({ one, box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
        .map(({ one }) => one.outerHTML.slice(0, 100)),
    );
    expect(small, 'too small for a finger').toEqual([]);
    // A field whose letters are smaller makes a phone zoom in.
    expect(
      await ann.composer.evaluate((field) => Number.parseFloat(getComputedStyle(field).fontSize)),
    ).toBeGreaterThanOrEqual(16);
  });
});

describe('an answer that is longer than the window', () => {
  it('is shown from its beginning, and stays there while others talk', async () => {
    const { page, ann, ben } = await pairIn(open, [], phone);
    await ben.sayAll(Array.from({ length: 30 }, (_, count) => `line ${count}`));
    await ann.sees('line 29');
    const ask = async (line: string) => {
      await ann.composer.fill(line);
      await page.getByRole('button', { name: 'Send' }).tap();
    };
    await ask('/help');
    await eventually(async () => expect(await isInLog(page, '/help [COMMAND]')).toBe(true));
    expect(await isInLog(page, '//TEXT')).toBe(false);
    await eventually(async () => expect(await ann.log.getAttribute('aria-live')).toBe('polite'));
    await ben.say('so?');
    await page.getByRole('button', { name: '1 new' }).waitFor();
    expect(await isInLog(page, '/help [COMMAND]')).toBe(true);
    await page.getByRole('button', { name: '1 new' }).tap();
    await eventually(async () => expect(await isInLog(page, '//TEXT')).toBe(true));
    expect(await isInLog(page, '/help [COMMAND]')).toBe(false);
    // What has come already does not come again.
    await ben.say('and on');
    await ann.sees('and on');
    await eventually(async () => expect(await isInLog(page, '//TEXT')).toBe(true));
    // From the past, too, which is left for it.
    await ann.log.evaluate((log) => log.scrollTo({ top: 0, behavior: 'instant' }));
    await page.getByRole('button', { name: 'Back to now' }).waitFor();
    await ask('/help');
    await eventually(async () => {
      expect(await page.locator('.local.columns').count()).toBe(2);
      const top = await page
        .locator('.local.columns')
        .last()
        .evaluate(
          (one) => one.getBoundingClientRect().top - one.closest('.scroller')!.getBoundingClientRect().top,
        );
      expect(Math.abs(top)).toBeLessThan(20);
    });
  });
});

describe('the page', () => {
  it('keeps the people beside the room, and not over it when the window gets narrow', async () => {
    const { page, ann } = await pairIn(open, [], { viewport: { width: 1200, height: 700 } });
    const people = page.getByRole('complementary', { name: 'People' });
    await people.waitFor();
    await page.setViewportSize({ width: 800, height: 700 });
    await people.waitFor({ state: 'hidden' });
    await ann.composer.click();
    await page.setViewportSize({ width: 1200, height: 700 });
    await people.waitFor();
  });

  it('lets each text run its own way', async () => {
    const { ann, ben } = await pairIn(open);
    await ben.say('שלום, Ann! מה שלומך?');
    await ben.say('plain English');
    await ann.sees('plain English');
    const direction = (text: string) =>
      ann
        .message(text)
        .locator('.words')
        .evaluate((words) => getComputedStyle(words).direction);
    expect(await direction('שלום')).toBe('rtl');
    expect(await direction('plain English')).toBe('ltr');
    const right = await ann
      .message('שלום')
      .locator('.words')
      .evaluate((words) => {
        const range = document.createRange();
        range.selectNodeContents(words);
        return words.getBoundingClientRect().right - range.getBoundingClientRect().right;
      });
    expect(right).toBeLessThan(5);
    await ann.composer.fill('مرحبا');
    expect(await ann.composer.evaluate((field) => getComputedStyle(field).direction)).toBe('rtl');
  });

  it('moves nothing for those who want no motion', async () => {
    const scene = await pairIn(open, [], { reducedMotion: 'reduce' });
    await furnish(scene);
    const moving = await scene.page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) => {
        const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
        const isLong = (durations: string) =>
          durations.split(',').some((one) => Number.parseFloat(one) > 0.01);
        const moves = (animationName !== 'none' && isLong(animationDuration)) || isLong(transitionDuration);
        return moves ? [`${element.tagName}.${element.getAttribute('class')}`] : [];
      }),
    );
    expect(moving).toEqual([]);
  });

  it('takes the colours of the system, or those that were chosen', async () => {
    const { page } = await pairIn(open, [], { colorScheme: 'dark' });
    const brightness = () =>
      page.evaluate(() => {
        const [red = 0, green = 0, blue = 0] =
          getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
        return (red + green + blue) / 3;
      });
    expect(await brightness()).toBeLessThan(80);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('radio', { name: 'light', exact: true }).check();
    await eventually(async () => expect(await brightness()).toBeGreaterThan(180));
    await page.reload();
    await page.getByRole('textbox', { name: /^Message/ }).waitFor();
    expect(await brightness()).toBeGreaterThan(180);
  });
});

/** Whether a line of our own can be seen among the messages. */
function isInLog(page: Page, text: string): Promise<boolean> {
  return page
    .locator('.local dt', { hasText: text })
    .first()
    .evaluate((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      const log = one.closest('.scroller')?.getBoundingClientRect();
      return log !== undefined && top >= log.top && bottom <= log.bottom;
    });
}
