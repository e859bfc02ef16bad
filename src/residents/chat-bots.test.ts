import { describe, expect, test } from 'vitest';
import { botBench } from '../../test/kits/bot-bench.ts';
import { settings } from '../../test/kits/resident-settings.ts';
import { hourly, sky } from '../../test/kits/sky.ts';
import { fill } from '../bots/mind/choose.ts';
import { artPhrases } from './phrases/art.ts';
import { simpleChatPhrases } from './phrases/simple-chat.ts';
import { sportPhrases } from './phrases/sport.ts';
import * as weatherPhrases from './phrases/weather.ts';
import { chatBots } from './residents.ts';

const { weatherSmallTalk } = weatherPhrases;
const noon = Date.UTC(2026, 0, 5, 12);
const overcast = () => sky(hourly(noon, 48)).forecasts;
const bench = async (options = {}) => botBench(await chatBots(settings(), overcast()), options);

/** What a bot is expected to say: one of these phrases, or anything like this. */
type Expected = readonly string[] | RegExp;
interface Row {
  readonly says: string;
  readonly activity?: string;
  readonly simple: Expected;
  readonly weather: Expected;
  readonly sport: Expected;
  readonly art: Expected;
}

const [simple, sport, art, weather] = [simpleChatPhrases, sportPhrases, artPhrases, weatherSmallTalk];
const rows: readonly Row[] = [
  {
    says: 'Is it sunny in Oslo?',
    simple: simple.sky,
    weather: /^No.*overcast \(92 % cloud\), 10 °C.*MET Norway.*GeoNames/,
    sport: sport.sky,
    art: art.sky,
  },
  {
    says: 'What is the temperature in Oslo?',
    simple: simple.temperature,
    weather: /Oslo, Norway.*10 °C.*MET Norway.*GeoNames/,
    sport: sport.temperature,
    art: art.temperature,
  },
  {
    says: 'How would you rate the weather in Paris?',
    simple: simple.opinion,
    weather: /Paris, France.*overcast \(92 % cloud\), 10 °C, which is cold.*like.*MET Norway.*GeoNames/,
    sport: sport.weatherOpinion,
    art: art.weatherOpinion,
  },
  {
    says: 'How is the weather?',
    simple: simple.weatherAtLarge,
    weather: weather.weatherAtLarge,
    sport: sport.weatherAtLarge,
    art: art.weatherAtLarge,
  },
  {
    says: 'What do you think about watching tennis?',
    activity: 'tennis',
    simple: simple.opinion,
    weather: weather.opinion,
    sport: sport.sportOpinion,
    art: art.sportOpinion,
  },
  {
    says: 'Do you like to play tennis?',
    activity: 'tennis',
    simple: simple.opinion,
    weather: weather.opinion,
    sport: sport.sportOpinion,
    art: art.sportOpinion,
  },
  {
    says: 'Can we paint a painting?',
    activity: 'painting',
    simple: simple.suggestion,
    weather: weather.suggestion,
    sport: sport.artSuggestion,
    art: art.artSuggestion,
  },
  {
    says: 'We could play some football?',
    activity: 'football',
    simple: simple.suggestion,
    weather: weather.suggestion,
    sport: sport.sportSuggestion,
    art: art.suggested!['football']!,
  },
  {
    says: 'It is cloudy in Oslo!',
    simple: simple.statement,
    weather: /Oslo, Norway.*92 % cloud|92 % cloud.*Oslo, Norway/,
    sport: sport.statement,
    art: art.statement,
  },
  {
    says: 'Who are you? Where do you come from?',
    simple: simple.jumble,
    weather: weather.jumble,
    sport: sport.jumble,
    art: art.jumble,
  },
  {
    says: 'I had lunch. Then I went home. Do you like tennis?',
    activity: 'tennis',
    simple: simple.opinion,
    weather: weather.opinion,
    sport: sport.sportOpinion,
    art: art.sportOpinion,
  },
  {
    says: 'We could play tennis!',
    activity: 'tennis',
    simple: simple.suggestion,
    weather: weather.suggestion,
    sport: sport.suggested!['tennis']!,
    art: art.sportSuggestion,
  },
  {
    says: 'My cat sleeps all day.',
    simple: simple.statement,
    weather: weather.statement,
    sport: sport.statement,
    art: art.statement,
  },
  {
    says: 'Who invented the wheel?',
    simple: simple.question,
    weather: weather.question,
    sport: sport.question,
    art: art.question,
  },
  {
    says: 'Hello!',
    simple: simple.greeting,
    weather: weather.greeting,
    sport: sport.greeting,
    art: art.greeting,
  },
  {
    says: 'Thank you!',
    simple: simple.thanks,
    weather: weather.thanks,
    sport: sport.thanks,
    art: art.thanks,
  },
];

describe.each(rows)('$says', (row) => {
  test('is answered by each bot as the table says, never the same twice running', async () => {
    const { room, clock } = await bench();
    for (let i = 0; i < 12; i++) {
      room.say('Ann', row.says);
      await clock.advance(3_000);
    }
    const columns = [
      ['Simple_Chat_Bot', row.simple],
      ['Weather_Bot', row.weather],
      ['Sport_Bot', row.sport],
      ['Art_Bot', row.art],
    ] as const;
    for (const [nick, expected] of columns) {
      const said = room.by(nick);
      expect(said).toHaveLength(12);
      expect(said.filter((one, i) => one === said[i - 1])).toEqual([]);
      for (const text of said) expectOneOf(text, expected, row.activity);
    }
  });
});

function expectOneOf(text: string, expected: Expected, activity = ''): void {
  if (expected instanceof RegExp) expect(text).toMatch(expected);
  else expect(expected.map((phrase) => fill(phrase, { name: 'Ann', activity }))).toContain(text);
}

test('asked for the favourite of its own kind, each names it', async () => {
  const { ask } = await bench();
  const said = await ask('What is your favourite sport?');
  expect(said.find(({ nick }) => nick === 'Sport_Bot')?.text).toMatch(/tennis/i);
  const of = await ask('What is your favourite art?');
  expect(of.find(({ nick }) => nick === 'Art_Bot')?.text).toMatch(/painting/i);
});

test('an enthusiast names the sport', () => {
  expect(sport.sportOpinion.every((phrase) => /\{activity\}/i.test(phrase))).toBe(true);
  expect(sport.sportSuggestion.every((phrase) => /tennis/i.test(phrase))).toBe(true);
});

describe('phrases', () => {
  const repertoires = { simple, sport, art, weather };
  const stocks = [
    ...Object.entries(repertoires).flatMap(([bot, repertoire]) => {
      const { suggested, ...topics } = repertoire;
      return Object.entries({ ...topics, ...suggested }).map(
        ([topic, stock]) => [`${bot} ${topic}`, stock] as const,
      );
    }),
    ...Object.entries(weatherPhrases).flatMap(([name, stock]) =>
      Array.isArray(stock) ? [[name, stock as readonly string[]] as const] : [],
    ),
  ];

  test.each(stocks)('%s: at least five, each another', (_, stock) => {
    expect(new Set(stock).size).toBe(stock.length);
    expect(stock.length).toBeGreaterThanOrEqual(5);
  });

  test.each(stocks)('%s: slots that are known', (_, stock) => {
    const known =
      /^(winner|word|others|otherFigure|otherWhen|places|moment|name|activity|place|time|when|figures?|wanted|message|end)$/i;
    const slots = stock.flatMap((phrase) => [...phrase.matchAll(/\{(\w+)\}/g)].map(([, slot]) => slot));
    expect(slots.filter((slot) => !known.test(slot!))).toEqual([]);
  });
});

describe('in company', () => {
  test('a newcomer to an empty room is greeted by all four, by name', async () => {
    const { room, clock } = await bench({ ann: false });
    room.join('Bernt');
    await clock.advance(3_000);
    expect(room.heard.map(({ nick }) => nick).toSorted()).toEqual([
      'Art_Bot',
      'Simple_Chat_Bot',
      'Sport_Bot',
      'Weather_Bot',
    ]);
    for (const { text } of room.heard) expect(text).toContain('Bernt');
  });

  test('one who joins others is greeted by Simple_Chat_Bot alone', async () => {
    const { room, clock } = await bench();
    room.join('Bernt');
    await clock.advance(3_000);
    expect(room.heard.map(({ nick }) => nick)).toEqual(['Simple_Chat_Bot']);
  });

  test.each([
    ['Will it rain in Oslo?', ['Weather_Bot']],
    ['Do you like tennis?', ['Sport_Bot']],
    ['We could paint!', ['Art_Bot']],
    ['What did you have for lunch?', []],
    ['Simple_Chat_Bot, how are you?', ['Simple_Chat_Bot']],
    ['what do you think, art bot?', ['Art_Bot']],
    ['@sport_bot is it sunny in Oslo?', ['Sport_Bot', 'Weather_Bot']],
  ])('%j between two people is answered by %j', async (text, nicks) => {
    const { room, ask } = await bench();
    room.join('Ben');
    await ask('good');
    const answers = await ask(text, 'Ben');
    expect(answers.map(({ nick }) => nick).toSorted()).toEqual(nicks);
  });

  test('chatty, all of them answer whoever speaks', async () => {
    const { room, ask } = await bench({ manners: 'chatty' });
    room.join('Ben');
    await ask('good');
    expect(await ask('What did you have for lunch?', 'Ben')).toHaveLength(4);
  });
});

test('the same seed gives the same words at the same times, another seed others', async () => {
  const evening = async (seed: number) => {
    const { room, ask } = await bench({ seed });
    for (const { says } of rows) await ask(says);
    return room.heard;
  };
  const first = await evening(7);
  expect(first.length).toBe(rows.length * 4);
  expect(await evening(7)).toEqual(first);
  expect((await evening(8)).map(({ text }) => text)).not.toEqual(first.map(({ text }) => text));
});
