/**
 * The pipeline: tokens, sentences, then for each sentence its times, shape, places, weather and activity, each found by
 * a file of its own; last, the sentence that counts is chosen and may borrow a place from the others.
 */
import { findActivity } from './activity.ts';
import { addresseeOf } from './addressee.ts';
import { shapeOf, type Shape } from './kind.ts';
import { verdicts } from './kind-words.ts';
import { findAll, type Found } from './phrases.ts';
import {
  findHere,
  mentionOf,
  placeAlone,
  placesCompared,
  placeByCapital,
  placeInPassing,
  placesOnly,
  pointsThere,
  placeAsSubject,
  placesAfterLeads,
} from './place.ts';
import { type PlaceFound, placesBeside, spanOfHere } from './place.ts';
import type { Ground } from './place-name.ts';
import { mended } from './mend.ts';
import { findTimes } from './time.ts';
import { type Sentence, sentencesOf, spanOf, type Token } from './tokens.ts';
import type {
  ActivityMention,
  LocalTime,
  MessageKind,
  PlaceMention,
  Span,
  TimeMention,
  Understanding,
} from './types.ts';
import { findWeather, type WeatherFound } from './weather.ts';
import { asksDay } from './weather-frames.ts';
import { skyWords, weatherNouns } from './weather-words.ts';

/** What one sentence says. */
interface Reading {
  readonly sentence: Sentence;
  readonly shape: Shape;
  readonly kind: MessageKind;
  readonly weather: WeatherFound;
  readonly asksWeather: boolean;
  readonly activity: ActivityMention | null;
  readonly places: readonly PlaceMention[];
  readonly here: Span | null;
  readonly time: TimeMention | null;
  /** The tokens that are part of a time. */
  readonly timed: ReadonlySet<number>;
}

/** `now` is the wall clock of whoever asks; times in the message are relative to it. Never throws. */
export function understand(text: string, now: LocalTime): Understanding {
  const sentences = mended(sentencesOf(text), text);
  const called = addresseeOf(sentences[0]?.tokens ?? [], text);
  const readings = sentences.map((sentence, i) => {
    const told = i === 0 ? sentence.tokens.slice(called.skip) : sentence.tokens;
    return read(
      told.some(({ type }) => type !== 'mark') ? { ...sentence, tokens: told } : sentence,
      text,
      now,
    );
  });
  const focus =
    readings.findLast((one) => asking(one) && hasSubstance(one)) ??
    readings.findLast(hasSubject) ??
    readings.findLast(asking) ??
    readings.findLast(tells) ??
    readings.at(-1);
  if (focus === undefined) return nothing();
  return whole(calledForWeather(focus, called.name, text) ?? focus, readings, called.name, text);
}

function whole(
  focus: Reading,
  readings: readonly Reading[],
  addressee: Span | null,
  text: string,
): Understanding {
  const leans = focus.places.length === 0 && focus.here === null;
  const borrowed = focus.weather.weather !== null && leans ? borrowedPlaces(readings, focus, text) : [];
  const places = [...focus.places, ...borrowed];
  return {
    ...gist(focus, text),
    places,
    place: likeliest(places),
    time: focus.time,
    addressee,
    sentences: readings.filter((one) => asking(one) || hasSubject(one)).length,
  };
}

/** "Weather_Bot, Oslo tomorrow?": whoever calls a bot of the weather and says no more than a place wants its weather. */
function calledForWeather(focus: Reading, name: Span | null, message: string): Reading | null {
  const { sentence, shape, weather, activity } = focus;
  const silent = weather.weather === null && activity === null && shape.opinion === null;
  if (name === null || !/weather/i.test(name.text) || !silent || sentence.start > name.end) return null;
  const ground: Ground = { message, tokens: sentence.tokens, timed: focus.timed };
  const found = placesOnly(ground, shape.first);
  if (found.length === 0) return null;
  return {
    ...focus,
    kind: focus.kind === 'statement' ? 'command' : focus.kind,
    weather: { weather: name, conditions: [] },
    asksWeather: true,
    places: found.map((one) => mentionOf(ground, one)),
  };
}

function gist(focus: Reading, text: string) {
  const { sentence, shape, weather } = focus;
  const span = (found: Found<unknown> | null) =>
    found === null ? null : spanOf(sentence.tokens, text, found.from, found.to);
  return {
    kind: focus.kind,
    subject: weather.weather !== null ? ('weather' as const) : (focus.activity?.family ?? ('other' as const)),
    focus: { text: sentence.text, start: sentence.start, end: sentence.end },
    weather: weather.weather,
    asksWeather: focus.asksWeather,
    opinion: span(shape.opinion),
    suggestion: span(shape.suggestion),
    followUp: span(shape.followUp),
    activity: focus.activity,
    condition: weather.conditions[0] ?? null,
    conditions: weather.conditions,
    negation: span(shape.negation),
    here: focus.here,
  };
}

function read(sentence: Sentence, message: string, now: LocalTime): Reading {
  const { tokens } = sentence;
  const times = findTimes(tokens, message, now);
  const timed = indicesIn(times.taken);
  const ground: Ground = { message, tokens, timed };
  const shape = shapeOf(sentence, timed);
  const here = findHere(ground)[0];
  const led = placesAfterLeads(ground);
  const compared = placesCompared(ground, shape.first);
  const subject = compared.length > 0 ? compared : placeAsSubject(ground, shape.first);
  const anchored =
    asksDay({ tokens, first: shape.first }) ||
    times.time !== null ||
    here !== undefined ||
    led.length > 0 ||
    subject.length > 0;
  const asks = shape.form === 'question' || shape.form === 'command';
  const courtesy = shape.form === 'thanks' || shape.form === 'greeting';
  const weather = courtesy
    ? { weather: null, conditions: [] }
    : findWeather(
        { tokens, asking: asks, anchored, first: shape.first, timed, placed: indicesIn(led) },
        message,
      );
  const places = choosePlaces(ground, shape, weather, led, subject);
  const activity = findActivity(tokens, message);
  const kind = kindOf(shape, weather, activity, sentence);
  return {
    sentence,
    shape,
    kind,
    weather,
    asksWeather:
      weather.weather !== null && (kind === 'question' || kind === 'command') && shape.opinion === null,
    activity,
    places: places.map((found) => mentionOf(ground, found)),
    here: here === undefined ? null : spanOfHere(ground, here),
    time: times.time,
    timed,
  };
}

function indicesIn(found: readonly { readonly from: number; readonly to: number }[]): ReadonlySet<number> {
  return new Set(found.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)));
}

function choosePlaces(
  ground: Ground,
  shape: Shape,
  weather: WeatherFound,
  led: readonly PlaceFound[],
  subject: readonly PlaceFound[],
): readonly PlaceFound[] {
  if (led.length > 0 && weather.weather === null) return led;
  // "Is Oslo warmer than Bergen", "Will Oslo get snow in April".
  const apart = subject.filter((one) => led.every((other) => one.to <= other.from || other.to <= one.from));
  if (led.length > 0) return [...apart, ...led];
  if (weather.weather === null) return placeAlone(ground, shape.followUp?.to ?? shape.first);
  // "Rain oslo tomorrow".
  const sky = findAll(skyWords, ground.tokens).filter((one) => one.from === shape.first);
  const beside = placesBeside(ground, [...findAll(weatherNouns, ground.tokens), ...sky]);
  if (beside.length > 0) return beside;
  return subject.length > 0 ? subject : placeByCapital(ground, shape.first);
}

function kindOf(
  shape: Shape,
  weather: WeatherFound,
  activity: ActivityMention | null,
  sentence: Sentence,
): MessageKind {
  const proposes = shape.suggestion !== null && activity !== null && weather.weather === null;
  if (proposes && shape.opinion === null) return 'suggestion';
  if (shape.form !== 'statement') return shape.form;
  if (shape.opinion !== null) return 'question';
  // "Weather oslo", "rain tomorrow": no verb says anything of it, so it is asked for.
  const verbless = !sentence.tokens.some(({ key: word }, i) => {
    const next = sentence.tokens[i + 1];
    // The Norwegian "i" is no person.
    if (word === 'i') return next?.capital !== true && !/^(morgen|dag|kveld|natt)$/.test(next?.key ?? '');
    return /^(it|is|was|are|were|be|been|we|you|has|had|will|looks|feels|like|love|hate|am)$/.test(word);
  });
  const denied =
    /^(not|no|never)$/.test(sentence.tokens[shape.first]?.key ?? '') || startsWithNo(sentence, shape);
  const exclaimed = sentence.text.endsWith('!') || denied || isVerdict(sentence.tokens, shape.first);
  return weather.weather !== null && verbless && !exclaimed && sentence.tokens.length <= 12
    ? 'command'
    : 'statement';
}

/** "No rain in Oslo", but not "no, weather in Oslo". */
function startsWithNo({ tokens }: Sentence, { first }: Shape): boolean {
  return tokens[first - 1]?.key === 'no';
}

/** "Lovely weather in Oslo". */
function isVerdict(tokens: readonly Token[], first: number): boolean {
  return verdicts.has(tokens[first]?.key ?? '') && tokens[first + 1]?.key === 'weather';
}

const asking = (one: Reading): boolean =>
  one.kind === 'question' ||
  one.kind === 'suggestion' ||
  (one.kind === 'command' && one.shape.form === 'command') ||
  one.asksWeather;
const hasSubject = (one: Reading): boolean => one.weather.weather !== null || one.activity !== null;
/** "Do you?" leans on what was said before. */
const hasSubstance = (one: Reading): boolean =>
  hasSubject(one) || one.places.length > 0 || one.time !== null || one.sentence.tokens.length > 4;
const tells = (one: Reading): boolean => one.kind !== 'greeting' && one.kind !== 'thanks';

/**
 * "I am in Oslo. Will it rain?": the newest place of another sentence, if it was led by a word. "I like Oslo. Will it
 * snow there?": what a sentence before it names, however it does.
 */
function borrowedPlaces(readings: readonly Reading[], focus: Reading, text: string): readonly PlaceMention[] {
  const before = readings.slice(0, readings.indexOf(focus)).filter(tells);
  const named = pointsThere(focus.sentence.tokens)
    ? before.findLast(
        (one) =>
          one.places.length > 0 || (!pointsThere(one.sentence.tokens) && placesNamed(one, text).length > 0),
      )
    : undefined;
  if (named !== undefined) return named.places.length > 0 ? named.places : placesNamed(named, text);
  const others = readings.filter((one) => one !== focus && one.places.length > 0 && tells(one));
  return others.at(-1)?.places ?? [];
}

function placesNamed({ sentence, shape }: Reading, message: string): readonly PlaceMention[] {
  const ground: Ground = { message, tokens: sentence.tokens, timed: new Set() };
  return placeInPassing(ground, shape.first).map((found) => mentionOf(ground, found));
}

/** A town before a sight, a sight before a region, a region before a country; of equals the first. */
function likeliest(places: readonly PlaceMention[]): PlaceMention | null {
  const order = ['settlement', 'sight', 'region', 'country'] as const;
  for (const type of order) {
    const found = places.find((place) => place.type === type);
    if (found !== undefined) return found;
  }
  return null;
}

function nothing(): Understanding {
  const none = {
    opinion: null,
    suggestion: null,
    followUp: null,
    activity: null,
    condition: null,
    negation: null,
  };
  return {
    ...none,
    kind: 'statement',
    subject: 'other',
    focus: { text: '', start: 0, end: 0 },
    weather: null,
    asksWeather: false,
    conditions: [],
    place: null,
    places: [],
    here: null,
    time: null,
    addressee: null,
    sentences: 0,
  };
}
