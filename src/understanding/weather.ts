/**
 * Whether a sentence talks of the weather, and of which condition. A word of weather is not enough ("add this to my
 * chill playlist"): it has to stand where the weather is spoken of, and nothing else must be the matter.
 */
import { type Found, findAll, type PhraseTable, words } from './phrases.ts';
import { spanOf } from './tokens.ts';
import type { Condition, ConditionMention, Span } from './types.ts';
import { type Clues, feelInFrame, isPredicate, skyInFrame, wordless } from './weather-frames.ts';
import { bearable, elsewhere, feelWords, otherOrders } from './weather-words.ts';
import { dayAsked, dressAsked, extremeAsked, gearAsked, rainFeared } from './weather-plans.ts';
import { sayings, sharedNouns, skyWords, weatherNouns } from './weather-words.ts';

export interface WeatherFound {
  readonly weather: Span | null;
  readonly conditions: readonly ConditionMention[];
}

interface Words {
  readonly nouns: readonly Found<Condition | null>[];
  readonly sky: readonly Found<Condition>[];
  readonly feel: readonly Found<Condition>[];
}

export function findWeather(clues: Clues, message: string): WeatherFound {
  const { tokens } = clues;
  const blind = findAll(sayings, tokens).filter((saying) => !isMeant(clues, saying));
  const seen = <Value>(table: PhraseTable<Value>) =>
    findAll(table, tokens).filter(
      (one) => !blind.some((saying) => one.from < saying.to && saying.from < one.to),
    );
  const found: Words = {
    nouns: seen(weatherNouns),
    sky: seen(skyWords),
    feel: seen(feelWords),
  };
  const hit = reasonFor(clues, found);
  if (hit === null) return { weather: null, conditions: [] };
  const feel = found.feel.filter((one) => isPredicate(clues, one.to));
  const conditions = mentions(clues, message, [...found.nouns, ...found.sky, ...feel]);
  const weather = spanOf(tokens, message, hit.from, hit.to);
  const implied = hit.value === null || conditions.length > 0 ? [] : [{ ...weather, condition: hit.value }];
  return { weather, conditions: [...conditions, ...implied] };
}

/** No saying after all: "is it going to cool down", "a cold front". */
function isMeant({ tokens, asking }: Clues, { from, to }: Found<true>): boolean {
  if (/^(front|snap|spell)$/.test(tokens[to]?.key ?? '')) return true;
  const before = tokens.slice(Math.max(0, from - 3), from).map((token) => token.key);
  return asking && /^(cool|warm)/.test(tokens[from]?.key ?? '') && /\bit( going to)?$/.test(before.join(' '));
}

/** "Temperature" is the least said: anything more telling goes before it. */
function mentions(
  clues: Clues,
  message: string,
  found: readonly Found<Condition | null>[],
): readonly ConditionMention[] {
  const list: ConditionMention[] = [];
  let end = 0;
  for (const { value, from, to } of [...found].sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (value === null || from < end) continue;
    end = to;
    list.push({ ...spanOf(clues.tokens, message, from, to), condition: value });
  }
  const telling = list.filter((one) => one.condition !== 'temperature');
  return [...telling, ...list.filter((one) => one.condition === 'temperature')];
}

/** The words for which the sentence is taken to be about the weather. */
function reasonFor(clues: Clues, found: Words): Found<Condition | null> | null {
  const ordered = otherOrders.has(clues.tokens[clues.first]?.key ?? '') || tellsOthers(clues);
  if (ordered || asksHowToSay(clues) || asksWhy(clues)) return null;
  const strangers = strangersIn(clues);
  const noun = found.nouns.find((one) => isWeatherNoun(clues, one));
  const bearing = noun !== undefined && strangers.every((word) => bearable.has(word));
  if (bearing) return noun;
  const feared = rainFeared(clues);
  if (feared !== null) return feared;
  if (strangers.some((word) => !besides.has(word))) return null;
  const sky = found.sky.find((one) => skyInFrame(clues, one));
  const feel = sky ?? found.feel.find((one) => feelInFrame(clues, one));
  if (feel !== undefined) return feel;
  if (strangers.length > 0) return null;
  return wordless(clues) ?? gearAsked(clues) ?? dressAsked(clues) ?? dayAsked(clues) ?? extremeAsked(clues);
}

/** "Tea" in "at tea time", the "Reservation" of a place's name and the town of Bath are no strangers. */
function strangersIn({ tokens, timed, placed }: Clues): readonly string[] {
  const named = (at: number) => tokens[at]?.key === 'reservation' && tokens[at - 1]?.capital === true;
  return tokens
    .filter(
      (token, i) =>
        elsewhere.has(token.key) && !timed.has(i) && !named(i) && !(placed.has(i) && token.capital),
    )
    .map((token) => token.key);
}

/** Of the words from elsewhere, those that take nothing from "will it rain during the game". */
const besides = words(
  'game games match flight flights calendar phone traffic schedule alarm film films beer coffee',
);

function asksHowToSay({ tokens, first }: Clues): boolean {
  return tokens[first]?.key === 'how' && tokens.slice(first, first + 5).some((token) => token.key === 'say');
}

/** "Tell John it is raining". */
function tellsOthers({ tokens, first }: Clues): boolean {
  if (tokens[first]?.key !== 'tell' || /^(me|us)$/.test(tokens[first + 1]?.key ?? '')) return false;
  return tokens.slice(first + 2, first + 4).some((token) => /^(it|that)$/.test(token.key));
}

/** "Why does it rain", "what causes thunder": about nature, where no time or place is named. */
function asksWhy({ tokens, first, anchored }: Clues): boolean {
  const [word, next] = [tokens[first]?.key ?? '', tokens[first + 1]?.key ?? ''];
  return !anchored && (word === 'why' || (word === 'what' && /^(causes?|makes?)$/.test(next)));
}

const verbLeads = words('to you we i they can could help us');
const machines = words(
  'set ac house setting settings inside indoor room bedroom kitchen bathroom basement attic',
);

function isWeatherNoun({ tokens, asking, anchored }: Clues, { from, to }: Found<Condition | null>): boolean {
  const word = tokens[from]?.key ?? '';
  const before = tokens[from - 1]?.key ?? '';
  const next = tokens[to]?.key ?? '';
  // "To weather a crisis" is a verb; "going to weather in Oslo" is a slip.
  if (word === 'weather' && verbLeads.has(before) && /^(a|an|the|this|these|any)$/.test(next)) return false;
  if (to - from > 1 || !sharedNouns.has(word)) return true;
  const indoors =
    tokens.some((token) => machines.has(token.key)) && !tokens.some((token) => token.key === 'outside');
  if (indoors || tokens.some((token) => token.key === 'traffic')) return false;
  // "What temperature does water boil at".
  if (/^(does|do|should)$/.test(next) && !anchored && tokens[to + 1]?.key !== 'it') return false;
  // Of an oven, a dish, a patient: the thing is named after "of" or "on".
  if (/^(of|on)$/.test(next) && !anchored) return false;
  return asking || anchored || tokens.length <= 6;
}
