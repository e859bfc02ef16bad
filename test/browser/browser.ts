/**
 * One headless Chromium for a test file, and pages in it that belong to a person each. A page that logs an error, throws,
 * breaks the content security policy, opens a dialog or a window, or asks anybody but its server fails the test.
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { launch } from './launch.ts';

/** As long as a slow machine may need for anything that a person does or waits for, ms. */
const patience = 15_000;

export interface Guest extends BrowserContextOptions {
  /** Errors that belong to the test, such as those of a connection that it cuts. */
  readonly expected?: RegExp;
}

export interface OpenedPage {
  readonly page: Page;
  /** Takes note of something that went wrong; the test fails with it. */
  readonly note: (problem: string) => void;
}

/** Call it at the top of a file. `open` gives a page of a new person, who has never been there. */
export function useBrowser() {
  let browser: Browser | null = null;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  async function open(guest: Guest = {}): Promise<OpenedPage> {
    if (!browser) throw new Error('only within a test');
    const { expected, ...options } = guest;
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', ...options });
    context.setDefaultTimeout(patience);
    const problems: string[] = [];
    const note = (problem: string) => {
      if (!expected?.test(problem)) problems.push(problem);
    };
    onTestFinished(async () => {
      await context.close();
      expect(problems, 'what went wrong on a page').toEqual([]);
    });
    await context.exposeFunction('noteViolation', note);
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        const { noteViolation } = globalThis as unknown as { noteViolation: (problem: string) => void };
        noteViolation(`broke the policy: ${violatedDirective} ${blockedURI}`);
      });
    });
    context.on('page', (other) => watch(other, note));
    const page = await context.newPage();
    // What the page opens has an opener; a tab that the test opens has none.
    page.on('popup', (other) => note(`opened a window: ${other.url()}`));
    return { page, note };
  }
  return { open };
}

function watch(page: Page, note: (problem: string) => void): void {
  page.on('console', (message) => {
    if (message.type() === 'error') note(`logged: ${message.text()}`);
  });
  page.on('pageerror', (error) => note(`threw: ${error.message}`));
  page.on('dialog', (dialog) => {
    // Asked only where something is unsent; whoever reloads a page here knows.
    if (dialog.type() === 'beforeunload') {
      void dialog.accept();
      return;
    }
    note(`opened a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (!['127.0.0.1', ''].includes(hostname)) note(`asked ${protocol}//${hostname}`);
  });
}
