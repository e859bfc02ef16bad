/** Takes the pictures of the README: `node scripts/pictures.mjs`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { temporaryFolder } from '../kits/folder.ts';
import { launch } from './launch.ts';
import { Party, topic } from './party.ts';
import { Terminal } from './terminal.ts';
import { terminalPage } from './terminal-page.ts';
import { Visitor } from './visitor.ts';

const desk = { width: 1280, height: 800 };
const tallDesk = { width: 1280, height: 920 };
const phone = { width: 360, height: 720 };

/** Writes light, dark, phone, admin and terminal.png into `folder`. */
export async function takePictures(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const data = temporaryFolder();
  const browser = await launch();
  const party = await Party.begin(data.path);
  try {
    await takeAll(party, browser, (page, name) => page.screenshot({ path: join(folder, `${name}.png`) }));
  } finally {
    await party.end();
    await browser.close();
    data.clear();
  }
}

async function takeAll(party: Party, browser: Browser, take: (page: Page, name: string) => Promise<unknown>) {
  const { port } = party.server;
  const open = async (options: BrowserContextOptions) => {
    const context = await browser.newContext({
      locale: 'en-GB',
      timezoneId: evening(),
      deviceScaleFactor: 1,
      ...options,
    });
    return context.newPage();
  };
  await party.open('recipes');
  const terminal = await Terminal.run(['join', '-p', `${port}`, '-u', 'Ravi'], {
    columns: 100,
    rows: 32,
    env: { TZ: evening() },
  });
  await terminal.shows('Ravi>');
  const desktop = await open({ viewport: desk, colorScheme: 'light' });
  const maja = await Visitor.enter(desktop, port, 'Maja');
  await maja.say('/join recipes');
  await desktop.getByRole('heading', { level: 1, name: '#recipes' }).waitFor();
  await desktop.getByRole('button', { name: /lobby/ }).click();
  await party.talk(async (text) => {
    await maja.say(text);
    await maja.message('sending …').waitFor({ state: 'detached' });
  });
  await desktop.getByRole('button', { name: topic }).waitFor();
  await desktop.getByRole('button', { name: /Amira\s*1 unread/ }).waitFor();
  await desktop.getByText('is writing').waitFor({ state: 'hidden' });
  party.write();
  await desktop.getByText('Tobias is writing').waitFor();
  await take(desktop, 'light');
  await desktop.emulateMedia({ colorScheme: 'dark' });
  await take(desktop, 'dark');

  const mobile = await open({
    viewport: phone,
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 2,
    storageState: await desktop.context().storageState(),
  });
  await mobile.goto(`http://127.0.0.1:${port}/`);
  await mobile.getByText('just in case').first().waitFor();
  await take(mobile, 'phone');

  const [, link = ''] = await party.server.ask('link', /(http:\/\/127\.0\.0\.1:\d+\/admin#\S+)/);
  const admin = await open({ viewport: tallDesk, colorScheme: 'light' });
  await admin.goto(link);
  await admin.getByText('Live', { exact: true }).waitFor();
  await take(admin, 'admin');

  await terminal.shows('just in case');
  const { html, width, height } = terminalPage(await terminal.screen(true), 100);
  await terminal.close();
  const drawn = await open({ viewport: { width, height } });
  await drawn.setContent(html);
  await take(drawn, 'terminal');
}

/** A time zone in which it is evening now. */
function evening(): string {
  const away = 19 - new Date().getUTCHours();
  // The signs of these zones are the other way round: Etc/GMT-2 is two hours ahead.
  const hours = away > 14 ? away - 24 : away < -12 ? away + 24 : away;
  return hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}
