import { WebSocket } from 'ws';

interface Told {
  readonly type: string;
  readonly id?: string;
  readonly seq?: number;
  readonly event?: string;
  readonly session?: string;
  readonly name?: string;
  readonly text?: string;
}

/** Somebody on the live wire who comes back by themselves, and posts as fast as they like: docs/wire-live.md in short. */
export class Caller {
  /** What was said in the lobby, `name: text`, as it came. */
  readonly heard: string[] = [];
  readonly #port: number;
  readonly #name: string;
  readonly #unaccepted = new Map<string, string>();
  #socket: WebSocket | null = null;
  #session: string | true = true;
  #since = 0;
  #isLive = false;
  #posted = 0;
  #isClosed = false;

  constructor(port: number, name: string) {
    this.#port = port;
    this.#name = name;
    this.#connect();
  }

  /** Posts that were not accepted yet. */
  get waiting(): number {
    return this.#unaccepted.size;
  }

  say(text: string): void {
    const id = `${this.#name}-${++this.#posted}`;
    this.#unaccepted.set(id, text);
    if (this.#isLive) this.#post(id, text);
  }

  close(): void {
    this.#isClosed = true;
    this.#socket?.terminate();
  }

  #connect(): void {
    const socket = new WebSocket(`ws://127.0.0.1:${this.#port}/live`);
    const since = this.#since === 0 ? { history: 1000 } : { since: this.#since };
    const hello = { type: 'hello', version: 1, name: this.#name, session: this.#session, ...since };
    this.#socket = socket;
    socket.on('open', () => socket.send(JSON.stringify(hello)));
    socket.on('message', (data: Buffer) => this.#hear(JSON.parse(data.toString()) as Told));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#isLive = false;
      if (!this.#isClosed) setTimeout(() => this.#connect(), 100);
    });
  }

  #hear({ type, id = '', seq = 0, event, session, name, text }: Told): void {
    if (type === 'welcome') this.#session = session ?? true;
    else if (type === 'accepted') this.#unaccepted.delete(id);
    else if (type === 'entry') {
      if (event === 'message') this.heard.push(`${name}: ${text}`);
      if (this.#isLive) this.#since = seq;
    } else if (type === 'live') {
      this.#isLive = true;
      this.#since = Math.max(this.#since, seq);
      for (const [key, waiting] of this.#unaccepted) this.#post(key, waiting);
    }
  }

  #post(id: string, text: string): void {
    this.#socket?.send(JSON.stringify({ type: 'post', id, text }));
  }
}
