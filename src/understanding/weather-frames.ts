/** Where a word has to stand to be said of the weather: "is it …", "how … is it", "any …", "… in Oslo tomorrow". */
import { opinions } from './kind-words.ts';
import { findAll, type Found, words } from './phrases.ts';
import type { Token } from './tokens.ts';
import type { Condition } from './types.ts';
import { mayFollowFeel, niceWords } from './weather-words.ts';

/** One sentence, what was found in it, and what is known of it already. */
export interface Clues {
  readonly tokens: readonly Token[];
  /** A question or an order. */
  readonly asking: boolean;
  /** It names a place or a time, or says "here". */
  readonly anchored: boolean;
  /** The first token that is not a greeting, "please" and the like. */
  readonly first: number;
  /** Tokens that are part of a time. */
  readonly timed: ReadonlySet<number>;
  /** Tokens that are part of a place which a word leads to: "in Oslo". */
  readonly placed: ReadonlySet<number>;
}

const key = (clues: Clues, at: number) => clues.tokens[at]?.key ?? '';
const someBefore = (clues: Clues, at: number, set: ReadonlySet<string>) =>
  clues.tokens.slice(0, at).some((token) => set.has(token.key));

/** "It is hot", but not "a hot topic": what follows must not be a thing that is described. */
export function isPredicate(clues: Clues, to: number): boolean {
  const next = clues.tokens[to];
  return next?.type !== 'word' || clues.timed.has(to) || mayFollowFeel.has(next.key) || next.capital;
}

/** Words that may stand between "it" or "how" and the condition. */
const light = words(
  `is are was be been being will would should could can may might going to get gets getting got become becoming supposed suppose expected
   likely about a an any the some lot lots of little bit quite very really so too pretty super much more many not still now already
   always ever actually also just forecast predicted start starts starting begin beginning stop stopping feel feels feeling look looks
   looking like has had have having does do did there outside again kind sort extremely fairly rather incredibly as even only awfully
   seem seems keep keeps continue continues zero ten fifteen twenty thirty forty fifty sixty seventy eighty ninety hundred than next inch inches between hourly daily no centimetres centimeters cm feet heavy heavily hard bad such over above below under or and least must nice lovely beautiful`,
);
const skyLeads = words(
  'there any odds worry worried chance chances risk likelihood probability expect expecting when',
);
/** Verbs whose "it" is a thing: "eat it cold", "add it". */
const handled = words(
  'eat drink serve serving make keep like love want put add take leave have use cook rate of buy play find call',
);
const people = words(
  'i you he she they we my your our his her their me us a with people this that called because the',
);
const slang = words('cool chill');
/** Where it is warm or cold whatever the weather. */
const rooms = words('indoors bedroom bathroom kitchen basement attic garage hallway nursery inside');

/** After one of these a sky word belongs to a story or a title: "because of snow", "find the …". */
const aloof = words(
  'because my your our his her their find search called look he she they during where was were who whose love watch see happened died killed',
);

/** What is clear when nothing stands in the way. */
const ways = words('road roads highway street way path calendar');

/** Sky words want less than words of warmth, which are said of soup, people and ideas too. */
export function skyInFrame(clues: Clues, { from, to }: Found<Condition>): boolean {
  if (isLesson(clues, from, to)) return false;
  if (isShort(clues, from, to) || isOfTheSky(clues, from, to) || isForeseen(clues, from, to)) return true;
  if (/^(clear|sun|gr[ae]y)$/.test(key(clues, from)) && !isPredicate(clues, to)) return false;
  if (key(clues, from) === 'clear' && someBefore(clues, from, ways)) return false;
  if (isLiked(clues, from, to)) return true;
  const led = leadOf(clues, from);
  if (led.word === 'it') return isImpersonal(clues, led.at);
  if (led.word === 'how') return true;
  if (skyLeads.has(led.word)) return clues.asking || clues.anchored || led.word === 'there';
  if (clues.asking && weGet(clues, from)) return true;
  if (!clues.anchored) return clues.asking && clues.tokens.length <= 4;
  if (/^(conditions?|forecast)$/.test(key(clues, to))) return true;
  if (clues.asking) return !someBefore(clues, from, aloof);
  return isPredicate(clues, to) && bareLead(clues, led.at, from);
}

export function feelInFrame(clues: Clues, { from, to, value }: Found<Condition>): boolean {
  if (!isPredicate(clues, to) || someBefore(clues, clues.tokens.length, rooms)) return false;
  // The room, not the town.
  if (key(clues, to) === 'in' && key(clues, to + 1) === 'here') return false;
  if (key(clues, from) === 'degrees' && /^(outside|outdoors|out)$/.test(key(clues, to))) return true;
  if (slang.has(key(clues, from)) && /^(if|with|to|that)$/.test(key(clues, to))) return false;
  const led = leadOf(clues, from);
  if (led.word === 'it') {
    return isImpersonal(clues, led.at) && (clues.asking || clues.anchored || !slang.has(key(clues, from)));
  }
  if (led.word === 'how') return howFrame(clues, to);
  // "The coldest it gets in Oslo".
  if (key(clues, to) === 'it' && /^(gets?|will|would|can|could|has)$/.test(key(clues, to + 1)))
    return clues.asking && clues.anchored;
  if (asksDay(clues) || isDayMost(clues, from, to)) return true;
  if (value === 'temperature' || !clues.anchored) return false;
  if (!clues.asking) return key(clues, to) !== ',' && bareLead(clues, led.at, from);
  const things = /^(weather|conditions?|temps?|temperatures?)$/.test(key(clues, to));
  return (things && !someBefore(clues, from, aloof)) || (from <= 9 && !someBefore(clues, from, people));
}

/** "Which day …". */
export function asksDay({ tokens, first }: Pick<Clues, 'tokens' | 'first'>): boolean {
  const day = /^days?$/.test(tokens[first + 1]?.key ?? '');
  return day && /^(which|what)$/.test(tokens[first]?.key ?? '');
}

/** "What is the warmest day this week". */
function isDayMost(clues: Clues, from: number, to: number): boolean {
  const most = key(clues, from).endsWith('est') && key(clues, from - 1) === 'the';
  return most && clues.asking && /^(days?|nights?|hours?|time)$/.test(key(clues, to));
}

/** "What is a hurricane", "how does rain form": about nature. */
function isLesson(clues: Clues, from: number, to: number): boolean {
  if (/^(forms?|works?|made|happens?|created|occurs?|formed)$/.test(key(clues, to))) return true;
  const defined = key(clues, clues.first) === 'what' && /^(is|are)$/.test(key(clues, clues.first + 1));
  const begins = /^an?$/.test(key(clues, from - 1)) ? from - 1 : from;
  return defined && begins === clues.first + 2 && clues.tokens.slice(to).every(({ type }) => type === 'mark');
}

/** "How strong is the wind", "which way is the wind blowing", "what time will the rain start". */
function isOfTheSky(clues: Clues, from: number, to: number): boolean {
  if (!clues.asking || key(clues, from - 1) !== 'the' || !openers.has(key(clues, clues.first))) return false;
  // How hot or far the sun is, is no weather.
  if (key(clues, from) === 'sun' && key(clues, clues.first) === 'how') return false;
  if (!/^(is|are|will|does|do)$/.test(key(clues, from - 2))) return false;
  return does.has(key(clues, to)) || (key(clues, clues.first) !== 'what' && isPredicate(clues, to));
}

/** "Rain Oslo", "snow tromso tomorrow": a sky, a name of at most two words and perhaps a time. */
function isShort({ tokens, timed, first }: Clues, from: number, to: number): boolean {
  const end = tokens.findIndex(({ type }, i) => i >= to && (type !== 'word' || timed.has(i)));
  const words = tokens.slice(to, end < 0 ? tokens.length : end);
  const rest = tokens.slice(to + words.length);
  if (from !== first || words.length === 0 || words.length > 2 || mayFollowFeel.has(words[0]?.key ?? ''))
    return false;
  const dated = rest.some((_, i) => timed.has(to + words.length + i));
  const ended = rest.every(({ type }, i) => type === 'mark' || timed.has(to + words.length + i));
  return (
    ended &&
    (dated ||
      (words.every(({ capital }) => capital) && from > 0) ||
      (words[0]?.capital === true && tokens[from]?.capital === false))
  );
}

/** "Looks like rain". */
function isForeseen(clues: Clues, from: number, to: number): boolean {
  const looks = /^looks?$/.test(key(clues, clues.first)) && key(clues, from - 1) === 'like';
  return looks && from === clues.first + 2 && isPredicate(clues, to);
}

const openers = words('how which what where when will does is are');
/** What wind and rain do. */
const does = words(
  'blow blowing come coming start starts stop stops end last begin continue keep arrive hit ease fall pass clear shine strong from go move disappear look looking',
);

/** "Are we going to get rain", "will we have snow". */
function weGet(clues: Clues, from: number): boolean {
  const light = /^(any|some|more|much|a|the|lot|of|heavy)$/;
  let at = from - 1;
  while (light.test(key(clues, at))) at--;
  if (!/^(get|getting|have|having|see|expect|expecting)$/.test(key(clues, at))) return false;
  return clues.tokens.slice(Math.max(0, at - 4), at).some((token) => token.key === 'we');
}

/** "Do you like the rain?": an opinion is asked of it, and of nothing else. */
function isLiked({ tokens, timed, placed }: Clues, from: number, to: number): boolean {
  const determined = /^(the|this|all|some|any|fresh|heavy|light)$/.test(tokens[from - 1]?.key ?? '');
  const begins = determined ? from - 1 : from;
  const leads = (i: number) =>
    /^(in|on|at)$/.test(tokens[i]?.key ?? '') && (timed.has(i + 1) || placed.has(i + 1));
  const alone = tokens
    .slice(to)
    .every(({ type }, i) => type === 'mark' || timed.has(to + i) || placed.has(to + i) || leads(to + i));
  return alone && findAll(opinions, tokens).some((opinion) => opinion.to === begins);
}

/** Walking left over light words: the word that leads to the condition, and where. */
function leadOf(clues: Clues, from: number): { readonly word: string; readonly at: number } {
  let i = from - 1;
  for (; i >= 0 && i >= from - 16; i--) {
    const word = key(clues, i);
    if (word === 'it' || word === 'how' || skyLeads.has(word)) return { word, at: i };
    const plain = light.has(word) || /^[-−]$/.test(word);
    if (!plain && !clues.timed.has(i) && clues.tokens[i]?.type !== 'number') break;
  }
  return { word: '', at: i };
}

/** "it" of the weather, not of a thing. */
function isImpersonal(clues: Clues, at: number): boolean {
  return at === 0 || !handled.has(key(clues, at - 1));
}

function howFrame(clues: Clues, to: number): boolean {
  const rest = clues.tokens.slice(to, to + 4).map((token) => token.key);
  return clues.anchored || rest.length === 0 || rest.includes('it') || rest.includes('there');
}

const notPlaces = words('i you he she they we my your this that the');

/** "Rain in Oslo", "sunny tomorrow", "Oslo is cold today": nothing but light words and a place before it. */
function bareLead(clues: Clues, stopped: number, from: number): boolean {
  const before = key(clues, from - 1);
  if (stopped < clues.first) return clues.tokens.length <= 10 && !/^(on|for|with|by)$/.test(before);
  const linked = /^(is|are|was|be|will|getting|get|gets|very|so|really|not)$/.test(before);
  return linked && stopped <= 3 && !someBefore(clues, from, notPlaces);
}

const likeVerbs = words('be feel look is it looking');
const notLike = words('to a an that this working being living having');
const niceLeads = words('stay remain keep be feel get it look looking so very really is');
const notNice = words('to for if that of');

/** No weather word at all: "what will it be like in Oslo tomorrow", "how is it outside", "will it be nice on Friday". */
export function wordless(clues: Clues): Found<Condition | null> | null {
  if (!clues.asking) return null;
  if (!clues.anchored) return likeOut(clues);
  const it = clues.tokens.findIndex((token, i) => token.key === 'it' && i <= 8);
  const opens = /^(how|what)$/.test(key(clues, clues.first));
  for (let i = clues.first; i < Math.min(clues.tokens.length, 40); i++) {
    const said = it >= 0 && i > it && i < it + 8 && ofTheDay(clues, i);
    const outside = it >= 0 && opens && key(clues, i) === 'outside';
    if (said || outside) return { value: dampOf(clues, i), from: Math.min(it, i), to: i + 1 };
    if (opens && isDayLike(clues, i)) return { value: null, from: i, to: i + 1 };
    if (opens && isExtreme(clues, i)) return { value: 'temperature', from: i, to: i + 1 };
    if (opens && /^(conditions|climate)$/.test(key(clues, i))) return { value: null, from: i, to: i + 1 };
  }
  return null;
}

/** "What's it like out". */
function likeOut(clues: Clues): Found<null> | null {
  const at = clues.tokens.findIndex(({ key: word }) => word === 'out');
  const like = key(clues, at - 1) === 'like' && key(clues, at - 2) === 'it';
  return like && isPredicate(clues, at + 1) ? { value: null, from: at - 2, to: at + 1 } : null;
}

/** "What will tomorrow be like", "how will the weekend be". */
function isDayLike(clues: Clues, at: number): boolean {
  if (key(clues, at) !== 'be' || !clues.timed.has(at - 1)) return false;
  const subject = key(clues, clues.first + 1) === 'will' && clues.timed.has(clues.first + 2);
  const like = key(clues, at + 1) === 'like' ? 1 : 0;
  return subject && clues.tokens.slice(at + 1 + like).every(({ type }) => type === 'mark');
}

const dampOf = (clues: Clues, at: number) => (/^(dry|wet)$/.test(key(clues, at)) ? 'rain' : null);

/** "… it be like", "… it be nice". */
function ofTheDay(clues: Clues, at: number): boolean {
  const [before, word, next] = [key(clues, at - 1), key(clues, at), key(clues, at + 1)];
  if (word === 'like') return likeVerbs.has(before) && !notLike.has(next);
  return niceWords.has(word) && niceLeads.has(before) && !notNice.has(next) && isPredicate(clues, at + 1);
}

/** "The high for today", "the low tonight". */
function isExtreme(clues: Clues, at: number): boolean {
  if (!/^(highs?|lows?)$/.test(key(clues, at)) || !/^(the|'s)$/.test(key(clues, at - 1))) return false;
  if (clues.timed.has(at + 1) || key(clues, at + 1) === 'outside') return true;
  const linked = /^(for|on|in|be)$/.test(key(clues, at + 1));
  const next = /^(in|on|for|the)$/.test(key(clues, at + 2)) ? at + 3 : at + 2;
  return linked && (clues.timed.has(next) || clues.placed.has(next) || clues.placed.has(at + 2));
}
