import type { BotError } from './bot-state.ts';

/** The pause before the n-th try in a row, and its ceiling, ms. */
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** So many failures within `windowMs` park a bot. Having run that long without one, its pauses are short again. */
export const failuresToPark = 5;
export const windowMs = 60_000;
/** Errors that are remembered. */
const mostErrors = 10;

/** How a bot has failed, and what comes of it. */
export class Failures {
  #times: readonly number[] = [];
  /** Without a healthy minute between them. */
  #inARow = 0;
  #errors: readonly BotError[] = [];

  /** The newest first. */
  get errors(): readonly BotError[] {
    return this.#errors;
  }

  /** It failed `now`, after it had run since `since` (ms UTC). Returns the pause until it is tried again, ms; null to park it. */
  add(message: string, now: number, since: number): number | null {
    this.remember(message, now);
    this.#inARow = now - since >= windowMs ? 1 : this.#inARow + 1;
    this.#times = [...this.#times.filter((time) => now - time < windowMs), now];
    if (this.#times.length >= failuresToPark) return null;
    return Math.min(firstPauseMs * 2 ** (this.#inARow - 1), longestPauseMs);
  }

  /** It failed at `now` (ms UTC), and something else went on in its place. */
  remember(message: string, now: number): void {
    this.#errors = [{ message, time: now }, ...this.#errors].slice(0, mostErrors);
  }

  /** It is started by hand: what was counts for nothing. The errors stay. */
  forgive(): void {
    this.#times = [];
    this.#inARow = 0;
  }
}
