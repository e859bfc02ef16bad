/**
 * `npm run bench`: the project's own figures, as a table that can be pasted into a document. Knows the program's parts
 * and the kits of its tests. Nothing fails for being slow; what other servers reach on the machine is not measured here.
 */
import { availableParallelism, cpus, release, type } from 'node:os';
import type { Benchmark, Figure } from './benchmark.ts';
import { measure, rounds } from './benchmark.ts';
import { botBenchmarks } from './bots.ts';
import { liveBenchmarks } from './live.ts';
import { pageBenchmarks } from './page.ts';
import { programBenchmarks } from './program.ts';
import { roomBenchmarks } from './room.ts';
import { storeBenchmarks } from './store.ts';
import { understandingBenchmarks } from './understanding.ts';
import { wireBenchmarks } from './wire.ts';

const benchmarks: readonly Benchmark[] = [
  ...wireBenchmarks,
  ...liveBenchmarks,
  ...pageBenchmarks,
  ...roomBenchmarks,
  ...storeBenchmarks,
  ...understandingBenchmarks,
  ...programBenchmarks,
  ...botBenchmarks,
];

/** Measures those whose name contains `wanted` and prints each when it is known. */
export async function bench(wanted: string): Promise<void> {
  const chosen = benchmarks.filter(({ name }) => name.includes(wanted));
  const widths = [Math.max(...chosen.map(({ name }) => name.length)), 10, 17, 23];
  const print = (...cells: readonly string[]) => {
    const padded = cells.map((cell, column) =>
      column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    );
    process.stdout.write(`| ${padded.join(' | ')} |\n`);
  };
  process.stdout.write(`${machine()}\n\n`);
  print('what', 'median', 'unit', `range over ${rounds} runs`);
  process.stdout.write(`| --- | ---: | --- | --- |\n`);
  for (const benchmark of chosen) {
    const { median, least, most } = await attempt(benchmark);
    print(benchmark.name, readable(median), benchmark.unit, `${readable(least)} – ${readable(most)}`);
  }
}

async function attempt(benchmark: Benchmark): Promise<Figure> {
  try {
    return await measure(benchmark);
  } catch (error) {
    // One figure that cannot be had here is no reason to keep the others back.
    process.stderr.write(`${benchmark.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    return { median: NaN, least: NaN, most: NaN };
  }
}

function machine(): string {
  const date = new Date().toISOString().slice(0, 10);
  const model = cpus()[0]?.model ?? 'unknown processor';
  const system = `${type()} ${release()}`;
  return `Measured ${date} on ${availableParallelism()} cores (${model}), ${system}, Node.js ${process.versions.node}.`;
}

/** Three figures that count, with commas: what lies behind them is noise. */
function readable(figure: number): string {
  if (Number.isNaN(figure)) return '–';
  return figure.toLocaleString('en-GB', { maximumSignificantDigits: 3 });
}
