import { describe, expect, test } from 'vitest';
import { botBench } from '../../../test/kits/bot-bench.ts';
import { atlas, hourly, sky, step, town } from '../../../test/kits/sky.ts';
import { switchedOff } from '../../weather/met/off.ts';
import type { ForecastSource } from '../../weather/met/types.ts';
import type { Step } from '../../weather/types.ts';
import { otherPlace } from './answer.ts';
import { weatherBot } from './weather-bot.ts';

/** The time at which the bench opens: 13:00 in Oslo. */
const noon = Date.UTC(2026, 0, 5, 12);

async function bench(answer: Parameters<typeof sky>[0], rest: Parameters<typeof sky>[1] = {}) {
  const { forecasts, asked } = sky(answer, rest);
  const made = await botBench([weatherBot({ forecasts })]);
  const say = async (text: string, nick?: string) => (await made.ask(text, nick))[0]?.text ?? '';
  return { ...made, say, asked };
}
const now = (rest: Partial<Step>) => bench([step(noon, rest), step(noon + 3_600_000, rest)]);
const credit = 'Data from MET Norway (CC BY 4.0), issued 13:00; places: GeoNames (CC BY 4.0).';

describe('a question about now', () => {
  test('gets place, country, local time, sky, temperature and the sources', async () => {
    const { say, asked } = await now({ cloud: 92, temperature: -0.4 });
    const answer = await say('Is it sunny in oslo?');
    expect(answer).toMatch(/^No/);
    expect(answer).toContain('Oslo, Norway');
    expect(answer).toContain('13:00');
    expect(answer).toContain('overcast (92 % cloud), 0 °C');
    expect(answer).toContain(credit);
    expect(asked.map(({ country }) => country)).toEqual(['Norway']);
  });

  test.each([
    [3, 'clear'],
    [20, 'mostly clear'],
    [50, 'partly cloudy'],
    [80, 'mostly cloudy'],
    [92, 'overcast'],
  ])('%i %% cloud is %s', async (cloud, words) => {
    const { say } = await now({ cloud });
    expect(await say('How is the weather in Oslo?')).toContain(` ${words} (${cloud} % cloud)`);
  });

  test('of temperature gets the temperature', async () => {
    const { say } = await now({ temperature: 21.6 });
    const answer = await say('What is the temperature in Oslo?');
    expect(answer).toContain('22 °C');
    expect(answer).not.toContain('cloud');
  });

  test.each([
    [
      'Is it raining in Oslo?',
      { next: { hours: 1, symbol: 'lightrain', precipitation: 0.4 } },
      /^Yes.*0\.4 mm of rain/,
    ],
    ['Is it raining in Oslo?', {}, /^No.*0 mm of precipitation in the hour/],
    [
      'Is it snowing in Oslo?',
      { next: { hours: 1, symbol: 'snow', precipitation: 2 } },
      /^Yes.*2 mm of snow/,
    ],
    ['Is it windy in Oslo?', { wind: 14 }, /^Yes.*wind 14 m\/s/],
    ['Is it windy in Oslo?', { wind: 2 }, /^No.*wind 2 m\/s/],
    ['Is it foggy in Oslo?', { next: { hours: 1, symbol: 'fog', precipitation: 0 } }, /^Yes.*with fog/],
    ['Is it warm in Oslo?', { temperature: 19 }, /^Yes.*19 °C/],
    ['Is it cold in Oslo?', { temperature: 19 }, /^No.*19 °C/],
    [
      'Is it sunny in Oslo?',
      { cloud: 3, next: { hours: 1, symbol: 'clearsky_night', precipitation: 0 } },
      /^No/,
    ],
    ['Is it sunny in Oslo?', { cloud: 3 }, /^Yes.*clear/],
    ['Is it colder than 5 in Oslo?', { temperature: 9 }, /^No.*9 °C/],
    ['Is it colder than 50 °F in Oslo?', { temperature: 9 }, /^Yes.*48 °F/],
    ['Is it below 5 degrees in Oslo?', { temperature: 4 }, /^Yes.*4 °C/],
    ['Is it warm enough for a swim in Oslo?', { temperature: 30 }, /^(?!Yes|No).*30 °C/],
    ['Is it freezing in Oslo?', { temperature: 9 }, /^No.*9 °C/],
    ['What is the weather in Oslo right now?', { cloud: 3 }, /13:00.*clear/],
    ['How warm is it in Oslo?', { temperature: 19 }, /^(?!Yes|No).*19 °C/],
  ] as const)('%j, %j', async (text, weather, expected) => {
    const { say } = await now(weather);
    expect(await say(text)).toMatch(expected);
  });

  test('values that MET left out are left out', async () => {
    const { say } = await now({ cloud: null, temperature: null, wind: null, next: null });
    const answer = await say('Is it cloudy in Oslo?');
    expect(answer).toContain('no figures at all');
    expect(answer).not.toMatch(/null|NaN/);
  });
});

describe('an opinion', () => {
  test.each([
    [22, 3, 'hot', true],
    [16, 9, 'not cold', true],
    [15, 3, 'not cold', false],
    [16, 10, 'not cold', false],
    [10, 3, 'cold', false],
    [0, 3, 'cold', false],
    [-3, 92, 'very cold', false],
  ])('of %i °C and %i %% cloud: %s, liked %s', async (temperature, cloud, warmth, liked) => {
    const { say } = await now({ temperature, cloud });
    const answer = await say('How would you rate the weather in Paris?');
    expect(answer).toContain(`${cloud} % cloud), ${temperature} °C, which is ${warmth}`);
    expect(/I do not (much )?like|liked other days|Not what I like/.test(answer)).toBe(!liked);
  });
});

describe('a statement is checked', () => {
  const right = /[Rr]ight|agrees|True|Well observed/;
  const wrong = /Not quite|differ|otherwise|Are you sure|not what I see/;
  test.each([
    ['It is cloudy in Oslo!', right, '92 % cloud'],
    ['It is sunny in Oslo!', wrong, '92 % cloud'],
    ['It is not sunny in Oslo.', right, '92 % cloud'],
    ['It is not cloudy in Oslo.', wrong, '92 % cloud'],
    ['It is raining in Oslo.', wrong, '0 mm of precipitation in the hour'],
    ['It is cold in Oslo.', right, '10 °C'],
    ['It is 11 degrees in Oslo.', right, '10 °C'],
    ['It is 30 degrees in Oslo.', wrong, '10 °C'],
    ['It is windy in Oslo.', wrong, 'wind 3 m/s from the south (light breeze)'],
  ])('%j', async (text, verdict, figure) => {
    const { say } = await now({ cloud: 92, temperature: 10 });
    const answer = await say(text);
    expect(answer).toMatch(verdict);
    expect(answer).toContain(figure);
    expect(answer).toContain('Oslo, Norway');
    expect(answer).toContain(credit);
  });

  test('without a place it asks for one, and checks then', async () => {
    const { say, asked } = await now({});
    await say('It is cloudy!');
    expect(asked).toEqual([]);
    expect(await say('In Bergen.')).toMatch(right);
    expect(asked.map(({ name }) => name)).toEqual(['Bergen']);
  });
});

describe('the place', () => {
  test('is asked for where none is named, and taken from the same person’s next message', async () => {
    const { say, asked, room, clock } = await now({});
    expect(await say('How is the weather?')).toMatch(/city|where|Where/);
    expect(await say('Oslo', 'Ben')).not.toContain('MET Norway');
    expect(await say('Oslo')).toContain('Oslo, Norway');
    expect(asked).toHaveLength(1);
    expect(await say('Oslo')).not.toContain('MET Norway');
    await say('How is the weather?');
    await clock.advance(301_000);
    expect(await say('Oslo')).not.toContain('MET Norway');
    expect(room.heard).toHaveLength(6);
  });

  test('that answers a question is taken in polite company too', async () => {
    const { room, say } = await now({});
    room.join('Ben');
    await say('How is the weather?');
    expect(await say('Bergen')).toContain('Bergen, Norway');
    expect(await say('Bergen')).toBe('');
  });

  test('that is not in the table is said to be unknown', async () => {
    const { say, asked } = await now({});
    expect(await say('Is it sunny in Atlantis?')).toContain('Atlantis');
    expect(asked).toEqual([]);
  });

  test('with a namesake is named with its country, and the other is offered', async () => {
    const { say } = await now({});
    const answer = await say('Is it sunny in Paris?');
    expect(answer).toContain('Paris, France');
    expect(answer).toContain('(Say “Paris, Texas” if you meant that one.)');
  });

  test('narrowed is the one meant, without offers, at its own time', async () => {
    const { say, asked } = await now({});
    const answer = await say('Is it sunny in Paris, Texas?');
    expect(answer).toContain('Paris, Texas, United States');
    expect(answer).toContain('06:00');
    expect(answer).not.toContain('if you meant');
    expect(asked[0]!.countryCode).toBe('US');
  });

  test('misspelt by a letter is found; elsewhere than was said is told so', async () => {
    const { say } = await now({});
    expect(await say('How is the weather in Begren?')).toContain('Bergen, Norway');
    const answer = await say('How is the weather in Tokyo, Texas?');
    expect(answer).toContain('Tokyo, Japan');
    expect(answer).toContain('(I know no Tokyo in Texas.)');
  });

  test('a hamlet beside a city is not worth offering, a large town always is', () => {
    const city = town('X', { population: 30_000_000 });
    const abroad = { country: 'Chile', countryCode: 'CL' };
    expect(otherPlace(city, [town('X', { ...abroad, population: 900 })])).toBeNull();
    expect(otherPlace(city, [town('X', { ...abroad, population: 100_000 })])).not.toBeNull();
    expect(otherPlace(city, [town('X', { population: 20_000_000 })])).toBeNull();
  });
});

describe('a question about later', () => {
  /** Two days, hour by hour: the hour since noon as temperature, rain on the second day. */
  const days = hourly(noon, 60, (hour) => ({
    temperature: hour,
    wind: hour / 10,
    next: { hours: 1, symbol: hour >= 24 ? 'rain' : 'cloudy', precipitation: hour >= 24 ? 0.5 : 0 },
  }));

  test('tomorrow: least and most, sky, rain and wind, of the place’s own day', async () => {
    const { say } = await bench(days);
    const answer = await say('How is the weather in Oslo tomorrow?');
    // 00:00 in Oslo is 11 hours after noon UTC.
    expect(answer).toContain('11 to 34 °C');
    expect(answer).toContain('5.5 mm of rain in 24 hours');
    expect(answer).toContain('wind up to 3 m/s (gentle breeze)');
    expect(answer).toContain('tomorrow');
    expect(answer).toContain(credit);
  });

  test('tomorrow in Tokyo begins when it does there', async () => {
    const { say } = await bench(days);
    // 00:00 in Tokyo is 3 hours after noon UTC.
    expect(await say('How warm will it be in Tokyo tomorrow?')).toContain('3 to 26 °C');
  });

  test('beyond the end it says where the forecast ends, and gives no figure', async () => {
    const { say } = await bench(days);
    const answer = await say('How is the weather in Oslo in 20 days?');
    expect(answer).toContain('Thursday 8 January');
    expect(answer).not.toMatch(/\d °C/);
  });

  test('of the past it has nothing', async () => {
    const { say } = await bench(days);
    const answer = await say('How was the weather in Oslo yesterday?');
    expect(answer).toMatch(/behind us|blown over|no diary|Yesterday’s|historian/);
    expect(answer).not.toMatch(/\d °C/);
  });

  test('an old forecast whose steps are all over is no forecast', async () => {
    const { say } = await bench(hourly(noon - 100 * 3_600_000, 48));
    expect(await say('Is it sunny in Oslo?')).not.toMatch(/\d °C/);
  });
});

describe('trouble', () => {
  test('is told in the words of the forecast’s keeper, with no value made up', async () => {
    const message = 'Live weather is off: start with --weather-contact.';
    const { say } = await bench({ trouble: 'no_contact', message });
    const answer = await say('Is it sunny in Oslo?');
    expect(answer).toContain(message);
    expect(answer).not.toMatch(/\d °C|% cloud/);
  });

  test('an old answer is given as what it is', async () => {
    const { say } = await bench([step(noon)], { staleSince: noon - 3_600_000 });
    expect(await say('Is it sunny in Oslo?')).toContain('this is what it said at 2026-01-05 12:00.');
  });

  test('a table of places that cannot be read does not end the bot', async () => {
    const places = {
      ...atlas,
      find: () => {
        throw new Error('no such table');
      },
    };
    const bot = weatherBot({ forecasts: sky([]).forecasts });
    const { ask, supervisor, notes } = await botBench([bot], { places });
    const [answer] = await ask('Is it sunny in Oslo?');
    expect(answer!.text).toContain('My table of places cannot be read just now.');
    expect(supervisor.list()[0]!.lastError).toBeNull();
    expect(notes).toEqual(['warn: Weather_Bot: no places: no such table']);
  });

  test('a forecast without a single step is the end of the forecast', async () => {
    const { say } = await bench([]);
    expect(await say('Is it sunny in Oslo?')).toMatch(/forecast|honest figures/);
  });

  test('stopped while it waits for the forecast it says nothing, and each stay has a source of its own', async () => {
    const signals: AbortSignal[] = [];
    const forecasts: ForecastSource = {
      hosts: ['met.invalid'],
      open: ({ signal }) => {
        signals.push(signal);
        return {
          forecast: () =>
            new Promise((resolve) => signal.addEventListener('abort', () => resolve(switchedOff))),
        };
      },
    };
    const { ask, room, supervisor, clock } = await botBench([weatherBot({ forecasts })]);
    expect(supervisor.list()[0]?.needs).toEqual({ hosts: ['met.invalid'], modules: [], places: true });
    await ask('Is it sunny in Oslo?');
    await ask('And in Paris?');
    expect(signals).toHaveLength(1);
    supervisor.restart('Weather_Bot', 'test');
    await clock.advance(5_000);
    await ask('Is it sunny in Oslo?');
    supervisor.stop('Weather_Bot', 'test');
    expect(new Set(signals).size).toBeGreaterThan(1);
    expect(new Set(signals).size).toBe(signals.length);
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
    await clock.advance(60_000);
    expect(room.heard).toEqual([]);
    expect(supervisor.list()[0]).toMatchObject({ state: { type: 'stopped' }, lastError: null });
  });
});
