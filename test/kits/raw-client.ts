import type { Socket } from 'node:net';
import { connect } from 'node:net';

/** A connection over loopback that shows every byte that came. */
export class RawClient {
  readonly socket: Socket;
  /** What came, whole. */
  received = Buffer.alloc(0);
  ended = false;
  #changed: (() => void)[] = [];

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.#wake();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.ended = true;
      this.#wake();
    });
  }

  /** From and to loopback; `host` may be `::1`, and `from` another of its addresses. */
  static async open(port: number, host = '127.0.0.1', from?: string): Promise<RawClient> {
    const source = from === undefined ? {} : { localAddress: from };
    const socket = connect({ port, host, noDelay: true, ...source });
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new RawClient(socket);
  }

  /** The same on a connection that somebody else has made, such as one through TLS. */
  static over(socket: Socket): RawClient {
    return new RawClient(socket);
  }

  /** A classic client that has said its name and seen all history. */
  static async classic(port: number, name: string): Promise<RawClient> {
    const client = await RawClient.open(port);
    client.send(`${name}: ${name}::EOMsg::`);
    await client.until(/\[Start new messages\]-{12}::EOMsg::/);
    return client;
  }

  get text(): string {
    return this.received.toString('utf8');
  }

  send(bytes: string | Buffer): void {
    this.socket.write(bytes);
  }

  /** Resolves when what came matches, within 10 s; rejects with what had come. */
  async until(expected: RegExp | string): Promise<void> {
    const matches = () =>
      typeof expected === 'string' ? this.text.includes(expected) : expected.test(this.text);
    await this.#wait(matches, `${expected} did not come`);
  }

  async untilEnded(): Promise<void> {
    await this.#wait(() => this.ended, 'the connection was not closed');
  }

  /** Reads on from here without keeping what comes. */
  ignore(): void {
    this.socket.removeAllListeners('data').resume();
  }

  close(): void {
    this.socket.destroy();
  }

  async #wait(condition: () => boolean, complaint: string): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!condition()) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`${complaint}; came: ${JSON.stringify(this.text.slice(-2000))}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#changed.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  #wake(): void {
    for (const wake of this.#changed.splice(0)) wake();
  }
}
