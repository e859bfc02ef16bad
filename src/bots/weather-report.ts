/**
 * What a forecast says about a stretch of time, in figures and in words, and whether a claim about it holds. Pure.
 * Times are ms UTC unless they are called local.
 */
import type { Condition } from '../understanding/types.ts';
import { isoOf, type WallTime } from '../util/local-time.ts';
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
  const last = steps.at(-1);
  if (!last) return { type: 'beyond', end: now };
  const current = steps.findLast((step) => step.time <= now) ?? steps[0] ?? last;
  if (now - current.time > longestStepMs) return { type: 'beyond', end: last.time };
  if (!range) return { type: 'steps', steps: [current], now: true, until: null };
  const nowIso = isoOf(local(now));
  if (range.to <= nowIso) return { type: 'past' };
  const isoAt = (step: Step) => isoOf(local(step.time));
  const ahead = steps.filter((step) => step.time >= current.time);
  const within = ahead.filter((step) => isoAt(step) >= range.from && isoAt(step) < range.to);
  const before = ahead.findLast((step) => isoAt(step) <= range.from);
  const until = range.to > isoOf(local(last.time + longestStepMs)) ? last.time : null;
  if (within.length > 0) return { type: 'steps', steps: within, now: false, until };
  if (before && before !== last) return { type: 'steps', steps: [before], now: false, until: null };
  return before
    ? { type: 'beyond', end: last.time }
    : { type: 'steps', steps: [current], now: true, until: null };
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

/** Adds up what follows each step, without counting an hour twice where the periods overlap. */
function rainfall(steps: readonly Step[]): Pick<Outlook, 'precipitation' | 'hours'> {
  let covered = -Infinity;
  let precipitation: number | null = null;
  let hours = 0;
  for (const { time, next } of steps) {
    if (!next || next.precipitation === null || time < covered) continue;
    covered = time + next.hours * hourMs;
    precipitation = (precipitation ?? 0) + next.precipitation;
    hours += next.hours;
  }
  return { precipitation, hours };
}

/** Whether it is so; null where the forecast does not tell. */
export function holds(condition: Condition, outlook: Outlook): boolean | null {
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
      return warmest === null ? null : warmest > 15;
    case 'cold':
      return coldest === null ? null : coldest <= 10;
    case 'humidity':
      return humidity === null ? null : humidity >= 70;
    case 'temperature':
      return null;
  }
}

/** The figure by which `holds` decides: "92 % cloud", "1.2 mm of rain in 6 hours". */
export function figureFor(condition: Condition, outlook: Outlook): string | null {
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
      return wind === null ? null : `${windFigure(wind)}, ${windWord(wind)}`;
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

/** Over 20 °C hot, over 10 not cold, from 0 to 10 cold, under 0 very cold. */
export function warmthWord({ warmest }: Outlook): string | null {
  if (warmest === null) return null;
  if (warmest > 20) return 'hot';
  if (warmest > 10) return 'not cold';
  return warmest >= 0 ? 'cold' : 'very cold';
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
  return joined([cloudWord(cloud), falls, thunder, fog], ' ');
}

function cloudWord(cloud: number | null): string | null {
  if (cloud === null) return null;
  if (cloud < 10) return 'clear';
  if (cloud < 35) return 'mostly clear';
  if (cloud < 65) return 'partly cloudy';
  return cloud < 90 ? 'mostly cloudy' : 'overcast';
}

function cloudFigure(cloud: number | null): string | null {
  return cloud === null ? null : `${Math.round(cloud)} % cloud`;
}

function fallOf(symbols: readonly string[]): string {
  const kinds = ['rain', 'sleet', 'snow'].filter((kind) => symbols.some((symbol) => symbol.includes(kind)));
  return kinds.length > 0 ? kinds.join(' and ') : 'precipitation';
}

/** The words of the Beaufort scale, m/s. */
function windWord(wind: number): string {
  if (wind < 0.3) return 'calm';
  if (wind < 5.5) return 'a light breeze';
  if (wind < 8) return 'a moderate breeze';
  if (wind < 13.9) return 'a fresh to strong breeze';
  return wind < stormyFrom ? 'a gale' : 'a storm';
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
