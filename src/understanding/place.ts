/**
 * Places in a sentence, from the text alone: after "in" and its like, beside "weather", as the subject of a question,
 * or standing alone. What was written as a place may be none; the place table decides, with `placeCandidates`.
 */
import { type Found, findAll } from './phrases.ts';
import {
  adjectives,
  boundLeads,
  hereWords,
  inner,
  interjections,
  leads,
  nonPlaces,
  openers,
} from './place-words.ts';
import { plainSights, prefixes, sights, stops, subjectVerbs } from './place-words.ts';
import { codeType, regionTable, type RegionType } from './regions.ts';
import { spanOf, type Token } from './tokens.ts';
import type { PlaceEvidence, PlaceMention, Span } from './types.ts';

/** One sentence, and which of its tokens are part of a time. */
export interface Ground {
  readonly message: string;
  readonly tokens: readonly Token[];
  readonly timed: ReadonlySet<number>;
}

/** A name in token indices: the place, then what narrows it. */
interface Name {
  readonly from: number;
  readonly nameTo: number;
  readonly within: Found<RegionType | null> | null;
  readonly to: number;
  readonly type: PlaceMention['type'];
}

export interface PlaceFound extends Name {
  readonly evidence: PlaceEvidence;
}

const longestName = 9;
const most = 8;
const key = (ground: Ground, at: number) => ground.tokens[at]?.key ?? '';

export function findHere(ground: Ground): readonly Found<true>[] {
  return findAll(hereWords, ground.tokens);
}

/** After a lead: "in Oslo", "far from Paris, Texas", "what about Bergen". */
export function placesAfterLeads(ground: Ground): readonly PlaceFound[] {
  const found: PlaceFound[] = [];
  for (let i = 0; i < ground.tokens.length && found.length < most; i++) {
    if (!isLead(ground, i)) continue;
    const name = nameAfter(ground, i + 1);
    if (name === null) continue;
    found.push({ ...name, evidence: 'preposition' });
    i = addJoined(ground, name.to, found) - 1;
  }
  return withinOthers(ground, found);
}

function isLead(ground: Ground, at: number): boolean {
  const word = key(ground, at);
  if (ground.timed.has(at)) return false;
  return leads.has(word) || boundLeads.get(word)?.has(key(ground, at - 1)) === true;
}

/** "Oslo and Bergen", "Oslo or Bergen": the second has no lead of its own. Returns where reading goes on. */
function addJoined(ground: Ground, at: number, found: PlaceFound[]): number {
  let next = at;
  while (/^(and|or|vs|versus|than|,)$/.test(key(ground, next)) && found.length < most) {
    const begins = key(ground, next + 1) === 'in' ? next + 2 : next + 1;
    const name = nameAfter(ground, begins);
    if (name === null || (key(ground, next) === ',' && ground.tokens[name.from]?.capital !== true)) break;
    found.push({ ...name, evidence: 'preposition' });
    next = name.to;
  }
  return next;
}

function nameAfter(ground: Ground, at: number): Name | null {
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
function readName(ground: Ground, at: number): Name | null {
  const first = ground.tokens[at];
  if (first?.type !== 'word' || ground.timed.has(at) || hereWords.match(ground.tokens, at) !== null)
    return null;
  const end = nameEnd(ground, at);
  if (end === at) return null;
  const split = splitRegion(ground, at, end);
  if (split.nameTo === split.from + 1 && split.within === null && split.type === 'settlement') {
    if (nonPlaces.has(first.key) && !(first.capital && at > 0)) return null;
  }
  return split.within === null ? extendWithin(ground, split) : split;
}

function nameEnd(ground: Ground, at: number): number {
  let i = at;
  while (i < ground.tokens.length && i < at + longestName) {
    const region = regionTable.match(ground.tokens, i);
    if (region !== null && !ground.timed.has(i)) i += region.length;
    else if (goesOn(ground, at, i)) i++;
    else break;
  }
  while (
    i > at &&
    (/^(of|the|de|del|di|du|upon|and)$/.test(key(ground, i - 1)) || ground.tokens[i - 1]?.type === 'mark') &&
    regionEndingAt(ground, at, i) === null
  )
    i--;
  return i;
}

function goesOn(ground: Ground, from: number, at: number): boolean {
  const token = ground.tokens[at];
  if (token === undefined || ground.timed.has(at)) return false;
  const before = ground.tokens[at - 1];
  const next = ground.tokens[at + 1];
  if (token.type === 'number') return false;
  if (token.type === 'mark') {
    if (at === from || before === undefined) return false;
    if (token.key === '.')
      return /^(st|ste|mt|ft|[a-z])$/.test(before.key) && before.capital === (next?.capital ?? false);
    return /^[&–/-]$/.test(token.key) && next?.type === 'word' && before.capital && next.capital;
  }
  if (token.key === "'s")
    return at > from && next?.type === 'word' && !stops.has(next.key) && !ground.timed.has(at + 1);
  if (inner.has(token.key) && at > from) {
    const named = before?.capital === true && (next?.capital === true || inner.has(next?.key ?? ''));
    const built =
      /^(of|de|del|la|di|du)$/.test(token.key) &&
      (prefixes.has(before?.key ?? '') || sights.has(before?.key ?? ''));
    return (
      named ||
      built ||
      (!stops.has(token.key) && next !== undefined) ||
      (inner.has(before?.key ?? '') && at - 1 > from)
    );
  }
  if (/^and$/.test(token.key) && at > from && before?.capital === true && next?.capital === true)
    return joinsSights(ground, at);
  if (!stops.has(token.key)) return true;
  return (
    token.capital &&
    at > 0 &&
    ground.tokens[at - 1]?.type === 'word' &&
    (at > from ? before?.capital === true && /^[A-Z]./.test(token.text) && !codeStop(token) : true) &&
    !/^(I|Is|Will|It|What|How|The|And|Or|In|At|On|For)$/.test(token.text)
  );
}

const codeStop = (token: Token) => token.text.length <= 2;

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

function splitRegion(ground: Ground, from: number, to: number): Name {
  const region = regionEndingAt(ground, from, to);
  if (region?.from === from) return { from, nameTo: to, to, within: null, type: region.value };
  if (region !== null && !isPrefix(ground, from, region.from)) {
    const nameTo = key(ground, region.from - 1) === 'of' ? region.from - 1 : region.from;
    return { from, nameTo, to, within: region, type: typeOf(ground, from, nameTo) };
  }
  const last = ground.tokens[to - 1];
  const code = last === undefined ? null : codeType(last.key, last.text, to - from > 1);
  if (code !== null && to - from > 1 && last?.text.length === 2) {
    return {
      from,
      nameTo: to - 1,
      to,
      within: { value: code, from: to - 1, to },
      type: typeOf(ground, from, to - 1),
    };
  }
  if (code !== null && to - from === 1) return { from, nameTo: to, to, within: null, type: code };
  return { from, nameTo: to, to, within: null, type: typeOf(ground, from, to) };
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
  const code = codeType(token.key, token.text, comma);
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
  const ends =
    ground.tokens[i + 1] === undefined || /^[?!.,]$/.test(key(ground, i + 1)) || ground.timed.has(i + 1);
  const word = comma && token.type === 'word' && token.capital && !stops.has(token.key) && ends;
  return word ? { ...name, to: i + 1, within: { value: null, from: i, to: i + 1 } } : name;
}

/** "In Taiwan, will there be rain in Taipei": a country elsewhere in the sentence narrows the only town. */
function withinOthers(ground: Ground, found: readonly PlaceFound[]): readonly PlaceFound[] {
  const [first, second] = found;
  if (first === undefined || second === undefined || found.length !== 2) return found;
  const joined =
    /^(and|or|vs|versus|than)$/.test(key(ground, second.from - 1)) ||
    /^(and|or|vs|versus|than)$/.test(key(ground, second.from - 2));
  const wide = [first, second].find((one) => one.type === 'country' || one.type === 'region');
  const town = [first, second].find(
    (one) => one.type !== 'country' && one.type !== 'region' && one.within === null,
  );
  if (joined || wide === undefined || town === undefined) return found;
  return [{ ...town, to: town.nameTo, within: { value: null, from: wide.from, to: wide.nameTo } }];
}

/** "oslo weather", "weather oslo", "the New York forecast": `nouns` are where the weather nouns stand. */
export function placesBeside(ground: Ground, nouns: readonly Found<unknown>[]): readonly PlaceFound[] {
  for (const noun of nouns) {
    const name = nameBefore(ground, noun.from) ?? readNameBeside(ground, noun.to);
    if (name !== null) return [{ ...name, evidence: 'beside' }];
  }
  return [];
}

function readNameBeside(ground: Ground, at: number): Name | null {
  const first = ground.tokens[at];
  if (first === undefined || stops.has(first.key) || adjectives.has(first.key) || nonPlaces.has(first.key))
    return null;
  return readName(ground, at);
}

function nameBefore(ground: Ground, end: number): Name | null {
  let to = end;
  const passed = (at: number) =>
    ground.timed.has(at) || (adjectives.has(key(ground, at)) && ground.tokens[at]?.capital !== true);
  if (key(ground, to - 1) === "'s") to--;
  while (to > 0 && passed(to - 1)) to--;
  if (key(ground, to - 1) === "'s") to--;
  let from = to;
  while (from > 0 && from > to - longestName && partOfNameBefore(ground, from - 1)) from--;
  while (from < to && interjections.has(key(ground, from)) && ground.tokens[from + 1]?.capital !== false)
    from++;
  if (from === to || ground.tokens[from]?.type !== 'word') return null;
  return nameEnd(ground, from) >= to ? splitRegion(ground, from, to) : null;
}

function partOfNameBefore(ground: Ground, at: number): boolean {
  const token = ground.tokens[at];
  if (token === undefined || ground.timed.has(at) || stops.has(token.key)) return false;
  if (token.type === 'mark') return token.key === ',' && at > 0 && ground.tokens[at - 1]?.type === 'word';
  return token.type === 'word' && token.key !== "'s" && (token.capital || !adjectives.has(token.key));
}

/** "Will Oslo get snow", "is Bergen windy today", "Oslo is cold": a name where the subject stands. */
export function placeAsSubject(ground: Ground, first: number): readonly PlaceFound[] {
  const verb = /^(will|is|does|did|has|are|can|could|would|do|was)$/;
  for (let i = first; i < Math.min(first + 4, ground.tokens.length); i++) {
    if (!verb.test(key(ground, i))) continue;
    const name = readName(ground, i + 1);
    const capital = ground.tokens[i + 1]?.capital === true;
    if (name !== null && (capital || subjectVerbs.has(key(ground, name.to))))
      return [{ ...name, evidence: 'subject' }];
  }
  const name = readName(ground, first);
  if (name === null || !verb.test(key(ground, name.to)) || interjections.has(key(ground, first))) return [];
  return ground.tokens[first]?.capital === true ? [{ ...name, evidence: 'subject' }] : [];
}

/** "Oslo", "Paris, Texas", "oslo tomorrow?": at most four words and nothing else from `first` on but times. */
export function placeAlone(ground: Ground, first: number): readonly PlaceFound[] {
  let from = first;
  while (from < ground.tokens.length && (ground.timed.has(from) || ground.tokens[from]?.type === 'mark'))
    from++;
  const token = ground.tokens[from];
  if (token === undefined || interjections.has(token.key) || stops.has(token.key) || nonPlaces.has(token.key))
    return [];
  const name = readName(ground, from);
  if (name === null || name.nameTo - name.from > 4) return [];
  const rest = ground.tokens.slice(name.to);
  const nothing = rest.every(
    (one, i) =>
      ground.timed.has(name.to + i) ||
      one.type === 'mark' ||
      /^(please|then|for|on|at|in|instead)$/.test(one.key),
  );
  return nothing ? [{ ...name, evidence: 'alone' }] : [];
}

export function mentionOf(ground: Ground, found: PlaceFound): PlaceMention {
  const name = spanOf(ground.tokens, ground.message, found.from, found.nameTo);
  const within = found.within;
  return {
    ...spanOf(ground.tokens, ground.message, found.from, found.to),
    name: name.text.replace(/[,.\s]+$/, ''),
    within: within === null ? null : spanOf(ground.tokens, ground.message, within.from, within.to).text,
    type: found.type,
    evidence: found.evidence,
  };
}

export function spanOfHere(ground: Ground, found: Found<true>): Span {
  return spanOf(ground.tokens, ground.message, found.from, found.to);
}

/**
 * Names to look up for a mention, likeliest first: as written, then with its last words as what narrows it ("paris
 * texas"), then with words dropped at the end ("oslo mate") and at the start ("dear oslo"). At most 16.
 */
export function placeCandidates(
  mention: PlaceMention,
): readonly { readonly name: string; readonly within: string | null }[] {
  const parts = mention.name.split(/\s+/).slice(0, longestName);
  const join = (from: number, to: number) =>
    parts
      .slice(from, to)
      .join(' ')
      .replace(/[,.]+$/, '');
  const list: { name: string; within: string | null }[] = [{ name: mention.name, within: mention.within }];
  for (let to = parts.length - 1; to > 0; to--) {
    if (mention.within === null) list.push({ name: join(0, to), within: join(to, parts.length) });
  }
  for (let to = parts.length - 1; to > 0; to--) list.push({ name: join(0, to), within: mention.within });
  for (let from = 1; from < parts.length; from++)
    list.push({ name: join(from, parts.length), within: mention.within });
  return list.slice(0, 16);
}
