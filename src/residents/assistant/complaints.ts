import type { Trouble } from './trouble.ts';

/** Whoever runs the room is told of the same kind of trouble so seldom, ms. */
const quietMs = 3_600_000;
/** The same where it has worked in between: an endpoint that comes and goes is no news at each question. */
const mendedQuietMs = 600_000;

/** Of which kinds of trouble whoever runs the room was told, and until when it goes without saying (ms UTC). */
export class Complaints {
  readonly #quietUntil = new Map<Trouble['type'], number>();

  /** Whether to tell of it now, which is then taken for done. */
  isNews(type: Trouble['type'], now: number): boolean {
    if (now < (this.#quietUntil.get(type) ?? 0)) return false;
    this.#quietUntil.set(type, now + quietMs);
    return true;
  }

  /** There was a whole answer. */
  worked(now: number): void {
    for (const [type, until] of this.#quietUntil) {
      this.#quietUntil.set(type, Math.min(until, now + mendedQuietMs));
    }
  }
}
