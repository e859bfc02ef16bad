/** Over 300 lines: what people may say to Weather_Bot, side by side on one bench. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { botBench } from '../../../test/kits/bot-bench.ts';
import { hourly, sky, source, step } from '../../../test/kits/sky.ts';
import type { Place, Step } from '../../weather/types.ts';
import type { UnitSystem } from '../../weather/units.ts';
import { weatherBot } from './weather-bot.ts';

/** The time at which the bench opens, a Monday: 13:00 in Oslo, 21:00 in Tokyo. */
const noon = Date.UTC(2026, 0, 5, 12);
const hourMs = 3_600_000;
const credit = /Data from MET Norway \(CC BY 4\.0\), issued .*; places: GeoNames \(CC BY 4\.0\)\.$/;

/** Two and a half days by the hour, then eight in steps of six hours, as MET gives them. */
function series(at: (hour: number) => Partial<Step>): Step[] {
  const far = Array.from({ length: 32 }, (_, i) => 60 + i * 6);
  const next = { hours: 6, symbol: 'cloudy', precipitation: 0 };
  return [...hourly(noon, 60, at), ...far.map((hour) => step(noon + hour * hourMs, { next, ...at(hour) }))];
}

const falls = (symbol: string, precipitation: number) => ({ next: { hours: 1, symbol, precipitation } });

async function bench(steps: readonly Step[] | ((place: Place) => readonly Step[]), units?: UnitSystem) {
  const forecasts =
    typeof steps === 'function'
      ? source({
          forecast: async (place) => ({
            place,
            issuedAt: noon - 16 * 60_000,
            staleSince: null,
            steps: steps(place),
          }),
        })
      : sky(steps).forecasts;
  const bot = weatherBot({ forecasts, ...(units && { units }) });
  const made = await botBench([bot]);
  const say = async (text: string, nick?: string) => (await made.ask(text, nick))[0]?.text ?? '';
  return { ...made, say };
}

describe('a time', () => {
  /** Rain on the second day in Oslo, 24 hours from its midnight; colder by the hour. */
  const days = series((hour) => ({
    temperature: 20 - hour / 10,
    wind: 4,
    ...(hour >= 11 && hour < 35 ? falls('lightrain', 0.5) : {}),
  }));

  test.each([
    ['How is the weather in Oslo at 15:00?', /at 15:00 today.*20 °C/],
    [
      'How is the weather in Oslo at 15:00 tomorrow?',
      /at 15:00 tomorrow.*light rain.*17 °C.*0\.5 mm of rain in the hour/i,
    ],
    [
      'How is the weather in Oslo tomorrow?',
      /tomorrow.*17 to 19 °C.*12 mm of rain in 24 hours.*gentle breeze/i,
    ],
    ['How is the weather in Oslo on Wednesday?', /on Wednesday 7 January.*14 to 17 °C/i],
    ['How is the weather in Oslo tonight?', /tonight/i],
    ['How is the weather in Oslo this weekend?', /day by day.*Sat 10 ☁️ .*; Sun 11 ☁️ /i],
    ['Weather in Oslo for the next three days', /Mon 5 .*; Tue 6 🌧️ 17 to 19 °C, 12 mm; Wed 7 .*; Thu 8 /],
    ['Will it rain in Oslo this weekend?', /^No.*Sat 10 ☁️ 0 mm; Sun 11 ☁️ 0 mm/],
    ['Will it rain in Oslo tomorrow?', /^Yes.*12 mm of rain/],
    ['It will rain in Oslo this weekend.', /^(?!.*day by day).*0 mm of precipitation in 48 hours/],
    ['Weather in Oslo for the next 10 days', /Mon 5 ☁️ [^,;]*; Tue 6 🌧️ 17 to 19 °C; .*Wed 14/],
    ['How windy will it be in Oslo this weekend?', /Sat 10 ☁️ 4 m\/s/],
    ['Hourly forecast for Oslo', /hour by hour.*13:00 ☁️ 20 °C; 14:00 ☁️ 20 °C; .*22:00/i],
    ['How is the weather in Oslo tomorrow, hour by hour?', /00:00 🌧️ 19 °C, 0\.5 mm; 03:00/],
    ['How is the weather in Oslo in 20 days?', /Thursday 15 January/],
    ['How is the weather in Oslo next week?', /Mon 12 .*Thu 15.*The forecast ends on Thursday 15 January\./],
    ['Weather in Oslo between 3 pm and 6 pm', /today from 15:00 to 18:00/i],
    ['Weather in Oslo for the next 12 hours', /from 13:00 today to 01:00 tomorrow/i],
    ['Weather in Oslo on Saturday and Sunday', /day by day.*Sat 10 .*; Sun 11 /i],
    ['Will it rain in Oslo within 24 hours?', /^Yes.*from 13:00 today to 13:00 tomorrow/],
    ['How is the weather in Oslo tonight at 9?', /at 21:00 today/i],
    ['I am going to Oslo on Wednesday. Will it rain there?', /on Wednesday 7 January/],
    ["How's the weather in Oslo? And tomorrow?", /tomorrow.*17 to 19 °C/i],
    ['What is the highest temperature in Oslo tomorrow?', /19 °C at the warmest, at 00:00/],
    ['What will the low be in Oslo tomorrow?', /17 °C at the coldest, at 23:00/],
    ['When will it be coldest in Oslo tomorrow?', /17 °C at the coldest, at 23:00/],
    ['Which day will be the warmest in Oslo this week?', /20 °C at the warmest, today/],
    ['Which day will be the warmest in Oslo?', /in the days ahead.*20 °C at the warmest, today/i],
    ['Which day this week is the coldest in Oslo?', /at the coldest, on Sunday 11 January/],
    ['Which day will it rain in Oslo?', /at 00:00 tomorrow/i],
    [
      'Will it be warmer in Oslo tomorrow?',
      /^No.*19 °C tomorrow.*20 °C today|^No.*[Tt]omorrow.*19 °C.*20 °C today/,
    ],
    ['Is it colder in Oslo tomorrow than today?', /^Yes.*17 °C.*19 °C today/],
    ['Is it colder in Oslo today than on Wednesday?', /^No.*19 °C.*14 °C on Wednesday 7 January/],
    ['Is it warmer in Oslo today than yesterday?', /Of the past I know nothing.*°C/],
    ['When will it rain in Oslo?', /at 00:00 tomorrow.*0\.5 mm of rain/i],
    ['When will it snow in Oslo?', /Wednesday 14 January/],
    ['When does it stop raining in Oslo tomorrow?', /Tuesday 6 January|tomorrow/i],
  ])('%j', async (text, expected) => {
    const { say } = await bench(days);
    const answer = await say(text);
    expect(answer).toMatch(expected);
    expect(answer).toMatch(credit);
    expect(answer.length).toBeLessThan(400);
  });

  test('when the rain ends that falls now', async () => {
    const { say } = await bench(series((hour) => (hour < 5 ? falls('rain', 1) : {})));
    expect(await say('When does it stop raining in Oslo?')).toMatch(/at 18:00 today/i);
    expect(await say('When will it rain in Oslo?')).toMatch(/1 mm of rain in the hour/);
  });
});

describe('figures', () => {
  test.each([
    ['How humid is it in Oslo?', /60 % humidity/],
    ['How windy is it in Oslo?', /wind 12 m\/s from the south-west \(strong breeze\)/],
    ['How warm is it in Oslo?', /-5 °C, feels like -14 °C/],
    ['Will there be thunder in Oslo?', /^Yes.*heavy snow and thunder/],
    ['Is it foggy in Oslo?', /^No/],
    ['Is it raining or snowing in Oslo?', /^(?!Yes|No).*1 mm of snow/],
    ['Do I need an umbrella in Oslo?', /^Yes.*1 mm of snow/],
    ['What is the temperature in Oslo in fahrenheit?', /23 °F, feels like 6 °F/],
    ["What's the wind in Oslo in mph?", /wind 27 mph/],
    ['How windy is it in Oslo in km/h?', /wind 43 km\/h/],
    ['How windy is it in Oslo, in knots?', /wind 23 knots/],
    ['Is it colder than 30 °F in Oslo?', /^Yes.*23 °F/],
    ['Is it below zero in Oslo?', /^Yes.*-5 °C/],
    ['Is it above freezing in Oslo?', /^No.*-5 °C/],
    ['Is it between -7 and -3 degrees in Oslo?', /^Yes.*-5 °C/],
    ['Is it between 3 and 7 degrees in Oslo?', /^No.*-5 °C/],
    ['Is it windy in Oslo too?', /^Yes.*12 m\/s/],
    ['It is snowing in Oslo, right?', /^Yes.*1 mm of snow/],
    ["It isn't cold in Oslo, is it?", /^Yes.*-5 °C/],
    ['I wonder if it is snowing in Oslo', /^Yes.*1 mm of snow/],
    ['No snow in Oslo', /^(?!Quite right|True|That agrees|You are right|So I see).*1 mm of snow/],
    ['Is it dry in Oslo?', /^No.*1 mm of snow/],
    ['Is it icy in Oslo?', /^Yes.*-5 °C/],
    ['Is it nice in Oslo?', /^No.*heavy snow/],
    ['Is the weather bad in Oslo?', /^Yes.*heavy snow/],
    ['What do you think of the snow in Oslo?', /^(?!Yes|No).*heavy snow.*like/],
    ["What's the UV index in Oslo?", /^Of the UV index I know nothing/],
    ['What is the chance of snow in Oslo?', /^I have amounts, not chances\..*1 mm of snow/],
  ])('%j', async (text, expected) => {
    const weather = { temperature: -5, wind: 12, windFrom: 225, ...falls('heavysnowandthunder', 1) };
    const { say } = await bench([step(noon, weather), step(noon + hourMs, weather)]);
    expect(await say(text)).toMatch(expected);
  });

  test('in the units of the room, and in others for whoever asks', async () => {
    const { say } = await bench(
      series(() => ({ temperature: 20, wind: 10, ...falls('rain', 2) })),
      'imperial',
    );
    expect(await say('How is the weather in Oslo tomorrow?')).toMatch(/68 °F.*in of rain.*wind up to 22 mph/);
    expect(await say('in metric units please')).toMatch(/20 °C.*mm of rain.*wind up to 10 m\/s/);
    expect(await say('Is it 68 degrees in Oslo?')).toContain('68 °F');
  });
});

describe('several places', () => {
  const temperatures: Readonly<Record<string, number>> = { Oslo: 3.4, Bergen: 8, Paris: 8.2, Tokyo: -1 };
  const world = (place: Place) =>
    series(() => ({ temperature: temperatures[place.name] ?? 0, wind: (temperatures[place.name] ?? 0) + 2 }));

  test.each([
    [
      'Is it warmer in Oslo or Bergen?',
      /^(?!Yes|No).*Bergen, Norway.*warmer.*8 °C.*3 °C in Oslo, Norway|warmer.*Bergen, Norway.*8 °C.*3 °C in Oslo/,
    ],
    [
      'Is it colder in Oslo or Tokyo?',
      /colder.*Tokyo.*-1 °C.*3 °C in Oslo|Tokyo, Japan.*colder.*-1 °C.*3 °C in Oslo/,
    ],
    ['Is Oslo warmer than Bergen?', /^No.*8 °C.*3 °C in Oslo/],
    ['Is it warmer in Bergen than in Oslo?', /^Yes.*8 °C.*3 °C in Oslo/],
    ['Will it be warmer in Bergen than in Oslo tomorrow?', /^Yes.*tomorrow.*8 °C/i],
    ['Is it windier in Bergen than in Oslo?', /^Yes.*10 m\/s.*5 m\/s in Oslo/],
    ['Is it warmer in Bergen than in Paris?', /^No.*8 °C in Bergen, Norway and 8 °C in Paris, France/],
    ['It is warmer in Oslo than in Bergen.', /^No.*8 °C/],
    [
      'Weather in Oslo and Tokyo',
      /^Oslo, Norway \(13:00\): .*3 °C; Tokyo, Japan \(21:00\): .*-1 °C\..*11:44 UTC/,
    ],
    ['Is it cold in Oslo and Paris tomorrow?', /^Tomorrow: Oslo, Norway: yes, .*; Paris, France: yes, /],
    [
      'Is it going to be cold in Oslo or Tokyo tomorrow?',
      /^Tomorrow: Oslo, Norway: yes, .*; Tokyo, Japan: yes, /,
    ],
    ['Weather in Oslo and Atlantis', /Oslo, Norway.*3 °C.*Atlantis/],
    ['Is Oslo or Bergen warmer?', /Bergen, Norway.*8 °C.*3 °C in Oslo|warmer.*Bergen.*8 °C/],
    ['How much warmer is Bergen than Oslo?', /^(?!Yes|No).*8 °C.*3 °C in Oslo/],
    ['What is the difference in temperature between Oslo and Bergen?', /8 °C.*3 °C in Oslo/],
    ['Is it drier in Oslo than in Bergen?', /^No.*0 mm/],
    ['Will it be cold in Oslo? And in Tokyo?', /Oslo, Norway \(13:00\): yes, .*Tokyo, Japan \(21:00\): yes/],
    ["It's cold in Oslo and warm in Paris", /^Oslo, Norway \(13:00\): [^yn].*Paris, France \(13:00\): [^yn]/],
  ])('%j', async (text, expected) => {
    const { say } = await bench(world);
    const answer = await say(text);
    expect(answer).toMatch(expected);
    expect(answer).toMatch(credit);
    expect(answer.length).toBeLessThan(400);
  });

  test('are at most three, and it says so', async () => {
    const { say } = await bench(world);
    const answer = await say('Weather in Oslo, Bergen, Tokyo and Atlantis');
    expect(answer).toContain('Tokyo');
    expect(answer).not.toContain('Atlantis');
    expect(answer).toMatch(/^I take 3 places at a time/);
  });
});

describe('a follow-up', () => {
  const days = series((hour) => ({
    temperature: hour < 11 ? 5 : 9,
    wind: 9,
    ...(hour >= 11 ? falls('rain', 1) : {}),
  }));

  test('keeps what it does not replace', async () => {
    const { say, room } = await bench(days);
    expect(await say('Is it raining in Oslo?')).toMatch(/^No.*Oslo, Norway/);
    expect(await say('And tomorrow?')).toMatch(/^Yes.*24 mm of rain/);
    expect(await say('What about Bergen?')).toMatch(/^Yes.*Bergen, Norway.*24 mm of rain/);
    expect(await say('and the wind?')).toMatch(/Bergen, Norway.*wind up to 9 m\/s.*\(fresh breeze\)/);
    expect(await say('in mph?')).toMatch(/Bergen, Norway.*wind up to 20 mph/);
    expect(await say('Is it sunny there?')).toMatch(/^No.*Bergen, Norway.*13:/);
    expect(await say('Will it rain on Wednesday?')).toMatch(
      /^Yes.*Bergen, Norway.*Wednesday 7 January|^Yes.*Wednesday 7 January.*Bergen/,
    );
    expect(room.heard.at(-2)?.because).toBe(
      'it went on from what was said before (weather “sunny”, place “Bergen” from before)',
    );
  });

  test('of a checked statement is a question', async () => {
    const { say } = await bench(days);
    await say('It is cloudy in Oslo!');
    expect(await say('And in Paris?')).toMatch(/^Yes.*Paris, France/);
  });

  test('takes up the namesake that was offered', async () => {
    const { say } = await bench(days);
    expect(await say('How would you rate the weather in Paris?')).toContain('Say “Paris, Texas”');
    expect(await say('Paris, Texas')).toMatch(/Paris, Texas, United States.*which is cold/);
  });

  test('offers a namesake once', async () => {
    const { say } = await bench(days);
    expect(await say('How is the weather in Paris?')).toContain('Say “Paris, Texas”');
    expect(await say('and tomorrow?')).not.toContain('Say “');
  });

  test('may ask how it feels, and names another place after "then"', async () => {
    const { say } = await bench(days);
    await say('How is the weather in Oslo?');
    expect(await say('feels like?')).toMatch(/Oslo, Norway.*5 °C, feels like -?\d °C/);
    expect(await say('Bergen then')).toMatch(/Bergen, Norway.*5 °C/);
  });

  test('about "here" is asked where that is', async () => {
    const { say } = await bench(days);
    await say('How is the weather in Oslo?');
    expect(await say('and here?')).toMatch(/[Cc]ity/);
    expect(await say('here')).toMatch(/[Cc]ity/);
    expect(await say('Bergen')).toContain('Bergen, Norway');
  });

  test('with "there" is about the place its author named last, weather or not', async () => {
    const { say } = await bench(days);
    await say('How is the weather in Oslo?');
    await say('I love Bergen.');
    await say('I love Tokyo.', 'Ben');
    expect(await say('Is it raining there?')).toMatch(/^No.*Bergen, Norway/);
    expect(await say('Will it rain there tomorrow?')).toMatch(/^Yes.*Bergen, Norway.*24 mm of rain/);
    expect(await say('Is it raining there?', 'Cleo')).not.toContain('MET Norway');
  });

  test('is no place: "no idea"', async () => {
    const { say } = await bench(days);
    await say('How is the weather?');
    expect(await say('no idea')).not.toContain('idea');
    expect(await say('Bergen')).toContain('Bergen, Norway');
  });

  test('is each person’s own, for five minutes', async () => {
    const { say, clock } = await bench(days);
    await say('How is the weather in Oslo?');
    await say('How is the weather in Tokyo?', 'Ben');
    expect(await say('and tomorrow?')).toContain('Oslo');
    expect(await say('and tomorrow?', 'Ben')).toContain('Tokyo');
    expect(await say('and tomorrow?', 'Cleo')).not.toContain('MET Norway');
    await clock.advance(290_000);
    expect(await say('and tomorrow?')).toContain('Oslo');
    await clock.advance(301_000);
    expect(await say('and tomorrow?')).not.toContain('MET Norway');
  });

  test('is answered in polite company, other talk is not', async () => {
    const { say, room } = await bench(days);
    room.join('Ben');
    await say('How is the weather in Oslo?');
    expect(await say('and tomorrow?')).toContain('MET Norway');
    for (const text of [
      'and you?',
      'Oslo',
      'What about football?',
      'Thanks!',
      'I was there.',
      'Nice!',
      'Is it night in Oslo?',
    ])
      expect(await say(text)).toBe('');
  });

  test('needs a place of before: a question at large asks for one', async () => {
    const { say } = await bench(days);
    await say('How is the weather in Oslo?');
    expect(await say('How is the weather?')).not.toContain('MET Norway');
    expect(await say('Is it raining here?')).not.toContain('MET Norway');
  });

  test('after a place that is not there names another', async () => {
    const { say } = await bench(days);
    expect(await say('Will it rain in Atlantis tomorrow?')).toContain('Atlantis');
    expect(await say('Bergen')).toMatch(/^Yes.*Bergen, Norway.*24 mm of rain/);
  });

  test('of the hundred who spoke last is remembered', async () => {
    const { say } = await bench(days);
    await say('How is the weather in Oslo?', 'First');
    await say('How is the weather in Oslo?', 'Second');
    for (let i = 0; i < 99; i++) await say('How is the weather in Oslo?', `P${i}`);
    expect(await say('and tomorrow?', 'Second')).toContain('MET Norway');
    expect(await say('and tomorrow?', 'First')).not.toContain('MET Norway');
  });
});

test('called with no more than a place it tells of that', async () => {
  const { say } = await bench(series(() => ({})));
  expect(await say('Weather_Bot, Oslo tomorrow?')).toMatch(/tomorrow.*10 °C/i);
  expect(await say('Oslo tomorrow?', 'Ben')).not.toContain('MET Norway');
});

test('a clear night is clear, though the sun is down', async () => {
  const night = series(() => ({ cloud: 5, next: { hours: 1, symbol: 'clearsky_night', precipitation: 0 } }));
  const { say } = await bench(night);
  expect(await say('Is it clear in Oslo?')).toMatch(/^Yes/);
  expect(await say('Is it sunny in Oslo?')).toMatch(/^No.*after sunset/);
});

test('yes and no go by the figures that are told', async () => {
  const { say } = await bench(series(() => ({ temperature: 0.4, wind: 7.6, cloud: 49.6 })));
  expect(await say('Is it freezing in Oslo?')).toMatch(/^Yes.*0 °C/);
  expect(await say('Is it windy in Oslo?')).toMatch(/^Yes.*8 m\/s/);
  expect(await say('Is it cloudy in Oslo?')).toMatch(/^Yes.*50 % cloud/);
});

test('whatever is asked, the answer is short, has no gaps and names its sources', async () => {
  const asks = fc.constantFrom(
    'How is the weather',
    'Will it rain',
    'How warm is it',
    'Is it windy',
    'Hourly forecast',
    'When will it snow',
    'Is it warmer',
  );
  const place = fc.constantFrom(
    'in Oslo',
    'in Paris',
    'in Oslo and Tokyo',
    'in Oslo or Bergen',
    'in Oslo, Tokyo and Bergen',
  );
  const time = fc.constantFrom(
    '',
    'now',
    'tomorrow',
    'on Friday',
    'tonight',
    'this weekend',
    'in the next 10 days',
    'next week',
    'at 15:00',
  );
  const holey = series((hour) => ({
    temperature: hour % 7 === 0 ? null : 35 - hour / 3,
    cloud: hour % 5 === 0 ? null : hour % 100,
    ...(hour % 3 === 0 ? { next: null } : falls('heavysleetshowersandthunder_day', 11.3)),
  }));
  const made = { metric: await bench(holey), imperial: await bench(holey, 'imperial') };
  await fc.assert(
    fc.asyncProperty(
      asks,
      place,
      time,
      fc.constantFrom('metric', 'imperial'),
      async (ask, where, when, units) => {
        const answer = await made[units].say(`${ask} ${where} ${when}?`);
        expect(answer).toMatch(credit);
        expect(answer).not.toMatch(/null|undefined|NaN|Infinity|\{|\}|: \.|, ,| {2}/);
        expect(answer.length).toBeLessThanOrEqual(400);
      },
    ),
    { numRuns: 300 },
  );
});
