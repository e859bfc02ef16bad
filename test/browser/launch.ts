import { chromium, type Browser } from 'playwright-core';
import { browserAdvice, findBrowser } from '../../scripts/helpers.mjs';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-lcd-text',
];

/** A headless Chromium that has never been used and talks to nobody of its own accord. */
export async function launch(): Promise<Browser> {
  const executablePath = await findBrowser();
  if (executablePath === null) throw new Error(browserAdvice);
  return chromium.launch({ executablePath, args: flags });
}
