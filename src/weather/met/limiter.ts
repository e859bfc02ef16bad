import type { Clock } from '../../util/clock.ts';

/** Far below the 20 requests a second that MET grants to all installations of a program together. */
const burst = 3;
const refillMs = 1000;
/** More than so many waiting are sent away rather than kept. */
const mostWaiting = 10;

/** Lets at most three requests go at once and one a second after that, in the order in which they came. */
export class Limiter {
  readonly #clock: Clock;
  #tokens = burst;
  #refilledAt: number;
  readonly #waiting: (() => void)[] = [];
  #stopWaiting: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#refilledAt = clock.now();
  }

  /** Resolves to true when a request may go, to false at once when too many wait already. */
  async take(): Promise<boolean> {
    this.#refill();
    if (this.#waiting.length === 0 && this.#tokens >= 1) {
      this.#tokens--;
      return true;
    }
    if (this.#waiting.length >= mostWaiting) return false;
    return new Promise((resolve) => {
      this.#waiting.push(() => resolve(true));
      this.#stopWaiting ??= this.#clock.after(refillMs, () => this.#letOneGo());
    });
  }

  /** Lets everyone go who waits; for the end of the program. */
  close(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    for (const go of this.#waiting.splice(0)) go();
  }

  #letOneGo(): void {
    this.#tokens = 0;
    this.#refilledAt = this.#clock.now();
    this.#waiting.shift()?.();
    this.#stopWaiting = this.#waiting.length > 0 ? this.#clock.after(refillMs, () => this.#letOneGo()) : null;
  }

  #refill(): void {
    const elapsed = this.#clock.now() - this.#refilledAt;
    if (elapsed < 0) this.#refilledAt = this.#clock.now(); // the machine's clock was set back
    const fresh = Math.floor(Math.max(0, elapsed) / refillMs);
    if (fresh === 0 || this.#waiting.length > 0) return;
    this.#tokens = Math.min(burst, this.#tokens + fresh);
    this.#refilledAt += fresh * refillMs;
  }
}
