import type { Clock } from '../util/clock.ts';

/** A busy room would otherwise tell the server after each message, ms. */
const pauseMs = 1500;

/** Tells the server how far one has read: soon, not after each message, and what could not be told later. */
export class Reader {
  readonly #clock: Clock;
  readonly #send: (room: string, seq: number) => boolean;
  readonly #told = new Map<string, number>();
  readonly #untold = new Map<string, number>();
  #isWaiting = false;
  #cancel: () => void = () => {};

  /** `send` says whether it could be sent. */
  constructor(clock: Clock, send: (room: string, seq: number) => boolean) {
    this.#clock = clock;
    this.#send = send;
  }

  read(room: string, seq: number): void {
    if (seq <= Math.max(this.#told.get(room) ?? 0, this.#untold.get(room) ?? 0)) return;
    this.#untold.set(room, seq);
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#cancel = this.#clock.after(pauseMs, () => this.flush());
  }

  /** Tells now. */
  flush(): void {
    this.#cancel();
    this.#isWaiting = false;
    for (const [room, seq] of this.#untold) {
      if (!this.#send(room, seq)) continue;
      this.#told.set(room, seq);
      this.#untold.delete(room);
    }
  }

  close(): void {
    this.#cancel();
  }
}
