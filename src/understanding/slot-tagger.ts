/**
 * A linear-chain tagger: each token gets the label that makes the best whole sequence (Viterbi). Its weights lie in one
 * table of bytes, in which a feature and a label have their cell by a hash; cells are shared where hashes meet, and the
 * training has taken that into account.
 */

/** The names of SNIPS' weather intent. */
export const slotNames = [
  'timeRange',
  'city',
  'country',
  'state',
  'condition_temperature',
  'condition_description',
  'geographic_poi',
  'current_location',
  'spatial_relation',
] as const;
export type SlotName = (typeof slotNames)[number];

/** Label 0 is "no slot", 1 + 2i begins slot i, 2 + 2i goes on with it. */
export const labelCount = 1 + 2 * slotNames.length;

export interface TaggerWeights {
  /** 2^bits cells. */
  readonly cells: Float32Array | Int8Array;
  readonly bits: number;
  /** What a cell's unit is worth. */
  readonly unit: number;
  /** From label (row) to label (column). */
  readonly steps: readonly number[];
}

/** A slot goes on only where it has begun. */
export function mayFollow(before: number, label: number): boolean {
  return label === 0 || label % 2 === 1 || before === label || before === label - 1;
}

/** The cell of a feature and a label: those of a feature lie side by side, the last beside the first. */
export function cellOf(feature: number, label: number, bits: number): number {
  return ((Math.imul(feature, 0x9e3779b1) >>> (32 - bits)) + label) & ((1 << bits) - 1);
}

/** How well each label suits each token by itself: a row of `labelCount` for each token. */
function scoresOf(
  { cells, bits, unit }: TaggerWeights,
  features: readonly (readonly number[])[],
): Float64Array {
  const scores = new Float64Array(features.length * labelCount);
  const sums = new Float64Array(labelCount);
  const last = cells.length - 1;
  const unbroken = cells.length - labelCount;
  for (let at = 0; at < features.length; at++) {
    sums.fill(0);
    for (const feature of features[at] ?? []) {
      const first = cellOf(feature, 0, bits);
      // Only the cells of the table's end go on at its beginning.
      if (first <= unbroken)
        for (let label = 0; label < labelCount; label++)
          sums[label] = (sums[label] ?? 0) + (cells[first + label] ?? 0);
      else
        for (let label = 0; label < labelCount; label++)
          sums[label] = (sums[label] ?? 0) + (cells[(first + label) & last] ?? 0);
    }
    for (let label = 0; label < labelCount; label++)
      scores[at * labelCount + label] = (sums[label] ?? 0) * unit;
  }
  return scores;
}

/** A label for each token. */
export function labelsFor(
  weights: TaggerWeights,
  features: readonly (readonly number[])[],
): readonly number[] {
  const scores = scoresOf(weights, features);
  const from = new Uint8Array(scores.length);
  let best = Float64Array.from({ length: labelCount }, (_, label) =>
    mayFollow(0, label) ? (scores[label] ?? 0) : -Infinity,
  );
  for (let at = 1; at < features.length; at++) {
    const next = new Float64Array(labelCount);
    for (let label = 0; label < labelCount; label++) {
      const here = at * labelCount + label;
      const before = bestBefore(weights, best, label);
      from[here] = before;
      next[label] =
        (best[before] ?? 0) + (weights.steps[before * labelCount + label] ?? 0) + (scores[here] ?? 0);
    }
    best = next;
  }
  const labels: number[] = [];
  let label = best.indexOf(Math.max(...best));
  for (let at = features.length - 1; at >= 0; at--) {
    labels[at] = label;
    label = from[at * labelCount + label] ?? 0;
  }
  return labels;
}

/** Only the label itself and the one that begins its slot lead to a label that goes on. */
function bestBefore({ steps }: TaggerWeights, best: Float64Array, label: number): number {
  const goesOn = label > 0 && label % 2 === 0;
  const [first, last] = goesOn ? [label - 1, label] : [0, labelCount - 1];
  let found = first;
  let highest = -Infinity;
  for (let before = first; before <= last; before++) {
    const score = (best[before] ?? 0) + (steps[before * labelCount + label] ?? 0);
    if (score > highest) [found, highest] = [before, score];
  }
  return found;
}
