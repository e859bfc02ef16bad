/**
 * Names that are one slip of a finger apart: a letter too many, missing, wrong, or two swapped. Two such names share
 * what is left of them when one letter is taken away, so that equal remains are looked up and the pair then compared.
 */

/** Shorter names are one slip away from too many others. Letters and digits, spaces not counted. */
const shortest = 5;

export function mayBeMisspelt(folded: string): boolean {
  return folded.replaceAll(' ', '').length >= shortest;
}

/** Hashes, 32 bits, of `folded` and of all that is left of it without one of its letters; each once. */
export function remainsOf(folded: string): readonly number[] {
  const hashes = new Set([hash(folded)]);
  for (let i = 0; i < folded.length; i++) hashes.add(hash(folded.slice(0, i) + folded.slice(i + 1)));
  return [...hashes];
}

/** Whether the two differ by exactly one letter that was added, left out or changed, or by two neighbours swapped. */
export function isOneSlipApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  let [endA, endB] = [a.length, b.length];
  while (endA > i && endB > i && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1];
  const [restA, restB] = [a.slice(i, endA), b.slice(i, endB)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}

/** FNV-1a over UTF-16 code units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
