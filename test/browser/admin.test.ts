/** The administrator's page in a browser: how it opens, what it shows, what it does, and who can use it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { join, serve, type Server } from '../kits/stage.ts';
import { useBrowser } from './browser.ts';

const { open } = useBrowser();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function linkOf(server: Server): Promise<string> {
  const [, url = ''] = await server.ask('link', /(http:\S+#\S+)/);
  return url;
}

/** A page that an administrator has open, with everything there. */
async function administrate(server: Server, guest: Parameters<typeof open>[0] = {}) {
  const { page } = await open(guest);
  const url = await linkOf(server);
  await page.goto(url);
  await page.getByRole('heading', { name: 'Here now' }).waitFor();
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const told = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
  return { page, url, button, told };
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: loaded } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    const { violations: found } = await loaded.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

const width = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

describe("the administrator's page", () => {
  it('opens with a link that is gone from the address bar, and comes back after a reload', async () => {
    const server = await serve();
    await join(server, 'Ann');
    const { page, url } = await administrate(server);
    expect(page.url()).toBe(url.replace(/#.*/, ''));
    await page.getByRole('listitem').filter({ hasText: 'Ann' }).getByText('127.0.0.1:').waitFor();
    await page.reload();
    await page.getByRole('listitem').filter({ hasText: 'Ann' }).waitFor();
    const kept = await page.evaluate(() => [Object.keys(localStorage), document.cookie]);
    expect(kept).toEqual([[], '']);
    await page.goBack();
    expect(page.url()).not.toContain('#');
  });

  it('shows nothing to whoever has no link, or one that was used', async () => {
    const server = await serve();
    await join(server, 'Ann');
    const { url } = await administrate(server);
    const { page } = await open();
    for (const address of [url, url.replace(/#.*/, ''), `${url.replace(/#.*/, '')}#wrong`]) {
      await page.goto('about:blank');
      await page.goto(address);
      await page.getByRole('heading', { name: 'This page opens with a link' }).waitFor();
      expect(await page.content()).not.toContain('Ann');
    }
    // A fresh link in the same tab opens it.
    const fresh = await linkOf(server);
    await page.evaluate((token) => (location.hash = token), fresh.replace(/.*#/, ''));
    await page.getByRole('listitem').filter({ hasText: 'Ann' }).waitFor();
  });

  it('removes and bans by keyboard, with a reason, and lifts the ban', async () => {
    const server = await serve();
    const [ann, ben] = [await join(server, 'Ann'), await join(server, 'Ben')];
    const { page, button, told } = await administrate(server);
    await button('Remove Ann').focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Remove Ann?' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter');
    await dialog.getByLabel('Reason').fill('<b>too</b> loud');
    await page.keyboard.press('Enter');
    await told('User Ann was removed!');
    await ann.until('Kicked by the host for <b>too</b> loud::EOMsg::');
    await button('Remove Ann').waitFor({ state: 'hidden' });

    await button('Ban Ben').click();
    await page.getByLabel('Everyone at the address 127.0.0.1').check();
    await page.getByLabel('Reason').fill('<img src=x onerror=alert(1)>');
    await button('Ban').click();
    await told('The address 127.0.0.1 is banned.');
    await ben.until('Kicked by the host for <img src=x onerror=alert(1)>::EOMsg::');
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    await button('Lift the ban of 127.0.0.1').click();
    await told('127.0.0.1 is no longer banned.');
    await page.getByText('Nobody is banned.').waitFor();

    await button('Ban …').click();
    await page.getByLabel('Name or IP address').fill('Mallory');
    await page.keyboard.press('Enter');
    await told('The name Mallory is banned.');
  });

  it('stops and starts bots, and runs the Host', async () => {
    const server = await serve(['--bots', 'Art_Bot', '--host-every', '600']);
    const ann = await join(server, 'Ann');
    const { page, button } = await administrate(server);
    await button('Stop Art_Bot').click();
    await ann.until('User Art_Bot left the chat.');
    await button('Start Art_Bot').click();
    await ann.until(/left the chat[^]*User Art_Bot has joined/);
    const next = page.getByRole('blockquote');
    const first = await next.innerText();
    await button('Skip').click();
    await expect.poll(() => next.innerText()).not.toBe(first);
    const second = await next.innerText();
    await button('Say it now').click();
    await ann.until(`Host: ${second}::EOMsg::`);
    await button('Pause').click();
    await page.getByText('paused', { exact: true }).waitFor();
    await button('Go on').click();
    await page.getByText(/^in (9|10) min$/).waitFor();
    await page.getByLabel('Say as Host').fill('Tea is ready');
    await page.keyboard.press('Enter');
    await ann.until('Host: Tea is ready::EOMsg::');
  });

  it('finds guests, counts, and shows what changes by itself', async () => {
    const server = await serve();
    await join(server, 'Ann');
    const { page } = await administrate(server);
    await join(server, 'Ben');
    await page.getByRole('listitem').filter({ hasText: 'Ben' }).waitFor();
    await page.getByRole('searchbox').fill('be');
    await page.getByRole('listitem').filter({ hasText: 'Ann' }).waitFor({ state: 'hidden' });
    await page.getByRole('searchbox').fill('nobody at all');
    await page.getByText('Nobody fits.').waitFor();
    expect(await page.getByRole('region', { name: 'Figures' }).innerText()).toMatch(/People\s+2/);
  });

  it('is closed by signing out, and by unlink', async () => {
    const server = await serve();
    await join(server, 'Ann');
    const { page, button } = await administrate(server);
    await button('Sign out').click();
    await page.getByRole('heading', { name: 'Signed out' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'This page opens with a link' }).waitFor();
    const other = await administrate(server);
    await server.ask('unlink', /Pages closed: 1\./);
    await other.page.getByRole('heading', { name: 'Signed out' }).waitFor();
    expect(await other.page.content()).not.toContain('Ann');
  });

  it('says when the server is gone, and that its sessions ended with it', async () => {
    const server = await serve();
    const { page } = await administrate(server, { expected: /ERR_CONNECTION_REFUSED/ });
    await server.kill();
    await page.getByText('Connection lost, trying again …').waitFor();
    expect(await page.getByRole('button', { name: 'Sign out' }).isDisabled()).toBe(true);
    await serve(['--port', String(server.port)], server.data);
    await page.getByRole('heading', { name: 'This page opens with a link' }).waitFor();
  });

  it.each([
    ['wide and light', { colorScheme: 'light', viewport: { width: 1280, height: 800 } }],
    ['wide and dark', { colorScheme: 'dark', viewport: { width: 1280, height: 800 } }],
    ['on a phone', { colorScheme: 'light', viewport: { width: 360, height: 740 } }],
  ] as const)('can be used by everyone, %s', async (_, guest) => {
    const server = await serve(['--bots', 'Art_Bot,Sport_Bot', '--host-every', '600']);
    await join(server, 'Ann_with_a_name_that_is_quite_lo');
    await server.ask('bot stop Art_Bot', /stopped/);
    await server.ask('ban Mallory spreading rumours about the weather', /banned/);
    const { page, button, told } = await administrate(server, guest);
    expect(await violations(page)).toEqual([]);
    expect(await width(page)).toBeLessThanOrEqual(guest.viewport.width);
    await button('Ban Ann_with_a_name_that_is_quite_lo').click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await button('Restart Sport_Bot').click();
    await told('Sport_Bot was restarted.');
    expect(await violations(page)).toEqual([]);
    expect(await width(page)).toBeLessThanOrEqual(guest.viewport.width);
    await button('Sign out').click();
    await page.getByRole('heading', { name: 'Signed out' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
