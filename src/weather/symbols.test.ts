import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isKnownSymbol, symbolCodes, symbolEmoji, symbolWords } from './symbols.ts';

test('there are 83 codes, 41 when day and night are one', () => {
  expect(new Set(symbolCodes()).size).toBe(83);
  expect(new Set(symbolCodes().map((code) => code.split('_')[0])).size).toBe(41);
});

test('each has words that are not its own spelling', () => {
  for (const code of symbolCodes()) {
    expect(isKnownSymbol(code)).toBe(true);
    expect(symbolWords(code)).toMatch(
      /^(clear sky|mostly clear|partly cloudy|cloudy|fog|((light|heavy) )?(rain|sleet|snow)( showers)?( and thunder)?)$/,
    );
  }
});

test.each([
  ['clearsky_polartwilight', 'clear sky'],
  ['fair_night', 'mostly clear'],
  ['partlycloudy_day', 'partly cloudy'],
  ['cloudy', 'cloudy'],
  ['lightrainshowers_day', 'light rain showers'],
  ['heavysnowandthunder', 'heavy snow and thunder'],
  ['rainshowersandthunder_night', 'rain showers and thunder'],
  ['lightssleetshowersandthunder_day', 'light sleet showers and thunder'],
  ['lightssnowshowersandthunder_day', 'light snow showers and thunder'],
  ['lightsnowshowersandthunder_day', 'light snow showers and thunder'],
  ['lightsnow', 'light snow'],
  ['lightsleet', 'light sleet'],
  ['rain ', 'rain'],
  ['dust_devils_day', 'dust devils'],
  ['', 'no word for it'],
  ['constructor', 'constructor'],
])('%j is %j', (code, words) => {
  expect(symbolWords(code)).toBe(words);
});

test.each([
  ['clearsky_day', '☀️'],
  ['clearsky_night', '🌙'],
  ['fair_polartwilight', '🌤️'],
  ['partlycloudy_night', '⛅'],
  ['cloudy', '☁️'],
  ['fog', '🌫️'],
  ['lightrainshowers_day', '🌧️'],
  ['heavysleet', '🌨️'],
  ['snowandthunder', '⛈️'],
  ['lightssnowshowersandthunder_night', '⛈️'],
  ['sandstorm', null],
])('%j is %s', (code, emoji) => {
  expect(symbolEmoji(code)).toBe(emoji);
});

test('every code has an emoji', () => {
  expect(symbolCodes().filter((code) => symbolEmoji(code) === null)).toEqual([]);
});

test('a stranger is known as one, and anything has words', () => {
  expect(isKnownSymbol('sandstorm')).toBe(false);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (code) => {
      expect(symbolWords(code)).not.toBe('');
    }),
  );
});
