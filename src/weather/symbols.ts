/** MET's symbol codes in words. Pure. The codes: https://api.met.no/weatherapi/weathericon/2.0/documentation */

const strengths = ['light', '', 'heavy'] as const;
const kinds = ['rain', 'sleet', 'snow'] as const;
const skies: Readonly<Record<string, string>> = {
  clearsky: 'clear sky',
  fair: 'mostly clear',
  partlycloudy: 'partly cloudy',
  cloudy: 'cloudy',
  fog: 'fog',
};
/** MET's names for when a shower falls or a sky is seen. */
const lights = ['_day', '_night', '_polartwilight'] as const;

/** Every code there is, 83 of them; two are misspelt by MET with one s too many. */
export function symbolCodes(): readonly string[] {
  const falls = strengths.flatMap((strength) => kinds.map((kind) => ({ strength, kind })));
  const steady = falls.flatMap(({ strength, kind }) => [
    `${strength}${kind}`,
    `${strength}${kind}andthunder`,
  ]);
  const changing = falls.flatMap(({ strength, kind }) => [
    `${strength}${kind}showers`,
    `${misspelt(strength, kind)}${kind}showersandthunder`,
  ]);
  const lit = ['clearsky', 'fair', 'partlycloudy', ...changing];
  return ['cloudy', 'fog', ...steady, ...lit.flatMap((base) => lights.map((light) => base + light))];
}

function misspelt(strength: string, kind: string): string {
  return strength === 'light' && kind !== 'rain' ? 'lights' : strength;
}

const fall = /^(lights?(?=s|r)|light|heavy)?(rain|sleet|snow)(showers)?(andthunder)?$/;

/**
 * "lightrainshowers_day" gives "light rain showers". A code that MET adds one day is given back as words as far as
 * it goes, never refused.
 */
export function symbolWords(code: string): string {
  const base = code.trim().replace(/_(day|night|polartwilight)$/, '');
  const sky = Object.hasOwn(skies, base) ? skies[base] : undefined;
  if (sky !== undefined) return sky;
  const parts = fall.exec(base);
  if (parts === null) return base.replaceAll('_', ' ').trim() || 'no word for it';
  const [, strength, kind = '', showers, thunder] = parts;
  const words = [strength?.startsWith('light') === true ? 'light' : strength, kind, showers];
  return words.filter(Boolean).join(' ') + (thunder === undefined ? '' : ' and thunder');
}

const skyEmoji: Readonly<Record<string, string>> = {
  clearsky: '☀️',
  fair: '🌤️',
  partlycloudy: '⛅',
  cloudy: '☁️',
  fog: '🌫️',
};

/** One emoji for a code: a moon where a clear sky is seen at night, null for a code that MET adds one day. */
export function symbolEmoji(code: string): string | null {
  const [base = '', light] = code.trim().split('_');
  if (light === 'night' && (base === 'clearsky' || base === 'fair')) return '🌙';
  if (Object.hasOwn(skyEmoji, base)) return skyEmoji[base] ?? null;
  if (base.endsWith('thunder')) return '⛈️';
  const kind = fall.exec(base)?.[2];
  if (kind === undefined) return null;
  return kind === 'rain' ? '🌧️' : '🌨️';
}

/** Whether the words of `symbolWords` were made for this code. A stranger is worth one line in the log. */
export function isKnownSymbol(code: string): boolean {
  return symbolCodes().includes(code.trim());
}
