/** Time as an argument: the real one here, a virtual one in tests and rehearsals. */
export interface Clock {
  /** Milliseconds since 1970, UTC. May jump when the machine's clock is set. */
  now(): number;
  /** Calls `run` once after `ms` milliseconds; the returned function cancels it and may be called at any time. */
  after(ms: number, run: () => void): () => void;
}

/** What a timer of the platform waits at the most, ms: anything longer it takes for 1. */
const longest = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    let timer: ReturnType<typeof setTimeout>;
    const wait = (left: number) => {
      timer = left > longest ? setTimeout(() => wait(left - longest), longest) : setTimeout(run, left);
    };
    wait(ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
