/**
 * What the tagger of slots looks at, token by token: the words around, how they are written, and what the rules for
 * times and places and the word lists make of them. Each feature is a number: a hash of its kind and its word.
 */
import { findAll, type Found } from './phrases.ts';
import { findHere, placeAsSubject, placesAfterLeads, placesBeside } from './place.ts';
import type { Ground } from './place-name.ts';
import { sights } from './place-words.ts';
import { codeType, regionTable } from './regions.ts';
import { findTimes } from './time.ts';
import type { Token } from './tokens.ts';
import type { LocalTime } from './types.ts';
import { feelWords, skyWords, weatherNouns } from './weather-words.ts';

/** Any day will do: what is a time does not depend on it. */
const someDay: LocalTime = { year: 2026, month: 6, day: 15, hour: 9, minute: 0 };

/** For each token its features, as 32-bit hashes. */
export function featuresOf(tokens: readonly Token[], message: string): readonly (readonly number[])[] {
  const kinds = kindsOf(tokens, message);
  const columns: Columns = {
    text: tokens.map((token) => token.key),
    word: tokens.map((token) => hash(token.key)),
    shape: tokens.map((token) => hash(shapeOf(token))),
    time: kinds.time.map(hashed),
    area: kinds.area.map(hashed),
    place: kinds.place.map(hashed),
    sky: kinds.sky.map(hashed),
    ahead: tokens.map((_, at) => hash(sightsAhead(kinds.area, tokens, at))),
  };
  return tokens.map((_, at) => featuresAt(columns, at));
}

/** For each token a hash of what is looked at. */
type Column = readonly number[];

interface Columns {
  readonly text: readonly string[];
  readonly word: Column;
  readonly shape: Column;
  readonly time: Column;
  readonly area: Column;
  readonly place: Column;
  readonly sky: Column;
  /** Whether a name goes on to end as one of a sight. */
  readonly ahead: Column;
}

/** What the rules say of each token; "" where they say nothing. */
interface Kinds {
  readonly time: readonly string[];
  readonly area: readonly string[];
  readonly place: readonly string[];
  readonly sky: readonly string[];
}

function kindsOf(tokens: readonly Token[], message: string): Kinds {
  const times = findTimes(tokens, message, someDay).taken;
  const timed = new Set(
    times.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)),
  );
  const ground: Ground = { message, tokens, timed };
  const column = () => Array.from(tokens, () => '');
  const [time, area, place, sky] = [column(), column(), column(), column()];
  for (const one of runsOf(times)) {
    const counted = tokens[one.to - 1]?.key === 'now' && one.to - one.from > 1;
    mark(time, one, counted ? 'from now' : one.value.type);
  }
  const here = findHere(ground);
  const led = placesAfterLeads(ground);
  const nouns = findAll(weatherNouns, tokens);
  const found = led.length > 0 ? led : placesBeside(ground, nouns);
  for (const one of [...found, ...placeAsSubject(ground, 0)]) {
    mark(place, { from: one.from, to: one.nameTo }, one.type);
    if (one.within !== null) mark(place, one.within, `in-${one.within.value ?? ''}`);
  }
  for (const one of here) mark(place, one, 'here');
  for (const one of findAll(regionTable, tokens)) mark(area, one, one.value);
  tokens.forEach((token, at) => {
    const code = token.text.length <= 3 ? codeType(token, true) : null;
    if (code !== null && area[at] === '') area[at] = `code-${code}`;
    else if (sights.has(token.key) && area[at] === '') area[at] = 'sight';
  });
  for (const one of nouns) mark(sky, one, `noun-${one.value ?? ''}`);
  for (const one of findAll(skyWords, tokens)) mark(sky, one, 'sky');
  for (const one of findAll(feelWords, tokens)) mark(sky, one, one.value === 'temperature' ? 'noun' : 'feel');
  return { time, area, place, sky };
}

/** "Tomorrow" and "evening" next to each other are one time. */
function runsOf<Value>(times: readonly Found<Value>[]): readonly Found<Value>[] {
  const runs: Found<Value>[] = [];
  for (const one of times) {
    const last = runs.at(-1);
    if (last?.to === one.from) runs[runs.length - 1] = { ...last, to: one.to };
    else runs.push(one);
  }
  return runs;
}

function mark(column: string[], { from, to }: Pick<Found<unknown>, 'from' | 'to'>, kind: string): void {
  for (let i = from; i < to; i++) column[i] = `${i === from ? 'B' : 'I'}${i === to - 1 ? 'E' : ''}-${kind}`;
}

function featuresAt({ word, text, shape, time, area, place, sky, ahead }: Columns, at: number): number[] {
  const features: number[] = [];
  // The order gives each feature its kind: a change here wants the model trained anew.
  const add = (value: number) => features.push(pair(value, features.length));
  const said = (column: Column, by: number) => column[at + by] ?? (at + by < 0 ? head : tail);
  const around = (column: Column) => {
    const mid = said(column, 0);
    add(mid);
    add(pair(said(column, -1), mid));
    add(pair(mid, said(column, 1)));
  };
  const [first, before, here, after, next] = [
    said(word, -2),
    said(word, -1),
    said(word, 0),
    said(word, 1),
    said(word, 2),
  ];
  const [timed, area0, place0, sky0] = [said(time, 0), said(area, 0), said(place, 0), said(sky, 0)];
  const own = text[at] ?? '';
  for (const value of [0, here, before, after, first, next]) add(value);
  add(pair(before, here));
  add(pair(here, after));
  add(pair(first, before));
  add(pair(before, after));
  addEnds(own, add);
  around(shape);
  around(time);
  add(pair(timed, before));
  add(pair(timed, after));
  add(pair(here, said(time, 1)));
  around(area);
  add(pair(area0, said(shape, 0)));
  add(pair(area0, before));
  around(place);
  add(pair(place0, area0));
  add(sky0);
  add(pair(sky0, after));
  add(said(sky, -1));
  add(said(sky, 1));
  add(said(area, 2));
  add(pair(said(area, 1), said(area, 2)));
  add(said(ahead, 0));
  add(pair(here, said(place, 1)));
  add(pair(here, said(place, 2)));
  add(pair(here, said(area, 1)));
  add(hash(partsOf(own)));
  return features;
}

/** The first and the last one to four letters. */
function addEnds(text: string, add: (value: number) => void): void {
  const { length } = text;
  for (let count = 1; count <= 4; count++) {
    add(hash(text, 0, Math.min(count, length)));
    add(hash(text, Math.max(0, length - count), length));
  }
}

/** Whether a name that goes on from here ends in "park" or the like. */
function sightsAhead(area: readonly string[], tokens: readonly Token[], at: number): string {
  for (let i = at; i < Math.min(tokens.length, at + 6); i++) {
    if (tokens[i]?.type !== 'word' && tokens[i]?.key !== '-') return '';
    if (area[i] === 'sight') return String(i - at > 0);
  }
  return '';
}

/** "Dovre-Nationalpark", "Wildreservaat", "parc national": a sight by its parts, or by its word in another language. */
function partsOf(key: string): string {
  const tail = key.slice(key.lastIndexOf('-') + 1);
  if (tail !== key && (sights.has(tail) || tail === 'see')) return 'tail';
  return /national|reserv|park|parc|parque|forest|foret|wild/.exec(key)?.[0] ?? '';
}

function shapeOf(token: Token): string {
  if (token.type === 'number') return `0${Math.min(token.text.length, 5)}`;
  if (token.type === 'mark') return token.text;
  const upper = token.capital && token.text === token.text.toUpperCase();
  const letters = upper ? 'A' : token.capital ? 'Aa' : 'a';
  return `${letters}${token.text.length <= 2 ? token.text.length : ''}`;
}

/** Before the first token and after the last. */
const head = hash('^');
const tail = hash('$');

/** FNV-1a over the code units from `from` up to `to`. */
function hash(value: string, from = 0, to = value.length): number {
  let h = 0x811c9dc5;
  for (let i = from; i < to; i++) h = Math.imul(h ^ value.charCodeAt(i), 0x01000193);
  return h;
}

const hashed = (value: string) => hash(value);

/** One number of two, by which of them is first as well. */
function pair(first: number, second: number): number {
  let h = Math.imul(first ^ (first >>> 15), 0x85ebca6b) ^ Math.imul(second ^ (second >>> 13), 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  return h ^ (h >>> 15);
}
