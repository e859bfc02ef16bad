/** What a benchmark is, and how one is measured. Nothing here passes or fails: a speed depends on the machine. */

export interface Benchmark {
  readonly name: string;
  readonly unit: string;
  /** Measures once, with everything set up anew and cleared away again. Gives the figure in `unit`. */
  readonly run: () => Promise<number>;
}

export interface Figure {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Runs that count. One before them, which finds cold caches and code not yet compiled, does not. */
export const rounds = 5;
/** How long the work of one run is repeated, in ms. */
const longEnough = 150;

export async function measure({ run }: Benchmark): Promise<Figure> {
  await run();
  const figures: number[] = [];
  for (let round = 0; round < rounds; round++) figures.push(await run());
  return summary(figures);
}

/** Repeats `work`, which returns how much it did, and gives how much that is in a second. */
export async function perSecond(work: () => number | Promise<number>): Promise<number> {
  const start = performance.now();
  let done = 0;
  let elapsed = 0;
  do {
    done += await work();
    elapsed = performance.now() - start;
  } while (elapsed < longEnough);
  return (done / elapsed) * 1000;
}

/** Of at least one figure. */
function summary(figures: readonly number[]): Figure {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? NaN;
  return { median: at(Math.floor(sorted.length / 2)), least: at(0), most: at(sorted.length - 1) };
}
