/** What one person wants to know about the weather, put together from a message and what they asked before. Pure. */
import type { Heard } from '../../bots/bot.ts';
import type { ConditionMention, PlaceMention } from '../../understanding/types.ts';
import type { Units } from '../../weather/units.ts';
import { type Topic, topicOf } from '../topic.ts';

/**
 * `tell`: figures. `confirm`: yes or no, then figures. `check`: a statement to agree with or correct. `rate`: an
 * opinion. `first`, `last`: when it begins or ends.
 */
export type Purpose = 'tell' | 'confirm' | 'check' | 'rate' | 'first' | 'last';

export interface Inquiry {
  readonly purpose: Purpose;
  readonly topic: Topic;
  /** Empty where none was named. */
  readonly places: readonly PlaceMention[];
  readonly condition: ConditionMention | null;
  readonly negated: boolean;
  /** The sentence that asks, for what is compared with what. */
  readonly sentence: string;
  /** The message that names the time, to be read on the place's own clocks; null for now. */
  readonly whenText: string | null;
  readonly hourly: boolean;
  /** Units that were asked for. */
  readonly units: Partial<Units>;
}

/** What is kept of somebody's talk. */
export interface Thread {
  readonly inquiry: Inquiry;
  /** They were asked for a place and have not named one yet. */
  readonly asked: boolean;
}

const unitWords: readonly (readonly [RegExp, Partial<Units>])[] = [
  [/\bmetric\b/iu, { temperature: '°C', wind: 'm/s', rain: 'mm' }],
  [/\bimperial\b/iu, { temperature: '°F', wind: 'mph', rain: 'in' }],
  [/\bfahrenheit\b|°\s?f\b|\bdegrees f\b/iu, { temperature: '°F' }],
  [/\bcelsius\b|\bcentigrade\b|°\s?c\b|\bdegrees c\b/iu, { temperature: '°C' }],
  [/\bmph\b|\bmiles (?:per|an) hour\b/iu, { wind: 'mph' }],
  [/\bkm\/?h\b|\bkph\b|\bkilomet(?:re|er)s? (?:per|an) hour\b/iu, { wind: 'km/h' }],
  [/\bknots?\b|\bkts?\b/iu, { wind: 'knots' }],
  [/\bm\/s\b|\bmet(?:re|er)s? (?:per|a) second\b/iu, { wind: 'm/s' }],
  [/\binch(?:es)?\b/iu, { rain: 'in' }],
  [/\bmm\b|\bmillimet(?:re|er)s?\b/iu, { rain: 'mm' }],
];
const hourlyWords = /\bhour[ -]by[ -]hour\b|\bhourly\b|\b(?:by the|each|every|per) hour\b/iu;
const joiner = /\b(?:and|or|than|versus|vs|against|with|to)\b|[,&+/]/iu;
const there = /\bthere\b/iu;
/** What may stand in a message that only goes on from the one before, beside times, places and units. */
const fillers =
  /\b(?:and|or|then|so|but|ok(?:ay)?|also|now|again|instead|please|what|how|about|if|the|same|thing|for|in|on|at|of|to|it|that|is|use|show|give|tell|me|units?|there)\b/giu;

/** A message about the weather, by itself. */
export function inquiryOf(heard: Heard): Inquiry {
  const { understood, text } = heard;
  return {
    purpose: purposeOf(heard),
    topic: topicOf(understood),
    places: placesIn(heard),
    condition: understood.condition,
    negated: understood.negation !== null,
    sentence: understood.focus.text,
    whenText: understood.time ? text : null,
    hourly: hourlyWords.test(text),
    units: unitsIn(text),
  };
}

/**
 * The message read as going on from `thread`: "and tomorrow?", "what about Bergen?", "and the wind?", "in mph please", or the
 * place that was asked for. Null where it stands by itself or is about something else.
 */
export function continued({ inquiry: last, asked }: Thread, heard: Heard): Inquiry | null {
  const { understood } = heard;
  const { kind, subject, followUp } = understood;
  if (subject === 'sport' || subject === 'art' || kind === 'greeting' || kind === 'thanks') return null;
  const given = inquiryOf(heard);
  if (subject === 'weather') return newQuestion(last, given, heard);
  // "And here?": where that is only they know.
  if ((followUp !== null || asked) && understood.here !== null && given.places.length === 0)
    return { ...last, places: [] };
  if (feelsAlone.test(heard.text) && last.places.length > 0) return { ...last, ...feltAsked(heard.text) };
  const replacesPlaces = given.places.length > 0;
  const says = replacesPlaces || given.whenText !== null || given.hourly || hasUnits(given.units);
  if (!says) return null;
  if (!asked && last.places.length === 0) return null;
  if (!(asked && replacesPlaces) && followUp === null && !isElliptical(heard)) return null;
  if (!asked && followUp === null && isMerePlace(heard, given) && !isNamesake(last, given)) return null;
  return {
    ...last,
    purpose: last.purpose === 'check' && !asked ? 'confirm' : last.purpose,
    places: replacesPlaces ? given.places : last.places,
    whenText: given.whenText ?? last.whenText,
    hourly: given.hourly || (last.hourly && given.whenText === null),
    units: { ...last.units, ...given.units },
  };
}

const feelsAlone = /^\P{L}*(?:and\s+)?(?:what does it\s+)?feels?\s+like\P{L}*$/iu;

function feltAsked(text: string): Partial<Inquiry> {
  const condition = { text, start: 0, end: text.length, condition: 'temperature' } as const;
  return { purpose: 'tell', topic: 'temperature', condition, negated: false, sentence: text };
}

/** Asks for something else about the places, or the time, of before: "and the wind?", "is it sunny there?". */
function newQuestion(last: Inquiry, given: Inquiry, { understood, text }: Heard): Inquiry | null {
  const { followUp, here, asksWeather } = understood;
  if (given.places.length > 0 && followUp === null) return null;
  const inherited = {
    ...given,
    whenText: given.whenText ?? (followUp ? last.whenText : null),
    units: { ...last.units, ...given.units },
  };
  if (given.places.length > 0) return inherited;
  const leans = followUp !== null || there.test(text);
  const specific = asksWeather && (given.condition !== null || given.whenText !== null);
  if (here !== null || last.places.length === 0 || !(leans || specific)) return null;
  return { ...inherited, places: last.places };
}

/** All places where several are listed or compared; of "Yosemite in California" the likeliest. */
function placesIn({ understood, text }: Heard): readonly PlaceMention[] {
  const places = understood.places.filter(({ name }) => !isUnit(name));
  const { place } = understood;
  const joins = places.slice(1).map((next, i) => text.slice(places[i]?.end ?? 0, next.start));
  if (joins.every((between) => joiner.test(between))) return places;
  return place && !isUnit(place.name) ? [place] : places.slice(0, 1);
}

function purposeOf({ understood }: Heard): Purpose {
  const { opinion, condition, asksWeather, kind, focus, places } = understood;
  const ending = /\b(?:stop|end|over|last|let(?:s|ting)? up|clear(?:s|ing)? up)/iu.test(focus.text);
  const most = /est$/iu.test(condition?.text ?? '');
  if (condition && !most && /^(?:\P{L}*(?:and|so|but)\s)?(?:when|what time)\b/iu.test(focus.text))
    return ending ? 'last' : 'first';
  const someDay = /^(?:on )?(?:which|what) days?\b/iu.test(focus.text) && understood.time === null;
  if (condition && someDay && !most) return 'first';
  if (condition && /^(?:\P{L}*(?:and|so|but)\s)?how long\b/iu.test(focus.text)) return 'last';
  // "Do you think it will rain", not "what do you think of the rain".
  const supposes = opinion !== null && /(?:think|believe|say)$/iu.test(opinion.text);
  if (condition && supposes && isYesNo(focus.text)) return 'confirm';
  if (opinion) return 'rate';
  const kinds = new Set(understood.conditions.map((one) => one.condition));
  if (!asksWeather && kind === 'statement') return kinds.size > 1 && places.length > 1 ? 'tell' : 'check';
  // "Raining or snowing?" wants to know which.
  const chooses = kinds.size > 1 && /\bor\b/iu.test(focus.text);
  if (chooses || !isYesNo(focus.text) || atLarge.test(focus.text)) return 'tell';
  return condition || niceWords.test(focus.text) ? 'confirm' : 'tell';
}

/** About how it always is, or for what somebody decides by themselves. */
const atLarge = /\b(?:often|usually|normally|typically|ever|always|a lot|water|hang|mow)\b/iu;
const niceWords = /\b(?:nice|good|lovely|beautiful|pleasant|bad|awful|terrible|miserable)\b/iu;
const tagged = /,\s*(?:right|is it|isn.?t it|will it|won.?t it|does it|doesn.?t it|no|yes|eh)\s*\?+$/iu;

function isYesNo(sentence: string): boolean {
  if (tagged.test(sentence) || /\b(?:wonder|know|tell me|curious|sure)\s+(?:if|whether)\b/iu.test(sentence))
    return true;
  const lead = /^(?:[@\p{L}_]*bot[,:]?\s+|hey\s+|so\s+|and\s+|but\s+)*/iu.exec(sentence)?.[0] ?? '';
  return /^(?:is|are|will|does|do|can|could|should|has|would|isn.?t|won.?t|doesn.?t)\b/iu.test(
    sentence.slice(lead.length),
  );
}

function unitsIn(text: string): Partial<Units> {
  const named = unitWords.filter(([words]) => words.test(text)).map(([, units]) => units);
  return Object.assign({}, ...named) as Partial<Units>;
}

function hasUnits(units: Partial<Units>): boolean {
  return Object.keys(units).length > 0;
}

function isUnit(name: string): boolean {
  return unitWords.some(([words]) => words.test(name));
}

/** Nothing is left when what was found and small words are taken away: "tomorrow?", "what is it in mph?". */
function isElliptical({ text, understood }: Heard): boolean {
  if (isYesNo(understood.focus.text)) return false;
  const { time, places } = understood;
  const spans = [time, ...places].filter((span) => span !== null);
  const without = spans.reduce(
    (rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
    text,
  );
  const bare = unitWords.reduce(
    (rest, [words]) => rest.replace(words, ' '),
    without.replace(hourlyWords, ' '),
  );
  return !/[\p{L}\p{N}]/u.test(bare.replace(fillers, ' '));
}

/** "Bergen.": a name alone is no question; "Bergen?" is. */
function isMerePlace({ text }: Heard, given: Inquiry): boolean {
  const instead = /\b(?:then|instead|please)\b/iu.test(text);
  return (
    given.whenText === null && !hasUnits(given.units) && !given.hourly && !instead && !text.includes('?')
  );
}

/** "Paris, Texas", after an answer about another Paris. */
function isNamesake(last: Inquiry, { places: [place] }: Inquiry): boolean {
  const name = place?.name.toLowerCase();
  return place?.within != null && last.places.some((other) => other.name.toLowerCase() === name);
}
