import type { Clock } from '../../util/clock.ts';
import type { AdminClosing, AdminMessage, AdminState } from '../../wire/admin/messages.ts';

/** Pauses before the next try, in ms: longer each time, up to the last. */
const pauses = [500, 1000, 2000, 4000, 8000] as const;

/** Of a WebSocket what is used here. */
export interface SocketLike {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: (() => void) | null;
}

export interface ConnectionOptions {
  readonly dial: () => SocketLike;
  readonly clock: Clock;
  /** Where the session is kept while the tab is open. */
  readonly session: { read(): string | null; keep(session: string | null): void };
}

/** How it stands. `closed`: nothing more will come without a new link; `code` is null where there was none to begin with. */
export type Phase =
  | { readonly type: 'opening' }
  | { readonly type: 'open' }
  | { readonly type: 'lost' }
  | { readonly type: 'closed'; readonly code: AdminClosing | null; readonly reason: string };

/** What became of a command. */
export interface Answer {
  readonly done: boolean;
  readonly lines: readonly string[];
}

const lostAnswer: Answer = {
  done: false,
  lines: ['The connection was lost; look whether it was done.'],
};

/** The page's connection: shows its token or session, keeps the newest state, asks and gets answers, comes back when it was lost. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #listeners = new Set<() => void>();
  readonly #asked = new Map<string, (answer: Answer) => void>();
  #socket: SocketLike | null = null;
  #token: string | null = null;
  #closing: { readonly code: AdminClosing; readonly reason: string } | null = null;
  #tries = 0;
  #cancelRetry = () => {};
  #refs = 0;
  #find = '';
  phase: Phase = { type: 'opening' };
  state: AdminState | null = null;
  /** What to add to this machine's clock for the server's, in ms. */
  clockDifference = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** With the token of a link, or else with the session that is kept. */
  open(token: string | null): void {
    this.#drop();
    this.#token = token;
    this.#tries = 0;
    if (token === null && this.#options.session.read() === null) {
      this.#set({ type: 'closed', code: null, reason: '' });
      return;
    }
    this.#set({ type: 'opening' });
    this.#dial();
  }

  /** Does not wait any longer for the next try. */
  retry(): void {
    if (this.phase.type !== 'lost') return;
    this.#cancelRetry();
    this.#dial();
  }

  /** Never rejects. */
  run(line: string): Promise<Answer> {
    if (this.phase.type !== 'open') return Promise.resolve(lostAnswer);
    const ref = String(++this.#refs);
    return new Promise((resolve) => {
      this.#asked.set(ref, resolve);
      this.#send({ type: 'run', ref, line });
    });
  }

  find(text: string): void {
    this.#find = text;
    if (this.phase.type === 'open') this.#send({ type: 'find', text });
  }

  leave(): void {
    if (this.phase.type === 'open') this.#send({ type: 'leave' });
  }

  /** Calls back after every change, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #dial(): void {
    const socket = this.#options.dial();
    this.#socket = socket;
    this.#closing = null;
    socket.onopen = () => this.#greet();
    socket.onmessage = ({ data }) => {
      if (typeof data === 'string') this.#receive(JSON.parse(data) as AdminMessage);
    };
    socket.onclose = () => this.#closed();
  }

  #greet(): void {
    const session = this.#options.session.read();
    if (this.#token !== null) this.#send({ type: 'enter', token: this.#token });
    else this.#send({ type: 'resume', session: session ?? '' });
  }

  #receive(message: AdminMessage): void {
    switch (message.type) {
      case 'entered':
        this.#options.session.keep(message.session);
        this.#token = null;
        this.#tries = 0;
        if (this.#find !== '') this.#send({ type: 'find', text: this.#find });
        this.#set({ type: 'open' });
        return;
      case 'state':
        this.state = message;
        this.clockDifference = message.now - this.#options.clock.now();
        this.#tell();
        return;
      case 'answer':
        this.#asked.get(message.ref)?.(message);
        this.#asked.delete(message.ref);
        return;
      case 'closing':
        this.#closing = message;
        return;
      default:
      // A newer server may say more.
    }
  }

  #closed(): void {
    this.#drop();
    const closing = this.#closing;
    if (closing === null || closing.code === 'stopping') {
      this.#set({ type: 'lost' });
      const pause = pauses[Math.min(this.#tries++, pauses.length - 1)];
      this.#cancelRetry = this.#options.clock.after(pause ?? 0, () => this.#dial());
    } else if (closing.code === 'wrong' && this.#token !== null && this.#options.session.read() !== null) {
      // A link that was opened twice: the session that it began may go on.
      this.open(null);
    } else {
      if (closing.code === 'wrong' || closing.code === 'ended') this.#options.session.keep(null);
      this.state = null;
      this.#set({ type: 'closed', code: closing.code, reason: closing.reason });
    }
  }

  #drop(): void {
    this.#cancelRetry();
    const socket = this.#socket;
    this.#socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    for (const answer of this.#asked.values()) answer(lostAnswer);
    this.#asked.clear();
  }

  #send(message: object): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #set(phase: Phase): void {
    this.phase = phase;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
