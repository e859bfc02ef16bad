import type { Clock } from '../../util/clock.ts';

/** Between two rings, ms. */
const pauseMs = 1000;

/** Rings when it is wanted, and not without end. */
export class Bell {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #isOn = true;
  #rangAt = -Infinity;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  turn(on: boolean): void {
    this.#isOn = on;
  }

  ring(): void {
    const now = this.#clock.now();
    if (!this.#isOn || now - this.#rangAt < pauseMs) return;
    this.#rangAt = now;
    this.#ring();
  }
}
