/** Names of places, read from a token on: where a name ends, which words at its end narrow it, what it looks like. */
import type { Found } from './phrases.ts';
import {
  hereWords,
  inner,
  interjections,
  landmarks,
  measures,
  namesakes,
  nonPlaces,
  openers,
  plainSights,
  prefixes,
  sights,
  stops,
} from './place-words.ts';
import { codeType, regionTable, type RegionType } from './regions.ts';
import type { Token } from './tokens.ts';
import type { PlaceMention } from './types.ts';

/** One sentence, and which of its tokens are part of a time. */
export interface Ground {
  readonly message: string;
  readonly tokens: readonly Token[];
  readonly timed: ReadonlySet<number>;
}

/** A name in token indices: the place, then what narrows it. */
export interface Name {
  readonly from: number;
  readonly nameTo: number;
  readonly within: Found<RegionType | null> | null;
  readonly to: number;
  readonly type: PlaceMention['type'];
}

export const longestName = 9;
export const key = (ground: Ground, at: number) => ground.tokens[at]?.key ?? '';

export function nameAfter(ground: Ground, at: number): Name | null {
  let i = at;
  for (
    let opener = openers.match(ground.tokens, i);
    opener !== null && i < at + 8;
    opener = openers.match(ground.tokens, i)
  ) {
    i += opener.length;
  }
  const article = key(ground, i) === 'the' && !regionTable.match(ground.tokens, i);
  const name = readName(ground, article ? i + 1 : i);
  if (name === null) return null;
  return article && !standsAfterThe(ground, name) ? null : name;
}

/** "The Netherlands" and "the horseshoe lake park" are names, "the garden" is not. */
function standsAfterThe(ground: Ground, name: Name): boolean {
  if (name.type !== 'settlement' || ground.tokens[name.from]?.capital === true) return true;
  return name.nameTo - name.from >= 2 && sights.has(key(ground, name.nameTo - 1));
}

/** The longest run of words from `at` that can be a name, with the region at its end split off. */
export function readName(ground: Ground, at: number): Name | null {
  const first = ground.tokens[at];
  if (first?.type !== 'word' || ground.timed.has(at) || hereWords.match(ground.tokens, at) !== null)
    return null;
  const end = nameEnd(ground, at);
  if (end === at) return null;
  const split = splitRegion(ground, at, end);
  if (split.nameTo === split.from + 1 && split.within === null && split.type === 'settlement') {
    if (measures.has(first.key)) return null;
    if (nonPlaces.has(first.key) && !(first.capital && at > 0) && !isNarrowed(ground, end)) return null;
  }
  if (isPhrase(ground, split)) return null;
  return split.within === null ? extendWithin(ground, split) : split;
}

/** "In good sport", "at full speed": small words about no place. */
function isPhrase(ground: Ground, { from, nameTo, within, type }: Name): boolean {
  const words = ground.tokens.slice(from, nameTo);
  const first = words[0]?.key ?? '';
  const doubtful =
    nonPlaces.has(first) || interjections.has(first) || /^(full|big|small|real|high|low|bot)$/.test(first);
  const last = words.at(-1)?.key ?? '';
  const plain =
    words.length > 1 && within === null && type === 'settlement' && !words.some((word) => word.capital);
  return plain && doubtful && nonPlaces.has(last) && !sights.has(last) && !/^(city|village)$/.test(last);
}

export function nameEnd(ground: Ground, at: number): number {
  let i = at;
  while (i < ground.tokens.length && i < at + longestName) {
    const region = regionTable.match(ground.tokens, i);
    if (region !== null && !ground.timed.has(i)) i += region.length;
    else if (goesOn(ground, at, i)) i++;
    else break;
  }
  while (
    i > at + 1 &&
    (/^(of|the|de|del|di|du|upon|and)$/.test(key(ground, i - 1)) || ground.tokens[i - 1]?.type === 'mark') &&
    regionEndingAt(ground, at, i) === null
  )
    i--;
  return i;
}

function goesOn(ground: Ground, from: number, at: number): boolean {
  const token = ground.tokens[at];
  if (token === undefined || token.type === 'number' || ground.timed.has(at)) return false;
  if (at === from)
    return (
      token.type === 'word' &&
      token.key !== "'s" &&
      (!stops.has(token.key) || isName(ground, at) || isColdBay(ground, at))
    );
  const before = ground.tokens[at - 1];
  const next = ground.tokens[at + 1];
  const between = before?.capital === true && next?.capital === true;
  if (token.type === 'mark') return markGoesOn(token, before, next);
  if (token.key === "'s") return next?.type === 'word' && !stops.has(next.key) && !ground.timed.has(at + 1);
  if (token.key === 'and' && between) return joinsSights(ground, at);
  if (inner.has(token.key)) return between || innerGoesOn(token.key, before?.key ?? '', next);
  if (isInitial(ground, at) || !stops.has(token.key)) return true;
  return before?.capital === true && token.text.length > 2 && isName(ground, at);
}

function markGoesOn(mark: Token, before: Token | undefined, next: Token | undefined): boolean {
  if (before === undefined || next === undefined) return false;
  if (mark.key === '.')
    return /^(st|ste|mt|ft|dr|[a-z])$/.test(before.key) && before.capital === next.capital;
  return /^[&–/-]$/.test(mark.key) && next.type === 'word' && before.capital && next.capital;
}

/** "Isle of Man", "rio de janeiro", "bay of the winds". */
function innerGoesOn(word: string, before: string, next: Token | undefined): boolean {
  const built = prefixes.has(before) || sights.has(before);
  return (built && word === 'of') || inner.has(before) || (!stops.has(word) && next !== undefined);
}

/** "In french, ut": a region or its code after the comma. */
function isNarrowed(ground: Ground, at: number): boolean {
  const token = ground.tokens[at + 1];
  if (key(ground, at) !== ',' || token === undefined) return false;
  return regionTable.match(ground.tokens, at + 1) !== null || codeType(token, true) !== null;
}

/** "In cold bay", "in windy hills". */
function isColdBay({ tokens }: Ground, at: number): boolean {
  const [before, word, next] = [tokens[at - 1]?.key ?? '', tokens[at]?.key ?? '', tokens[at + 1]?.key ?? ''];
  const sky = /^(cold|hot|warm|dry|wind|windy|sunny|snowy|rain|snow|storm|fog)$/.test(word);
  return sky && /^(in|at|for|near)$/.test(before) && landmarks.has(next);
}

/** A little word written as a name: the "Cold" of "Cold Bay". */
function isName({ tokens }: Ground, at: number): boolean {
  const token = tokens[at];
  if (token?.capital !== true || tokens[at - 1]?.type !== 'word') return false;
  return !/^(I|Is|Will|It|What|How|The|And|Or|In|At|On|For)$/.test(token.text);
}

/** The "A." of "William A. Switzer Park". */
function isInitial({ tokens }: Ground, at: number): boolean {
  return (
    /^\p{Lu}$/u.test(tokens[at]?.text ?? '') &&
    tokens[at + 1]?.key === '.' &&
    tokens[at + 2]?.capital === true
  );
}

export function isCapitalised({ tokens, timed }: Ground, at: number): boolean {
  const token = tokens[at];
  return token?.type === 'word' && token.capital && !stops.has(token.key) && !timed.has(at);
}

/** "Fish and Wildlife Area": the name of a sight with an "and" of its own. */
function joinsSights(ground: Ground, at: number): boolean {
  for (let i = at + 1; i < at + 6; i++) {
    if (ground.tokens[i]?.capital !== true) return false;
    if (plainSights.has(key(ground, i))) return !plainSights.has(key(ground, at - 1));
  }
  return false;
}

function regionEndingAt(ground: Ground, from: number, end: number): Found<RegionType> | null {
  for (let i = Math.max(from, end - longestName); i < end; i++) {
    const match = regionTable.match(ground.tokens, i);
    if (match !== null && i + match.length === end) return { value: match.value, from: i, to: end };
  }
  return null;
}

export function splitRegion(ground: Ground, from: number, to: number): Name {
  const region = regionEndingAt(ground, from, to);
  if (region?.from === from) return { from, nameTo: to, to, within: null, type: region.value };
  if (region !== null && !isPrefix(ground, from, region.from)) {
    const nameTo = key(ground, region.from - 1) === 'of' ? region.from - 1 : region.from;
    return { from, nameTo, to, within: region, type: typeOf(ground, from, nameTo) };
  }
  const last = ground.tokens[to - 1];
  const code = last === undefined ? null : codeType(last, to - from > 1);
  if (code !== null && to - from > 1 && last?.text.length === 2) {
    return {
      from,
      nameTo: to - 1,
      to,
      within: { value: code, from: to - 1, to },
      type: typeOf(ground, from, to - 1),
    };
  }
  const country = code === null || to - from > 1 ? countryBefore(ground, from, to) : null;
  if (country !== null) {
    const name = key(ground, country.to) === 'of' ? country.to + 1 : country.to;
    return { from: name, nameTo: to, to, within: country, type: typeOf(ground, name, to) };
  }
  if (code !== null && to - from === 1) return { from, nameTo: to, to, within: null, type: code };
  return { from, nameTo: to, to, within: null, type: typeOf(ground, from, to) };
}

/** "Latvia Strasburg": a country first, where its name begins no town's name. */
function countryBefore(ground: Ground, from: number, to: number): Found<RegionType> | null {
  const match = regionTable.match(ground.tokens, from);
  const rest = from + (match?.length ?? 0);
  if (match?.value !== 'country' || rest >= to || namesakes.has(key(ground, from))) return null;
  const plain =
    to - rest === 1 &&
    (sights.has(key(ground, rest)) || /^(city|town|junction|grove)$/.test(key(ground, rest)));
  return plain ? null : { value: match.value, from, to: rest };
}

function isPrefix(ground: Ground, from: number, to: number): boolean {
  const built =
    key(ground, to - 1) === 'of' && (prefixes.has(key(ground, to - 2)) || sights.has(key(ground, to - 2)));
  return built || (prefixes.has(key(ground, to - 1)) && to - from <= 1);
}

function typeOf(ground: Ground, from: number, to: number): PlaceMention['type'] {
  const last = key(ground, to - 1);
  const twoWords = to - from >= 2;
  if (twoWords && plainSights.has(last) && !(to - from === 2 && /^(park|forest)$/.test(last))) return 'sight';
  return /^(national|state|wildlife|county|provincial)$/.test(key(ground, to - 2)) &&
    twoWords &&
    sights.has(last)
    ? 'sight'
    : 'settlement';
}

/** ", Texas", ", tx", "in Texas", ", in the United States": what narrows a name that stands before it. */
function extendWithin(ground: Ground, name: Name): Name {
  const comma = key(ground, name.to) === ',';
  const inWord = key(ground, name.to) === 'in';
  if (!comma && !inWord) return name;
  let i = name.to + 1;
  if (comma && key(ground, i) === 'in') i++;
  if (key(ground, i) === 'the' || openers.match(ground.tokens, i) !== null)
    i += openers.match(ground.tokens, i)?.length ?? 1;
  const region = regionTable.match(ground.tokens, i);
  const token = ground.tokens[i];
  if (token === undefined || ground.timed.has(i) || name.type === 'country') return name;
  const code = codeType(token, comma);
  const known = region?.value ?? code;
  if (known !== null && !(name.type === 'region' && inWord && known === 'region')) {
    const to = i + (region?.length ?? 1);
    return {
      ...name,
      to,
      within: { value: known, from: i, to },
      type: name.type === 'region' ? 'settlement' : name.type,
    };
  }
  let to = i;
  while (to < i + 3 && isCapitalised(ground, to)) to++;
  const ends = ground.tokens[to] === undefined || /^[?!.,]$/.test(key(ground, to)) || ground.timed.has(to);
  return comma && to > i && ends ? { ...name, to, within: { value: null, from: i, to } } : name;
}
