import type { Clock } from '../util/clock.ts';

export interface HeartbeatOptions {
  readonly clock: Clock;
  readonly ping: (ref: string) => void;
  readonly onLag: (ms: number) => void;
  /** Nothing at all has come since a ping: the connection is dead, whatever the system says. */
  onSilence(): void;
}

/** How often to ask, and how long to wait for any sign of life, ms: while somebody looks, and otherwise. */
const quick = { every: 5000, within: 4000 };
const calm = { every: 25_000, within: 10_000 };

/** Notices a dead connection: together at most 9 s while somebody looks. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #pace = quick;
  #cancel: () => void = () => {};
  #isRunning = false;
  #count = 0;
  /** When the ping was sent that waits for its answer. */
  #asked: number | null = null;
  #heard = 0;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  start(): void {
    this.#isRunning = true;
    this.ask();
  }

  stop(): void {
    this.#isRunning = false;
    this.#cancel();
    this.#asked = null;
  }

  hurry(looking: boolean): void {
    const pace = looking ? quick : calm;
    if (pace === this.#pace) return;
    this.#pace = pace;
    if (looking && this.#isRunning) this.ask();
  }

  /** Asks now; nothing if an answer is awaited already. */
  ask(): void {
    if (!this.#isRunning || this.#asked !== null) return;
    const { clock, ping } = this.#options;
    this.#cancel();
    this.#count += 1;
    this.#asked = clock.now();
    this.#heard = 0;
    ping(`ping-${this.#count}`);
    this.#await();
  }

  heard(): void {
    this.#heard += 1;
  }

  answered(ref: string): void {
    if (this.#asked === null || ref !== `ping-${this.#count}`) return;
    const { clock, onLag } = this.#options;
    onLag(Math.max(0, clock.now() - this.#asked));
    this.#asked = null;
    this.#cancel();
    this.#cancel = clock.after(this.#pace.every, () => this.ask());
  }

  /** An answer may stand behind much else, such as history: anything that comes is a sign of life. */
  #await(): void {
    const before = this.#heard;
    this.#cancel = this.#options.clock.after(this.#pace.within, () => {
      if (this.#heard === before) this.#options.onSilence();
      else this.#await();
    });
  }
}
