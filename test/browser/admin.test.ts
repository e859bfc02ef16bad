/** The administrator's page: what it shows and does, for whom, and for nobody else. */
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { once } from 'node:events';
import type { Server } from '../kits/stage.ts';
import { join, serve } from '../kits/stage.ts';
import { violations } from './axe.ts';
import { useBrowser } from './browser.ts';
import { friend } from './friend.ts';

const { open } = useBrowser();

async function linkOf(server: Server): Promise<string> {
  const [, link = ''] = await server.ask('link', /(http:\/\/127\.0\.0\.1:\d+\/admin#\S+)/);
  return link;
}

describe('the administrator’s page', () => {
  it('shows and does what the console does, and axe finds nothing in it', async () => {
    const server = await serve(['--bots', 'Art_Bot', '--host-every', '600']);
    const ben = await friend(server.port, 'Ben');
    await join(server, 'Cleo');
    const { page } = await open();
    await page.goto(await linkOf(server));
    await page.getByText('Live', { exact: true }).waitFor();
    // The token is not left where somebody could read it over a shoulder, or go back to it.
    expect(page.url()).not.toMatch(/admin#./);
    for (const text of ['Ben', 'Cleo', 'Art_Bot'])
      await page.getByText(text, { exact: true }).first().waitFor();
    await page
      .getByText(/127\.0\.0\.1/)
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByText('More about Art_Bot').click();
    await page
      .getByText(/answers\/min · lag \d+ ms · 0 restarts · [\d.]+ MB/)
      .first()
      .waitFor();
    expect(await violations(page), 'a bot in full').toEqual([]);
    await page.getByRole('button', { name: 'Log of Art_Bot' }).click();
    await page.getByRole('log').getByText('Art_Bot has written nothing.').waitFor();
    expect(await violations(page), 'log').toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Remove Ben' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await violations(page), 'question').toEqual([]);
    await page.getByRole('dialog').getByRole('textbox').first().fill('too loud');
    await page.keyboard.press('Enter');
    expect(await ben.untilClosed()).toBe(4003);
    await page.getByText('User Ben was removed!').waitFor();
    await page.reload();
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Signed out' }).waitFor();
    expect(await violations(page), 'signed out').toEqual([]);
    await page.reload();
    await page.getByRole('heading', { name: 'This page opens with a link' }).waitFor();
  });

  it('bans with a reason that is typed at once, and whoever is banned is told so', async () => {
    const server = await serve(['--host-every', '600']);
    const { page: guest } = await open();
    await guest.goto(`http://127.0.0.1:${server.port}/`);
    await guest.getByRole('textbox', { name: 'Your name' }).fill('Ann Marie');
    await guest.keyboard.press('Enter');
    await guest.getByText('“Come in” makes you Ann_Marie').waitFor();
    await guest.keyboard.press('Enter');
    const composer = guest.getByRole('textbox', { name: /^Message to / });
    await composer.fill('/quit');
    await guest.keyboard.press('Enter');
    await guest.getByRole('button', { name: 'Come in' }).click();
    await composer.waitFor();
    expect(await composer.inputValue()).toBe('');
    const { page } = await open();
    await page.goto(await linkOf(server));
    await page.getByRole('button', { name: 'Ban Ann_Marie' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('spam');
    await page.keyboard.press('Enter');
    await page.getByText('The name Ann_Marie is banned.').waitFor();
    await guest.getByText('You are banned: spam').waitFor();
    await guest.getByText('You cannot write here unless the ban is lifted.').waitFor();
    expect(await violations(guest)).toEqual([]);
    await guest.getByRole('button', { name: 'Try again' }).click();
    await guest.getByText('You are banned: spam').waitFor();
  });

  it('shows every button whole, however wide it is', async () => {
    const server = await serve();
    await friend(server.port, 'Bartholomew_the_Third_of_Nowhere');
    const { page } = await open();
    await page.goto(await linkOf(server));
    const remove = page.getByRole('button', { name: 'Remove Bartholomew' });
    await remove.waitFor();
    for (const width of [1400, 1180, 1160, 1159, 1100, 900, 820, 819, 760, 360]) {
      await page.setViewportSize({ width, height: 900 });
      const overhang = await remove.evaluate((button) => {
        const edge = button.closest('.card')?.getBoundingClientRect().right ?? 0;
        const row = button.parentElement?.getBoundingClientRect().right ?? Infinity;
        return row - edge;
      });
      expect(overhang, `${width} px`).toBeLessThan(0);
    }
  });

  it('opens once for each link, and not at all without one', async () => {
    const server = await serve();
    const ben = await friend(server.port, 'Ben');
    const { page } = await open();
    await page.goto(`http://127.0.0.1:${server.port}/admin`);
    await page.getByRole('heading', { name: 'This page opens with a link' }).waitFor();
    expect(await page.getByText(/Ben|127\.0\.0\.1/).count()).toBe(0);
    const link = await linkOf(server);
    await page.goto(link);
    await page.getByText('Live', { exact: true }).waitFor();
    const { page: thief } = await open();
    await thief.goto(link);
    await thief.getByRole('heading', { name: 'This page opens with a link' }).waitFor();
    await thief.getByRole('alert').waitFor();
    expect(await thief.getByText('Ben', { exact: true }).count()).toBe(0);
    await server.ask('unlink', /Pages closed: 1\./);
    await page.getByRole('heading', { name: 'Signed out' }).waitFor();
    expect(await page.getByText('Ben', { exact: true }).count()).toBe(0);
    expect(ben.closeCode).toBeNull();
  });

  it('has a wire that answers nobody who shows nothing', async () => {
    const server = await serve();
    for (const first of [
      '{"type":"run","ref":"1","line":"stats"}',
      '{"type":"find","text":""}',
      '{"type":"enter","token":""}',
      '{"type":"enter","token":"guessed"}',
      '{"type":"resume","session":"guessed"}',
      '[]',
      'x',
    ]) {
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}/admin/live`);
      const told: string[] = [];
      socket.on('message', (data: Buffer) => told.push(data.toString()));
      await once(socket, 'open');
      socket.send(first);
      await once(socket, 'close');
      expect(
        told.filter((message) => !message.includes('"closing"')),
        first,
      ).toEqual([]);
    }
    const foreign = new WebSocket(`ws://127.0.0.1:${server.port}/admin/live`, {
      origin: 'https://evil.example',
    });
    const [error] = (await once(foreign, 'error')) as [Error];
    expect(error.message).toContain('403');
  });
});
