import { connect, type Socket } from 'node:net';
import type { Clock } from '../../util/clock.ts';
import { FrameReader } from '../../wire/classic/frames.ts';
import { type ClassicLine, parseLine } from '../../wire/classic/parse.ts';
import { renderConnect } from '../../wire/classic/render.ts';

export interface LinkOptions {
  readonly dest: string;
  readonly port: number;
  readonly name: string;
  readonly clock: Clock;
}

/** `closed` is the last call, and comes once unless `drop` was called; it says why, in words that follow "because". */
export interface LinkListener {
  line(line: ClassicLine): void;
  closed(reason: string): void;
}

/** How long the server may take to accept, and to answer the connect message with a first frame, ms. */
const answerMs = 15_000;
/** How long it may take to notice that the connection was ended, ms. */
const endMs = 1_000;
/** Far above what a server sends, so that only what is no frame at all is cut off. Bytes. */
const frameLimit = 1 << 20;

/** One connection to a server of the classic wire, from the connect message to its end. */
export class ClassicLink {
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #listener: LinkListener;
  readonly #frames = new FrameReader(frameLimit);
  #cancelTimer: () => void;
  #reason: string | null = null;
  #over = false;

  constructor({ dest, port, name, clock }: LinkOptions, listener: LinkListener) {
    this.#clock = clock;
    this.#listener = listener;
    const socket = connect({
      host: dest,
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 15_000,
    });
    this.#socket = socket;
    this.#cancelTimer = clock.after(answerMs, () => this.#fail('the server does not answer'));
    socket.on('connect', () => socket.write(renderConnect(name)));
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', (error) => (this.#reason ??= error.message));
    socket.on('close', () => this.#closed());
  }

  /** Hands bytes to the system. `taken` is called with true once it has them all, false if the connection broke. */
  send(bytes: Buffer, taken: (ok: boolean) => void): void {
    this.#socket.write(bytes, (error) => taken(!error));
  }

  /** Ends the connection behind what was sent; `closed` follows within a second. */
  end(): void {
    this.#socket.end();
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(endMs, () => this.#socket.destroy());
  }

  /** Ends it at once and without a word. */
  drop(): void {
    this.#over = true;
    this.#cancelTimer();
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#frames.push(chunk);
    while (!this.#over) {
      const frame = this.#frames.next();
      if (frame === null) return;
      if (typeof frame !== 'string') {
        this.#fail('the server does not speak the classic wire');
        return;
      }
      if (!this.#socket.writableEnded) this.#cancelTimer();
      this.#listener.line(parseLine(frame));
    }
  }

  #fail(reason: string): void {
    this.#reason = reason;
    this.#socket.destroy();
  }

  #closed(): void {
    this.#cancelTimer();
    if (this.#over) return;
    this.#over = true;
    this.#listener.closed(this.#reason ?? 'the server closed the connection');
  }
}
