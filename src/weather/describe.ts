/** Figures of a forecast in words, labels of places, and whose data it is. Pure; English. */
import { isoOf, wallClock } from '../util/local-time.ts';
import type { Forecast, Place } from './types.ts';

/** `cloud` is the covered part of the sky in percent: 0 is a clear sky, 100 an overcast one. */
export function skyWord(cloud: number): string {
  if (cloud < 10) return 'clear';
  if (cloud < 35) return 'mostly clear';
  if (cloud < 65) return 'partly cloudy';
  return cloud < 90 ? 'mostly cloudy' : 'overcast';
}

/** °C: over 20 hot, over 10 not cold, from 0 to 10 cold, under 0 very cold. */
export function warmthWord(temperature: number): string {
  if (temperature > 20) return 'hot';
  if (temperature > 10) return 'not cold';
  return temperature >= 0 ? 'cold' : 'very cold';
}

/** The Beaufort scale: the m/s at which each force begins, as WMO has it, and its name. */
const beaufortScale: readonly (readonly [from: number, word: string])[] = [
  [0, 'calm'],
  [0.3, 'light air'],
  [1.6, 'light breeze'],
  [3.4, 'gentle breeze'],
  [5.5, 'moderate breeze'],
  [8, 'fresh breeze'],
  [10.8, 'strong breeze'],
  [13.9, 'near gale'],
  [17.2, 'gale'],
  [20.8, 'strong gale'],
  [24.5, 'storm'],
  [28.5, 'violent storm'],
  [32.7, 'hurricane'],
];

/** `wind` in m/s; a negative one counts as none. */
export function beaufort(wind: number): { readonly force: number; readonly word: string } {
  const force = Math.max(
    0,
    beaufortScale.findLastIndex(([from]) => wind >= from),
  );
  return { force, word: beaufortScale[force]?.[1] ?? 'calm' };
}

/**
 * How warm it feels, °C: heat index (Rothfusz, US National Weather Service) in damp heat, wind chill (Osczevski and
 * Bluestein, as Environment Canada uses it) in cold wind, the temperature itself otherwise or where a figure is missing.
 */
export function feelsLike(temperature: number, humidity: number | null, wind: number | null): number {
  if (humidity !== null && temperature > 26 && humidity > 40)
    return heatIndex(temperature, Math.min(humidity, 100));
  return wind !== null && temperature < 10 && wind > 1.33 ? windChill(temperature, wind) : temperature;
}

function heatIndex(celsius: number, r: number): number {
  const t = celsius * 1.8 + 32;
  const fahrenheit =
    -42.379 + 2.04901523 * t + 10.14333127 * r - 0.22475541 * t * r - 0.00683783 * t * t - 0.05481717 * r * r +
    0.00122874 * t * t * r + 0.00085282 * t * r * r - 0.00000199 * t * t * r * r; // prettier-ignore
  return Math.max(celsius, (fahrenheit - 32) / 1.8);
}

function windChill(celsius: number, wind: number): number {
  const v = (wind * 3.6) ** 0.16;
  return Math.min(celsius, 13.12 + 0.6215 * celsius - 11.37 * v + 0.3965 * celsius * v);
}

/** Countries in which a town is customarily named with its state or province. */
const dividedCountries: ReadonlySet<string> = new Set(['US', 'CA', 'AU']);

/**
 * "Paris, France", "Paris, Texas, United States". The division is also named where one of the `others` that may have
 * been meant lies in the same country.
 */
export function placeLabel(place: Place, others: readonly Place[] = []): string {
  const { name, admin, country, countryCode } = place;
  const ambiguous = others.some((other) => other.countryCode === countryCode && other.admin !== admin);
  const divided = admin !== null && admin !== name && (ambiguous || dividedCountries.has(countryCode));
  const parts = [name, divided ? admin : null, country === name ? null : country];
  return parts.filter((part) => part !== null).join(', ');
}

const winds = [
  'north',
  'north-east',
  'east',
  'south-east',
  'south',
  'south-west',
  'west',
  'north-west',
] as const;

/** Where wind comes from, by its degrees: "south-west". */
export function compassWord(degrees: number): string {
  const eighth = Math.round((((degrees % 360) + 360) % 360) / 45) % winds.length;
  return winds[eighth] ?? 'north';
}

/**
 * The credit that the licences ask for, with the time of issue, the oldest where there are several forecasts: on the
 * places' own clocks, in UTC where these differ. `now` in ms UTC: on another day the date is named too.
 */
export function creditLine(forecasts: readonly Forecast[], now: number): string {
  const zones = forecasts.map(({ place }) => place.timeZone);
  const issuedAt = Math.min(...forecasts.map((forecast) => forecast.issuedAt));
  const stamps = new Set(zones.map((zone) => shortStamp(issuedAt, now, zone)));
  const [stamp] = stamps;
  const issued = stamps.size === 1 && stamp !== undefined ? stamp : `${shortStamp(issuedAt, now, 'UTC')} UTC`;
  return `Data from MET Norway (CC BY 4.0), issued ${issued}; places: GeoNames (CC BY 4.0).`;
}

function shortStamp(time: number, now: number, timeZone: string): string {
  const [day, clock] = localStamp(time, timeZone).split(' ');
  return localStamp(now, timeZone).startsWith(day ?? '') ? (clock ?? '') : `${day ?? ''} ${clock ?? ''}`;
}

/** "2026-03-29 14:10" */
export function localStamp(time: number, timeZone: string): string {
  return isoOf(wallClock(timeZone)(time)).replace('T', ' ');
}
