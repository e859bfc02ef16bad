/** From the ways to read what somebody wrote to the place most likely meant, and what had to be overlooked for it. */
import type { OpenPlaces } from './places.ts';
import type { Place } from './types.ts';

/** `within` narrows `name`, as for `Places.find`. */
export interface Reading {
  readonly name: string;
  readonly within: string | null;
}

export interface Resolved {
  readonly place: Place;
  /** Other places of that name, most populous first. */
  readonly others: readonly Place[];
  /** The reading that led there. */
  readonly reading: Reading;
  /** The name was one slip away from that of the place. */
  readonly misspelt: boolean;
  /** What was said to narrow it and does not: no place of that name is there. */
  readonly ignored: string | null;
}

/**
 * `readings` are likeliest first (`placeCandidates`); `spelling` allows for one slip in a name of 5 letters and more.
 * The whole name as it was written goes before a part of it, and a slip or a wrong country before a shorter name.
 */
export function resolvePlace(
  table: OpenPlaces,
  readings: readonly Reading[],
  spelling: boolean,
): Resolved | null {
  const [whole] = readings;
  if (whole === undefined) return null;
  const parted = readings.filter((one) => one !== whole && whole.within === null && one.within !== null);
  for (const reading of [whole, ...parted]) {
    const found = result(table.find(reading.name, reading.within), reading, false, null);
    if (found !== null) return found;
  }
  const slip = spelling ? result(table.similar(whole.name, whole.within), whole, true, null) : null;
  if (slip !== null) return slip;
  const elsewhere = whole.within === null ? null : result(table.find(whole.name), whole, false, whole.within);
  return elsewhere ?? firstOf(table, readings);
}

/** People of a place that may be meant by a part of what was written: "Fort Adams" is not the village of Fort. */
const fewestForPart = 15_000;

/** "oslo friends": the longest part of the words that is a name. */
function firstOf(table: OpenPlaces, readings: readonly Reading[]): Resolved | null {
  for (const reading of readings.slice(1)) {
    const places = table.find(reading.name, reading.within);
    const found = result(
      places.filter((place) => place.population >= fewestForPart),
      reading,
      false,
      null,
    );
    if (found !== null) return found;
  }
  return null;
}

function result(
  found: readonly Place[],
  reading: Reading,
  misspelt: boolean,
  ignored: string | null,
): Resolved | null {
  const [place, ...others] = found;
  return place === undefined ? null : { place, others, reading, misspelt, ignored };
}
