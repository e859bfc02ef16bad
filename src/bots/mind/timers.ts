import type { Clock } from '../../util/clock.ts';

/** Timers that do not outlive whoever set them. */
export class Timers {
  readonly #clock: Clock;
  readonly #cancels = new Set<() => void>();
  #isOver = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** As `Clock.after`; after `end` it does nothing. */
  after(ms: number, run: () => void): () => void {
    if (this.#isOver) return () => {};
    const cancelTimer = this.#clock.after(ms, () => {
      this.#cancels.delete(cancel);
      run();
    });
    const cancel = () => {
      this.#cancels.delete(cancel);
      cancelTimer();
    };
    this.#cancels.add(cancel);
    return cancel;
  }

  /** Cancels all of them. */
  end(): void {
    this.#isOver = true;
    for (const cancel of this.#cancels) cancel();
  }
}
