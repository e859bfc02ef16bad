/**
 * A server of the classic wire as its description has it, written apart from our own: one thread in memory, replayed
 * from its end, names taken once, and ways to break connections.
 */
import { createServer, type AddressInfo, type Socket } from 'node:net';

const end = '::EOMsg::';
const separator = '------------[Start new messages]------------';

interface Guest {
  readonly socket: Socket;
  name: string | null;
  pending: Buffer;
}

export interface FakeServerOptions {
  readonly port?: number;
  readonly replay?: number;
  /** Frames of the thread from before. */
  readonly thread?: string[];
}

export const takenName = (name: string) => `The name ${name} is taken. Choose another one.`;

export class FakeClassicServer {
  readonly thread: string[];
  /** Every frame that came in, in order. */
  readonly received: string[] = [];
  /** Reads nothing while set: what is sent to it is lost with the connection. */
  deaf = false;
  /** Names that are not let in, with the reason. */
  readonly refused = new Map<string, string>();
  /** Also once it is closed. */
  port = 0;
  readonly #guests = new Set<Guest>();
  readonly #server = createServer((socket) => this.#accept(socket));
  readonly #replay: number;

  private constructor({ replay = Infinity, thread = [] }: FakeServerOptions) {
    this.#replay = replay;
    this.thread = thread;
  }

  static async open(options: FakeServerOptions = {}): Promise<FakeClassicServer> {
    const fake = new FakeClassicServer(options);
    await new Promise<void>((resolve, reject) => {
      fake.#server.once('error', reject);
      fake.#server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    fake.port = (fake.#server.address() as AddressInfo).port;
    return fake;
  }

  names(): string[] {
    return [...this.#guests].flatMap(({ name }) => name ?? []);
  }

  /** A frame to everyone, kept in the thread. */
  post(frame: string, except: Guest | null = null): void {
    this.thread.push(frame);
    for (const guest of this.#guests) {
      if (guest !== except && guest.name !== null) guest.socket.write(frame + end);
    }
  }

  /** Bytes to one guest, as they are. */
  send(name: string, bytes: string | Buffer): void {
    this.#guest(name)?.socket.write(bytes);
  }

  remove(name: string, reason: string): void {
    this.#guest(name)?.socket.end(`Kicked by the host for ${reason}${end}`);
  }

  /** Breaks all connections without a word. */
  cut(): void {
    for (const { socket } of this.#guests) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #guest(name: string): Guest | undefined {
    return [...this.#guests].find((guest) => guest.name === name);
  }

  #accept(socket: Socket): void {
    const guest: Guest = { socket, name: null, pending: Buffer.alloc(0) };
    this.#guests.add(guest);
    socket.on('data', (chunk) => this.#read(guest, chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#guests.delete(guest);
      if (guest.name !== null) this.post(`Host: User ${guest.name} left the chat.`);
    });
  }

  #read(guest: Guest, chunk: Buffer): void {
    if (this.deaf) return;
    guest.pending = Buffer.concat([guest.pending, chunk]);
    for (let at = guest.pending.indexOf(end); at !== -1; at = guest.pending.indexOf(end)) {
      const frame = guest.pending.toString('utf8', 0, at);
      guest.pending = guest.pending.subarray(at + end.length);
      this.received.push(frame);
      if (guest.name === null) this.#connect(guest, frame);
      else this.post(frame, guest);
    }
  }

  #connect(guest: Guest, frame: string): void {
    const [name = ''] = frame.split(': ');
    const taken = this.names().includes(name) ? takenName(name) : undefined;
    const reason = this.refused.get(name) ?? taken;
    if (reason !== undefined) {
      guest.socket.end(`Kicked by the host for ${reason}${end}`);
      return;
    }
    this.post(`User ${name} has joined the chat!`, guest);
    guest.name = name;
    const past = this.#replay === Infinity ? this.thread : this.thread.slice(-this.#replay);
    guest.socket.write([...past, separator].map((line) => line + end).join(''));
  }
}
