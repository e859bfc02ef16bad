/** Long work in pieces of at most some milliseconds, between which others may have their turn. */
export type Work<T> = Generator<void, T>;

/** A step ends with the piece that makes it this long, in ms. */
const stepTime = 4;

interface Job {
  /** Does some pieces; true when the work is done. */
  readonly step: () => boolean;
  readonly fail: (reason: unknown) => void;
}

/**
 * Does long work in short steps: one in each round of the event loop, the works in turn, so that neither the program
 * nor a short work waits for a long one.
 */
export class Steps {
  readonly #jobs: Job[] = [];

  /** Resolves or rejects as the work ends. It begins later than this call. */
  run<T>(work: Work<T>): Promise<T> {
    return new Promise((resolve, fail) => {
      const step = () => {
        const until = performance.now() + stepTime;
        let piece = work.next();
        while (!piece.done && performance.now() < until) piece = work.next();
        if (piece.done) resolve(piece.value);
        return piece.done === true;
      };
      if (this.#jobs.push({ step, fail }) === 1) setImmediate(() => this.#round());
    });
  }

  #round(): void {
    const [job] = this.#jobs;
    if (!job) return;
    const done = this.#step(job);
    this.#jobs.shift();
    if (!done) this.#jobs.push(job);
    if (this.#jobs.length > 0) setImmediate(() => this.#round());
  }

  #step(job: Job): boolean {
    try {
      return job.step();
    } catch (thrown) {
      job.fail(thrown);
      return true;
    }
  }
}
