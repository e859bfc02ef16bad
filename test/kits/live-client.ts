import { once } from 'node:events';
import { WebSocket } from 'ws';

export type Told = Readonly<Record<string, unknown>> & { readonly type: string };

/** A connection on the live wire that remembers what it was told. */
export class LiveClient {
  readonly socket: WebSocket;
  readonly told: Told[] = [];
  closeCode: number | null = null;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      this.told.push(JSON.parse(data.toString()) as Told);
    });
    socket.on('close', (code) => {
      this.closeCode = code;
    });
    socket.on('error', () => undefined);
  }

  static async open(port: number): Promise<LiveClient> {
    return LiveClient.at(`ws://127.0.0.1:${port}/live`);
  }

  /** Any certificate will do. */
  static async at(url: string, origin?: string): Promise<LiveClient> {
    const client = new LiveClient(
      new WebSocket(url, { rejectUnauthorized: false, ...(origin && { origin }) }),
    );
    await once(client.socket, 'open');
    return client;
  }

  /** In the room, with all history read. */
  static async join(port: number, name: string, hello: object = {}): Promise<LiveClient> {
    const client = await LiveClient.open(port);
    client.send({ type: 'hello', version: 1, name, ...hello });
    await client.until((message) => message.type === 'live');
    return client;
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  /** The first message that fits, past or to come; rejects after 10 s or when the connection has closed without it. */
  async until(fits: (message: Told) => boolean): Promise<Told> {
    const deadline = Date.now() + 10_000;
    for (let next = 0; ;) {
      for (; next < this.told.length; next++) {
        const message = this.told[next];
        if (message && fits(message)) return message;
      }
      if (this.closeCode !== null || Date.now() > deadline) {
        throw new Error(`was not told; told: ${JSON.stringify(this.told.slice(-20))}`);
      }
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, 200);
        this.socket.once('message', () => {
          clearTimeout(timer);
          resolve(null);
        });
      });
    }
  }

  async untilClosed(): Promise<number> {
    if (this.closeCode === null) await once(this.socket, 'close');
    return this.closeCode ?? -1;
  }

  /** Texts said, in the order told. */
  get texts(): readonly unknown[] {
    return this.told.filter((message) => message['event'] === 'message').map((message) => message['text']);
  }

  close(): void {
    this.socket.terminate();
  }
}
