/** When not to ask MET at all, after it has said no or did not answer. */
import type { Random } from '../../util/random.ts';
import { hour, minute } from './freshness.ts';

export type Trip = 'throttled' | 'refused' | 'unreachable';

/** What is kept over a restart, so that a program that is restarted again and again does not ask again and again. */
export interface BreakerMemory {
  readonly trip: Trip;
  /** How often in a row. */
  readonly times: number;
  /** ms UTC; no request before. */
  readonly until: number;
}

/** The pause after the first, second … failure in a row; the last one repeats. */
const pauses: Readonly<Record<Trip, readonly number[]>> = {
  throttled: [5, 10, 20, 40, 80, 160, 320, 360].map((minutes) => minutes * minute),
  refused: [hour, 6 * hour, 24 * hour],
  unreachable: [5_000, 15_000, minute, 3 * minute, 10 * minute],
};
/** Up to this share is added, so that installations do not come back together. */
const jitter = 0.2;
const longestPause = 30 * hour;

export class Breaker {
  readonly #random: Random;
  #memory: BreakerMemory | null = null;
  /** One request finds out whether MET is well again. */
  #trying = false;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Takes up the pause that was on when the server stopped. */
  restore(memory: BreakerMemory | null): void {
    this.#memory ??= memory;
  }

  get memory(): BreakerMemory | null {
    return this.#memory;
  }

  /** Why nothing may be asked now, or `null`: then `succeeded`, `trip` or `unknown` must follow. */
  refuses(now: number): Trip | null {
    if (this.#memory === null) return null;
    if (now < this.#memory.until || this.#trying) return this.#memory.trip;
    this.#trying = true;
    return null;
  }

  /** Whether the pause is on; unlike `refuses` this asks for nothing. */
  isOpen(now: number): boolean {
    return this.#memory !== null && now < this.#memory.until;
  }

  /** MET answered as it should. An answer to what was asked before the pause began does not end it. */
  succeeded(now: number): void {
    this.#trying = false;
    if (!this.isOpen(now)) this.#memory = null;
  }

  /** The request was not made after all. */
  unknown(): void {
    this.#trying = false;
  }

  /**
   * No request for a while: `wait` milliseconds where MET said so, else longer each time. Several requests that were
   * under way together and failed alike count once.
   */
  trip(trip: Trip, now: number, wait: number | null = null): BreakerMemory {
    this.#trying = false;
    if (this.#memory?.trip === trip && this.isOpen(now)) return this.#memory;
    const times = this.#memory?.trip === trip ? this.#memory.times + 1 : 1;
    const steps = pauses[trip];
    const pause = steps[Math.min(times, steps.length) - 1] ?? hour;
    const until = now + (wait ?? pause * (1 + this.#random() * jitter));
    this.#memory = { trip, times, until };
    return this.#memory;
  }
}

/** The pause in what was read from disk, if it is one and nobody set the clock back far since. */
export function asBreakerMemory(value: unknown, now: number): BreakerMemory | null {
  if (typeof value !== 'object' || value === null) return null;
  const { trip, times, until } = value as Readonly<Record<keyof BreakerMemory, unknown>>;
  const known = trip === 'throttled' || trip === 'refused' || trip === 'unreachable';
  if (!known || typeof times !== 'number' || typeof until !== 'number') return null;
  return until - now > longestPause ? null : { trip, times, until };
}
