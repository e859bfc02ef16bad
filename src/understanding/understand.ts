/**
 * The pipeline: each sentence is read by itself, then the one that counts is chosen; what it leaves out may come from
 * the others.
 */
import { addresseeOf } from './addressee.ts';
import { isoOf, minutesOf } from './calendar.ts';
import { mended } from './mend.ts';
import type { Found } from './phrases.ts';
import { mentionOf, placeInPassing, placesOnly, pointsThere } from './place.ts';
import type { Ground } from './place-name.ts';
import { read, type Reading } from './reading.ts';
import { sentencesOf, spanOf } from './tokens.ts';
import type { LocalTime, PlaceMention, Span, TimeMention, Understanding } from './types.ts';

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
  const meant = calledForWeather(focus, called.name, text) ?? goneOn(focus, readings) ?? focus;
  return whole(meant, readings, called.name, text, now);
}

function whole(
  focus: Reading,
  readings: readonly Reading[],
  addressee: Span | null,
  text: string,
  now: LocalTime,
): Understanding {
  const leans = focus.places.length === 0 && focus.here === null;
  const borrowed = focus.weather.weather !== null && leans ? borrowedPlaces(readings, focus, text) : [];
  const places = [...focus.places, ...borrowed];
  return {
    ...gist(focus, text),
    places,
    place: likeliest(places),
    time: focus.time ?? timeBorrowed(readings, borrowed, now),
    addressee,
    sentences: readings.filter((one) => asking(one) || hasSubject(one)).length,
  };
}

/** "How is the weather in Oslo? And tomorrow?": the newest question is the one before it, of another time or place too. */
function goneOn(focus: Reading, readings: readonly Reading[]): Reading | null {
  const says = focus.places.length > 0 || focus.time !== null;
  if (focus.shape.followUp === null || focus.weather.weather !== null || focus.activity !== null || !says)
    return null;
  const before = readings.slice(0, readings.indexOf(focus)).findLast((one) => one.asksWeather);
  if (before === undefined) return null;
  return { ...before, places: [...before.places, ...focus.places], time: focus.time ?? before.time };
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

/** "I am going to Bergen on Friday. Will it rain there?": the time comes with the place, unless it is over. */
function timeBorrowed(
  readings: readonly Reading[],
  borrowed: readonly PlaceMention[],
  now: LocalTime,
): TimeMention | null {
  const start = borrowed[0]?.start ?? -1;
  const from = readings.find(({ sentence }) => sentence.start <= start && start < sentence.end);
  return from?.time && from.time.to > isoOf(minutesOf(now)) ? from.time : null;
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
