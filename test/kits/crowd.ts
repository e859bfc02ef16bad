import { execFileSync } from 'node:child_process';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { platform } from 'node:os';
import { onTestFinished } from 'vitest';

/** Files left for everything else in a process that holds a crowd's connections. */
const otherFiles = 500;
const addresses = 10;
const atOnce = 200;

/** How many connections this machine lets a process and its peer hold, `wanted` at most. */
export function crowdSize(wanted: number): number {
  // Node has raised the soft limit to the hard one already, and what it starts inherits that.
  const limit = Number(execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }));
  return Number.isNaN(limit) ? wanted : Math.min(wanted, limit - otherFiles);
}

/** Connections that say nothing. */
export class Crowd {
  readonly #sockets = new Set<Socket>();
  /** What the server said before it closed them, and to how many. */
  readonly told = new Map<string, number>();
  /** The most that were open at one time. */
  largest = 0;

  get size(): number {
    return this.#sockets.size;
  }

  /** Resolves when `count` have been connected, from several addresses of loopback where the system has them. */
  async gather(port: number, count: number): Promise<void> {
    onTestFinished(() => this.#sockets.forEach((socket) => socket.destroy()));
    let next = 0;
    const gatherOne = async () => {
      while (next < count) await this.#add(port, next++);
    };
    await Promise.all(Array.from({ length: atOnce }, gatherOne));
  }

  async #add(port: number, index: number): Promise<void> {
    const from = platform() === 'linux' ? { localAddress: `127.0.0.${2 + (index % addresses)}` } : {};
    const socket = connect({ port, host: '127.0.0.1', ...from });
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    let words = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (words += chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.told.set(words, (this.told.get(words) ?? 0) + 1);
    });
    this.#sockets.add(socket);
    this.largest = Math.max(this.largest, this.size);
  }
}
