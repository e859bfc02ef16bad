import type { Clock } from '../util/clock.ts';
import type { Random } from '../util/random.ts';
import type { ClientMessage, ServerMessage } from '../wire/live/messages.ts';
import { readServerMessage } from '../wire/live/read-message.ts';
import { Heartbeat } from './heartbeat.ts';
import type { Dial, Socket } from './socket.ts';
import type { LinkStatus } from './state.ts';
import { verdictOn } from './verdict.ts';

export interface LinkOptions {
  readonly dial: Dial;
  readonly clock: Clock;
  readonly random: Random;
  /** Whether somebody waits for the connection, and is not to wait long. Left out: never. */
  readonly isSeen?: () => boolean;
  /** What to say first on each connection. */
  hello(): Extract<ClientMessage, { type: 'hello' }>;
  /** Every message, in order. `welcome` comes after `onStatus` has told that we are online. */
  onMessage(message: ServerMessage): void;
  onStatus(status: LinkStatus): void;
  /** How long an answer took, ms. */
  onLag(ms: number): void;
}

/** How long a server may take from the first packet to its welcome, ms. */
const welcomeMs = 10_000;
/** The first wait before another attempt; it doubles, up to the longest. Chance takes up to half of it off. ms. */
const firstWaitMs = 500;
const longestWaitMs = 30_000;
/** The longest while somebody can see it, ms. */
const longestSeenMs = 8000;
/** A connection that held as long as this was a good one: the next waits are short again. ms. */
const steadyMs = 10_000;
/** How long the server may believe that we are still there, after a connection without a session was lost, ms. */
const ghostMs = 60_000;

/** Keeps us connected: says hello, notices when the other side is gone, and comes back. */
export class Link {
  readonly #options: LinkOptions;
  readonly #heartbeat: Heartbeat;
  #status: LinkStatus = { type: 'idle' };
  #socket: Socket | null = null;
  #cancel: () => void = () => {};
  #closing: { readonly code: string; readonly reason: string } | null = null;
  /** Since the last good connection. */
  #attempts = 0;
  #lastOnline: number | null = null;

  constructor(options: LinkOptions) {
    this.#options = options;
    const { clock } = options;
    this.#heartbeat = new Heartbeat({
      clock,
      ping: (ref) => this.send({ type: 'ping', ref }),
      onLag: (ms) => options.onLag(ms),
      onSilence: () => {
        this.#drop();
        this.#lost('unreachable', 'the server does not answer');
      },
    });
  }

  get isOnline(): boolean {
    return this.#status.type === 'online';
  }

  /** Connects now, whatever was before. */
  start(): void {
    this.#drop();
    this.#attempts = 0;
    this.#connect();
  }

  /** Tries now what would be tried later; where we are online, asks whether that is still so. */
  reconnect(): void {
    if (this.#status.type === 'online') {
      this.#heartbeat.ask();
      return;
    }
    if (this.#status.type === 'idle' || this.#status.type === 'left') return;
    this.#drop();
    this.#connect();
  }

  /** Says goodbye; the server closes. */
  leave(): void {
    if (this.isOnline) this.#send({ type: 'leave' });
    this.#socket?.close();
    this.#socket = null;
    this.#drop();
    this.#become({ type: 'left' });
  }

  close(): void {
    this.#drop();
    this.#status = { type: 'left' };
  }

  /** False while there is no welcome: then it was not sent. */
  send(message: ClientMessage): boolean {
    if (!this.isOnline) return false;
    this.#send(message);
    return true;
  }

  /** Somebody looks: they should know soon when the connection is dead. */
  attend(looking: boolean): void {
    this.#heartbeat.hurry(looking);
  }

  #connect(): void {
    const { clock, dial } = this.#options;
    this.#attempts += 1;
    this.#closing = null;
    this.#become({ type: 'connecting', attempt: this.#attempts });
    this.#cancel = clock.after(welcomeMs, () => {
      this.#drop();
      this.#lost('unreachable', 'the server does not answer');
    });
    this.#socket = dial({
      open: () => this.#send(this.#options.hello()),
      frame: (text) => this.#received(text),
      closed: (code, reason) => this.#closed(code, reason),
    });
  }

  #received(text: string): void {
    this.#heartbeat.heard();
    const message = readServerMessage(text);
    if (message === null) return;
    if (message.type === 'pong') this.#heartbeat.answered(message.ref);
    if (message.type === 'closing') this.#closing = message;
    if (message.type === 'welcome') this.#welcomed();
    this.#options.onMessage(message);
  }

  #welcomed(): void {
    const { clock } = this.#options;
    this.#cancel();
    this.#cancel = clock.after(steadyMs, () => {
      this.#attempts = 0;
    });
    const again = this.#lastOnline !== null;
    this.#lastOnline = clock.now();
    this.#become({ type: 'online', again });
    this.#heartbeat.start();
  }

  #closed(code: number, reason: string): void {
    const told = this.#closing;
    const wasOnline = this.isOnline;
    this.#socket = null;
    this.#drop();
    if (this.#status.type === 'left') return;
    const { ask, why, words } = verdictOn(code, told?.code ?? null, told?.reason ?? reason);
    if (wasOnline) this.#lastOnline = this.#options.clock.now();
    if (ask === null || this.#isOwnGhost(why)) this.#lost(why, words);
    else {
      this.#attempts = 0;
      this.#become({ type: 'stopped', code: why, reason: words, ask });
    }
  }

  /** Without a session, the server may not have noticed yet that we are gone. */
  #isOwnGhost(why: string): boolean {
    if (why !== 'name_taken' || typeof this.#options.hello().session === 'string') return false;
    return this.#lastOnline !== null && this.#options.clock.now() - this.#lastOnline < ghostMs;
  }

  #lost(code: string, reason: string): void {
    const { clock, random } = this.#options;
    const most = this.#options.isSeen?.() ? longestSeenMs : longestWaitMs;
    const longest = Math.min(most, firstWaitMs * 2 ** Math.min(10, this.#attempts));
    const least = code === 'flood' ? 5000 : 0;
    const wait = Math.round(Math.max(least, longest * (1 - random() / 2)));
    const until = clock.now() + wait;
    this.#cancel = clock.after(wait, () => this.#connect());
    this.#become({ type: 'waiting', attempt: this.#attempts + 1, until, code, reason });
  }

  #drop(): void {
    if (this.isOnline) this.#lastOnline = this.#options.clock.now();
    this.#cancel();
    this.#heartbeat.stop();
    this.#socket?.drop();
    this.#socket = null;
  }

  #send(message: ClientMessage): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #become(status: LinkStatus): void {
    this.#status = status;
    this.#options.onStatus(status);
  }
}
