/** How often whoever is watched gives a sign of life, ms. */
export const beatMs = 200;
/** Between two looks, ms; and how late one may come and still count, ms. */
const lookMs = 100;
const lateMs = 500;
/** Looks in a row without a sign of life after which a thread does not turn: it gives one at every other. */
const mostQuiet = 3;
/** After how long without a sign of life it is too long, ms. */
const longestStill = 1_500;

/** Something that gives a sign of life every `beatMs`. */
export interface Watched {
  /** Another number whenever it has given one. */
  beats(): number;
  /**
   * Called at each look. `grown` is by how many bytes the process has grown since it last gave one; 0 unless it should have
   * given one meanwhile.
   */
  look(grown: number): void;
  /** It has given none for so many ms. Called once. */
  still(ms: number): void;
}

export interface WatchOptions {
  /** How long may pass without a sign of life, ms. Default 1,500. */
  readonly stillMs?: number;
  /** ms of a clock that never goes back. */
  readonly now?: () => number;
  /** Bytes of memory that the process takes. */
  readonly resident?: () => number;
}

interface Ward {
  readonly watched: Watched;
  beats: number;
  stillLooks: number;
  /** Bytes that the process took when it last gave a sign of life. */
  resident: number;
}

/**
 * Looks after many with one timer. A look for which this thread itself came late counts for nothing: where a machine has
 * too much to do, those who are watched may be late as well.
 */
export class Watch {
  readonly #wards = new Set<Ward>();
  readonly #mostStill: number;
  readonly #now: () => number;
  readonly #resident: () => number;
  #timer: NodeJS.Timeout | null = null;
  #lookedAt = 0;

  constructor({ stillMs = longestStill, now, resident }: WatchOptions = {}) {
    this.#mostStill = Math.ceil(stillMs / lookMs);
    this.#now = now ?? (() => performance.now());
    this.#resident = resident ?? (() => process.memoryUsage.rss());
  }

  /** Returns what ends it. */
  add(watched: Watched): () => void {
    const ward: Ward = { watched, beats: -1, stillLooks: 0, resident: 0 };
    this.#wards.add(ward);
    if (!this.#timer) {
      this.#lookedAt = this.#now();
      this.#timer = setInterval(() => this.look(), lookMs).unref();
    }
    return () => {
      this.#wards.delete(ward);
      if (this.#wards.size > 0 || !this.#timer) return;
      clearInterval(this.#timer);
      this.#timer = null;
    };
  }

  /** What the timer calls. */
  look(): void {
    const now = this.#now();
    const isLate = now - this.#lookedAt > lateMs;
    this.#lookedAt = now;
    const resident = this.#resident();
    for (const ward of [...this.#wards]) this.#lookAt(ward, isLate, resident);
  }

  #lookAt(ward: Ward, isLate: boolean, resident: number): void {
    const beats = ward.watched.beats();
    if (beats !== ward.beats) Object.assign(ward, { beats, stillLooks: 0, resident });
    else if (!isLate && ++ward.stillLooks === this.#mostStill) ward.watched.still(this.#mostStill * lookMs);
    ward.watched.look(ward.stillLooks < mostQuiet ? 0 : resident - ward.resident);
  }
}
