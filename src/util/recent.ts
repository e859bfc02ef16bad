/** How often something happened within the last `windowMs` (ms). */
export class Recent {
  readonly #windowMs: number;
  #times: number[] = [];

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  add(now: number): void {
    this.#forget(now);
    this.#times.push(now);
  }

  count(now: number): number {
    this.#forget(now);
    return this.#times.length;
  }

  #forget(now: number): void {
    const first = this.#times.findIndex((time) => now - time < this.#windowMs);
    if (first !== 0) this.#times = first === -1 ? [] : this.#times.slice(first);
  }
}
