/** Lets one of those who wait go on in each round of the event loop, the first first: between two everyone has a turn. */
export class Rounds {
  readonly #waiting: (() => void)[] = [];

  next(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#waiting.push(resolve) === 1) setImmediate(() => this.#round());
    });
  }

  #round(): void {
    this.#waiting.shift()?.();
    if (this.#waiting.length > 0) setImmediate(() => this.#round());
  }
}
