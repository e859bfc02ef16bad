/** A program in a terminal of its own, which tmux keeps: keys go in, and what stands on the screen comes out. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { overlapped } from './overlap.ts';

const hobnob = fileURLToPath(new URL('../../bin/hobnob', import.meta.url));
const execute = promisify(execFile);

interface Size {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export class Terminal {
  readonly #socket = `hobnob-${randomBytes(6).toString('hex')}`;

  /** Runs hobnob with these words. */
  static async run(
    words: readonly string[],
    { columns = 100, rows = 40, env = {} }: Size = {},
  ): Promise<Terminal> {
    const terminal = new Terminal();
    const size = ['-x', `${columns}`, '-y', `${rows}`];
    const variables = Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
    await terminal.#tmux('-f', '/dev/null', 'new-session', '-d', ...size, ...variables, hobnob, ...words);
    return terminal;
  }

  /** The lines on the screen; `coloured`: with the escape sequences that make their colours. */
  async screen(coloured = false): Promise<string[]> {
    return (await this.#tmux('capture-pane', '-p', ...(coloured ? ['-e', '-N'] : []))).split('\n');
  }

  async close(): Promise<void> {
    // It is gone already where the program has ended.
    await this.#tmux('kill-server').catch(() => undefined);
  }

  async type(text: string): Promise<void> {
    await this.#tmux('send-keys', '-l', text);
    await this.press('Enter');
  }

  /** Keys by tmux's names: `Enter`, `PageUp`, `M-Home`. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.#tmux('send-keys', ...keys);
  }

  /** Resolves when the text is on the screen; rejects after 20 s with what is there. */
  async shows(text: string): Promise<void> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const screen = (await this.screen()).join('\n');
      if (screen.includes(text)) return;
      if (Date.now() > deadline) throw new Error(`no ${text} on the screen:\n${screen}`);
      await pause(20);
    }
  }

  /** What `find` reads off the lines of the screen, from the first there is to the last, by paging. */
  async transcript(find: (lines: readonly string[]) => readonly string[]): Promise<string[]> {
    await this.#pageTo('PageUp');
    let seen = [...find(await this.#steady())];
    await this.#pageTo('PageDown', (lines) => (seen = overlapped(seen, find(lines))));
    return seen;
  }

  /** Presses the key until the screen stays as it is; the past may take a moment to come. */
  async #pageTo(key: string, look: (lines: readonly string[]) => void = () => undefined): Promise<void> {
    let before = (await this.#steady()).join('\n');
    for (let still = 0; still < (key === 'PageUp' ? 8 : 4);) {
      await this.press(key);
      const lines = await this.#steady();
      look(lines);
      const now = lines.join('\n');
      still = now === before ? still + 1 : 0;
      before = now;
    }
  }

  /** The screen once it is drawn: three looks show the same. */
  async #steady(): Promise<string[]> {
    let lines = await this.screen();
    for (let same = 0; same < 2;) {
      await pause(20);
      const now = await this.screen();
      same = now.join('\n') === lines.join('\n') ? same + 1 : 0;
      lines = now;
    }
    return lines;
  }

  async #tmux(...words: readonly string[]): Promise<string> {
    return (await execute('tmux', ['-L', this.#socket, ...words])).stdout;
  }
}
