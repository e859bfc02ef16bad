import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const hobnob = fileURLToPath(new URL('../../bin/hobnob', import.meta.url));

export interface Surroundings {
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  /** Another program than hobnob. */
  readonly program?: string;
  /** A command that runs the program as the words after its own, such as `setpriv …`: with its limits and rights. */
  readonly within?: readonly string[];
}

/** The built program in a process of its own, with what it printed so far. */
export class Program {
  readonly process: ChildProcessWithoutNullStreams;
  output = '';
  errors = '';
  readonly #exited: Promise<number | null>;

  constructor(words: readonly string[], { env, cwd, program = hobnob, within = [] }: Surroundings = {}) {
    const [command = '', ...rest] = [...within, program, ...words];
    this.process = spawn(command, rest, { cwd, env: { PATH: process.env['PATH'] ?? '', ...env } });
    // Typing to a program that has just ended is no news; its exit is.
    this.process.stdin.on('error', () => undefined);
    this.process.stdout.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.process.stderr.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
    this.#exited = once(this.process, 'close').then(([code]) => code as number | null);
  }

  /**
   * Resolves with the first match in what was printed after `from` characters; rejects after 15 s, or when the program
   * has ended without it.
   */
  async until(expected: RegExp, from = 0): Promise<RegExpExecArray> {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const match = expected.exec(this.output.slice(from));
      if (match) return match;
      const ended = this.process.exitCode !== null || this.process.signalCode !== null;
      if (ended || Date.now() > deadline) throw new Error(`no ${expected} in: ${this.output}${this.errors}`);
      await Promise.race([this.#exited, pause(20)]);
    }
  }

  type(line: string): void {
    this.process.stdin.write(`${line}\n`);
  }

  /** Types a line and resolves with what `expected` finds in what is printed from then on. */
  ask(line: string, expected: RegExp): Promise<RegExpExecArray> {
    const from = this.output.length;
    this.type(line);
    return this.until(expected, from);
  }

  /** The exit code; null if a signal ended it. Kills the program and rejects when it has not ended after `within` ms. */
  async exit(within = 15_000): Promise<number | null> {
    const late = pause(within).then(() => 'late' as const);
    const code = await Promise.race([this.#exited, late]);
    if (code !== 'late') return code;
    this.process.kill('SIGKILL');
    throw new Error(`did not end: ${this.output}${this.errors}`);
  }

  /** As a power cut would: at once, and nothing is finished. */
  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.#exited;
  }
}

/** A server on a free port of loopback. Bots and Host are silent unless `words` say otherwise. */
export async function startServer(data: string, words: readonly string[] = [], around: Surroundings = {}) {
  const server = new Program(serveWords(data, words), around);
  const [, port] = await server.until(/listening on port (\d+)/);
  return Object.assign(server, { port: Number(port) });
}

/** The command line of `startServer`. Of an option given twice the last counts. */
export function serveWords(data: string, words: readonly string[] = []): string[] {
  const quiet = ['--bots', 'none', '--host-every', '0'];
  return ['serve', '--port', '0', '--listen', '127.0.0.1', '--data', data, ...quiet, ...words];
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
