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

/** The cell of a feature and a label. */
export function cellOf(feature: number, label: number, bits: number): number {
  return (Math.imul(feature, 0x9e3779b1) + Math.imul(label, 0x85ebca6b)) >>> (32 - bits);
}

/** How well each label suits each token by itself: a row of `labelCount` for each token. */
function scoresOf(weights: TaggerWeights, features: readonly (readonly number[])[]): Float64Array {
  const { cells, bits, unit } = weights;
  const scores = new Float64Array(features.length * labelCount);
  features.forEach((list, at) => {
    for (const feature of list) {
      for (let label = 0; label < labelCount; label++) {
        const cell = cells[cellOf(feature, label, bits)] ?? 0;
        scores[at * labelCount + label] = (scores[at * labelCount + label] ?? 0) + cell * unit;
      }
    }
  });
  return scores;
}

/** A label for each token. */
export function labelsFor(
  weights: TaggerWeights,
  features: readonly (readonly number[])[],
): readonly number[] {
  const scores = scoresOf(weights, features);
  const from = new Uint8Array(scores.length);
  let best = Array.from({ length: labelCount }, (_, label) =>
    mayFollow(0, label) ? (scores[label] ?? 0) : -Infinity,
  );
  for (let at = 1; at < features.length; at++) {
    best = best.map((_, label) => {
      const before = bestBefore(weights, best, label);
      from[at * labelCount + label] = before;
      return (
        (best[before] ?? 0) +
        (weights.steps[before * labelCount + label] ?? 0) +
        (scores[at * labelCount + label] ?? 0)
      );
    });
  }
  const labels: number[] = [];
  let label = best.indexOf(Math.max(...best));
  for (let at = features.length - 1; at >= 0; at--) {
    labels[at] = label;
    label = from[at * labelCount + label] ?? 0;
  }
  return labels;
}

function bestBefore({ steps }: TaggerWeights, best: readonly number[], label: number): number {
  let found = 0;
  let highest = -Infinity;
  for (let before = 0; before < labelCount; before++) {
    const score = (best[before] ?? 0) + (steps[before * labelCount + label] ?? 0);
    if (!mayFollow(before, label) || score <= highest) continue;
    [found, highest] = [before, score];
  }
  return found;
}
