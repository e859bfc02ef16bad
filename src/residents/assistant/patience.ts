import type { Clock } from '../../util/clock.ts';

/** How long one answer is waited for: as a whole, and, once it has begun, for its next piece. In seconds. */
export class Patience {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #silence: number;
  readonly #over = new AbortController();
  readonly #release: () => void;
  #releaseSilence: () => void = () => undefined;

  constructor(
    clock: Pick<Clock, 'after'>,
    { whole, silence }: { readonly whole: number; readonly silence: number },
  ) {
    this.#clock = clock;
    this.#silence = silence;
    this.#release = clock.after(whole * 1000, () => this.#lose(`no whole answer within ${whole} s`));
  }

  /** Aborted when it is lost. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  get isOver(): boolean {
    return this.#over.signal.aborted;
  }

  /** Something has come. */
  heard(): void {
    this.#releaseSilence();
    const words = `nothing more within ${this.#silence} s`;
    this.#releaseSilence = this.#clock.after(this.#silence * 1000, () => this.#lose(words));
  }

  end(): void {
    this.#release();
    this.#releaseSilence();
  }

  #lose(reason: string): void {
    this.#over.abort(new Error(reason));
  }
}
