/** From the ways to read what somebody wrote to the place most likely meant, and what had to be overlooked for it. */
import { foldName } from './fold-name.ts';
import type { Place, Places } from './types.ts';

/** `within` narrows `name`, as for `Places.find`. */
export interface Reading {
  readonly name: string;
  readonly within: string | null;
  /** Only a place whose own name this is will do, or begins with it ("New York City"). */
  readonly own?: boolean;
  /** What was named is no place of the table: the reading is of the town that it lies in. */
  readonly around?: string;
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
  table: Places,
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
  const sight = whole.own === true ? sightOf(table, whole, readings) : null;
  if (sight !== null || (whole.own && whole.within !== null)) return sight;
  const meant = { ...whole, own: false };
  const slip = spelling ? result(table.similar(whole.name, whole.within), meant, true, null) : null;
  if (slip !== null || whole.own) return slip;
  const elsewhere = whole.within === null ? null : result(table.find(whole.name), whole, false, whole.within);
  return elsewhere ?? firstOf(table, readings);
}

/** People of a place that may be meant by a part of what was written: "Fort Adams" is not the village of Fort. */
const fewestForPart = 15_000;

/** People of a town that is meant by the name of a country or state: New York, but not Denmark in Wisconsin. */
const fewestForState = 500_000;

/** How far from a town something is that is said to lie in it, degrees of latitude: about 50 km. */
const nearDegrees = 0.45;

/**
 * A sight that is no place of its own where it was said to be: the place of that name near the town that was named, else
 * the town; without one a place of that name elsewhere. It is never guessed at by parts of its name.
 */
function sightOf(table: Places, whole: Reading, readings: readonly Reading[]): Resolved | null {
  const reading = readings.find(({ around }) => around !== undefined);
  // "Heathrow Airport" is not that of the village of Heathrow in Florida.
  const fewest = reading?.own ? fewestForState : whole.within === null ? fewestForPart : 0;
  const towns = reading ? table.find(reading.name, reading.within) : [];
  const town = reading
    ? result(
        towns.filter((one) => one.population >= fewest),
        reading,
        false,
        null,
      )
    : null;
  const namesakes = whole.within === null ? [] : table.find(whole.name);
  if (town === null) return result(namesakes, whole, false, whole.within);
  const near = namesakes.filter(({ lat, lon }) => {
    const east = (lon - town.place.lon) * Math.cos((lat * Math.PI) / 180);
    return Math.hypot(lat - town.place.lat, east) < nearDegrees;
  });
  return result(near, whole, false, null) ?? town;
}

/** "oslo friends": the longest part of the words that is a name. */
function firstOf(table: Places, readings: readonly Reading[]): Resolved | null {
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
  const named = foldName(reading.name);
  const [place, ...others] = reading.own
    ? found.filter((one) => `${foldName(one.name)} `.startsWith(`${named} `))
    : found;
  return place === undefined ? null : { place, others, reading, misspelt, ignored };
}
