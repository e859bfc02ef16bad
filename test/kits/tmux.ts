import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished, vi } from 'vitest';

const run = promisify(execFile);

/** Whether terminals can be had here. */
export function hasTmux(): boolean {
  try {
    execFileSync('tmux', ['-V']);
    return true;
  } catch {
    // Not installed; the tests that want it are left out, and say so by their names.
    return false;
  }
}

/** A terminal of a tmux of its own, which is gone with the test. */
export class TmuxTerminal {
  readonly #socket: string;

  private constructor(socket: string) {
    this.#socket = socket;
  }

  /** Runs a command line in a shell, which stays when the command has ended. */
  static async open(command: string, columns: number, rows: number): Promise<TmuxTerminal> {
    const folder = mkdtempSync(join(tmpdir(), 'hobnob-tmux-'));
    const terminal = new TmuxTerminal(join(folder, 'socket'));
    onTestFinished(async () => {
      await terminal.#tmux('kill-server').catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    });
    const size = ['-x', `${columns}`, '-y', `${rows}`];
    const config = ['-f', '/dev/null'];
    const shell = `env PS1="shell> " HOME="${folder}" sh`;
    const session = ['new-session', '-d', '-s', 'main', ...size, shell];
    await terminal.#tmux(...config, ...session);
    await terminal.type(`printf '\\033[2J\\033[H'; ${command}; echo "ended with $?"`, 'Enter');
    return terminal;
  }

  /** Texts, and keys by the names that tmux has for them. */
  async type(text: string, ...keys: string[]): Promise<void> {
    if (text !== '') await this.#tmux('send-keys', '-t', 'main', '-l', text);
    if (keys.length > 0) await this.#tmux('send-keys', '-t', 'main', ...keys);
  }

  async paste(text: string): Promise<void> {
    await this.#tmux('set-buffer', text);
    await this.#tmux('paste-buffer', '-p', '-t', 'main');
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.#tmux('resize-window', '-t', 'main', '-x', `${columns}`, '-y', `${rows}`);
  }

  async lines(): Promise<string[]> {
    const { stdout } = await this.#tmux('capture-pane', '-p', '-t', 'main');
    return stdout.split('\n').slice(0, -1);
  }

  /** Resolves when the screen fits, with what is on it. */
  async shows(expected: RegExp): Promise<string> {
    let screen = '';
    const look = async () => {
      screen = (await this.lines()).join('\n');
      if (!expected.test(screen)) throw new Error(`no ${expected} on the screen:\n${screen}`);
    };
    await vi.waitFor(look, { timeout: 20_000, interval: 100 });
    return screen;
  }

  /** The name of the terminal's window, which programs can set. */
  async title(): Promise<string> {
    const { stdout } = await this.#tmux('display-message', '-p', '-t', 'main', '#{pane_title}');
    return stdout.trim();
  }

  #tmux(...words: string[]) {
    return run('tmux', ['-S', this.#socket, ...words], { env: { PATH: process.env['PATH'] ?? '' } });
  }
}
