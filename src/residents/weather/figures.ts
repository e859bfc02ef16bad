/** An outlook in words and figures, in the units that were asked for. Pure. `null` where there is nothing to say. */
import type { Condition } from '../../understanding/types.ts';
import { beaufort, compassWord, skyWord } from '../../weather/describe.ts';
import { symbolEmoji, symbolWords } from '../../weather/symbols.ts';
import { rainIn, temperatureIn, temperaturesIn, type Units, windIn } from '../../weather/units.ts';
import type { Inquiry } from './inquiry.ts';
import { isNight, type Outlook } from './outlook.ts';

/** Whoever asks so wants to know how it feels, whatever the difference. */
const feelsWords = /\bfeels? like\b|\bwind ?chill\b|\bheat index\b/iu;
/** From how many degrees of difference it is worth saying how it feels. */
const feltFrom = 2;

export interface Telling {
  readonly outlook: Outlook;
  readonly inquiry: Pick<Inquiry, 'condition' | 'sentence'>;
  readonly isNow: boolean;
  readonly units: Units;
}

/** What was asked for first, then what belongs to it; `brief`: no more than that. */
export function figuresOf({ outlook, inquiry, isNow, units }: Telling, brief = false): string | null {
  const condition = inquiry.condition?.condition;
  const sky = skyFigure(outlook);
  const temperature = temperatureFigure(outlook, units);
  const felt = feelsFigure(outlook, units, feelsWords.test(inquiry.sentence));
  const rain = precipitationFigure(outlook, units);
  switch (condition) {
    case 'temperature':
    case 'warm':
    case 'cold':
      return said(outlook, [temperature, felt]);
    case 'rain':
    case 'snow':
      return said(outlook, brief ? [rain] : [rain, sky, temperature]);
    case 'wind':
    case 'storm':
      return said(
        outlook,
        brief ? [windFigure(outlook, units, false)] : [windFigure(outlook, units), sky, temperature],
      );
    case 'humidity':
      return said(outlook, [figureFor(condition, outlook, units), ...(brief ? [] : [sky, temperature])]);
    case 'sun':
    case 'cloud':
    case 'fog':
    case 'thunder': {
      const dark = condition === 'sun' && isNight(outlook.symbols) ? 'after sunset' : null;
      return said(outlook, brief ? [sky, dark] : [sky, dark, temperature, felt]);
    }
    case undefined:
      return said(
        outlook,
        brief
          ? [skyWords(outlook) ?? sky, temperature]
          : [sky, temperature, felt, isNow ? null : rain, windFigure(outlook, units, false)],
      );
  }
}

function said(outlook: Outlook, figures: readonly (string | null)[]): string | null {
  const all = joined(figures, ', ');
  return all && joined([emojiOf(outlook), all], ' ');
}

/** The figure by which `holds` decides: "92 % cloud", "1.2 mm of rain in 6 hours". */
export function figureFor(condition: Condition, outlook: Outlook, units: Units): string | null {
  const { cloud, humidity, symbols } = outlook;
  switch (condition) {
    case 'sun':
      return joined([cloudFigure(cloud), isNight(symbols) ? 'and the sun is down' : null], ' ');
    case 'cloud':
      return cloudFigure(cloud);
    case 'rain':
    case 'snow':
      return precipitationFigure(outlook, units);
    case 'fog':
    case 'thunder':
      return joined(
        [symbols.length > 0 ? (fallsWords(outlook) ?? `no ${condition}`) : null, cloudFigure(cloud)],
        ', ',
      );
    case 'wind':
    case 'storm':
      return windFigure(outlook, units);
    case 'humidity':
      return humidity === null ? null : `${Math.round(humidity)} % humidity`;
    case 'warm':
    case 'cold':
    case 'temperature':
      return temperatureFigure(outlook, units);
  }
}

/** "7 °C", or "2 to 9 °C". */
export function temperatureFigure({ coldest, warmest }: Outlook, units: Units): string | null {
  return coldest === null || warmest === null ? null : temperaturesIn(coldest, warmest, units);
}

/** "feels like 3 °C", where that is another thing than the temperature, or `always`. */
function feelsFigure(outlook: Outlook, units: Units, always = false): string | null {
  const { coldest, warmest, feelsColdest, feelsWarmest } = outlook;
  if (coldest === null || warmest === null || feelsColdest === null || feelsWarmest === null) return null;
  const chill = coldest - feelsColdest;
  const heat = feelsWarmest - warmest;
  if (!always && Math.max(chill, heat) < feltFrom) return null;
  const range = warmest - coldest >= 1;
  return heat > chill
    ? `feels like ${temperatureIn(feelsWarmest, units)}${range ? ' at the warmest' : ''}`
    : `feels like ${temperatureIn(feelsColdest, units)}${range ? ' at the coldest' : ''}`;
}

/** "mostly cloudy with light rain (82 % cloud)". */
export function skyFigure(outlook: Outlook): string | null {
  const sky = skyWords(outlook);
  const covered = cloudFigure(outlook.cloud);
  return sky && covered ? `${sky} (${covered})` : (sky ?? covered);
}

function skyWords(outlook: Outlook): string | null {
  const { cloud, symbols } = outlook;
  const falls = fallsWords(outlook);
  const plain = cloud === null ? dryWords(symbols) : skyWord(cloud);
  return joined([plain, falls && (plain ? `with ${falls}` : falls)], ' ');
}

/** "wind 5 m/s from the south-west (gentle breeze)"; for a longer time its strongest. */
function windFigure({ wind, windFrom, steps }: Outlook, units: Units, directed = true): string | null {
  if (wind === null) return null;
  const from = !directed || windFrom === null || wind < 1 ? '' : ` from the ${compassWord(windFrom)}`;
  const most = steps > 1 ? 'up to ' : '';
  return `wind ${most}${windIn(wind, units)}${from} (${beaufort(wind).word})`;
}

/** "0 mm of precipitation in 6 hours". */
function precipitationFigure(outlook: Outlook, units: Units): string | null {
  const { precipitation, hours } = outlook;
  if (precipitation === null) return null;
  const what = precipitation > 0 ? (kindsOf(outlook) ?? 'precipitation') : 'precipitation';
  return `${rainIn(precipitation, units)} of ${what} in ${hours === 1 ? 'the hour' : `${hours} hours`}`;
}

/** One emoji for the whole of it: what falls, else the sky. */
export function emojiOf(outlook: Outlook): string | null {
  const { cloud, symbols } = outlook;
  const fall = fallingOf(outlook);
  const code =
    fall.find((symbol) => symbol.includes('thunder')) ??
    fall.find((symbol) => symbol.includes('rain')) ??
    fall[0] ??
    symbols.find((symbol, _, all) => symbol === 'fog' && all.length === 1);
  return symbolEmoji(code ?? skyCode(cloud, symbols));
}

/** What is there, said without gaps; null if nothing is. */
export function joined(parts: readonly (string | null)[], separator: string): string | null {
  const said = parts.filter((part) => part !== null);
  return said.length > 0 ? said.join(separator) : null;
}

function skyCode(cloud: number | null, symbols: readonly string[]): string {
  if (cloud === null) return symbols[0] ?? '';
  const light = isNight(symbols) ? '_night' : '_day';
  if (cloud < 35) return `${cloud < 10 ? 'clearsky' : 'fair'}${light}`;
  return cloud < 65 ? 'partlycloudy' : 'cloudy';
}

function cloudFigure(cloud: number | null): string | null {
  return cloud === null ? null : `${Math.round(cloud)} % cloud`;
}

const falling = /rain|sleet|snow/u;

/** The symbols of what falls; none where nothing measurable does. */
function fallingOf({ symbols, precipitation }: Outlook): readonly string[] {
  return precipitation === 0 ? [] : symbols.filter((symbol) => falling.test(symbol));
}

/** MET's own words for one step ("light rain showers"), the kinds of several ("rain and snow"), thunder and fog. */
function fallsWords(outlook: Outlook): string | null {
  const [only, ...others] = fallingOf(outlook);
  if (only !== undefined && others.length === 0) return symbolWords(only);
  const { symbols } = outlook;
  const thunder = symbols.some((symbol) => symbol.includes('thunder')) ? 'thunder' : null;
  const fog = symbols.includes('fog') ? 'fog' : null;
  return joined([kindsOf(outlook), thunder, fog], ' and ');
}

function kindsOf(outlook: Outlook): string | null {
  const symbols = fallingOf(outlook);
  const kinds = ['rain', 'sleet', 'snow'].filter((kind) => symbols.some((symbol) => symbol.includes(kind)));
  return joined(kinds, ' and ');
}

/** Where MET gives no figure for the clouds, its symbol's word for the sky. */
function dryWords(symbols: readonly string[]): string | null {
  const dry = symbols.find((symbol) => !falling.test(symbol) && symbol !== 'fog');
  return dry === undefined ? null : symbolWords(dry);
}
