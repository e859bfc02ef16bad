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
  return tokens.map((_, at) => featuresAt(tokens, kinds, at));
}

/** Names of columns, for each token what each of them says of it; "" where it says nothing. */
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

function featuresAt(tokens: readonly Token[], kinds: Kinds, at: number): readonly number[] {
  const word = (by: number) => (at + by < 0 ? '^' : (tokens[at + by]?.key ?? '$'));
  const said = (list: readonly string[], by: number) => list[at + by] ?? (at + by < 0 ? '^' : '$');
  const pairs = (list: readonly string[]) => [
    said(list, 0),
    `${said(list, -1)} ${said(list, 0)}`,
    `${said(list, 0)} ${said(list, 1)}`,
  ];
  const [before, here, after] = [word(-1), word(0), word(1)];
  const [shape, time, area, place, sky] = [
    shapeOf(tokens[at]),
    said(kinds.time, 0),
    said(kinds.area, 0),
    said(kinds.place, 0),
    said(kinds.sky, 0),
  ];
  // The order gives each feature its kind: a change here wants the model trained anew.
  return [
    '',
    ...[here, before, after, word(-2), word(2)],
    ...[`${before} ${here}`, `${here} ${after}`, `${word(-2)} ${before}`, `${before} ${after}`],
    ...[1, 2, 3, 4].flatMap((length) => [here.slice(0, length), here.slice(-length)]),
    ...[shape, `${shapeOf(tokens[at - 1])} ${shape}`, `${shape} ${shapeOf(tokens[at + 1])}`],
    ...[...pairs(kinds.time), `${time} ${before}`, `${time} ${after}`, `${here} ${said(kinds.time, 1)}`],
    ...[...pairs(kinds.area), `${area} ${shape}`, `${area} ${before}`],
    ...[...pairs(kinds.place), `${place} ${area}`],
    ...[sky, `${sky} ${after}`, said(kinds.sky, -1), said(kinds.sky, 1)],
    ...[said(kinds.area, 2), `${said(kinds.area, 1)} ${said(kinds.area, 2)}`],
    sightsAhead(kinds.area, tokens, at),
    ...[
      `${here} ${said(kinds.place, 1)}`,
      `${here} ${said(kinds.place, 2)}`,
      `${here} ${said(kinds.area, 1)}`,
    ],
    partsOf(here),
  ].map((value, kind) => hash(kind, value));
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

function shapeOf(token: Token | undefined): string {
  if (token === undefined) return '';
  if (token.type === 'number') return `0${Math.min(token.text.length, 5)}`;
  if (token.type === 'mark') return token.text;
  const upper = token.capital && token.text === token.text.toUpperCase();
  const letters = upper ? 'A' : token.capital ? 'Aa' : 'a';
  return `${letters}${token.text.length <= 2 ? token.text.length : ''}`;
}

/** FNV-1a over the kind and the code units. */
function hash(kind: number, value: string): number {
  let h = Math.imul(0x811c9dc5 ^ kind, 0x01000193);
  for (let i = 0; i < value.length; i++) h = Math.imul(h ^ value.charCodeAt(i), 0x01000193);
  return h ^ (h >>> 15);
}
