/** Between two looks, ms, and after how long without a sign of life it is too long. */
const lookMs = 250;
const longestStill = 1_500;

/** Something that gives signs of life at least every `lookMs`. */
export interface Watched {
  /** Another number whenever it has given one. */
  beats(): number;
  /** Called at each look. */
  look(): void;
  /** It has given none for so many ms. Called once. */
  still(ms: number): void;
}

interface Ward {
  readonly watched: Watched;
  beats: number;
  stillLooks: number;
}

/**
 * Looks after many with one timer. A look for which this thread itself came late counts for nothing: where a machine has
 * too much to do, those who are watched may be late as well.
 */
export class Watch {
  readonly #wards = new Set<Ward>();
  readonly #mostStill: number;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | null = null;
  #lookedAt = 0;

  /** `stillMs` is how long may pass without a sign of life. */
  constructor(now: () => number = () => performance.now(), stillMs = longestStill) {
    this.#now = now;
    this.#mostStill = stillMs / lookMs;
  }

  /** Returns what ends it. */
  add(watched: Watched): () => void {
    const ward: Ward = { watched, beats: -1, stillLooks: 0 };
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
    const isLate = now - this.#lookedAt > 2 * lookMs;
    this.#lookedAt = now;
    for (const ward of [...this.#wards]) this.#lookAt(ward, isLate);
  }

  #lookAt(ward: Ward, isLate: boolean): void {
    const beats = ward.watched.beats();
    if (beats !== ward.beats) {
      ward.beats = beats;
      ward.stillLooks = 0;
    } else if (!isLate && ++ward.stillLooks === this.#mostStill) ward.watched.still(this.#mostStill * lookMs);
    ward.watched.look();
  }
}
