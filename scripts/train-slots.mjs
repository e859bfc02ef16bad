// Trains the tagger of slots from SNIPS' rows, which are not in the repository, and writes src/understanding/slot-model.json:
//
//     node scripts/train-slots.mjs ROWS.jsonl            the same model each time, from the same rows
//     node scripts/train-slots.mjs ROWS.jsonl --check    trains on four fifths and measures on the rest, five times over
//
// A row: {"intent": "GetWeather", "text", "slots": [{"entity", "start", "end"}]}, offsets counting code points.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { format } from 'prettier';
import { root } from './setup.mjs';

/** @typedef {{ text: string, slots: readonly { entity: string, start: number, end: number }[] }} Row */
/** @typedef {{ features: readonly (readonly number[])[], labels: readonly number[] }} Example */
/** @typedef {{ cells: Float32Array, steps: Float64Array }} Weights */

/** @type {typeof import('../src/understanding/slot-tagger.ts')} */
let tagger;
/** @type {typeof import('../src/understanding/slot-features.ts')} */
let reader;
/** @type {typeof import('../src/understanding/tokens.ts')} */
let tokens;

/** A conditional random field, fitted by AdaGrad; several runs over shuffled rows are averaged. */
const settings = { bits: 16, epochs: 8, rate: 0.2, decay: 0.0005, dropped: 0.1, runs: 3, folds: 5 };

const [path, mode] = process.argv.slice(2);
if (path === undefined || (mode !== undefined && mode !== '--check')) {
  console.error('usage: node scripts/train-slots.mjs ROWS.jsonl [--check]');
  process.exitCode = 2;
} else {
  const { outputFiles } = await build({
    stdin: {
      contents: ['slot-tagger', 'slot-features', 'tokens']
        .map((name, i) => `export * as part${i} from './src/understanding/${name}.ts';`)
        .join('\n'),
      resolveDir: root,
    },
    bundle: true,
    format: 'esm',
    write: false,
  });
  const code = outputFiles[0]?.text ?? '';
  ({
    part0: tagger,
    part1: reader,
    part2: tokens,
  } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`));
  /** @type {readonly Row[]} */
  const rows = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"GetWeather"'))
    .map((line) => JSON.parse(line));
  if (mode === '--check') check(rows);
  else await write(train(examplesOf(rows)));
}

/** Each row as it is and in lower case, so that the model does not lean on capitals. @param {readonly Row[]} rows */
function examplesOf(rows) {
  return rows.flatMap((row) => [exampleOf(row, row.text), exampleOf(row, row.text.toLowerCase())]);
}

/**
 * @param {Row} row
 * @param {string} text as long as that of the row, in UTF-16 units
 * @returns {Example}
 */
function exampleOf({ text: original, slots }, text) {
  const units = [0];
  for (const point of original) units.push((units.at(-1) ?? 0) + point.length);
  const list = tokens.tokenise(text);
  /** @type {string[]} */
  const names = [...tagger.slotNames];
  const labels = list.map(() => 0);
  for (const { entity, start, end } of slots) {
    let begun = false;
    list.forEach((token, at) => {
      if (token.start < (units[start] ?? 0) || token.end > (units[end] ?? 0)) return;
      labels[at] = 1 + 2 * names.indexOf(entity) + (begun ? 1 : 0);
      begun = true;
    });
  }
  return { features: reader.featuresOf(list, text), labels };
}

/** @param {readonly Example[]} examples */
function train(examples) {
  const random = randomFrom(2026);
  const size = tagger.labelCount;
  const sum = { cells: new Float32Array(2 ** settings.bits), steps: new Float64Array(size * size) };
  for (let run = 0; run < settings.runs; run++) {
    const one = trainOnce(examples, random);
    one.cells.forEach((value, i) => (sum.cells[i] = (sum.cells[i] ?? 0) + value / settings.runs));
    one.steps.forEach((value, i) => (sum.steps[i] = (sum.steps[i] ?? 0) + value / settings.runs));
  }
  return quantised(sum);
}

/** @param {readonly Example[]} examples @param {() => number} random @returns {Weights} */
function trainOnce(examples, random) {
  const size = tagger.labelCount;
  const cells = new Float32Array(2 ** settings.bits);
  const steps = new Float64Array(size * size);
  const moved = { cells: new Float64Array(cells.length), steps: new Float64Array(steps.length) };
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    for (const { features, labels } of shuffled(examples, random)) {
      const kept = features.map((list) => list.filter(() => random() >= settings.dropped));
      if (labels.length > 0) learn({ cells, steps }, moved, { features: kept, labels });
    }
  }
  return { cells, steps };
}

/**
 * @param {Weights} weights
 * @param {{ cells: Float64Array, steps: Float64Array }} moved
 * @param {Example} example
 */
function learn({ cells, steps }, moved, { features, labels }) {
  const size = tagger.labelCount;
  const { one, two } = marginals(scoresOf(cells, features), steps, labels.length);
  features.forEach((list, at) => {
    for (let label = 0; label < size; label++) {
      const error = (one[at * size + label] ?? 0) - (labels[at] === label ? 1 : 0);
      if (Math.abs(error) < 1e-3) continue;
      for (const feature of list)
        descend(cells, moved.cells, tagger.cellOf(feature, label, settings.bits), error);
    }
  });
  for (let at = 1; at < labels.length; at++) {
    const right = (labels[at - 1] ?? 0) * size + (labels[at] ?? 0);
    for (let step = 0; step < size * size; step++) {
      const error = (two[(at - 1) * size * size + step] ?? 0) - (step === right ? 1 : 0);
      if (Math.abs(error) >= 1e-3) descend(steps, moved.steps, step, error);
    }
  }
}

/**
 * @param {Float32Array | Float64Array} values
 * @param {Float64Array} moved
 * @param {number} at
 * @param {number} error
 */
function descend(values, moved, at, error) {
  const slope = error + settings.decay * (values[at] ?? 0);
  moved[at] = (moved[at] ?? 0) + slope * slope;
  values[at] = (values[at] ?? 0) - (settings.rate * slope) / (Math.sqrt(moved[at] ?? 0) + 1e-6);
}

/** @param {Float32Array} cells @param {readonly (readonly number[])[]} features */
function scoresOf(cells, features) {
  const size = tagger.labelCount;
  const scores = new Float64Array(features.length * size);
  features.forEach((list, at) => {
    for (const feature of list) {
      for (let label = 0; label < size; label++) {
        const cell = cells[tagger.cellOf(feature, label, settings.bits)] ?? 0;
        scores[at * size + label] = (scores[at * size + label] ?? 0) + cell;
      }
    }
  });
  return scores;
}

/**
 * Forward and backward: how likely each label is at each token, and each step between two tokens.
 * @param {Float64Array} scores
 * @param {Float64Array} steps
 * @param {number} length in tokens
 */
function marginals(scores, steps, length) {
  const size = tagger.labelCount;
  const step = steps.map((value, i) => {
    return tagger.mayFollow(Math.floor(i / size), i % size) ? Math.exp(value) : 0;
  });
  const own = new Float64Array(scores.length);
  const forward = new Float64Array(scores.length);
  const backward = new Float64Array(scores.length).fill(1);
  for (let at = 0; at < length; at++) {
    const highest = Math.max(...scores.subarray(at * size, (at + 1) * size));
    let total = 0;
    for (let label = 0; label < size; label++) {
      const here = at * size + label;
      own[here] = Math.exp((scores[here] ?? 0) - highest);
      let before = at > 0 ? 0 : tagger.mayFollow(0, label) ? 1 : 0;
      for (let from = 0; at > 0 && from < size; from++)
        before += (forward[here - label - size + from] ?? 0) * (step[from * size + label] ?? 0);
      forward[here] = before * (own[here] ?? 0);
      total += forward[here] ?? 0;
    }
    for (let label = 0; label < size; label++)
      forward[at * size + label] = (forward[at * size + label] ?? 0) / total;
  }
  const two = new Float64Array(Math.max(0, length - 1) * size * size);
  for (let at = length - 2; at >= 0; at--) {
    let total = 0;
    for (let from = 0; from < size; from++) {
      let after = 0;
      for (let to = 0; to < size; to++) {
        const next = (at + 1) * size + to;
        const path = (step[from * size + to] ?? 0) * (own[next] ?? 0) * (backward[next] ?? 0);
        after += path;
        const both = (forward[at * size + from] ?? 0) * path;
        two[(at * size + from) * size + to] = both;
        total += both;
      }
      backward[at * size + from] = after;
    }
    for (let i = at * size * size; i < (at + 1) * size * size; i++) two[i] = (two[i] ?? 0) / total;
    const highest = Math.max(...backward.subarray(at * size, (at + 1) * size));
    for (let i = at * size; i < (at + 1) * size; i++) backward[i] = (backward[i] ?? 0) / highest;
  }
  const one = forward.map((value, i) => value * (backward[i] ?? 0));
  for (let at = 0; at < length; at++) {
    const total = one.subarray(at * size, (at + 1) * size).reduce((sum, value) => sum + value, 0);
    for (let i = at * size; i < (at + 1) * size; i++) one[i] = (one[i] ?? 0) / total;
  }
  return { one, two };
}

/** Cells in steps of a 127th of the largest. @param {Weights} weights */
function quantised({ cells, steps }) {
  const unit = cells.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127;
  return {
    unit,
    cells: cells.map((value) => Math.round(value / unit)),
    steps: steps.map((value) => Number(value.toFixed(3))),
  };
}

/** @param {ReturnType<typeof quantised>} weights */
async function write({ cells, steps, unit }) {
  const file = join(root, 'src', 'understanding', 'slot-model.json');
  const bytes = Buffer.from(Int8Array.from(cells).buffer).toString('base64');
  const model = { bits: settings.bits, unit, steps: Array.from(steps), cells: bytes };
  writeFileSync(file, await format(JSON.stringify(model), { parser: 'json', printWidth: 110 }));
}

/** @param {readonly Row[]} rows */
function check(rows) {
  /** @type {Map<string, [right: number, wrong: number, missed: number]>} */
  const counts = new Map();
  for (let fold = 0; fold < settings.folds; fold++) {
    const { cells, steps, unit } = train(examplesOf(rows.filter((_, i) => i % settings.folds !== fold)));
    const weights = { cells, unit, bits: settings.bits, steps: Array.from(steps) };
    for (const row of rows.filter((_, i) => i % settings.folds === fold)) {
      for (const [part, text] of [
        ['', row.text],
        ['lower case ', row.text.toLowerCase()],
      ]) {
        const { features, labels } = exampleOf(row, text ?? '');
        compare(spansOf(labels), spansOf(tagger.labelsFor(weights, features)), part ?? '', counts);
      }
    }
  }
  for (const [name, [right, wrong, missed]] of [...counts].sort()) {
    const f1 = (2 * right) / (2 * right + wrong + missed);
    console.log(`${name.padEnd(36)} F1 ${f1.toFixed(4)}  right ${right}, wrong ${wrong}, missed ${missed}`);
  }
}

/**
 * @param {readonly string[]} expected
 * @param {readonly string[]} found
 * @param {string} part
 * @param {Map<string, [number, number, number]>} counts
 */
function compare(expected, found, part, counts) {
  for (const span of new Set([...expected, ...found])) {
    const kind = !expected.includes(span) ? 1 : found.includes(span) ? 0 : 2;
    for (const name of [`${part}all`, `${part}${span.split(' ')[0] ?? ''}`]) {
      const count = counts.get(name) ?? [0, 0, 0];
      counts.set(name, count);
      count[kind]++;
    }
  }
}

/** "city 3 5" for tokens 3 and 4. @param {readonly number[]} labels */
function spansOf(labels) {
  return labels.flatMap((label, from) => {
    if (label % 2 === 0) return [];
    let to = from + 1;
    while (labels[to] === label + 1) to++;
    return [`${tagger.slotNames[(label - 1) / 2]} ${from} ${to}`];
  });
}

/** @param {readonly Example[]} examples @param {() => number} random */
function shuffled(examples, random) {
  const list = [...examples];
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [list[i], list[j]];
    if (a && b) [list[i], list[j]] = [b, a];
  }
  return list;
}

/** Mulberry32. @param {number} seed */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}
