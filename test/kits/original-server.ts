import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';

const end = '::EOMsg::';

interface Connection {
  readonly socket: Socket;
  /** As its connect message said; null before. */
  name: string | null;
  partial: Buffer;
  times: number[];
}

export interface OriginalServerOptions {
  /** 0, or nothing, takes a free one. */
  readonly port?: number;
  /** Between two lines of the Host, in ms; nothing keeps it silent. */
  readonly hostEvery?: number;
  /** Bytes in one segment to a client; whole messages where nothing is given. */
  readonly segment?: number;
}

/**
 * A stand-in for the server of 2022, after its description, faults included: whoever connects is shown the whole thread
 * before they have said who they are, the name before a text is believed, two may have the same one, and the thread is
 * lost with the process. It shares no code with ours.
 */
export class OriginalServer {
  readonly thread: string[] = [];
  /** All bytes of each connection, in the order in which they connected. */
  readonly received: string[] = [];
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  readonly #segment: number;
  readonly #host: NodeJS.Timeout | undefined;

  private constructor({ hostEvery, segment = Infinity }: OriginalServerOptions) {
    this.#segment = segment;
    this.#server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
    if (hostEvery !== undefined)
      this.#host = setInterval(() => this.post('\nHost: What do you think about winter?'), hostEvery);
  }

  static async start(options: OriginalServerOptions = {}): Promise<OriginalServer> {
    const server = new OriginalServer(options);
    await new Promise<void>((resolve, reject) => {
      server.#server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    onTestFinished(() => server.stop());
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get names(): (string | null)[] {
    return [...this.#connections].map(({ name }) => name);
  }

  /** To everyone but `except`, and into the thread. */
  post(message: string, except?: Connection): void {
    this.thread.push(message);
    for (const connection of this.#connections) if (connection !== except) this.#send(connection, message);
  }

  kick(name: string, reason: string): void {
    for (const connection of this.#connections)
      if (connection.name === name) this.#remove(connection, reason);
  }

  /** The connection breaks; the thread goes on. */
  drop(name: string): void {
    for (const { socket, name: held } of this.#connections) if (held === name) socket.resetAndDestroy();
  }

  /** As `exit` does. */
  stop(): void {
    clearInterval(this.#host);
    this.#server.close();
    for (const connection of this.#connections) this.#remove(connection, 'The service is stopping!');
  }

  #accept(socket: Socket): void {
    const connection: Connection = { socket, name: null, partial: Buffer.alloc(0), times: [] };
    const index = this.received.push('') - 1;
    this.#connections.add(connection);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#closed(connection));
    socket.on('data', (chunk: Buffer) => {
      this.received[index] = `${this.received[index] ?? ''}${chunk.toString('latin1')}`;
      this.#read(connection, chunk);
    });
    for (const message of [...this.thread, '------------[Start new messages]------------'])
      this.#send(connection, message);
  }

  #read(connection: Connection, chunk: Buffer): void {
    connection.partial = Buffer.concat([connection.partial, chunk]);
    for (;;) {
      const at = connection.partial.indexOf(end);
      if (at === -1) return;
      const message = connection.partial.toString('utf8', 0, at);
      connection.partial = connection.partial.subarray(at + end.length);
      this.#take(connection, message);
    }
  }

  #take(connection: Connection, message: string): void {
    const [name = ''] = message.split(': ');
    if (connection.name === null) {
      if (!message.includes(': ')) {
        this.#remove(connection, 'not providing a valid username for identification.');
        return;
      }
      connection.name = name;
      this.post(`User ${name} has joined the chat!`, connection);
      return;
    }
    const now = Date.now();
    connection.times = [...connection.times.filter((time) => now - time < 4000), now];
    if (connection.times.length >= 10)
      this.#remove(connection, 'sending too many messages within 4 seconds.');
    else this.post(message, connection);
  }

  #send({ socket }: Connection, message: string): void {
    const bytes = Buffer.from(message + end);
    for (let at = 0; at < bytes.length; at += this.#segment)
      socket.write(bytes.subarray(at, Math.min(bytes.length, at + this.#segment)));
  }

  #remove(connection: Connection, reason: string): void {
    this.#send(connection, `Kicked by the host for ${reason}`);
    connection.socket.end();
    this.#closed(connection);
  }

  #closed(connection: Connection): void {
    if (this.#connections.delete(connection) && connection.name !== null)
      this.post(`Host: User ${connection.name} left the chat.`);
  }
}
