/**
 * What a forecast says about a stretch of time, as figures, and whether a claim about it holds. Pure. Times are ms UTC
 * unless they are called local.
 */
import type { ConditionMention } from '../../understanding/types.ts';
import { isoOf, type WallTime } from '../../util/local-time.ts';
import { feelsLike, warmthWord } from '../../weather/describe.ts';
import { rainBetween, stepAt, stepsBetween } from '../../weather/steps.ts';
import type { Step } from '../../weather/types.ts';

const hourMs = 3_600_000;
/** A step speaks for so long when the next one is far away. */
const longestStepMs = 6 * hourMs;
/** Wind from which one calls it windy (fresh breeze), and a storm (strong gale), m/s. */
const windyFrom = 8;
const stormyFrom = 20.8;
/** Millimetres that count as falling, and the °C under which they count as snow where MET does not say. */
const leastFallMm = 0.1;
const mostlySnowBelow = 1;

/** Several steps as one: what one tells of an hour as well as of a day. `null` where MET gave no value. */
export interface Outlook {
  /** °C */
  readonly coldest: number | null;
  readonly warmest: number | null;
  /** °C: how the coldest and the warmest of them feel. */
  readonly feelsColdest: number | null;
  readonly feelsWarmest: number | null;
  /** Percent, the mean. */
  readonly cloud: number | null;
  readonly humidity: number | null;
  /** m/s, the strongest. */
  readonly wind: number | null;
  /** Degrees the strongest comes from. */
  readonly windFrom: number | null;
  /** Millimetres in all, over `hours`. */
  readonly precipitation: number | null;
  readonly hours: number;
  /** How many steps these are. */
  readonly steps: number;
  /** MET's symbol codes, each once. */
  readonly symbols: readonly string[];
}

/** The steps to tell of, or why there are none. */
export type Stretch =
  /** `until` is the forecast's end where that comes before the end of what was asked for. */
  | {
      readonly type: 'steps';
      readonly steps: readonly Step[];
      readonly now: boolean;
      readonly until: number | null;
    }
  | { readonly type: 'past' }
  | { readonly type: 'beyond'; readonly end: number };

/** The steps within a local range (`to` exclusive), from now on; without a range the step that holds now. */
export function stretchOf(
  steps: readonly Step[],
  now: number,
  range: { readonly from: string; readonly to: string } | null,
  local: (time: number) => WallTime,
): Stretch {
  const current = stepAt(steps, now);
  const end = steps.at(-1)?.time ?? now;
  if (!current) return { type: 'beyond', end };
  const today: Stretch = { type: 'steps', steps: [current], now: true, until: null };
  if (!range) return today;
  if (range.to <= isoOf(local(now))) return { type: 'past' };
  if (range.from <= isoOf(local(now)) && range.to <= isoOf(local(now + hourMs))) return today;
  const ahead = steps.filter((step) => step.time >= current.time);
  const within = stepsBetween(ahead, range.from, range.to, local);
  const until = range.to > isoOf(local(end + longestStepMs)) ? end : null;
  if (within.length > 0) return { type: 'steps', steps: within, now: false, until };
  return range.from <= isoOf(local(current.time)) ? today : { type: 'beyond', end };
}

export function outlookOf(steps: readonly Step[]): Outlook {
  const temperatures = known(steps.map((step) => step.temperature));
  const felt = known(steps.map(feltAt));
  const windiest = steps.reduce<Step | null>(
    (most, step) => (step.wind !== null && step.wind > (most?.wind ?? -1) ? step : most),
    null,
  );
  return {
    coldest: least(temperatures),
    warmest: most(temperatures),
    feelsColdest: least(felt),
    feelsWarmest: most(felt),
    cloud: mean(known(steps.map((step) => step.cloud))),
    humidity: mean(known(steps.map((step) => step.humidity))),
    wind: windiest?.wind ?? null,
    windFrom: windiest?.windFrom ?? null,
    ...rainfall(steps),
    steps: steps.length,
    symbols: [...new Set(known(steps.map((step) => step.next?.symbol ?? null)))],
  };
}

function feltAt({ temperature, humidity, wind }: Step): number | null {
  return temperature === null ? null : feelsLike(temperature, humidity, wind);
}

function rainfall(steps: readonly Step[]): Pick<Outlook, 'precipitation' | 'hours'> {
  const [first, last] = [steps[0], steps.at(-1)];
  const rain = first && last ? rainBetween(steps, first.time, last.time + 1) : null;
  return rain
    ? { precipitation: rain.millimetres, hours: Math.round((rain.to - rain.from) / hourMs) }
    : { precipitation: null, hours: 0 };
}

/** What was asked or claimed: "hot" and "freezing" want more than their conditions, warm and cold; an umbrella
 * serves in any rain or snow. */
export type Claim = Pick<ConditionMention, 'condition' | 'text'>;
const dryWords = /\bdr(?:y|ier|iest|yer|yest)\b/iu;
const openSky = /clear|blue|stars|gazing/iu;
const hotWords = /hot|heat|boil|scorch|swelter|roast/iu;
const anyFall = /umbrella|precipitation|wet/iu;
const frostWords = /frost|freez|frozen|\bic[ey]\b/iu;

/** Whether it is so, by figures as they are told; null where the forecast does not tell. */
export function holds({ condition, text }: Claim, outlook: Outlook): boolean | null {
  const { cloud, wind, warmest, coldest, humidity, precipitation, symbols } = outlook;
  const shows = (...words: readonly string[]) =>
    symbols.length > 0 ? symbols.some((symbol) => words.some((word) => symbol.includes(word))) : null;
  switch (condition) {
    case 'sun':
      return cloud === null ? null : Math.round(cloud) < 50 && (openSky.test(text) || !isNight(symbols));
    case 'cloud':
      return cloud === null ? null : Math.round(cloud) >= 50;
    case 'rain':
    case 'snow': {
      if (dryWords.test(text)) return precipitation === null ? null : precipitation < leastFallMm;
      if (precipitation === 0) return false;
      if (anyFall.test(text) && precipitation !== null) return precipitation >= leastFallMm;
      if (shows('rain', 'sleet', 'snow') === true) return shows(condition, 'sleet');
      // An amount under a dry symbol: what falls goes by the temperature.
      if (precipitation === null || precipitation < leastFallMm) return shows(condition);
      return warmest === null ? null : condition === (warmest > mostlySnowBelow ? 'rain' : 'snow');
    }
    case 'fog':
      return shows('fog');
    case 'thunder':
      return shows('thunder');
    case 'wind':
      return wind === null ? null : Math.round(wind) >= windyFrom;
    case 'storm':
      return wind === null ? shows('thunder') : wind >= stormyFrom || shows('thunder') === true;
    case 'warm':
      return warmest === null ? null : Math.round(warmest) > (hotWords.test(text) ? 20 : 15);
    case 'cold':
      return coldest === null ? null : Math.round(coldest) <= (frostWords.test(text) ? 0 : 10);
    case 'humidity':
      return humidity === null ? null : Math.round(humidity) >= 70;
    case 'temperature':
      return null;
  }
}

/** What one calls nice: dry, not cold, not windy, and no more than half of a sky or so covered. */
export function isNice(outlook: Outlook): boolean | null {
  const { precipitation, warmest, wind, cloud } = outlook;
  if (warmest === null || wind === null || cloud === null) return null;
  const dry = (precipitation ?? 0) < leastFallMm;
  return dry && Math.round(warmest) > 10 && Math.round(wind) < windyFrom && Math.round(cloud) < 65;
}

/** By the warmest hour. */
export function warmthOf({ warmest }: Outlook): string | null {
  return warmest === null ? null : warmthWord(warmest);
}

/** Weather_Bot's taste: over 15 °C and under 10 % cloud. Null where a figure is missing. */
export function isLiked({ warmest, cloud }: Outlook): boolean | null {
  return warmest === null || cloud === null ? null : warmest > 15 && cloud < 10;
}

/** Whether all of it is night. */
export function isNight(symbols: readonly string[]): boolean {
  return symbols.length > 0 && symbols.every((symbol) => symbol.endsWith('_night'));
}

function least(values: readonly number[]): number | null {
  return values.length > 0 ? Math.min(...values) : null;
}

function most(values: readonly number[]): number | null {
  return values.length > 0 ? Math.max(...values) : null;
}

function mean(values: readonly number[]): number | null {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
}

function known<T>(values: readonly (T | null)[]): readonly T[] {
  return values.filter((value) => value !== null);
}
