/** What people write, and what they are called, is text on the page and nothing else. */
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LiveClient } from '../kits/live-client.ts';
import { serve } from '../kits/stage.ts';
import { attacks, fragments, names } from './attacks.ts';
import { useBrowser } from './browser.ts';
import { Visitor } from './visitor.ts';

const { open } = useBrowser();

/** What the page itself is made of, and no more. */
const ownElements = new Set(
  'HTML HEAD META TITLE LINK SCRIPT BODY DIV MAIN NAV ASIDE HEADER SECTION FORM FIELDSET LEGEND LABEL INPUT TEXTAREA BUTTON UL LI DL DT DD H1 H2 H3 P SPAN SMALL TIME Q B I EM STRONG CODE PRE A MARK KBD IMG NOSCRIPT svg path circle rect line polyline g DIALOG'.split(
    ' ',
  ),
);

/** Everything in the document that text has no business to bring about. */
function foreignParts(page: Page): Promise<string[]> {
  return page.evaluate(
    (own) => {
      const problems: string[] = [];
      for (const element of document.querySelectorAll('*')) {
        const name = element.tagName;
        if (!own.includes(name)) problems.push(`<${name}>`);
        for (const { name: key, value } of element.attributes) {
          if (name !== 'TEXTAREA' && key === 'style') problems.push(`${name} ${key}=${value}`);
          if (/^on|^srcdoc$|^formaction$|^action$/i.test(key)) problems.push(`${name} ${key}=${value}`);
          const leads = name === 'A' ? /^https?:\/\//i : /^\/(?!\/)/;
          if (/^(href|src|data|poster|xlink:href)$/i.test(key) && !leads.test(value))
            problems.push(`${name} ${key}=${value}`);
        }
        if (name === 'A' && element.getAttribute('rel')?.includes('noopener') !== true)
          problems.push(`open ${name}`);
      }
      if (document.querySelectorAll('script').length !== 1) problems.push('scripts');
      if (document.querySelectorAll('dialog[open]').length > 0) problems.push('a dialog');
      return problems;
    },
    [...ownElements],
  );
}

/** A page with Ann in it whose `pwned` tells on whoever calls it, and Eve beside her. */
async function scene(viewport = { width: 1280, height: 720 }) {
  const server = await serve(['--flood', 'off']);
  const { page, note } = await open({ viewport });
  await page.exposeFunction('pwned', (what: unknown) => note(`ran pwned(${String(what)})`));
  const ann = await Visitor.enter(page, server.port, 'Ann');
  const eve = await LiveClient.join(server.port, 'Eve', { session: true });
  onTestFinished(() => eve.close());
  let count = 0;
  /** Posts, and resolves with the text as it was stored. */
  const say = async (text: string, where: object = {}): Promise<string> => {
    const id = `eve-${++count}`;
    eve.send({ type: 'post', id, text, ...where });
    const told = await eve.until((message) => message['id'] === id && message.type !== 'accepted');
    return told.type === 'refused' ? '' : String(told['text']);
  };
  return { server, page, ann, eve, say };
}

/** The letters of a text, without what markup of our own takes away. */
function bare(text: string): string {
  return text.replace(/[*_`\s]|\ufffd/gu, '').replace(/html/g, '');
}

/** Says all texts, in parts that the page holds at once, and looks at what it makes of them. */
async function sayAndLook(
  texts: readonly string[],
  page: Page,
  ann: Visitor,
  say: (text: string) => Promise<string>,
): Promise<void> {
  for (let at = 0; at < texts.length; at += 30) {
    const stored: string[] = [];
    for (const text of texts.slice(at, at + 30)) stored.push(bare(await say(text)));
    await say(`the end of this part ${at}`);
    await ann.sees(`the end of this part ${at}`);
    const shown = new Set((await page.locator('.words').allTextContents()).map(bare));
    expect(stored.filter((text) => text !== '' && !shown.has(text))).toEqual([]);
    expect(await foreignParts(page)).toEqual([]);
  }
}

describe('message text', () => {
  it('never becomes markup: none of the known tricks', async () => {
    expect(attacks.length).toBeGreaterThanOrEqual(40);
    const { server, page, ann, say } = await scene();
    const address = page.url();
    await sayAndLook(attacks, page, ann, say);
    expect(page.url()).toBe(address);
    // The same, as history, in a page that is opened afterwards.
    await page.reload();
    await ann.untilLive();
    await ann.sees('the end of this part');
    expect(await foreignParts(page)).toEqual([]);
    expect(await page.title()).toMatch(/hobnob$/);
    expect(new URL(page.url()).port).toBe(`${server.port}`);
  });

  it('never becomes markup: whatever is put together', async () => {
    const { page, ann, say } = await scene();
    const pieces = fc.array(fc.constantFrom(...fragments), { minLength: 1, maxLength: 25 });
    const texts = fc.sample(
      pieces.map((list) => list.join('')),
      { numRuns: 150, seed: 20201123 },
    );
    await sayAndLook(texts, page, ann, say);
  });

  it('stays within its place, however long its words and whichever way it runs', async () => {
    const { page, ann, say } = await scene({ width: 360, height: 640 });
    for (const attack of attacks) await say(attack);
    await say('that was all');
    await ann.sees('that was all');
    const wide = await page.evaluate(() => {
      const roots = [document.documentElement, ...document.querySelectorAll('.scroller')];
      const scrollable = roots.filter((element) => element.scrollWidth > element.clientWidth);
      const outside = [...document.querySelectorAll('.message, .words, .words a')].filter(
        (element) => element.getBoundingClientRect().right > innerWidth,
      );
      return [...scrollable, ...outside].map(
        ({ tagName, textContent }) => `${tagName} ${textContent.slice(0, 40)}`,
      );
    });
    expect(wide).toEqual([]);
    const directions = await page
      .locator('.words')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).unicodeBidi));
    expect(new Set(directions)).toEqual(new Set(['isolate']));
  });
});

describe('what else people name', () => {
  it('is text as well: topics, rooms, names, answers, searches, what one types oneself', async () => {
    const { server, page, ann, eve, say } = await scene();
    // A topic is one line.
    for (const attack of attacks.filter((text) => !/[\n\0\ud800]/.test(text)).slice(0, 12)) {
      eve.send({ type: 'topic', text: attack });
      await eve.until((told) => told['event'] === 'topic' && told['text'] === attack.slice(0, 300));
      await page
        .getByRole('button', { name: attack.replace(/\s+/g, ' ') })
        .first()
        .waitFor();
    }
    const visitors: LiveClient[] = [];
    onTestFinished(() => visitors.forEach((visitor) => visitor.close()));
    for (const name of names) {
      const visitor = await LiveClient.open(server.port);
      visitor.send({ type: 'hello', version: 1, name });
      visitors.push(visitor);
      const told = await visitor.until(({ type }) => type === 'live' || type === 'closing');
      if (told.type === 'live') visitor.send({ type: 'post', text: `I am ${name}, @${name}` });
    }
    for (const attack of attacks) eve.send({ type: 'join', room: attack.slice(0, 60) });
    const seq = Number((await eve.until((told) => told['event'] === 'message'))['seq']);
    await say('<b>in answer</b>', { answers: seq });
    await say('<img src=x onerror=pwned(50)> just for you', { to: 'Ann' });
    await page.getByRole('button', { name: /Eve.*unread/ }).waitFor();
    await ann.say('/<img src=x onerror=pwned(51)>');
    await page.getByText('There is no command /<img').waitFor();
    await ann.say('/topic </script><img src=x onerror=pwned(52)>');
    await page.getByRole('button', { name: '</script><img src=x onerror=pwned(52)>' }).first().waitFor();
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByRole('searchbox').fill('<b>');
    await page.keyboard.press('Enter');
    await page.locator('mark').first().waitFor();
    expect(await foreignParts(page)).toEqual([]);
    await server.ask('say <img src=x onerror=pwned(53)>', /Host: <img/);
    await ann.sees('<img src=x onerror=pwned(53)>');
    expect(await foreignParts(page)).toEqual([]);
  });
});

describe('what the server says with every answer', () => {
  it('is a policy without a hole, and no sniffing', async () => {
    const server = await serve();
    const address = `http://127.0.0.1:${server.port}`;
    const index = await (await fetch(`${address}/`)).text();
    const parts = [...index.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path);
    expect(parts.length).toBeGreaterThanOrEqual(3);
    expect(index).not.toMatch(/<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|https?:\/\//i);
    for (const path of ['/', ...parts, '/nothing', '/admin', '/live']) {
      const { headers } = await fetch(`${address}${path}`, { headers: { Accept: 'text/html' } });
      const policy = new Map(
        headers
          .get('content-security-policy')
          ?.split(';')
          .map((directive) => {
            const [name = '', ...values] = directive.trim().split(/\s+/);
            return [name, values] as const;
          }),
      );
      expect(policy.get('default-src'), path).toEqual(["'none'"]);
      expect(policy.get('script-src'), path).toEqual(["'self'"]);
      expect(policy.get('style-src'), path).toEqual(["'self'"]);
      expect(policy.get('connect-src'), path).toEqual(["'self'"]);
      expect(policy.get('frame-ancestors'), path).toEqual(["'none'"]);
      expect(policy.get('base-uri'), path).toEqual(["'none'"]);
      expect(policy.get('form-action'), path).toEqual(["'none'"]);
      expect([...policy.values()].flat().join(' '), path).not.toMatch(/unsafe|\*|https?:|blob:/);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('set-cookie'), path).toBeNull();
      expect(headers.get('content-type'), path).toMatch(/^(text|application|image)\/[\w.+-]+/);
    }
  });
});
