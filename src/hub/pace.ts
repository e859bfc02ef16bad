/** Runs a turn of the hub soon, but never within the caller. `busy`: the turn before had more than one thing to do. */
export type Defer = (run: () => Promise<void>, busy: boolean) => void;

/** Lets everything else have its turn. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Of the time that a turn took, what the next may wait for company; and the most it waits, in ms. */
const share = 0.5;
const longest = 20;

/**
 * Turns at the pace of the machine. A turn costs one write for each seat, however much it brings, so while the room is
 * busy the next waits a moment to bring more. A lone message never waits.
 */
export function pacedDefer(): Defer {
  let readyAt = 0;
  return (run, busy) => {
    const turn = () => {
      const start = performance.now();
      void run().then(() => {
        const end = performance.now();
        readyAt = end + Math.min(longest, (end - start) * share);
      });
    };
    const wait = busy ? readyAt - performance.now() : 0;
    if (wait < 0.5) setImmediate(turn);
    else setTimeout(turn, wait);
  };
}
