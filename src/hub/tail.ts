import type { Entry } from '../room/types.ts';
import { Batch } from './batch.ts';

/** The newest entries, kept in memory so that most newcomers need not wait for the log. */
export class Tail {
  readonly #capacity: number;
  #entries: Entry[] = [];
  /** True while nothing older exists anywhere. */
  #whole = true;
  /** Newcomers of one turn share their history, and with it the rendered bytes. */
  readonly #histories = new Map<number, Batch>();

  /** Holds at least `capacity` entries, at most twice as many. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  push(entries: readonly Entry[]): void {
    this.#histories.clear();
    for (const entry of entries) this.#entries.push(entry);
    if (this.#entries.length <= 2 * this.#capacity) return;
    this.#entries = this.#entries.slice(-this.#capacity);
    this.#whole = false;
  }

  /** Says that the log holds more than was pushed. */
  markPartial(): void {
    this.#whole = false;
  }

  /** The newest `count` entries; null if they are not all here. */
  history(count: number): Batch | null {
    const known = this.#histories.get(count);
    if (known) return known;
    if (!this.#whole && count > this.#entries.length) return null;
    const history = new Batch(count === 0 ? [] : this.#entries.slice(-count));
    this.#histories.set(count, history);
    return history;
  }
}
