import { setTimeout as pause } from 'node:timers/promises';

/** So much within a second of this machine's time. */
export class PerSecond {
  readonly #most: number;
  #second = 0;
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  allows(weight = 1): boolean {
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#count = 0;
    }
    this.#count += weight;
    return this.#count <= this.#most;
  }

  /** Counts what a turn came to beyond its weight: what comes later in this second has less room. */
  add(weight: number): void {
    this.allows(weight);
  }

  /** Whether what was refused is the first of its second. For weights of 1. */
  get isFirstTooMany(): boolean {
    return this.#count === this.#most + 1;
  }

  /** Resolves in another round of the event loop, in this second or in the first that has room for it. */
  async turn(weight: number): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (!this.allows(weight)) {
      await pause(1000 - (performance.now() % 1000), undefined, { ref: false });
    }
  }
}
