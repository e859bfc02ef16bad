/** From a forecast and a question to what Weather_Bot says. Pure but for the phrase, which is chosen by the caller. */
import { understand } from '../understanding/understand.ts';
import { isoOf, wallClock, type WallTime } from '../util/local-time.ts';
import { creditLine, localStamp, placeLabel } from '../weather/describe.ts';
import type { Forecast, Place } from '../weather/types.ts';
import type { Heard } from './bot.ts';
import { fill } from './choose.ts';
import {
  agreedPhrases,
  beyondPhrases,
  correctedPhrases,
  dislikedPhrases,
  laterPhrases,
  likedPhrases,
  noPhrases,
  nowPhrases,
  pastPhrases,
  yesPhrases,
} from './phrases/weather.ts';
import { topicOf } from './topic.ts';
import {
  figureFor,
  holds,
  isLiked,
  joined,
  type Outlook,
  outlookOf,
  precipitationFigure,
  skyFigure,
  stretchOf,
  temperatureFigure,
  warmthOf,
  windFigure,
} from './weather-report.ts';

export interface WeatherQuestion {
  readonly heard: Heard;
  readonly forecast: Forecast;
  /** Another place of that name that may have been meant. */
  readonly other: Place | null;
  /** ms UTC. */
  readonly now: number;
  readonly choose: (variants: readonly string[]) => string;
}

/** The question with what its figures come from, and the values that phrases may name. */
interface Answerable extends WeatherQuestion {
  readonly outlook: Outlook;
  readonly isNow: boolean;
  readonly slots: Readonly<Record<string, string>>;
}

/** A share of the chosen place's people from which a namesake is worth mentioning, and a number that always is. */
const namesakeShare = 1 / 200;
const largeTown = 100_000;

export function weatherAnswer(question: WeatherQuestion): string {
  const { heard, forecast, other, now, choose } = question;
  const { place } = forecast;
  const local = wallClock(place.timeZone);
  // Read again on the place's own clocks: "tomorrow" begins earlier in Tokyo.
  const range = heard.understood.time ? understand(heard.text, local(now)).time : null;
  const stretch = stretchOf(forecast.steps, now, range, local);
  const slots = { name: heard.nick, place: placeLabel(place, other ? [other] : []) };
  if (stretch.type === 'past') return fill(choose(pastPhrases), slots);
  if (stretch.type === 'beyond') {
    const end = dayOf(local(stretch.end));
    return credited(fill(choose(beyondPhrases), { ...slots, end }), question);
  }
  const outlook = outlookOf(stretch.steps);
  const time = clockOf(local(now));
  const when = stretch.now ? `at ${time} local time` : (range?.text ?? '').replace(/[?!.,\s]+$/u, '');
  const answer = answerOf({ ...question, outlook, isNow: stretch.now, slots: { ...slots, time, when } });
  const until = stretch.until === null ? null : `The forecast ends on ${dayOf(local(stretch.until))}.`;
  return credited(joined([answer, until], ' ') ?? answer, question);
}

/** The namesake that somebody may well have meant: not a hamlet beside a capital. */
export function otherPlace(chosen: Place, others: readonly Place[]): Place | null {
  const least = Math.min(chosen.population * namesakeShare, largeTown);
  return (
    others.find((place) => place.population >= least && placeLabel(place) !== placeLabel(chosen)) ?? null
  );
}

function answerOf(question: Answerable): string {
  const { heard, outlook, choose, slots } = question;
  const { condition, focus } = heard.understood;
  const topic = topicOf(heard.understood);
  if (topic === 'weatherRemark') return checked(question) ?? told(question, skyAndTemperature(outlook));
  if (topic === 'weatherOpinion') {
    const warmth = warmthOf(outlook);
    const liked = isLiked(outlook);
    const figures = told(
      question,
      joined([skyAndTemperature(outlook), warmth && `which is ${warmth}`], ', '),
    );
    return liked === null
      ? figures
      : `${figures} ${fill(choose(liked ? likedPhrases : dislikedPhrases), slots)}`;
  }
  const verdict =
    condition && isYesNo(focus.text) && !compares.test(focus.text) ? holds(condition, outlook) : null;
  const figures = told(question, topic === 'temperature' ? temperatureFigure(outlook) : skyFigures(question));
  if (verdict === null) return figures;
  return `${fill(choose(verdict ? yesPhrases : noPhrases), slots)} ${figures}`;
}

/** A fact held against the forecast; null where it names nothing that can be checked. */
function checked({ heard, outlook, choose, slots }: Answerable): string | null {
  const { condition, negation, focus } = heard.understood;
  if (!condition) return null;
  const claimed = claimedTemperature(focus.text);
  const agrees = claimed === null ? holds(condition, outlook) : near(claimed, outlook);
  const figure = figureFor(claimed === null ? condition.condition : 'temperature', outlook);
  if (agrees === null || figure === null) return null;
  const right = claimed === null ? agrees !== (negation !== null) : agrees;
  return fill(choose(right ? agreedPhrases : correctedPhrases), { ...slots, figure });
}

/** "It is 30 degrees in Oslo": °C. */
function claimedTemperature(text: string): number | null {
  const [, number] = /(?<!\d)([-−]?\d{1,2}(?:\.\d)?)\s?(?:°|degrees?\b|celsius\b)/iu.exec(text) ?? [];
  return number === undefined ? null : Number(number.replace('−', '-'));
}

function near(claimed: number, { coldest, warmest }: Outlook): boolean | null {
  return coldest === null || warmest === null ? null : claimed >= coldest - 2 && claimed <= warmest + 2;
}

/** "Colder than 5", "warmer in Oslo or Bergen", "too cold for a swim": yes or no would answer another question. */
const compares = /\b(?:than|or|too|enough|warmer|colder|hotter|cooler)\b/iu;

function isYesNo(sentence: string): boolean {
  const lead = /^(?:[@\p{L}_]*bot[,:]?\s+|hey\s+|so\s+|and\s+)*/iu.exec(sentence)?.[0] ?? '';
  return /^(?:is|are|will|does|do|can|could|should|has|would|isn.?t|won.?t|doesn.?t)\b/iu.test(
    sentence.slice(lead.length),
  );
}

function told({ isNow, choose, slots }: Answerable, figures: string | null): string {
  return fill(choose(isNow ? nowPhrases : laterPhrases), {
    ...slots,
    figures: figures ?? 'no figures at all',
  });
}

function skyAndTemperature(outlook: Outlook): string | null {
  return joined([skyFigure(outlook), temperatureFigure(outlook)], ', ');
}

/** Sky and temperature, the figure asked about, and for a longer time rain and wind as well. */
function skyFigures({ heard, outlook, isNow }: Answerable): string | null {
  const asked = heard.understood.condition?.condition;
  const wet = !isNow || asked === 'rain' || asked === 'snow' ? precipitationFigure(outlook) : null;
  const windy = !isNow || asked === 'wind' || asked === 'storm';
  const wind = windy && outlook.wind !== null ? windFigure(outlook.wind) : null;
  const humid = asked === 'humidity' ? figureFor('humidity', outlook) : null;
  return joined([skyAndTemperature(outlook), wet, wind && (isNow ? wind : `${wind} at most`), humid], ', ');
}

/** Adds the namesake, the age of an old answer, and whose data it is, which its licence asks for. */
function credited(answer: string, { forecast, other }: WeatherQuestion): string {
  const { place, staleSince } = forecast;
  const namesake = other && `(Say “${other.name}, ${other.admin ?? other.country}” if you meant that one.)`;
  const stamp = staleSince === null ? null : localStamp(staleSince, place.timeZone);
  const old = stamp && `MET Norway cannot be reached just now; this is what it said at ${stamp}.`;
  return joined([answer, namesake, old, creditLine(forecast)], ' ') ?? answer;
}

function clockOf(time: WallTime): string {
  return isoOf(time).slice(11);
}

/** "Tuesday 1 December". */
function dayOf({ year, month, day }: WallTime): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  return format.format(Date.UTC(year, month - 1, day)).replace(',', '');
}
