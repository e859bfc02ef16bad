/**
 * Places in a sentence, from the text alone: after "in" and its like, beside "weather", as the subject of a question,
 * or standing alone. What was written as a place may be none; the place table decides, with `placeCandidates`.
 */
import { type Found, findAll, words } from './phrases.ts';
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
import { sights, stops, subjectVerbs } from './place-words.ts';
import { spanOf, type Token } from './tokens.ts';
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
  return withinOthers(ground, nested(ground, found));
}

/** "At Stanley Park in Vancouver", "the Eiffel Tower in Paris": a sight and the town that it lies in are one place. */
function nested(ground: Ground, found: readonly PlaceFound[]): readonly PlaceFound[] {
  const [sight, town] = found;
  if (found.length !== 2 || sight === undefined || town?.type !== 'settlement') return found;
  const sees =
    sight.type === 'sight' || (sight.nameTo - sight.from > 1 && sights.has(key(ground, sight.nameTo - 1)));
  const inside = key(ground, sight.to) === 'in' && town.from === sight.to + 1;
  if (!sees || !inside || sight.within !== null || town.within !== null) return found;
  return [
    { ...sight, type: 'sight', to: town.to, within: { value: null, from: town.from, to: town.nameTo } },
  ];
}

function isLead(ground: Ground, at: number): boolean {
  const word = key(ground, at);
  if (ground.timed.has(at)) return false;
  // "How much warmer is Paris than Oslo".
  if (word === 'than' && ground.tokens.slice(0, at).some((token) => comparatives.has(token.key)))
    return ground.tokens[at + 1]?.capital === true || comparatives.has(key(ground, at - 1));
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
    const after = key(ground, noun.to) === ':' ? noun.to + 1 : noun.to;
    const name = nameBefore(ground, noun.from) ?? readNameBeside(ground, after);
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
    const pair = name === null ? [] : pairFrom(ground, name);
    if (pair.length > 0) return pair;
    if (name !== null && (capital || subjectVerbs.has(key(ground, name.to))))
      return [{ ...name, evidence: 'subject' }];
  }
  const name = readName(ground, first);
  if (name === null || !verb.test(key(ground, name.to)) || interjections.has(key(ground, first))) return [];
  return ground.tokens[first]?.capital === true ? [{ ...name, evidence: 'subject' }] : [];
}

/** "Is Bergen or Oslo wetter": two names and what the weather may do there. */
function pairFrom(ground: Ground, name: Name): readonly PlaceFound[] {
  if (!/^(or|and)$/.test(key(ground, name.to))) return [];
  const second = readName(ground, name.to + 1);
  if (second === null || !subjectVerbs.has(key(ground, second.to))) return [];
  return [name, second].map((one) => ({ ...one, evidence: 'subject' }));
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

/** "There" for a place that was named: "is it cold there", not "will there be snow". */
export function pointsThere(tokens: readonly Token[]): boolean {
  return tokens.some(({ key: word }, i) => {
    if (word !== 'there') return false;
    const [before, next] = [tokens[i - 1]?.key ?? '', tokens[i + 1]?.key ?? ''];
    return (
      !/^(is|are|was|were|will|would|can|could|if|hi|hello|hey)$/.test(before) &&
      !/^(is|are|be|will|was)$/.test(next)
    );
  });
}

const named = words(
  'like likes love loves miss visit visiting visited hate enjoy know see leaving left reach reached loved liked seen am was live',
);

/** A place that a sentence names in passing: "I like Oslo", "my sister lives near Paris". */
export function placeInPassing(ground: Ground, first: number): readonly PlaceFound[] {
  const capital = placeByCapital(ground, first);
  if (capital.length > 0) return capital;
  const at = ground.tokens.findIndex(({ key: word }) => named.has(word));
  const name = at < 0 ? null : readName(ground, at + 1);
  return name === null ? [] : [{ ...name, evidence: 'subject' }];
}

/** "Oslo", "Paris, Texas", "oslo tomorrow?": at most four words and nothing else from `first` on but times. */
export function placeAlone(ground: Ground, first: number): readonly PlaceFound[] {
  let from = first;
  while (from < ground.tokens.length && (ground.timed.has(from) || ground.tokens[from]?.type === 'mark'))
    from++;
  // "No idea", but "no, Bergen".
  if (key(ground, from - 1) === 'no') return [];
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

const aside = words('in at for on and or what how about is are the please , tell me');

/** "Oslo tomorrow", "how is Oslo", "in Oslo and Bergen": names with times and little words, and nothing else. */
export function placesOnly(ground: Ground, first: number): readonly PlaceFound[] {
  const found: PlaceFound[] = [];
  for (let at = first; at < ground.tokens.length;) {
    const token = ground.tokens[at];
    if (token?.type === 'mark' || ground.timed.has(at) || aside.has(token?.key ?? '')) {
      at++;
      continue;
    }
    const name = interjections.has(token?.key ?? '') ? null : readName(ground, at);
    if (name === null || name.nameTo - name.from > 4) return [];
    found.push({ ...name, evidence: 'alone' });
    at = name.to;
  }
  return found.slice(0, most);
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
