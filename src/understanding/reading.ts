/** One sentence by itself: its times, shape, places, weather and activity, each found by a file of its own. */
import { findActivity } from './activity.ts';
import { shapeOf, type Shape } from './kind.ts';
import { verdicts } from './kind-words.ts';
import { findAll } from './phrases.ts';
import {
  findHere,
  mentionOf,
  placeAlone,
  placeAsSubject,
  placeByCapital,
  type PlaceFound,
  placesAfterLeads,
  placesBeside,
  placesCompared,
  spanOfHere,
} from './place.ts';
import type { Ground } from './place-name.ts';
import { findTimes } from './time.ts';
import type { Sentence, Token } from './tokens.ts';
import type { ActivityMention, LocalTime, MessageKind, PlaceMention, Span, TimeMention } from './types.ts';
import { findWeather, type WeatherFound } from './weather.ts';
import { asksDay } from './weather-frames.ts';
import { skyWords, weatherNouns } from './weather-words.ts';

/** What one sentence says. */
export interface Reading {
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

export function read(sentence: Sentence, message: string, now: LocalTime): Reading {
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
