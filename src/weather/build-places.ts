/**
 * Makes the read-only place database from GeoNames' table, once, when the program is built. Knows the table's columns
 * and what `places.ts` asks; nothing here runs in the server.
 *
 * `name` answers "what is called so", best first: `weight` is the population, less where the name is not the place's
 * own. `area` answers "what does this narrow to". Countries and divisions are names of their capitals. `near` leads from
 * what is left of a misspelt name (`near-names.ts`) to the `spelling`s it may stand for.
 */
import { readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { countryNameLanguages, divisionNames, otherCountryNames, shownCountryNames } from './area-names.ts';
import { foldName } from './fold-name.ts';
import { mayBeMisspelt, remainsOf } from './near-names.ts';
import { placesVersion } from './places.ts';
import { apart, postOfficesIn, type PostOffice } from './post-offices.ts';

const schema = `
  PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA user_version = ${placesVersion};
  CREATE TABLE zone (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  CREATE TABLE country (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE division (country TEXT, code TEXT, name TEXT NOT NULL, PRIMARY KEY (country, code)) WITHOUT ROWID;
  CREATE TABLE area (folded TEXT, country TEXT, division TEXT, PRIMARY KEY (folded, country, division)) WITHOUT ROWID;
  CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, division TEXT NOT NULL,
    lat REAL NOT NULL, lon REAL NOT NULL, altitude INTEGER, population INTEGER NOT NULL, zone INTEGER NOT NULL);
  CREATE TABLE name (
    folded TEXT, weight INTEGER, place INTEGER, PRIMARY KEY (folded, weight DESC, place)) WITHOUT ROWID;
  CREATE TABLE spelling (id INTEGER PRIMARY KEY, folded TEXT NOT NULL);
  CREATE TABLE near (remains INTEGER, spelling INTEGER, PRIMARY KEY (remains, spelling)) WITHOUT ROWID;
`;

/** A line of GeoNames' table, the columns that are used (download.geonames.org/export/dump/readme.txt). */
interface Row {
  readonly id: number;
  readonly name: string;
  readonly plain: string;
  readonly others: readonly string[];
  readonly lat: number;
  readonly lon: number;
  readonly feature: string;
  readonly country: string;
  readonly division: string;
  readonly population: number;
  readonly altitude: number | null;
  readonly zone: string;
}

/** A country or a division while the table is read: who lives there, and the place that stands for it. */
interface Area {
  population: number;
  seat: { readonly place: number; readonly rank: number } | null;
}

export interface BuiltPlaces {
  readonly places: number;
  readonly names: number;
  /** Size of the file. */
  readonly bytes: number;
}

/**
 * Reads `sourcePath` (GeoNames' cities500.txt) and, where given, `postalPath` (its postal codes of the United States) and
 * puts the database at `targetPath`, replacing what was there only when it is complete. Takes some seconds and about
 * 300 MB of memory. Throws when the source is not such a table.
 */
export function buildPlaces(
  sourcePath: string,
  targetPath: string,
  postalPath: string | null = null,
): BuiltPlaces {
  const unfinished = `${targetPath}.new`;
  rmSync(unfinished, { force: true });
  const db = new DatabaseSync(unfinished);
  let counts;
  try {
    db.exec(schema);
    db.exec('BEGIN');
    const offices = postalPath === null ? [] : postOfficesIn(readFileSync(postalPath, 'utf8'));
    counts = fill(db, readFileSync(sourcePath), offices);
    db.exec('COMMIT');
    db.exec('VACUUM');
  } finally {
    db.close();
  }
  if (counts.places === 0) throw new Error(`no place found in ${sourcePath}`);
  renameSync(unfinished, targetPath);
  return { ...counts, bytes: statSync(targetPath).size };
}

interface Counts {
  readonly places: number;
  readonly names: number;
}

function fill(db: DatabaseSyncInstance, source: Buffer, offices: readonly PostOffice[]): Counts {
  const insertPlace = db.prepare('INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const insertName = db.prepare('INSERT INTO name VALUES (?, ?, ?)');
  const spellings = new Set<string>();
  const states = new Map<string, State>();
  const zones = new Map<string, number>();
  const areas = new Map<string, Area>();
  const areaNames = allAreaNames();
  let places = 0;
  let names = 0;
  for (const row of rows(source)) {
    const zone = idOf(zones, row.zone);
    const { id, name, country, division, lat, lon, altitude, population } = row;
    insertPlace.run(id, name, country, division, lat, lon, altitude, population, zone);
    for (const [folded, weight] of weighNames(row)) {
      insertName.run(folded, weight, id);
      names++;
    }
    count(areas, country, row);
    count(areas, `${country}.${division}`, row);
    if (population >= fewestForSpelling) {
      spellings.add(foldName(name));
      // New York City and Mexico City are misspelt without their second half.
      spellings.add(foldName(name).replace(/ city$/, ''));
    }
    if (country === 'US') addToState(states, row, zone);
    places++;
  }
  for (const office of offices) {
    const zone = zoneOfNew(states, office);
    if (zone === null) continue;
    insertPlace.run(office.id, office.name, 'US', office.division, office.lat, office.lon, null, 0, zone);
    insertName.run(foldName(office.name), 0, office.id);
    places++;
    names++;
  }
  for (const { folded, alone, english } of areaNames.names) if (alone && english) spellings.add(folded);
  fillSpellings(db, spellings);
  for (const [zone, id] of zones) db.prepare('INSERT INTO zone VALUES (?, ?)').run(id, zone);
  names += fillAreas(db, areas, areaNames);
  return { places, names };
}

/** Towns of a state, to tell what a post office adds to it and which time it keeps. */
interface State {
  readonly names: Set<string>;
  readonly towns: { readonly lat: number; readonly lon: number; readonly zone: number }[];
}

function addToState(states: Map<string, State>, row: Row, zone: number): void {
  const state = states.get(row.division) ?? { names: new Set(), towns: [] };
  states.set(row.division, state);
  for (const name of [row.name, row.plain, ...row.others]) state.names.add(foldName(name));
  state.towns.push({ lat: row.lat, lon: row.lon, zone });
}

/** The zone of the nearest town of the state; null if the state has a place of that name, or is none. */
function zoneOfNew(states: ReadonlyMap<string, State>, office: PostOffice): number | null {
  const state = states.get(office.division);
  const [first] = state?.towns ?? [];
  const folded = foldName(office.name);
  if (state === undefined || first === undefined || folded === '' || state.names.has(folded)) return null;
  let nearest = first;
  for (const town of state.towns) if (apart(town, office) < apart(nearest, office)) nearest = town;
  return nearest.zone;
}

/** People of a place from which a misspelling of its own name is understood. */
const fewestForSpelling = 1_000;

function fillSpellings(db: DatabaseSyncInstance, spellings: ReadonlySet<string>): void {
  const insertSpelling = db.prepare('INSERT INTO spelling VALUES (?, ?)');
  const insertNear = db.prepare('INSERT INTO near VALUES (?, ?)');
  let id = 0;
  for (const folded of spellings) {
    if (!mayBeMisspelt(folded)) continue;
    insertSpelling.run(++id, folded);
    for (const remains of remainsOf(folded)) insertNear.run(remains, id);
  }
}

function* rows(source: Buffer): Generator<Row> {
  for (let start = 0; start < source.length;) {
    const newline = source.indexOf(10, start);
    const end = newline < 0 ? source.length : newline;
    const row = parseRow(source.toString('utf8', start, end));
    if (row !== null) yield row;
    start = end + 1;
  }
}

function parseRow(line: string): Row | null {
  const columns = line.split('\t');
  const at = (index: number): string => columns[index] ?? '';
  const id = Number(at(0));
  const lat = Number(at(4));
  const lon = Number(at(5));
  const zone = at(17).trim();
  if (
    columns.length < 18 ||
    !Number.isInteger(id) ||
    !Number.isFinite(lat) ||
    !Number.isFinite(lon) ||
    zone === ''
  ) {
    return null;
  }
  return {
    id,
    name: at(1),
    plain: at(2),
    others: at(3) === '' ? [] : at(3).split(','),
    lat,
    lon,
    feature: at(7),
    country: at(8),
    division: at(10),
    population: Number(at(14)) || 0,
    altitude: altitudeOf(at(15), at(16)),
    zone,
  };
}

/** Metres: surveyed where known, else from the elevation model, in which -9999 stands for unknown. */
function altitudeOf(surveyed: string, modelled: string): number | null {
  const metres = Number(surveyed === '' ? modelled : surveyed);
  return (surveyed === '' && modelled === '') || !Number.isFinite(metres) || metres <= -9999
    ? null
    : Math.round(metres);
}

/** A part of a town counts less than a town, and what is abandoned or destroyed hardly. */
const featureShares: Readonly<Record<string, number>> = {
  PPLX: 0.3,
  PPLL: 0.5,
  PPLH: 0.01,
  PPLQ: 0.01,
  PPLW: 0.01,
  PPLCH: 0.01,
};
/** "Odessa" for Odesa must win over Odessa in Texas, "Manhattan" for all New York must not win over Manhattan. */
const otherNameShare = 0.15;
/** Codes of airports and the like stand among the other names ("THE" for Teresina); these few are what people say. */
const airportCode = /^[A-Z]{2,3}$/;
const spokenCodes: ReadonlySet<string> = new Set(['NYC', 'LA', 'SF', 'DC', 'KL']);

function weighNames(row: Row): Map<string, number> {
  const weight = (row.population + 1) * (featureShares[row.feature] ?? 1);
  const weighed = new Map<string, number>();
  const own = [row.name, row.plain].map(foldName);
  for (const folded of own) if (folded !== '') weighed.set(folded, Math.round(weight));
  for (const other of row.others) {
    if (airportCode.test(other) && !spokenCodes.has(other)) continue;
    const folded = foldName(other);
    const share = own.includes(`${folded} city`) ? 1 : otherNameShare;
    if (folded !== '' && !weighed.has(folded)) weighed.set(folded, Math.round(weight * share));
  }
  return weighed;
}

function count(areas: Map<string, Area>, key: string, row: Row): void {
  const area = areas.get(key) ?? { population: 0, seat: null };
  areas.set(key, area);
  if (featureShares[row.feature] === undefined) area.population += row.population;
  const capital = row.feature === 'PPLC' || (row.feature === 'PPLA' && key.includes('.'));
  const rank = row.population + (capital ? 1e9 : 0);
  if (area.seat === null || rank > area.seat.rank) area.seat = { place: row.id, rank };
}

/** What a country or division is called, and with what weight the name alone stands for its capital. */
interface AreaName {
  readonly country: string;
  readonly division: string;
  readonly folded: string;
  /** Abbreviations narrow ("Paris, TX") but do not stand alone. */
  readonly alone: boolean;
  readonly english: boolean;
}

interface AllAreaNames {
  readonly countries: ReadonlyMap<string, string>;
  readonly divisions: readonly { readonly country: string; readonly code: string; readonly name: string }[];
  readonly names: readonly AreaName[];
}

function allAreaNames(): AllAreaNames {
  const countries = new Map<string, string>();
  const names: AreaName[] = [];
  const divisions: { country: string; code: string; name: string }[] = [];
  const english = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const foreign = countryNameLanguages.map(
    (language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }),
  );
  for (const code of twoLetterCodes()) {
    const name = english.of(code);
    if (name === undefined) continue;
    const shown = shownCountryNames[code] ?? name;
    countries.set(code, shown);
    const say = (called: string, isEnglish: boolean, alone = true): void => {
      names.push({ country: code, division: '', folded: foldName(called), alone, english: isEnglish });
    };
    say(code, false, false);
    for (const called of [shown, name, ...(otherCountryNames[code] ?? [])]) say(called, true);
    for (const language of foreign) say(language.of(code) ?? '', false);
  }
  for (const [country, table] of Object.entries(divisionNames)) {
    for (const entry of table.split('; ')) {
      const [code = '', called = ''] = entry.split('=');
      const [name = '', ...others] = called.split('/');
      divisions.push({ country, code, name });
      for (const each of [code, name, ...others]) {
        const abbreviation = each.replaceAll('.', '').length <= 3;
        names.push({ country, division: code, folded: foldName(each), alone: !abbreviation, english: false });
      }
    }
  }
  return {
    countries,
    divisions,
    names: names.filter(({ folded }) => folded !== '' && !/^\d+$/.test(folded)),
  };
}

function* twoLetterCodes(): Generator<string> {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  for (const first of letters) for (const second of letters) yield first + second;
}

/** "Georgia" alone is first of all the country, "Montana" the state, but "Washington" the city. */
const englishCountryWeight = 1_000_000;
const countryShare = 0.3;
const divisionShare = 0.1;

function fillAreas(db: DatabaseSyncInstance, areas: ReadonlyMap<string, Area>, all: AllAreaNames): number {
  const insertCountry = db.prepare('INSERT INTO country VALUES (?, ?)');
  const insertDivision = db.prepare('INSERT INTO division VALUES (?, ?, ?)');
  const insertArea = db.prepare('INSERT OR IGNORE INTO area VALUES (?, ?, ?)');
  const insertName = db.prepare('INSERT OR IGNORE INTO name VALUES (?, ?, ?)');
  for (const [code, name] of all.countries) if (areas.has(code)) insertCountry.run(code, name);
  for (const { country, code, name } of all.divisions) insertDivision.run(country, code, name);
  let added = 0;
  for (const { country, division, folded, alone, english } of all.names) {
    const area = areas.get(division === '' ? country : `${country}.${division}`);
    if (area?.seat == null) continue;
    insertArea.run(folded, country, division);
    if (!alone) continue;
    const share = area.population * (division === '' ? countryShare : divisionShare);
    const weight = english ? Math.max(share, englishCountryWeight) : share;
    added += insertName.run(folded, Math.round(weight), area.seat.place).changes;
  }
  return added;
}

function idOf(ids: Map<string, number>, key: string): number {
  const known = ids.get(key);
  if (known !== undefined) return known;
  ids.set(key, ids.size + 1);
  return ids.size;
}
