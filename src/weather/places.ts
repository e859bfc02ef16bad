/**
 * The table of places, as `build-places.ts` made it: GeoNames' towns of 500 people and more, by any of their names, and
 * the smaller ones of the United States that have a post office.
 * Opened at the first question, read from disk as needed; holds about two megabytes of memory.
 */
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { foldName } from './fold-name.ts';
import { isOneSlipApart, mayBeMisspelt, remainsOf } from './near-names.ts';
import type { OpenPlaces, Place } from './types.ts';

/** What the file says it is; raise it when `build-places.ts` makes other tables. */
export const placesVersion = 2;
/** A place has several names, and several of them may fold to the same: read a few rows more than are shown. */
const mostPlaces = 5;
/** Of the people of the largest place of a name, the share that one written just so must have to be meant first. */
const leastShare = 1 / 500;
const fewRows = 12;
/** Where what narrows has to leave the place in question among them. */
const mostRows = 200;
/** "Stratford upon Avon England": at most so many words at the end are tried as what narrows. */
const mostAreaWords = 3;
/** "London, Ontario, Canada" has two. More are ignored. */
const mostAreas = 3;
/** Characters of a name that are looked at. */
const longestName = 200;

interface Area {
  readonly country: string;
  /** Empty for the whole country. */
  readonly division: string;
}

const namedQuery = `
  SELECT place.id, place.country, place.division FROM name JOIN place ON place.id = name.place
  WHERE name.folded = ? ORDER BY name.weight DESC LIMIT ?`;

const placeQuery = `
  SELECT place.name, place.country AS countryCode, place.lat, place.lon, place.altitude, place.population,
    zone.name AS timeZone, country.name AS country, division.name AS admin
  FROM place JOIN zone ON zone.id = place.zone LEFT JOIN country ON country.code = place.country
    LEFT JOIN division ON division.country = place.country AND division.code = place.division
  WHERE place.id = ?`;

interface Named extends Area {
  readonly id: number;
}

interface Row extends Omit<Place, 'country'> {
  readonly country: string | null;
}

/**
 * Opens the database at `path` when it is first asked. `find` throws if there is none or it is of another version.
 * Closing releases the file; the next question would open it again.
 */
export function openPlaces(path: string): OpenPlaces {
  return new PlaceTable(path);
}

interface Opened {
  readonly db: DatabaseSyncInstance;
  readonly named: StatementSyncInstance;
  readonly place: StatementSyncInstance;
  /** All of them, some thousand: most names that are looked up are no areas. */
  readonly areas: ReadonlyMap<string, readonly Area[]>;
  readonly near: StatementSyncInstance;
}

const nearQuery =
  'SELECT spelling.folded FROM near JOIN spelling ON spelling.id = near.spelling WHERE near.remains = ?';

class PlaceTable implements OpenPlaces {
  readonly #path: string;
  #open: Opened | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  find(name: string, within: string | null = null): readonly Place[] {
    const { folded, narrowing } = asked(name, within);
    if (folded === '') return [];
    const found = this.#named(folded, narrowing);
    if (found.length === 0) return this.#namedWithArea(folded.split(' '), narrowing);
    return this.#asSpelt(name, folded, narrowing) ?? found;
  }

  /** "Bø" is not "Bo": a place that is written just so, letters and marks, goes before all that are only alike. */
  #asSpelt(name: string, folded: string, narrowing: readonly string[]): readonly Place[] | null {
    if (!/[^\x00-\x7f]/.test(name)) return null;
    const written = spelling(name.split(',')[0] ?? '');
    const all = this.#named(folded, narrowing, mostRows);
    const so = all.filter((place) => spelling(place.name) === written);
    const [first] = so;
    if (first === undefined || first === all[0]) return null;
    // Not a hamlet before a capital: "México".
    if (first.population < (all[0]?.population ?? 0) * leastShare) return null;
    return [...so, ...all.filter((place) => !so.includes(place))].slice(0, mostPlaces);
  }

  similar(name: string, within: string | null = null): readonly Place[] {
    const { folded, narrowing } = asked(name, within);
    if (!mayBeMisspelt(folded)) return [];
    const spellings = new Set<string>();
    const { near } = this.#database();
    for (const remains of remainsOf(folded)) {
      for (const row of near.all(remains) as unknown as readonly { folded: string }[]) {
        if (isOneSlipApart(row.folded, folded)) spellings.add(row.folded);
      }
    }
    const places = [...spellings].flatMap((spelling) => this.#named(spelling, narrowing));
    return places.sort((a, b) => b.population - a.population).slice(0, mostPlaces);
  }

  close(): void {
    this.#open?.db.close();
    this.#open = null;
  }

  #named(folded: string, narrowing: readonly string[], most = mostPlaces): readonly Place[] {
    const areas = narrowing.map((part) => this.#areas(part));
    if (areas.some((choice) => choice.length === 0)) return [];
    const chosen = new Set<number>();
    const { named, place } = this.#database();
    const rows = named.all(
      folded,
      areas.length === 0 && most === mostPlaces ? fewRows : mostRows,
    ) as unknown as readonly Named[];
    for (const row of rows) {
      if (!areas.every((choice) => choice.some((area) => isWithin(row, area)))) continue;
      chosen.add(row.id);
      if (chosen.size === most) break;
    }
    return [...chosen].map((id) => placeOf(place.get(id) as unknown as Row));
  }

  /** "springfield illinois": the longest end that is a country or division narrows what stands before it. */
  #namedWithArea(words: readonly string[], narrowing: readonly string[]): readonly Place[] {
    if (narrowing.length >= mostAreas) return [];
    for (let taken = Math.min(mostAreaWords, words.length - 1); taken > 0; taken--) {
      const area = words.slice(-taken).join(' ');
      if (this.#areas(area).length === 0) continue;
      const rest = words.slice(0, -taken);
      const found = this.#named(rest.join(' '), [...narrowing, area]);
      if (found.length > 0) return found;
      const further = this.#namedWithArea(rest, [...narrowing, area]);
      if (further.length > 0) return further;
    }
    return [];
  }

  #areas(folded: string): readonly Area[] {
    return this.#database().areas.get(folded) ?? [];
  }

  #database(): Opened {
    if (this.#open !== null) return this.#open;
    const db = new DatabaseSync(this.#path, { readOnly: true });
    db.exec('PRAGMA cache_size = -1024; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY');
    const version = db.prepare('PRAGMA user_version').get() as unknown as { user_version: number };
    if (version.user_version !== placesVersion) {
      db.close();
      throw new Error(`${this.#path} is not a place table of version ${placesVersion}: build it again`);
    }
    const prepared = {
      named: db.prepare(namedQuery),
      place: db.prepare(placeQuery),
      near: db.prepare(nearQuery),
    };
    this.#open = { db, ...prepared, areas: areasOf(db) };
    return this.#open;
  }
}

function areasOf(db: DatabaseSyncInstance): ReadonlyMap<string, readonly Area[]> {
  const areas = new Map<string, Area[]>();
  const rows = db.prepare('SELECT folded, country, division FROM area').all();
  for (const row of rows as unknown as readonly (Area & { readonly folded: string })[]) {
    const known = areas.get(row.folded);
    if (known === undefined) areas.set(row.folded, [row]);
    else known.push(row);
  }
  return areas;
}

/** The name without what follows a comma, and all that narrows it. */
function asked(name: string, within: string | null): { folded: string; narrowing: readonly string[] } {
  const parts = name.slice(0, longestName).split(',');
  const areas = [...parts.slice(1), ...(within ?? '').slice(0, longestName).split(',')].map(foldName);
  const narrowing = areas.filter((area) => area !== '').slice(0, mostAreas);
  return { folded: foldName(parts[0] ?? ''), narrowing };
}

function spelling(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}

function isWithin(row: Named, area: Area): boolean {
  return row.country === area.country && (area.division === '' || row.division === area.division);
}

function placeOf(row: Row): Place {
  const { name, admin, countryCode, lat, lon, altitude, population, timeZone } = row;
  return {
    name,
    admin,
    country: row.country ?? countryCode,
    countryCode,
    lat,
    lon,
    altitude,
    population,
    timeZone,
  };
}
