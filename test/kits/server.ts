import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/hobnob', import.meta.url));

/** The built program in a process of its own, with what it printed so far. */
export class Program {
  readonly process: ChildProcessWithoutNullStreams;
  output = '';
  errors = '';
  readonly #exited: Promise<number | null>;

  constructor(words: readonly string[], options: { env?: Record<string, string>; cwd?: string } = {}) {
    const env = { PATH: process.env['PATH'] ?? '', ...options.env };
    this.process = spawn(process.execPath, [program, ...words], { ...options, env });
    this.process.stdout.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.process.stderr.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
    this.#exited = once(this.process, 'close').then(([code]) => code as number | null);
  }

  /** Resolves with the first match in what was printed; rejects after 15 s, or when the program has ended without it. */
  async until(expected: RegExp): Promise<RegExpExecArray> {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const match = expected.exec(this.output);
      if (match) return match;
      const ended = this.process.exitCode !== null || this.process.signalCode !== null;
      if (ended || Date.now() > deadline) throw new Error(`no ${expected} in: ${this.output}${this.errors}`);
      await Promise.race([this.#exited, once(this.process.stdout, 'data'), pause(200)]);
    }
  }

  type(line: string): void {
    this.process.stdin.write(`${line}\n`);
  }

  /** The exit code; null if a signal ended it. Kills the program and rejects when it has not ended after 15 s. */
  async exit(): Promise<number | null> {
    const late = pause(15_000).then(() => 'late' as const);
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
export async function startServer(data: string, words: readonly string[] = []) {
  const quiet = ['--bots', 'none', '--host-every', '0'];
  const server = new Program([
    'serve',
    '--port',
    '0',
    '--listen',
    '127.0.0.1',
    '--data',
    data,
    ...quiet,
    ...words,
  ]);
  const [, port] = await server.until(/listening on port (\d+)/);
  return Object.assign(server, { port: Number(port) });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
