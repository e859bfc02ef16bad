/** A program in a terminal of its own, which tmux keeps: keys go in, and what stands on the screen comes out. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { temporaryFolder } from '../kits/folder.ts';
import { overlapped } from './overlap.ts';

const hobnob = fileURLToPath(new URL('../../bin/hobnob', import.meta.url));
const execute = promisify(execFile);
/** What nobody says: typed to see that what was pressed before it has been done. */
const mark = '~';

interface Size {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export class Terminal {
  readonly #socket = `hobnob-${randomBytes(6).toString('hex')}`;
  /** What the program keeps, which is not to be what it keeps for whoever runs the tests. */
  readonly #home = temporaryFolder();

  /** Runs hobnob with these words. */
  static async run(
    words: readonly string[],
    { columns = 100, rows = 40, env = {} }: Size = {},
  ): Promise<Terminal> {
    const terminal = new Terminal();
    const size = ['-x', `${columns}`, '-y', `${rows}`];
    const variables = Object.entries({ XDG_STATE_HOME: terminal.#home.path, ...env }).flatMap(
      ([name, value]) => ['-e', `${name}=${value}`],
    );
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
    this.#home.clear();
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
    await this.#until(`no ${text}`, (lines) => lines.join('\n').includes(text));
  }

  /** What `find` reads off the lines of the screen, from where `first` stands to the last there is, by paging. */
  async transcript(first: string, find: (lines: readonly string[]) => readonly string[]): Promise<string[]> {
    let lines = await this.screen();
    // The past comes from the server, page by page.
    for (const deadline = Date.now() + 60_000; !find(lines).includes(first);) {
      if (Date.now() > deadline) throw new Error(`no ${first} further up than this:\n${lines.join('\n')}`);
      lines = await this.#after('PageUp');
    }
    let seen = [...find(lines)];
    for (let before = ''; before !== lines.join('\n');) {
      before = lines.join('\n');
      // By half a screen: of a whole one, the line that is seen twice may hold nothing that `find` finds.
      lines = await this.#after(...Array<string>(5).fill('M-Down'));
      seen = overlapped(seen, find(lines));
    }
    return seen;
  }

  /** The screen after these keys, however long the program takes: it is done with them when it shows the next one. */
  async #after(...keys: readonly string[]): Promise<string[]> {
    await this.press(...keys, mark);
    await this.shows(mark);
    await this.press('BSpace');
    return this.#until(`a ${mark}`, (lines) => !lines.join('\n').includes(mark));
  }

  /** The screen as soon as it is like that; rejects after 20 s with what is there. */
  async #until(wrong: string, isRight: (lines: readonly string[]) => boolean): Promise<string[]> {
    for (const deadline = Date.now() + 20_000; ;) {
      const lines = await this.screen();
      if (isRight(lines)) return lines;
      if (Date.now() > deadline) throw new Error(`${wrong} on the screen:\n${lines.join('\n')}`);
      await pause(20);
    }
  }

  async #tmux(...words: readonly string[]): Promise<string> {
    return (await execute('tmux', ['-L', this.#socket, ...words])).stdout;
  }
}
