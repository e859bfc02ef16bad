/**
 * Places in a sentence, from the text alone: after "in" and its like, beside "weather", as the subject of a question,
 * or standing alone. What was written as a place may be none; the place table decides, with `placeCandidates`.
 */
import { type Found, findAll } from './phrases.ts';
import {
  type Ground,
  isCapitalised,
  key,
  longestName,
  type Name,
  nameAfter,
  nameEnd,
  readName,
  splitRegion,
} from './place-name.ts';
import {
  adjectives,
  boundLeads,
  comparatives,
  hereWords,
  interjections,
  leads,
  nonPlaces,
} from './place-words.ts';
import { stops, subjectVerbs } from './place-words.ts';
import { spanOf } from './tokens.ts';
import type { PlaceEvidence, PlaceMention, Span } from './types.ts';

export interface PlaceFound extends Name {
  readonly evidence: PlaceEvidence;
}

const most = 8;

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
  const verb = /^(will|is|does|did|has|are|can|could|would|do|was|whether|if)$/;
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

/** "Which is colder, Paris or London?": a question, then a list of two or more names to its end. */
export function placesCompared(ground: Ground, first: number): readonly PlaceFound[] {
  if (!/^(which|where|what)$/.test(key(ground, first))) return [];
  const mark = ground.tokens.findIndex((token, i) => i > first && /^[,:]$/.test(token.key));
  const opens = mark >= 0 ? mark : ground.tokens.findIndex((token) => comparatives.has(token.key));
  if (opens < 0) return [];
  const found: PlaceFound[] = [];
  let at = pastMarks(ground, opens + 1);
  for (; found.length < most; at = pastMarks(ground, at)) {
    if (found.length > 0 && /^(or|and)$/.test(key(ground, at))) at++;
    const name = readName(ground, key(ground, at) === 'in' ? at + 1 : at);
    if (name === null) break;
    found.push({ ...name, evidence: 'subject' });
    at = name.to;
  }
  const ended = ground.tokens.slice(at).every(({ type }, i) => type === 'mark' || ground.timed.has(at + i));
  return ended && found.length > 1 ? found : [];
}

function pastMarks(ground: Ground, at: number): number {
  return /^[,:]$/.test(key(ground, at)) ? pastMarks(ground, at + 1) : at;
}

/** In a sentence about the weather that names no place so: the first name written with a capital, the last resort. */
export function placeByCapital(ground: Ground, first: number): readonly PlaceFound[] {
  for (let i = first + 1; i < ground.tokens.length; i++) {
    if (
      !isCapitalised(ground, i) ||
      key(ground, i - 1) === ',' ||
      nonPlaces.has(key(ground, i)) ||
      adjectives.has(key(ground, i))
    )
      continue;
    const name = readName(ground, i);
    if (name !== null) return [{ ...name, evidence: 'subject' }];
  }
  return [];
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
