/**
 * What a forecast says about a stretch of time, in figures and in words, and whether a claim about it holds. Pure.
 * Times are ms UTC unless they are called local.
 */
import type { ConditionMention } from '../understanding/types.ts';
import { isoOf, type WallTime } from '../util/local-time.ts';
import { beaufort, skyWord, warmthWord } from '../weather/describe.ts';
import { rainBetween, stepAt, stepsBetween } from '../weather/steps.ts';
import type { Step } from '../weather/types.ts';

const hourMs = 3_600_000;
/** A step speaks for so long when the next one is far away. */
const longestStepMs = 6 * hourMs;
/** Wind from which one calls it windy (fresh breeze), and a storm (strong gale), m/s. */
const windyFrom = 8;
const stormyFrom = 20.8;

/** Several steps as one: what one tells of an hour as well as of a day. `null` where MET gave no value. */
export interface Outlook {
  /** °C */
  readonly coldest: number | null;
  readonly warmest: number | null;
  /** Percent, the mean. */
  readonly cloud: number | null;
  readonly humidity: number | null;
  /** m/s, the strongest. */
  readonly wind: number | null;
  /** Millimetres in all, over `hours`. */
  readonly precipitation: number | null;
  readonly hours: number;
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
  const winds = known(steps.map((step) => step.wind));
  return {
    coldest: temperatures.length > 0 ? Math.min(...temperatures) : null,
    warmest: temperatures.length > 0 ? Math.max(...temperatures) : null,
    cloud: mean(known(steps.map((step) => step.cloud))),
    humidity: mean(known(steps.map((step) => step.humidity))),
    wind: winds.length > 0 ? Math.max(...winds) : null,
    ...rainfall(steps),
    symbols: [...new Set(known(steps.map((step) => step.next?.symbol ?? null)))],
  };
}

function rainfall(steps: readonly Step[]): Pick<Outlook, 'precipitation' | 'hours'> {
  const [first, last] = [steps[0], steps.at(-1)];
  const rain = first && last ? rainBetween(steps, first.time, last.time + 1) : null;
  return rain
    ? { precipitation: rain.millimetres, hours: Math.round((rain.to - rain.from) / hourMs) }
    : { precipitation: null, hours: 0 };
}

/** What was asked or claimed: "hot" and "freezing" want more than their conditions, warm and cold. */
export type Claim = Pick<ConditionMention, 'condition' | 'text'>;
const hotWords = /hot|heat|boil|scorch|swelter|roast/iu;
const frostWords = /frost|freez|icy/iu;

/** Whether it is so; null where the forecast does not tell. */
export function holds({ condition, text }: Claim, outlook: Outlook): boolean | null {
  const { cloud, wind, warmest, coldest, humidity, precipitation, symbols } = outlook;
  const shows = (...words: readonly string[]) =>
    symbols.length > 0 ? symbols.some((symbol) => words.some((word) => symbol.includes(word))) : null;
  switch (condition) {
    case 'sun':
      return cloud === null ? null : cloud < 50 && !isNight(symbols);
    case 'cloud':
      return cloud === null ? null : cloud >= 50;
    case 'rain':
      return precipitation === 0 ? false : shows('rain', 'sleet');
    case 'snow':
      return precipitation === 0 ? false : shows('snow', 'sleet');
    case 'fog':
      return shows('fog');
    case 'thunder':
      return shows('thunder');
    case 'wind':
      return wind === null ? null : wind >= windyFrom;
    case 'storm':
      return wind === null ? shows('thunder') : wind >= stormyFrom || shows('thunder') === true;
    case 'warm':
      return warmest === null ? null : warmest > (hotWords.test(text) ? 20 : 15);
    case 'cold':
      return coldest === null ? null : coldest <= (frostWords.test(text) ? 0 : 10);
    case 'humidity':
      return humidity === null ? null : humidity >= 70;
    case 'temperature':
      return null;
  }
}

/** The figure by which `holds` decides: "92 % cloud", "1.2 mm of rain in 6 hours". */
export function figureFor(condition: ConditionMention['condition'], outlook: Outlook): string | null {
  const { cloud, wind, humidity, symbols } = outlook;
  switch (condition) {
    case 'sun':
      return joined([cloudFigure(cloud), isNight(symbols) ? 'and the sun is down' : null], ' ');
    case 'cloud':
      return cloudFigure(cloud);
    case 'rain':
    case 'snow':
      return precipitationFigure(outlook);
    case 'fog':
    case 'thunder':
      return joined([skyWords(outlook), cloudFigure(cloud)], ', ');
    case 'wind':
    case 'storm':
      return wind === null ? null : `${windFigure(wind)}, ${beaufort(wind).word}`;
    case 'humidity':
      return humidity === null ? null : `${Math.round(humidity)} % humidity`;
    case 'warm':
    case 'cold':
    case 'temperature':
      return temperatureFigure(outlook);
  }
}

/** "7 °C", or "2 to 9 °C". */
export function temperatureFigure({ coldest, warmest }: Outlook): string | null {
  if (coldest === null || warmest === null) return null;
  const [low, high] = [whole(coldest), whole(warmest)];
  return low === high ? `${low} °C` : `${low} to ${high} °C`;
}

/** "mostly cloudy with rain (82 % cloud)". */
export function skyFigure(outlook: Outlook): string | null {
  const sky = skyWords(outlook);
  const cloud = cloudFigure(outlook.cloud);
  return sky && cloud ? `${sky} (${cloud})` : (sky ?? cloud);
}

export function windFigure(wind: number): string {
  return `wind ${whole(wind)} m/s`;
}

/** "0 mm of precipitation in 6 hours". */
export function precipitationFigure({ precipitation, hours, symbols }: Outlook): string | null {
  if (precipitation === null) return null;
  const amount = `${Number(precipitation.toFixed(1))} mm of ${precipitation > 0 ? fallOf(symbols) : 'precipitation'}`;
  return `${amount} in ${hours === 1 ? 'the hour' : `${hours} hours`}`;
}

/** By the warmest hour. */
export function warmthOf({ warmest }: Outlook): string | null {
  return warmest === null ? null : warmthWord(warmest);
}

/** Weather_Bot's taste: over 15 °C and under 10 % cloud. Null where a figure is missing. */
export function isLiked({ warmest, cloud }: Outlook): boolean | null {
  return warmest === null || cloud === null ? null : warmest > 15 && cloud < 10;
}

/** What is there, said without gaps; null if nothing is. */
export function joined(parts: readonly (string | null)[], separator: string): string | null {
  const said = parts.filter((part) => part !== null);
  return said.length > 0 ? said.join(separator) : null;
}

function skyWords({ cloud, symbols }: Outlook): string | null {
  const falls = symbols.some((symbol) => /rain|sleet|snow/u.test(symbol)) ? `with ${fallOf(symbols)}` : null;
  const thunder = symbols.some((symbol) => symbol.includes('thunder')) ? 'with thunder' : null;
  const fog = symbols.includes('fog') ? 'with fog' : null;
  return joined([cloud === null ? null : skyWord(cloud), falls, thunder, fog], ' ');
}

function cloudFigure(cloud: number | null): string | null {
  return cloud === null ? null : `${Math.round(cloud)} % cloud`;
}

function fallOf(symbols: readonly string[]): string {
  const kinds = ['rain', 'sleet', 'snow'].filter((kind) => symbols.some((symbol) => symbol.includes(kind)));
  return kinds.length > 0 ? kinds.join(' and ') : 'precipitation';
}

function isNight(symbols: readonly string[]): boolean {
  return symbols.length > 0 && symbols.every((symbol) => symbol.endsWith('_night'));
}

/** Without the "-0" that rounding makes. */
function whole(value: number): string {
  return String(Math.round(value) || 0);
}

function mean(values: readonly number[]): number | null {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
}

function known<T>(values: readonly (T | null)[]): readonly T[] {
  return values.filter((value) => value !== null);
}
