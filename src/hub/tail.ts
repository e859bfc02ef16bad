import type { Entry } from '../room/types.ts';
import { Batch } from './batch.ts';
import type { JoinRequest } from './seat.ts';

/** The newest entries, kept in memory so that most newcomers need not wait for the log. */
export class Tail {
  readonly #capacity: number;
  #entries: Entry[] = [];
  /** True while nothing older exists anywhere. */
  #whole = true;
  /** Newcomers of one turn share their history, and with it the rendered bytes. */
  readonly #histories = new Map<number | string, Batch>();

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

  /** The past that `replay` asks for; null if it is not all here. */
  history(replay: JoinRequest['replay']): Batch | null {
    const key = typeof replay === 'object' ? `after ${replay.after}` : replay;
    const known = this.#histories.get(key);
    if (known) return known;
    const start = this.#startOf(replay);
    if (start === null) return null;
    const history = new Batch(this.#entries.slice(start));
    this.#histories.set(key, history);
    return history;
  }

  /** The index where the wanted entries begin; null if some of them are older than what is here. */
  #startOf(replay: JoinRequest['replay']): number | null {
    const { length } = this.#entries;
    if (typeof replay === 'object') {
      const start = this.#entries.findIndex((entry) => entry.seq > replay.after);
      const known = start === -1 ? length : start;
      // With none before it here, others that are wanted may be older than what is here; so in a tail that is empty yet.
      return known === 0 && !this.#whole ? null : known;
    }
    const count = replay === 'all' ? Infinity : replay;
    if (count > length) return this.#whole ? 0 : null;
    return length - count;
  }
}
