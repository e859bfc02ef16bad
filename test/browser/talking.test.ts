/** What one does and sees in a room, as one would at the page. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../kits/eventually.ts';
import { LiveClient } from '../kits/live-client.ts';
import { serve, thread } from '../kits/stage.ts';
import { violations } from './axe.ts';
import { useBrowser } from './browser.ts';
import { friend, pairIn } from './friend.ts';

const { open } = useBrowser();
/** Ann at the page and Ben on the live wire. */
const pair = (words?: readonly string[]) => pairIn(open, words);

describe('the door', () => {
  it('lets one in by a name, says why not by another, and knows one again', async () => {
    const server = await serve();
    await friend(server.port, 'Ben');
    const { page } = await open();
    await page.goto(`http://127.0.0.1:${server.port}/`);
    const name = page.getByRole('textbox', { name: 'Your name' });
    for (const [typed, answer] of [
      ['Ben', /taken/],
      ['Host', /Host is reserved/],
      ['4 you', /is not a name/],
    ] as const) {
      await name.fill(typed);
      await page.keyboard.press('Enter');
      await page.getByRole('alert').filter({ hasText: answer }).waitFor();
    }
    await name.fill('Ann');
    await page.getByRole('button', { name: 'Come in' }).click();
    const composer = page.getByRole('textbox', { name: 'Message to #lobby' });
    await composer.waitFor();
    await page.reload();
    await composer.waitFor();
    await page.getByText('you', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Say goodbye' }).click();
    await name.waitFor();
    expect(await name.inputValue()).toBe('Ann');
    expect((await thread(server.data)).at(-1)).toMatchObject({ kind: 'left', author: 'Ann' });
  });
});

describe('what was said', () => {
  it('stands in groups, under days, with names once and times on all', async () => {
    const { page, ann, ben } = await pair();
    for (const text of ['one', 'two', 'three']) await ben.say(text);
    await ann.say('four');
    await ben.say('five');
    await ann.sees('five');
    expect(await ann.shown()).toEqual(['Ben: one', 'Ben: two', 'Ben: three', 'Ann: four', 'Ben: five']);
    expect(await ann.log.locator('.head .name').allInnerTexts()).toEqual(['Ben', 'Ann', 'Ben']);
    expect(await ann.log.locator('.message time').count()).toBe(5);
    await ann.log.getByRole('heading', { name: 'Today' }).waitFor();
    // Names have a colour that stays.
    const colour = (name: string) =>
      ann.log
        .locator('.head .name', { hasText: name })
        .first()
        .evaluate((one) => getComputedStyle(one).color);
    const [bens, anns] = [await colour('Ben'), await colour('Ann')];
    expect(bens).not.toBe(anns);
    await page.reload();
    await ann.sees('five');
    expect([await colour('Ben'), await colour('Ann')]).toEqual([bens, anns]);
  });

  it('is drawn with links, code, emphasis, mentions and emoji', async () => {
    const { page, ann, ben } = await pair();
    await ben.say('see https://example.org/a_(b)?c=d, *really* **now**, `x * y` and _so_ on; Ann: @ann!');
    await ben.say('```js\nlet x = "<b>";\n  y\n```');
    await ann.say(':tada: works :smile:');
    const first = ann.message('really');
    expect(await first.locator('a').getAttribute('href')).toBe('https://example.org/a_(b)?c=d');
    expect(await first.locator('a').getAttribute('rel')).toContain('noopener');
    expect(await first.locator('em').allInnerTexts()).toEqual(['really', 'so']);
    expect(await first.locator('strong').innerText()).toBe('now');
    expect(await first.locator('code').innerText()).toBe('x * y');
    expect(await first.locator('.mention').allInnerTexts()).toEqual(['Ann', '@ann']);
    expect(await ann.log.locator('pre').innerText()).toBe('let x = "<b>";\n  y');
    await ann.sees('🎉 works 😄');
    await page.getByRole('button', { name: 'Emoji' }).click();
    await page.getByRole('searchbox', { name: 'Find an emoji' }).fill('heart');
    await page.getByRole('button', { name: 'heart', exact: true }).click();
    await page.keyboard.press('Enter');
    await ben.until((told) => told['text'] === '❤️' || told['text'] === '❤');
  });

  it('has who comes and goes folded into one line, which opens', async () => {
    const { ann, ben, server } = await pair();
    await ben.say('before');
    for (const name of ['Cleo', 'Dan', 'Eve']) {
      const visitor = await LiveClient.join(server.port, name);
      visitor.send({ type: 'leave' });
      await visitor.untilClosed();
    }
    await ben.say('after');
    await ann.sees('after');
    const folded = ann.log.getByRole('button', { name: /Cleo.*Dan.*Eve/ });
    expect(await ann.log.getByText('came in').count()).toBeLessThan(4);
    await folded.click();
    await ann.log.getByText('Dan left').waitFor();
    expect(await ann.log.locator('.event').count()).toBeGreaterThanOrEqual(6);
  });

  it('stays where it is while one reads the past, tells how much is new, and goes there', async () => {
    const { page, ann, ben } = await pair();
    await ben.sayAll(Array.from({ length: 60 }, (_, count) => `line ${count + 1}`));
    await ann.sees('line 60');
    await ann.log.hover();
    await page.mouse.wheel(0, -1500);
    const toEnd = page.getByRole('button', { name: 'Back to now' });
    await toEnd.waitFor();
    const place = () =>
      ann
        .message('line 30')
        .first()
        .evaluate((one) => Math.round(one.getBoundingClientRect().top));
    const before = await place();
    for (const text of ['new one', 'new two', 'new three']) await ben.say(text);
    await page.getByRole('button', { name: '3 new' }).waitFor();
    expect(await place()).toBe(before);
    await page.getByRole('button', { name: '3 new' }).click();
    await ann.message('new three').waitFor();
    await page.getByRole('button', { name: /new$|Back to now/ }).waitFor({ state: 'detached' });
    expect(await ann.message('new three').isVisible()).toBe(true);
  });

  it('nothing jumps when one begins to scroll up, however high the rows above are', async () => {
    const { page, ann, ben } = await pair();
    await ben.sayAll(
      Array.from({ length: 90 }, (_, count) => `${count} ${'is quite long '.repeat((count * 7) % 60)}`),
    );
    await ann.sees(/^Ben.*89 is|89 is/);
    const top = (text: RegExp) =>
      ann
        .message(text)
        .first()
        .evaluate((one) => one.getBoundingClientRect().top);
    const held = /\b88 is/;
    const before = await top(held);
    await ann.log.hover();
    await page.mouse.wheel(0, -150);
    await page.getByRole('button', { name: 'Back to now' }).waitFor();
    await eventually(async () => expect(Math.abs((await top(held)) - before - 150)).toBeLessThanOrEqual(2));
    // Whatever is drawn above meanwhile, it stays there.
    for (let frames = 0; frames < 5; frames++) {
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      expect(Math.abs((await top(held)) - before - 150)).toBeLessThanOrEqual(2);
    }
  });
});

describe('while one is away', () => {
  it('the title counts mentions, the room what is unread, and a line stands before it', async () => {
    const { page, ann, ben } = await pair();
    await ben.say('seen');
    await ann.sees('seen');
    await ann.say('/join garden');
    await page.getByRole('heading', { name: '#garden' }).first().waitFor();
    await ben.say('are you there, Ann?');
    await ben.say('nobody is called Annabel');
    await page.getByRole('button', { name: /lobby\s*2 unread, 1 for you/ }).waitFor();
    await eventually(async () => expect(await page.title()).toBe('(1) hobnob'));
    await page.getByRole('button', { name: /lobby/ }).click();
    await ann.log.getByRole('separator', { name: 'New from here on' }).waitFor();
    const order = await ann.log.evaluate((log) => log.textContent);
    expect(order.indexOf('seen')).toBeLessThan(order.indexOf('New'));
    expect(order.indexOf('New')).toBeLessThan(order.indexOf('are you there'));
    expect(await ann.message('are you there').getAttribute('class')).toContain('mentions');
    expect(await ann.message('Annabel').getAttribute('class')).not.toContain('mentions');
    await eventually(async () => expect(await page.title()).toBe('hobnob'));
  });

  it('others are seen to write, until they have said it', async () => {
    const { page, ann, ben } = await pair();
    ben.send({ type: 'typing' });
    await page.getByText('Ben is writing').waitFor();
    await ben.say('so');
    await ann.sees('so');
    await page.getByText('Ben is writing').waitFor({ state: 'detached' });
    await ann.composer.pressSequentially('hm');
    await ben.until((told) => told.type === 'typing' && told['name'] === 'Ann');
  });
});

describe('what one says', () => {
  it('is shown at once as being sent, and as said when it is stored, over a lost connection', async () => {
    const { page, ann, ben, server } = await pair();
    await page.context().setOffline(true);
    await ann.say('into the dark');
    await ann.message('into the dark').getByText('sending …').waitFor();
    expect(ben.texts).not.toContain('into the dark');
    // The browser asks before the tab is closed, as long as something would be lost with it.
    expect(await asksToStay(page)).toBe(true);
    await page.context().setOffline(false);
    await ben.until((told) => told['text'] === 'into the dark');
    await ann.message('sending …').waitFor({ state: 'detached' });
    expect(await ann.shown()).toEqual(['Ann: into the dark']);
    expect(await asksToStay(page)).toBe(false);
    expect((await thread(server.data)).filter(({ kind }) => kind === 'message')).toHaveLength(1);
  });

  it('survives a reload of the page before it was answered, and is stored once', async () => {
    const { page, ann, ben, server } = await pair();
    let isDeaf = false;
    // From here on Ann hears nothing of what the server says.
    await page.routeWebSocket(/\/live$/, (socket) => {
      const upstream = socket.connectToServer();
      socket.onMessage((message) => upstream.send(message));
      upstream.onMessage((message) => {
        if (!isDeaf) socket.send(message);
      });
    });
    await page.reload();
    await ann.untilLive();
    isDeaf = true;
    await ann.say('is this heard?');
    await ben.until((told) => told['text'] === 'is this heard?');
    await ann.message('is this heard?').getByText('sending …').waitFor();
    const asked = page.waitForEvent('dialog');
    await page.reload();
    expect((await asked).type()).toBe('beforeunload');
    await ann.message('is this heard?').getByText('sending …').waitFor();
    isDeaf = false;
    await page.reload();
    await ann.untilLive();
    await ann.sees('is this heard?');
    await ann.message('sending …').waitFor({ state: 'detached' });
    await ann.say('and this?');
    await ben.until((told) => told['text'] === 'and this?');
    expect(await ann.shown()).toEqual(['Ann: is this heard?', 'Ann: and this?']);
    const said = (await thread(server.data)).filter(({ kind }) => kind === 'message');
    expect(said.map(({ text }) => text)).toEqual(['is this heard?', 'and this?']);
    await page.reload();
    await ann.untilLive();
    expect(await ann.shown()).toEqual(['Ann: is this heard?', 'Ann: and this?']);
  });

  it('is marked where it failed, and can be tried again or thrown away', async () => {
    const { page, ann, ben } = await pair();
    // Of this the server leaves nothing, and refuses what is empty.
    await ann.say('\u0007');
    const failed = ann.log.getByRole('alert').filter({ hasText: 'not sent' });
    await failed.waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await failed.waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await failed.waitFor({ state: 'detached' });
    await ann.say('this one is good');
    await ben.until((told) => told['text'] === 'this one is good');
    expect(await ann.shown()).toEqual(['Ann: this one is good']);
    // What is too long is not sent in the first place.
    await ann.composer.fill('y'.repeat(4001));
    expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    await page.getByRole('alert').filter({ hasText: 'This is 1 character too long: at most 4000' }).waitFor();
  });

  it('answers a message, and so do bots', async () => {
    const { page, ann, ben } = await pair();
    const seq = await ben.say('who has the keys?');
    await ben.say('something else');
    await ann.message('who has the keys?').hover();
    await ann.message('who has the keys?').getByRole('button', { name: 'Answer Ben' }).click();
    await page.getByText('Answering Ben').waitFor();
    await ann.say('I have');
    expect((await ben.until((told) => told['text'] === 'I have'))['answers']).toBe(seq);
    const quote = ann
      .message('I have')
      .getByRole('button', { name: /In answer to.*Ben.*who has the keys\?/ });
    await quote.click();
    expect(await ann.message('who has the keys?').first().isVisible()).toBe(true);
  });
});

describe('bots', () => {
  it('are told apart, say what they answer and why, and can be folded, muted and hidden for good', async () => {
    const { page, ann, ben } = await pair(['--bots', 'Sport_Bot,Art_Bot']);
    await page.getByRole('heading', { name: 'Host and bots 3' }).waitFor();
    await ann.say('Sport_Bot, do you like to play tennis?');
    await ben.until((told) => told['text'] === 'Sport_Bot, do you like to play tennis?');
    // Bots take a moment to think. What stands between makes it worth saying what is answered.
    await ben.say('meanwhile');
    const answer = ann
      .message(/tennis/i)
      .filter({ has: page.getByRole('button', { name: 'why?' }) })
      .last();
    await answer.waitFor();
    expect(await answer.locator('.badge').or(ann.log.locator('.badge')).first().innerText()).toMatch(/bot/i);
    await answer.getByRole('button', { name: /In answer to.*Ann.*play tennis/ }).waitFor();
    await answer.hover();
    await answer.getByRole('button', { name: 'why?' }).click();
    await answer.locator('.because').waitFor();
    await page.getByRole('button', { name: 'Mute Sport_Bot' }).click();
    await answer.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Hear Sport_Bot again' }).click();
    await answer.waitFor();
    await page.getByRole('radio', { name: 'folded' }).check();
    await ann.log
      .getByRole('button', { name: /messages? of .*Bot/ })
      .first()
      .waitFor();
    await page.getByRole('radio', { name: 'hidden' }).check();
    await ann.log
      .getByRole('button', { name: /messages? of .*Bot/ })
      .first()
      .waitFor({ state: 'detached' });
    await page.reload();
    await ann.sees('do you like to play tennis?');
    expect(await page.getByRole('radio', { name: 'hidden' }).isChecked()).toBe(true);
    expect(await ann.shown()).toEqual(['Ann: Sport_Bot, do you like to play tennis?', 'Ben: meanwhile']);
  });
});

describe('somebody who is not heard', () => {
  it('is folded into a quiet line that opens, for good, until one hears them again', async () => {
    const { server, page, ann, ben } = await pair();
    await ben.say('buy my soap');
    await ann.message('buy my soap').hover();
    await page.getByRole('button', { name: 'More about the message of Ben' }).click();
    await ann.log.getByRole('button', { name: 'Ignore Ben' }).click();
    const folded = ann.log.getByRole('button', { name: 'of an ignored person' });
    await folded.waitFor();
    expect(await ann.message('buy my soap').count()).toBe(0);
    ben.send({ type: 'typing' });
    await ben.say('Ann! Soap!');
    await ben.say('a word about soap', { to: 'Ann' });
    const eve = await friend(server.port, 'Eve');
    await eve.say('lovely weather');
    await ann.sees('lovely weather');
    expect(await page.title()).toBe('hobnob');
    expect(await page.getByRole('navigation', { name: 'Rooms' }).getByText('Ben').count()).toBe(0);
    expect(await page.getByText('is writing').isVisible()).toBe(false);
    await page.reload();
    await ann.sees('lovely weather');
    await ann.log.getByRole('button', { name: '2 messages of an ignored person' }).click();
    await ann.sees('Ann! Soap!');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Hear Ben again' }).click();
    await page.keyboard.press('Escape');
    await folded.waitFor({ state: 'detached' });
    await page.getByRole('navigation', { name: 'Rooms' }).getByText('Ben').waitFor();
    await page.getByRole('button', { name: 'Ignore Ben' }).click();
    await folded.first().waitFor();
  });

  it('may be the Host', async () => {
    const { server, page, ann } = await pair();
    await server.ask('say Tea or coffee?', /Host: Tea or coffee/);
    await ann.sees('Tea or coffee?');
    await page.getByRole('button', { name: 'Mute Host' }).click();
    await ann.message('Tea or coffee?').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Hear Host again' }).click();
    await ann.sees('Tea or coffee?');
  });
});

describe('notifications', () => {
  it('are asked for when they are wanted, and tell only of what is for us, while nobody looks', async () => {
    const { page, ann, ben } = await pair();
    // The system's own cannot be seen from here: one that takes notes stands in for it.
    await page.addInitScript(() => {
      const told: string[] = [];
      class Noted {
        static permission = 'default';
        static async requestPermission(): Promise<string> {
          return (Noted.permission = 'granted');
        }
        readonly title: string;
        constructor(title: string, { body }: { body: string }) {
          this.title = title;
          told.push(`${title}: ${body}`);
        }
      }
      Object.assign(globalThis, { Notification: Noted, told });
      document.hasFocus = () => false;
    });
    const told = () => page.evaluate(() => (globalThis as unknown as { told: string[] }).told);
    await page.reload();
    await ann.untilLive();
    await ben.say('Ann, before you asked');
    await ann.sees('before you asked');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('checkbox', { name: /Tell me when somebody speaks to me/ }).check();
    await page.keyboard.press('Escape');
    await ben.say('to nobody');
    await ben.say('Ann, look');
    await ben.say('psst', { to: 'Ann' });
    await eventually(async () => expect(await told()).toEqual(['Ben in #lobby: Ann, look', 'Ben: psst']));
  });
});

describe('something done', () => {
  it('is a sentence that begins with the name', async () => {
    const { ann, ben } = await pair();
    await ann.say('/me waves to *everyone*');
    await ann.sees('waves to everyone');
    await ben.say('nods', { action: true });
    await ann.sees('nods');
    await ben.say('so');
    await ann.sees('so');
    const texts = await ann.log.locator('.deed').allInnerTexts();
    expect(texts.map((text) => text.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/^\* Ann waves to everyone \d/),
      expect.stringMatching(/^\* Ben nods \d/),
    ]);
    expect(await ann.shown()).toEqual(['Ann: waves to everyone', 'Ben: nods', 'Ben: so']);
  });
});

describe('a name', () => {
  it('is changed in the settings or by a command, and is kept', async () => {
    const { page, ann, ben, server } = await pair();
    await ann.say('as Ann');
    const change = async (name: string) => {
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('textbox', { name: 'Your name' }).fill(name);
      await page.getByRole('button', { name: 'Change name' }).click();
    };
    await change('Ben');
    await ann.log.getByText('The name Ben is taken').waitFor();
    await change('Anna');
    await ann.log.getByText('Ann is now called Anna').waitFor();
    expect(await ben.until((told) => told['event'] === 'renamed')).toMatchObject({ name: 'Ann', to: 'Anna' });
    await ann.say('as Anna');
    await ann.sees('as Anna');
    expect(await ann.shown()).toEqual(['Ann: as Ann', 'Anna: as Anna']);
    expect(await ann.log.locator('.message.own').count()).toBe(2);
    await ann.say('/nick Annabel');
    const self = page.locator('.self').getByText('Annabel');
    await self.waitFor();
    await page.reload();
    await self.waitFor();
    await ben.say('welcome, annabel');
    await ann.log.locator('.mentions').getByText('welcome, annabel').waitFor();
    expect((await thread(server.data)).filter(({ kind }) => kind === 'left')).toEqual([]);
  });
});

/** Whether the browser would ask before the tab is closed. */
function asksToStay(page: Page): Promise<boolean> {
  return page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
}
