/** A person at the page: what they do is what one does with keys and a pointer, what they see is what is on the screen. */
import type { Locator, Page } from 'playwright-core';
import { overlapped } from './overlap.ts';

/** A message as it is shown: `name: text`. */
export type Shown = string;

export class Visitor {
  readonly page: Page;
  readonly name: string;

  private constructor(page: Page, name: string) {
    this.page = page;
    this.name = name;
  }

  /** Opens the page of the server at `port`, and goes in by a name. */
  static async enter(page: Page, port: number, name: string): Promise<Visitor> {
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.getByRole('textbox', { name: 'Your name' }).fill(name);
    await page.keyboard.press('Enter');
    const visitor = new Visitor(page, name);
    await visitor.composer.waitFor();
    await visitor.untilLive();
    return visitor;
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: /^Message to / });
  }

  /** What was said in the room that is looked at. */
  get log(): Locator {
    return this.page.getByRole('log');
  }

  /** The messages that hold a text; those not stored yet, too. */
  message(text: string | RegExp): Locator {
    return this.log.locator('.message').filter({ hasText: text });
  }

  /** Writes a line and sends it. */
  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Until the history of the room has come. */
  async untilLive(): Promise<void> {
    await this.log.getByText('Loading …').waitFor({ state: 'hidden' });
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.message(text).first().waitFor();
  }

  /** The messages in the document now, oldest first. */
  async shown(): Promise<Shown[]> {
    return this.log.locator('.message').evaluateAll((messages) =>
      messages.map((message) => {
        const name = message.querySelector('.head .name')?.textContent;
        // Below the first of somebody's messages their name is there for screen readers.
        const spoken = message.querySelector('.body > .unseen')?.textContent;
        const body = message.querySelector<HTMLElement>('.words');
        // What is not drawn, as it is above the screen, has no inner text.
        const isDrawn = body?.checkVisibility({ contentVisibilityAuto: true });
        const words = isDrawn ? body?.innerText : body?.textContent;
        return `${name === undefined ? spoken : `${name}: `}${words}`;
      }),
    );
  }

  /** Every message of the room, by scrolling from its first to its last. */
  async transcript(): Promise<Shown[]> {
    await this.toStart();
    let seen = await this.shown();
    for (let idle = 0; idle < 3;) {
      const isAtEnd = await this.#scroll(0.8);
      const now = await this.shown();
      const merged = overlapped(seen, now);
      idle = isAtEnd && merged.length === seen.length ? idle + 1 : 0;
      seen = merged;
    }
    return seen;
  }

  /** Scrolls up until the room's beginning is there. */
  async toStart(): Promise<void> {
    const beginning = this.log.getByText(/This is where it began|is between you and/);
    for (let steps = 0; !(await beginning.isVisible()); steps++) {
      if (steps > 400) throw new Error('the beginning of the room does not come');
      await this.#scroll(-5);
    }
  }

  /** Scrolls by so many heights of the window, as a wheel would, and waits for two drawings; whether that is the end. */
  async #scroll(heights: number): Promise<boolean> {
    return this.log.evaluate(async (element, by) => {
      element.scrollBy({ top: by * element.clientHeight, behavior: 'instant' });
      const drawn = () => new Promise((resolve) => requestAnimationFrame(resolve));
      await drawn();
      await drawn();
      return element.scrollTop + element.clientHeight >= element.scrollHeight - 2;
    }, heights);
  }
}
