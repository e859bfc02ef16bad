/**
 * The table of places, as `build-places.ts` made it: GeoNames' towns of 500 people and more, by any of their names, and
 * the smaller ones of the United States that have a post office.
 * Opened at the first question, read from disk as needed; holds about a megabyte of memory.
 */
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { foldName } from './fold-name.ts';
import { isOneSlipApart, mayBeMisspelt, remainsOf } from './near-names.ts';
import type { Place, Places } from './types.ts';

/** What the file says it is; raise it when `build-places.ts` makes other tables. */
export const placesVersion = 2;
/** A place has several names, and several of them may fold to the same: read a few rows more than are shown. */
const mostPlaces = 5;
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

const placesQuery = `
  SELECT place.id, place.name, place.country AS countryCode, place.division AS divisionCode, place.lat, place.lon,
    place.altitude, place.population, zone.name AS timeZone, country.name AS country, division.name AS admin
  FROM name JOIN place ON place.id = name.place JOIN zone ON zone.id = place.zone
    LEFT JOIN country ON country.code = place.country
    LEFT JOIN division ON division.country = place.country AND division.code = place.division
  WHERE name.folded = ? ORDER BY name.weight DESC LIMIT ?`;

interface Row extends Omit<Place, 'country'> {
  readonly id: number;
  readonly divisionCode: string;
  readonly country: string | null;
}

/**
 * Opens the database at `path` when it is first asked. `find` throws if there is none or it is of another version.
 * Closing releases the file; the next question would open it again.
 */
export function openPlaces(path: string): OpenPlaces {
  return new PlaceTable(path);
}

export interface OpenPlaces extends Places {
  /**
   * As `find`, for names of 5 letters and more that are one slip from `name` ("trondhiem"): the names of countries, and
   * of towns of 1,000 people and more. Does not give what `find` does.
   */
  similar(name: string, within?: string | null): readonly Place[];
  close(): void;
}

interface Opened {
  readonly db: DatabaseSyncInstance;
  readonly places: StatementSyncInstance;
  readonly areas: StatementSyncInstance;
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
    return found.length > 0 ? found : this.#namedWithArea(folded.split(' '), narrowing);
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

  #named(folded: string, narrowing: readonly string[]): readonly Place[] {
    const areas = narrowing.map((part) => this.#areas(part));
    const seen = new Set<number>();
    const places: Place[] = [];
    const rows = this.#database().places.all(folded, mostRows) as unknown as readonly Row[];
    for (const row of rows) {
      if (seen.has(row.id) || !areas.every((choice) => choice.some((area) => isWithin(row, area)))) continue;
      seen.add(row.id);
      places.push(placeOf(row));
      if (places.length === mostPlaces) break;
    }
    return places;
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
    return this.#database().areas.all(folded) as readonly Area[];
  }

  #database(): Opened {
    if (this.#open !== null) return this.#open;
    const db = new DatabaseSync(this.#path, { readOnly: true });
    db.exec('PRAGMA cache_size = -256; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY');
    const version = db.prepare('PRAGMA user_version').get() as unknown as { user_version: number };
    if (version.user_version !== placesVersion) {
      db.close();
      throw new Error(`${this.#path} is not a place table of version ${placesVersion}: build it again`);
    }
    const places = db.prepare(placesQuery);
    const areas = db.prepare('SELECT country, division FROM area WHERE folded = ?');
    this.#open = { db, places, areas, near: db.prepare(nearQuery) };
    return this.#open;
  }
}

/** The name without what follows a comma, and all that narrows it. */
function asked(name: string, within: string | null): { folded: string; narrowing: readonly string[] } {
  const parts = name.slice(0, longestName).split(',');
  const areas = [...parts.slice(1), ...(within ?? '').slice(0, longestName).split(',')].map(foldName);
  const narrowing = areas.filter((area) => area !== '').slice(0, mostAreas);
  return { folded: foldName(parts[0] ?? ''), narrowing };
}

function isWithin(row: Row, area: Area): boolean {
  return row.countryCode === area.country && (area.division === '' || row.divisionCode === area.division);
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
