/** A program in a terminal of its own, which tmux keeps: keys go in, and what stands on the screen comes out. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { eventually } from '../kits/eventually.ts';
import { overlapped } from './overlap.ts';

const hobnob = fileURLToPath(new URL('../../bin/hobnob', import.meta.url));
const execute = promisify(execFile);

export class Terminal {
  readonly #socket = `hobnob-${randomBytes(6).toString('hex')}`;

  /** Runs hobnob with these words. */
  static async run(words: readonly string[], columns = 100, rows = 40): Promise<Terminal> {
    const terminal = new Terminal();
    const size = ['-x', `${columns}`, '-y', `${rows}`];
    await terminal.#tmux('-f', '/dev/null', 'new-session', '-d', ...size, hobnob, ...words);
    onTestFinished(async () => {
      // It is gone already where the program has ended.
      await terminal.#tmux('kill-server').catch(() => undefined);
    });
    return terminal;
  }

  /** The lines on the screen. */
  async screen(): Promise<string[]> {
    return (await this.#tmux('capture-pane', '-p')).split('\n');
  }

  async type(text: string): Promise<void> {
    await this.#tmux('send-keys', '-l', text);
    await this.press('Enter');
  }

  /** Keys by tmux's names: `Enter`, `PageUp`, `M-Home`. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.#tmux('send-keys', ...keys);
  }

  async shows(text: string): Promise<void> {
    await eventually(async () => {
      const screen = (await this.screen()).join('\n');
      if (!screen.includes(text)) throw new Error(`no ${text} on the screen:\n${screen}`);
    });
  }

  /** What `find` reads off the lines of the screen, from the first there is to the last, by paging. */
  async transcript(find: (lines: readonly string[]) => readonly string[]): Promise<string[]> {
    await this.#pageTo('PageUp');
    let seen = [...find(await this.screen())];
    await this.#pageTo('PageDown', (lines) => (seen = overlapped(seen, find(lines))));
    return seen;
  }

  /** Presses the key until the screen stays as it is; the past may take a moment to come. */
  async #pageTo(key: string, look: (lines: readonly string[]) => void = () => undefined): Promise<void> {
    let before = (await this.screen()).join('\n');
    for (let still = 0; still < 5;) {
      await this.press(key);
      await new Promise((resolve) => setTimeout(resolve, 40));
      const lines = await this.screen();
      look(lines);
      const now = lines.join('\n');
      still = now === before ? still + 1 : 0;
      before = now;
    }
  }

  async #tmux(...words: readonly string[]): Promise<string> {
    return (await execute('tmux', ['-L', this.#socket, ...words])).stdout;
  }
}
