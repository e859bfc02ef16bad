/**
 * The slots of a message, with the names and the cut of the SNIPS weather requests, read as if it were one: whether it
 * is, `understand` says. Found by a small trained model over the rules' findings (docs/understanding.md).
 */
import { featuresOf } from './slot-features.ts';
import { labelsFor, type SlotName, slotNames, type TaggerWeights } from './slot-tagger.ts';
import { sentencesOf, spanOf, type Token } from './tokens.ts';
import type { Span } from './types.ts';

/** Offsets in UTF-16 units, as everywhere here. */
export interface Slot extends Span {
  readonly entity: SlotName;
}

/** As `scripts/train-slots.mjs` writes them. */
export interface SlotModel {
  readonly bits: number;
  /** What a cell's unit is worth. */
  readonly unit: number;
  /** Signed bytes in base64. */
  readonly cells: string;
  readonly steps: readonly number[];
}

/** Takes a millisecond; the result is for any number of messages. */
export function slotReader({ bits, unit, steps, cells }: SlotModel): (message: string) => readonly Slot[] {
  const bytes = Int8Array.from(atob(cells), (byte) => byte.charCodeAt(0));
  const weights: TaggerWeights = { bits, unit, steps, cells: bytes };
  return (message) =>
    sentencesOf(message).flatMap(({ tokens }) => slotsIn(weights, tokens.filter(isSaid), message));
}

/** Emoji and what belongs to them are of no request, and the model has seen none. */
function isSaid({ type, text }: Token): boolean {
  return type !== 'mark' || !/^[\p{So}\p{Sk}\p{Cf}\p{M}]/u.test(text);
}

function slotsIn(weights: TaggerWeights, tokens: readonly Token[], message: string): readonly Slot[] {
  const labels = labelsFor(weights, featuresOf(tokens, message));
  const slots: Slot[] = [];
  for (let from = 0; from < labels.length; from++) {
    const label = labels[from] ?? 0;
    const entity = slotNames[(label - 1) / 2];
    if (entity === undefined) continue;
    let to = from + 1;
    while (labels[to] === label + 1) to++;
    slots.push({ entity, ...spanOf(tokens, message, from, to) });
  }
  return slots;
}
