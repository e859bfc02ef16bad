import { describe, expect, test } from 'vitest';
import { understand } from '../understanding/understand.ts';
import type { Nick, Seq } from '../room/types.ts';
import { type Bot, defineBot, type Heard } from './bot.ts';
import { manifestOf } from './manifest.ts';
import { isPolite, mayAnswer, mayGreet, namedBy } from './manners.ts';

const now = { year: 2026, month: 1, day: 5, hour: 12, minute: 0 };
const heard = (text: string, addressed = false): Heard => {
  return { seq: 1 as Seq, nick: 'Ann' as Nick, text, time: 0, understood: understand(text, now), addressed };
};
const sporty: Bot = defineBot({
  name: 'Sporty',
  about: '',
  concerns: ({ understood }) => understood.subject === 'sport',
  on: { message: () => {}, join: () => {} },
});

describe('a name is called', () => {
  const named = namedBy('Weather_Bot');
  test.each([
    'Weather_Bot, will it rain?',
    'weather_bot will it rain',
    '@Weather_Bot rain?',
    'hey weatherbot',
    'will it rain, weather bot?',
    'WEATHER-BOT!',
    '(Weather_Bot)',
  ])('by %j', (text) => expect(named(text)).toBe(true));

  test.each([
    'the weather',
    'weather_bots',
    'my_weather_bot',
    'weather robot',
    'botweather',
    'weather, bot',
    '',
  ])('not by %j', (text) => expect(named(text)).toBe(false));

  test('also where it is made of signs', () => expect(namedBy('a[x]^|b')('hi a[x]^|b!')).toBe(true));
});

describe('manners', () => {
  test.each([
    ['auto', 0, false],
    ['auto', 1, false],
    ['auto', 2, true],
    ['chatty', 9, false],
    ['polite', 1, true],
  ] as const)('%s with %i people: polite %s', (manners, people, polite) => {
    expect(isPolite(manners, people)).toBe(polite);
  });

  test('in chatty company everything is answered, in polite company one’s name and one’s subject', () => {
    expect(mayAnswer(sporty, heard('lunch?'), false)).toBe(true);
    expect(mayAnswer(sporty, heard('lunch?'), true)).toBe(false);
    expect(mayAnswer(sporty, heard('do you like tennis?'), true)).toBe(true);
    expect(mayAnswer(sporty, heard('lunch, Sporty?', true), true)).toBe(true);
  });

  test('in polite company the greeter greets, and nobody without words for it does', () => {
    expect(mayGreet(manifestOf(sporty), false)).toBe(true);
    expect(mayGreet(manifestOf(sporty), true)).toBe(false);
    expect(mayGreet(manifestOf({ ...sporty, greets: true }), true)).toBe(true);
    expect(mayGreet(manifestOf({ ...sporty, on: {} }), false)).toBe(false);
  });
});
