import type { Clock } from '../util/clock.ts';

/** A thread that was told to end and has not for so long, ms, is in the middle of something long. */
const patienceMs = 2_000;

export interface RemainsOptions {
  readonly clock: Clock;
  /** Something could not be ended as it should. */
  readonly onTrouble: (thrown: unknown) => void;
  /** Somebody waits for the end, and it takes long. */
  readonly onLong: () => void;
}

/** What is left of a bot's former stays, such as threads that have not ended. */
export class Remains {
  readonly #options: RemainsOptions;
  #count = 0;
  /** Since when there has been something, ms UTC. */
  #since = 0;
  #gone: Promise<unknown> = Promise.resolve();
  /** What is to happen when nothing is left. */
  #then: (() => void) | null = null;
  #cancelLong: () => void = () => undefined;

  constructor(options: RemainsOptions) {
    this.#options = options;
  }

  get isAny(): boolean {
    return this.#count > 0;
  }

  /** What has something to finish has a moment for it, of which nobody need hear. */
  get isLong(): boolean {
    return this.isAny && this.#options.clock.now() - this.#since >= patienceMs;
  }

  /** Resolves when nothing is left of what has been left so far. */
  get gone(): Promise<unknown> {
    return this.#gone;
  }

  /** A stay is over; `gone` settles when nothing of it is left. */
  left(gone: Promise<unknown>): void {
    if (!this.isAny) this.#since = this.#options.clock.now();
    this.#count += 1;
    const over = gone.catch(this.#options.onTrouble).then(() => {
      this.#count -= 1;
      const then = this.#then;
      if (this.isAny || !then) return;
      this.forget();
      then();
    });
    this.#gone = Promise.all([this.#gone, over]);
  }

  /**
   * Does `then` when nothing is left: now, or soon; where it takes long, `late` takes its place. One thing waits at a time: the
   * last that was asked for.
   */
  whenNone(then: () => void, late: () => void): void {
    this.forget();
    if (!this.isAny) {
      then();
      return;
    }
    this.#then = then;
    this.#cancelLong = this.#options.clock.after(patienceMs, () => {
      this.#then = late;
      this.#options.onLong();
    });
  }

  /** Nothing is to happen any more. */
  forget(): void {
    this.#cancelLong();
    this.#then = null;
  }
}
