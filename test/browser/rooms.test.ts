/** Rooms, private words, looking for things, and everything that is done with keys alone. */
import { describe, expect, it } from 'vitest';
import { eventually } from '../kits/eventually.ts';
import { useBrowser } from './browser.ts';
import { friend, pairIn } from './friend.ts';
import { Visitor } from './visitor.ts';

const { open } = useBrowser();
const pair = (words?: readonly string[]) => pairIn(open, words);

describe('private words', () => {
  it('come back with the name under which they were said, and with no other', async () => {
    const { page, ann, ben } = await pair();
    const enterAs = async (name: string) => {
      await ann.say('/quit');
      await page.getByRole('textbox', { name: 'Your name' }).fill(name);
      await page.keyboard.press('Enter');
      await page.getByRole('textbox', { name: 'Message to #lobby' }).waitFor();
      await ann.say('/nick');
      await page.getByText(`You are ${name}.`).waitFor();
    };
    await ben.say('a secret', { to: 'Ann' });
    await page.getByRole('button', { name: /Ben\s*1 unread/ }).waitFor();
    await enterAs('Annabel');
    await ben.say('another secret', { to: 'Annabel' });
    await page.getByRole('button', { name: /Ben\s*1 unread/ }).click();
    await ann.sees('another secret');
    expect(await ann.shown()).toEqual(['Ben: another secret']);
    await page.getByRole('button', { name: 'lobby', exact: true }).first().click();
    await enterAs('Ann');
    await page.locator('.rooms-panel').getByRole('button', { name: /^Ben/ }).click();
    await ann.sees('a secret');
    expect(await ann.shown()).toEqual(['Ben: a secret']);
  });
});

describe('rooms', () => {
  it('are entered, have a topic, are listed and left', async () => {
    const { server, page, ann, ben } = await pair();
    await page.getByRole('button', { name: 'Enter another room' }).click();
    await page.getByRole('textbox', { name: 'Name of the room' }).fill('#Garden');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '#garden' }).waitFor();
    await page.getByRole('button', { name: 'Say what this room is about' }).click();
    await page.getByRole('textbox', { name: 'Topic of the room' }).fill('roses');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'roses' }).waitFor();
    await ann.say('nice here');
    await ann.sees('nice here');
    const { page: other } = await open();
    const cleo = await Visitor.enter(other, server.port, 'Cleo');
    await other.getByRole('button', { name: 'Enter another room' }).click();
    await other.getByRole('button', { name: /garden.*1 person.*roses/ }).click();
    await cleo.sees('nice here');
    expect(await cleo.shown()).toEqual(['Ann: nice here']);
    await ann.log.getByText('Cleo came in').waitFor();
    await cleo.say('/part');
    await other.getByRole('heading', { level: 1, name: '#lobby' }).waitFor();
    await cleo.say('lobby again');
    await ben.until((told) => told['text'] === 'lobby again' && told['room'] === 'lobby');
    await page.reload();
    await page
      .getByRole('button', { name: 'garden', exact: true })
      .or(page.getByRole('button', { name: /garden/ }))
      .first()
      .waitFor();
  });

  it('between two are theirs alone, and there is no other way in', async () => {
    const { server, page, ann, ben } = await pair();
    const { page: other } = await open();
    const cleo = await Visitor.enter(other, server.port, 'Cleo');
    await ben.say('just between us', { to: 'Ann' });
    await page.getByRole('button', { name: /Ben\s*1 unread, 1 for you/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Ben' }).waitFor();
    await ann.sees('just between us');
    await page.getByText('What you say here is between you and Ben.').waitFor();
    await ann.say('of course');
    await ben.until((told) => told['text'] === 'of course' && String(told['room']).startsWith('@'));
    await ben.say('for all');
    await cleo.sees('for all');
    expect(await cleo.shown()).toEqual(['Ben: for all']);
    expect(await other.getByText(/between us|of course/).count()).toBe(0);
    await page.reload();
    await page.getByRole('button', { name: 'Ben', exact: true }).first().click();
    await ann.sees('of course');
  });
});

describe('what was said before', () => {
  it('is found by its words, and gone to where it was said', async () => {
    const { page, ann, ben } = await pair();
    await ben.say('the needle is here');
    await ben.sayAll(Array.from({ length: 260 }, (_, count) => `hay ${count}`));
    await page.reload();
    await ann.sees('hay 259');
    expect(await ann.message('needle').count()).toBe(0);
    await page.keyboard.press('Control+Shift+F');
    await page.getByRole('searchbox', { name: 'Words to look for' }).fill('NEEDLE the');
    await page.keyboard.press('Enter');
    const found = page
      .getByRole('complementary', { name: 'Search' })
      .getByRole('button', { name: /Ben.*the needle is here/ });
    await found.waitFor();
    expect(await page.locator('mark').allInnerTexts()).toEqual(['the', 'needle']);
    await found.click();
    await ann.message('the needle is here').waitFor();
    await eventually(async () => expect(await isOnScreen(ann, 'the needle is here')).toBe(true));
    await page.getByRole('button', { name: 'Back to now' }).click();
    await eventually(async () => expect(await isOnScreen(ann, 'hay 259')).toBe(true));
    await page.getByRole('searchbox').fill('"Needle  is"');
    await page.keyboard.press('Enter');
    await eventually(async () => expect(await page.locator('mark').allInnerTexts()).toEqual(['needle is']));
    await page.getByRole('searchbox').fill('""');
    await page.keyboard.press('Enter');
    await page.getByText('Type the words to look for.').waitFor();
    await page.getByRole('searchbox').fill('"is needle"');
    await page.keyboard.press('Enter');
    await page.getByText('Nothing was found.').waitFor();
    await page.getByRole('searchbox').fill('unicorn');
    await page.keyboard.press('Enter');
    await page.getByText('Nothing was found.').waitFor();
  });

  it('is told where one reads, if it cannot be gone to, and left out of what is found if it is not heard', async () => {
    const { page, ann, ben } = await pair();
    await ann.say('/join garden');
    await page.getByRole('heading', { level: 1, name: '#garden' }).waitFor();
    await ann.say('a rose of mine');
    await ann.sees('a rose of mine');
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByRole('heading', { level: 1, name: '#lobby' }).waitFor();
    await ben.say('a rose of Ben');
    await ben.sayAll(Array.from({ length: 60 }, (_, count) => `hay ${count}`));
    await ann.sees('hay 59');
    await ann.say('/search rose');
    const panel = page.getByRole('complementary', { name: 'Search' });
    await panel.getByRole('button', { name: /a rose of Ben/ }).waitFor();
    const rose = panel.getByRole('button', { name: /a rose of mine/ });
    await rose.waitFor();
    await page.getByRole('button', { name: 'Leave #garden' }).click();
    await page.getByRole('button', { name: 'Leave #garden' }).waitFor({ state: 'detached' });
    await ann.log.hover();
    await page.mouse.wheel(0, -1500);
    await page.getByRole('button', { name: 'Back to now' }).waitFor();
    const place = () =>
      ann
        .message('hay 20')
        .first()
        .evaluate((one) => Math.round(one.getBoundingClientRect().top));
    const before = await place();
    await rose.click();
    await page.getByRole('status').getByText('You are not in that room any more.').waitFor();
    expect(await place()).toBe(before);
    expect(await ann.log.getByText('You are not in that room any more.').count()).toBe(0);
    await ann.say('/ignore Ben');
    await panel.getByText('1 message that you do not hear is left out.').waitFor();
    expect(await panel.getByRole('button', { name: /a rose of Ben/ }).count()).toBe(0);
  });
});

describe('where one writes', () => {
  it('completes names, commands, rooms and emoji, with Tab and from a list', async () => {
    const { server, page, ann, ben } = await pair();
    await friend(server.port, 'Bernadette');
    const press = (text: string) => ann.composer.pressSequentially(text);
    const value = () => ann.composer.inputValue();
    await ben.say('hi');
    await ann.sees('hi');
    await press('Be');
    await page.keyboard.press('Tab');
    // Who spoke last comes first.
    await page.getByRole('option', { name: 'Ben' }).waitFor();
    expect(await page.getByRole('option').allInnerTexts()).toEqual(['Ben', 'Bernadette']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await value()).toBe('Bernadette: ');
    await ann.composer.fill('');
    await press('ask @ber');
    await page.getByRole('option', { name: 'Bernadette' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await value()).toBe('ask @Bernadette ');
    await ann.composer.fill('');
    await press('/top');
    await page.getByRole('option', { name: /\/topic/ }).waitFor();
    await page.keyboard.press('Tab');
    expect(await value()).toBe('/topic ');
    await ann.composer.fill('');
    await press(':tad');
    await page.getByRole('option', { name: /🎉/ }).waitFor();
    await page.keyboard.press('Enter');
    expect(await value()).toBe('🎉 ');
    await page.keyboard.press('Escape');
  });

  it('recalls what was entered, and keeps what was begun, in each room', async () => {
    const { page, ann } = await pair();
    for (const text of ['first', 'second']) {
      await ann.say(text);
      await ann.sees(text);
    }
    const value = () => ann.composer.inputValue();
    await ann.composer.fill('begun');
    await page.keyboard.press('ArrowUp');
    await eventually(async () => expect(await value()).toBe('second'));
    await page.keyboard.press('ArrowUp');
    await eventually(async () => expect(await value()).toBe('first'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await eventually(async () => expect(await value()).toBe('begun'));
    await page.getByRole('button', { name: 'Enter another room' }).click();
    await page.getByRole('textbox', { name: 'Name of the room' }).fill('garden');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '#garden' }).waitFor();
    expect(await value()).toBe('');
    await ann.composer.fill('of the garden');
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByRole('heading', { level: 1, name: '#lobby' }).waitFor();
    expect(await value()).toBe('begun');
    // Drafts are written down a moment later.
    await eventually(async () =>
      expect(await page.evaluate(() => JSON.stringify(localStorage))).toContain('of the garden'),
    );
    await page.reload();
    await eventually(async () => expect(await value()).toBe('begun'));
    await page.getByRole('button', { name: /^garden/ }).click();
    await eventually(async () => expect(await value()).toBe('of the garden'));
  });

  it('takes commands, says what begins with two slashes, and sends no wrong command to the room', async () => {
    const { page, ann, ben } = await pair();
    await ann.say('/hlep');
    await page.getByText('There is no command /hlep. Did you mean /help?').waitFor();
    // It stays, to be corrected.
    expect(await ann.composer.inputValue()).toBe('/hlep');
    // Nor does what the server refuses.
    await ann.say('/nick Ben');
    await page.getByText('The name Ben is taken').waitFor();
    expect(await ann.composer.inputValue()).toBe('/nick Ben');
    await ann.say('/help');
    await page.getByText('says /TEXT').waitFor();
    const columns = page.locator('.local.columns dd');
    const lefts = await columns.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
    expect(new Set(lefts).size).toBe(1);
    expect(await ann.composer.inputValue()).toBe('');
    await ann.say('//shrug is no command');
    await ben.until((told) => told['text'] === '/shrug is no command');
    expect(ben.texts).toEqual(['/shrug is no command']);
    await ann.say('/names');
    await page.getByText('People (2): Ann, Ben').waitFor();
    await ann.say('/msg Ben hello there');
    await ben.until((told) => told['text'] === 'hello there' && told['room'] !== 'lobby');
    await page.getByRole('heading', { level: 1, name: 'Ben' }).waitFor();
    await ann.say('/msg Nobody psst');
    await page.getByText(/This was not said to Nobody/).waitFor();
    await ann.say('/clear');
    await ann.message('hello there').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Show what was before' }).waitFor();
    await page.keyboard.press('PageUp');
    await ann.sees('hello there');
    await ann.say('/clear');
    await ann.message('hello there').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Show what was before' }).hover();
    await page.mouse.wheel(0, -100);
    await ann.sees('hello there');
    await ann.say('/clear');
    await ann.message('hello there').waitFor({ state: 'detached' });
    // Several lines are one message.
    await ann.composer.fill('');
    await ann.composer.pressSequentially('one');
    await page.keyboard.press('Shift+Enter');
    await ann.composer.pressSequentially('two');
    await page.keyboard.press('Enter');
    await ben.until((told) => told['text'] === 'one\ntwo');
  });
});

describe('with keys alone', () => {
  it('one comes in, talks, changes rooms, searches, answers, mutes and leaves', async () => {
    const { server, ben } = await pair(['--bots', 'Art_Bot']);
    const { page } = await open();
    await page.goto(`http://127.0.0.1:${server.port}/`);
    await page.keyboard.type('Kay');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Message to #lobby' }).waitFor();
    await page.keyboard.type('hello, no mouse here');
    await page.keyboard.press('Enter');
    await ben.until((told) => told['text'] === 'hello, no mouse here');
    await page.keyboard.type('/join garden');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '#garden' }).waitFor();
    await ben.say('Kay, come back');
    await page.getByRole('button', { name: /lobby\s*1 unread, 1 for you/ }).waitFor();
    await page.keyboard.press('Alt+a');
    await page.getByRole('heading', { level: 1, name: '#lobby' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
    await page.keyboard.type('gard');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '#garden' }).waitFor();
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Control+Shift+F');
    await page.keyboard.type('come back');
    await page.keyboard.press('Enter');
    const found = page
      .getByRole('complementary', { name: 'Search' })
      .getByRole('button', { name: /Kay, come back/ });
    await found.waitFor();
    await pressTo(page, /Kay, come back/);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    // From a message's own buttons: an answer.
    await page.getByRole('log').focus();
    await pressTo(page, /^More about the message of Ben$/, 'ArrowUp');
    await page.keyboard.press('Enter');
    await pressTo(page, /^ ?Answer$/);
    await page.keyboard.press('Enter');
    await page.getByText('Answering Ben').waitFor();
    await page.keyboard.type('coming');
    await page.keyboard.press('Enter');
    expect((await ben.until((told) => told['text'] === 'coming'))['answers']).toBeTypeOf('number');
    if (!(await page.getByRole('button', { name: 'Mute Art_Bot' }).isVisible()))
      await page.keyboard.press('Alt+u');
    await page.getByRole('button', { name: 'Mute Art_Bot' }).waitFor();
    await pressTo(page, /^Mute Art_Bot$/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Hear Art_Bot again' }).waitFor();
    await pressTo(page, /^Settings$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await pressTo(page, /^Say goodbye$/);
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Your name' }).waitFor();
  });
});

describe('two tabs', () => {
  it('of one person: the second takes over, and the first can be taken back to', async () => {
    const { page, ann, ben } = await pair();
    const second = await page.context().newPage();
    await second.goto(page.url());
    await second.getByRole('textbox', { name: 'Message to #lobby' }).waitFor();
    await page.getByText('You are here in another tab or window.').waitFor();
    expect(await ann.composer.isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Emoji' }).isDisabled()).toBe(true);
    await page.getByText('You write in the other tab now').waitFor();
    await ben.say('which one are you?');
    await second.getByText('which one are you?').waitFor();
    expect(await ann.message('which one').count()).toBe(0);
    await page.getByRole('button', { name: 'Use it here' }).click();
    await ann.sees('which one are you?');
    await ann.say('this one');
    await ben.until((told) => told['text'] === 'this one');
    await second.getByText('You are here in another tab or window.').waitFor();
    expect(ben.told.filter((told) => told['event'] === 'left')).toEqual([]);
  });
});

/** Presses a key until something of that name has the focus. */
async function pressTo(page: Visitor['page'], name: RegExp, key = 'Tab'): Promise<void> {
  const ways: string[] = [];
  for (let steps = 0; steps < 80; steps++) {
    const focused = await page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
    );
    if (name.test(focused)) return;
    ways.push(focused.slice(0, 30));
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${name}, but to ${ways.join(', ')}`);
}

function isOnScreen(visitor: Visitor, text: string): Promise<boolean> {
  return visitor
    .message(text)
    .first()
    .evaluate((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
}
