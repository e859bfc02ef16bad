/**
 * The real room with its bots on a stage of its own: virtual time, seeded chance, nobody from outside. Knows hub, log and bots;
 * knows no wire, gateway, disk or network.
 */
import type { Clock } from '../util/clock.ts';

interface Timer {
  readonly due: number;
  readonly run: () => void;
}

/** Time that passes only when told. Timers run in the order they are due, those due together in the order they were set. */
export class VirtualClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(now = Date.UTC(2026, 0, 5, 12)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { due: this.#now + Math.max(0, ms), run };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Timers that are set and neither run nor cancelled. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Lets `ms` pass, running what falls due, and lets promises settle before, between and after. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    while (await this.step(end));
    this.#now = end;
  }

  /** Runs the next timer, if one is due until `end` (ms UTC). False if there is none: no time has passed. */
  async step(end: number): Promise<boolean> {
    const timer = this.#next(end);
    if (!timer) return false;
    this.#timers.delete(timer);
    this.#now = timer.due;
    timer.run();
    await settle();
    return true;
  }

  #next(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.due <= end && (!next || timer.due < next.due)) next = timer;
    }
    return next;
  }
}

/** Resolves when every promise that needs no timer and no I/O has settled: Node empties that queue between macrotasks. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
