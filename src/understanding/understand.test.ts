import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activityForms } from './activity-words.ts';
import { placeCandidates } from './place-candidates.ts';
import type { LocalTime, Span, Understanding } from './types.ts';
import { understand } from './understand.ts';

/** A Monday. */
const now: LocalTime = { year: 2026, month: 11, day: 23, hour: 9, minute: 30 };
const read = (text: string) => understand(text, now);
const place = (text: string) => {
  const found = read(text).place;
  return found === null ? null : found.within === null ? found.name : `${found.name} < ${found.within}`;
};

describe('kind', () => {
  it.each([
    ['Is it sunny in Oslo?', 'question'],
    ['whats the weather in oslo', 'question'],
    ['is it gonna rain', 'question'],
    ['tomorrow, will it snow in Oslo', 'question'],
    ['tell me the weather in Oslo', 'command'],
    ['weather oslo', 'command'],
    ['vær i Bergen', 'command'],
    ['været i København i morgen', 'command'],
    ['rain Oslo tomorrow', 'command'],
    ['no, weather in Oslo', 'command'],
    ['not raining in Oslo', 'statement'],
    ['No rain in Oslo', 'statement'],
    ['Not raining in Oslo?', 'question'],
    ['We could play some football?', 'suggestion'],
    ["let's go skiing", 'suggestion'],
    ['Can we paint a painting?', 'suggestion'],
    ['can we meet at noon', 'question'],
    ['It is cloudy in Oslo!', 'statement'],
    ['I like skiing', 'statement'],
    ['Lovely weather in Oslo', 'statement'],
    ['Beautiful weather in Bergen today', 'statement'],
    ['It is 86 °F in Paris', 'statement'],
    ['It must be lovely and warm in Cairo today', 'statement'],
    ['Hello everyone!', 'greeting'],
    ['hei', 'greeting'],
    ['thanks a lot!', 'thanks'],
  ])('%s → %s', (text, kind) => {
    expect(read(text).kind).toBe(kind);
  });

  it('hears when an opinion is wanted', () => {
    expect(read('How would you rate the weather in Paris?').opinion?.text).toBe('How would you rate');
    expect(read('what do you think about watching tennis').opinion?.text).toBe('what do you think about');
    expect(read('Do you like the rain?')).toMatchObject({ subject: 'weather', asksWeather: false });
    expect(read('Is it sunny in Oslo?').opinion).toBeNull();
  });

  it('tells a question about weather from an opinion and from news', () => {
    expect(read('is it raining in Bergen').asksWeather).toBe(true);
    expect(read('How would you rate the weather in Paris?').asksWeather).toBe(false);
    expect(read("it's raining in Bergen")).toMatchObject({ subject: 'weather', asksWeather: false });
  });

  it('sees denials, but not in tags', () => {
    expect(read("it isn't raining in Bergen").negation?.text).toBe("n't");
    expect(read("it's not raining in Bergen").negation?.text).toBe('not');
    expect(read("it is raining in Bergen, isn't it?").negation).toBeNull();
  });
});

describe('weather', () => {
  it.each([
    'Is it sunny in Oslo?',
    'weather',
    "how's the weather",
    'wather in oslo',
    'will it get over 90 degrees today',
    'how cold will it be tomorrow',
    'chance of rain on friday',
    'any snow in Tromso this weekend?',
    'will oslo get snow tomorrow',
    'is it warmer in Oslo or Bergen',
    'what will it be like in Oslo tomorrow',
    'is it nice in Paris?',
    'do i need an umbrella today',
    'rain tomorrow?',
    'its cold in oslo',
    'how cold does it get in Oslo tonight',
    'What is the coldest it gets in Oslo tomorrow?',
    'Do you like the rain?',
    'Lovely weather in Oslo',
    'It is 86 °F in Paris',
    'It must be lovely and warm in Cairo today',
    'It is cloudy in Oslo!',
    'weather in Bath',
    'is it between 10 and 15 degrees in Oslo',
    'Which day will be the warmest in Oslo this week?',
    'What will the high be in Paris tomorrow?',
    'how strong is the wind',
    'what time will the rain start',
    'when will it cool down',
    'is there a cold front coming',
    'are there storm warnings',
  ])('is spoken of: %s', (text) => {
    expect(read(text)).toMatchObject({ subject: 'weather' });
    expect(read(text).weather).not.toBeNull();
  });

  it.each([
    'that is a hot topic',
    'what a cool idea',
    "I'm feeling under the weather today",
    'cool, see you tomorrow',
    'the coffee is cold',
    'add this song to my chill playlist',
    'play the storm by the winds',
    'book a table at Cold Spring Tavern in Oslo tomorrow',
    'set the temperature to 70',
    'what is the temperature of the oven',
    'I got a cold',
    'our sales forecast looks bad',
    "let's weather the storm together",
    'how do you say it is snowing in german',
    'who won the match in Madrid',
    'why is the sky blue',
    'thank you weather bot',
    'is the pool warm today',
    'is it cool if I join tomorrow?',
    'the cloud bill is too high this month',
    'what is a hurricane',
    'how does rain form',
    'what temperature does water boil at',
    'are the roads clear',
    'tell my wife it is cold',
    'is it too hot in the bedroom',
    'what was the high on the stock market today',
    'weather bot, who are you?',
  ])('is not spoken of: %s', (text) => {
    expect(read(text).weather).toBeNull();
    expect(read(text).subject).not.toBe('weather');
  });

  it.each([
    ['is it sunny', 'sun'],
    ['is it cloudy in oslo', 'cloud'],
    ['will it rain', 'rain'],
    ['is it snowing in Oslo', 'snow'],
    ['how windy is it', 'wind'],
    ['is it foggy in London', 'fog'],
    ['how hot is it', 'warm'],
    ['is it freezing outside', 'cold'],
    ['what is the humidity in Oslo', 'humidity'],
    ['What is the temperature in Oslo?', 'temperature'],
  ])('%s → %s', (text, condition) => {
    expect(read(text).condition?.condition).toBe(condition);
  });
});

describe('place', () => {
  it.each([
    ['Is it sunny in Oslo?', 'Oslo'],
    ['is it sunny in oslo tomorrow', 'oslo'],
    ['in New York?', 'New York'],
    ['weather oslo', 'oslo'],
    ['Oslo weather', 'Oslo'],
    ['costa mesa current weather', 'costa mesa'],
    ['what is miami weather like', 'miami'],
    ['is it gonna rain in København in 2 hours', 'København'],
    ['what about Bergen?', 'Bergen'],
    ['and in Bergen?', 'Bergen'],
    ['Oslo', 'Oslo'],
    ['I meant Bergen', 'Bergen'],
    ['no, I meant Bergen', 'Bergen'],
    ['weather oslo hour by hour', 'oslo'],
    ['Paris, Texas', 'Paris < Texas'],
    ['in Springfield, Illinois this weekend', 'Springfield < Illinois'],
    ['forecast for elida rhode island', 'elida < rhode island'],
    ['is it cold in zenith ct?', 'zenith < ct'],
    ['weather in the city of Bath in England', 'Bath < England'],
    ["what's the weather like in the Netherlands", 'Netherlands'],
    ['weather in st. louis', 'st. louis'],
    ['will it rain in Trinidad and Tobago', 'Trinidad and Tobago'],
    ['Will Oslo get snow in April?', 'Oslo'],
    ['Is it windy in June Park?', 'June Park'],
    ['I am in Oslo. Will it rain tomorrow?', 'Oslo'],
    ['hvordan er været i Oslo', 'Oslo'],
    ['rain oslo tomorrow', 'oslo'],
    ['weather:oslo', 'oslo'],
    ['Weather: Oslo', 'Oslo'],
    ['weather in oslo every day this week', 'oslo'],
    ['I like Oslo. Will it snow there on 3 March?', 'Oslo'],
    ['i love oslo. is it cold there', 'oslo'],
    ['I flew to Rome. My friend Anna lives there. Is it hot there?', 'Rome'],
    ['I met John. Will there be rain?', null],
    ['is it raining in the park', null],
    ['is it raining in my garden', null],
    ['will it rain in the morning', null],
    ['does it rain in general', null],
    ['he lost in good sport', null],
    ['yes', null],
  ])('%s → %s', (text, expected) => {
    expect(place(text)).toBe(expected);
  });

  it('reads a message all in capitals', () => {
    expect(read('IS IT RAINING IN OSLO TOMORROW')).toMatchObject({
      asksWeather: true,
      place: { name: 'OSLO' },
    });
  });

  it('finds every place that is compared', () => {
    expect(read('is it warmer in Oslo or Bergen?').places.map((one) => one.name)).toEqual(['Oslo', 'Bergen']);
    expect(read('Is it colder in Oslo than in Bergen?').places.map((one) => one.name)).toEqual([
      'Oslo',
      'Bergen',
    ]);
  });

  it.each([
    ['which is colder, Paris or London?', ['Paris', 'London']],
    ['where is it warmer, oslo or bergen?', ['oslo', 'bergen']],
    ['Where is it warmest, Oslo, Bergen or Tokyo?', ['Oslo', 'Bergen', 'Tokyo']],
    ['Which is wetter today: Oslo or Bergen?', ['Oslo', 'Bergen']],
    ['is bergen or oslo wetter tomorrow', ['bergen', 'oslo']],
    ['How much warmer is Paris than Oslo?', ['Paris', 'Oslo']],
    ['What is the temperature difference between Oslo and Paris?', ['Oslo', 'Paris']],
  ])('finds all of the list at the end of a question: %s', (text, names) => {
    const found = read(text);
    expect(found).toMatchObject({ subject: 'weather', kind: 'question', asksWeather: true });
    expect(found.places.map((one) => one.name)).toEqual(names);
  });

  it.each(['weather in Oslo in mph', 'weather in Oslo in Fahrenheit'])(
    'takes no measure for one: %s',
    (text) => {
      expect(read(text).places.map((one) => one.name)).toEqual(['Oslo']);
    },
  );

  it('says why it took the words for a place', () => {
    expect(read('in Oslo').place?.evidence).toBe('preposition');
    expect(read('oslo weather').place?.evidence).toBe('beside');
    expect(read('will oslo get snow').place?.evidence).toBe('subject');
    expect(read('oslo').place?.evidence).toBe('alone');
  });

  it('knows "here"', () => {
    expect(read('is it raining here').here?.text).toBe('here');
    expect(read("what's it like in my current location").here?.text).toBe('my current location');
  });
});

describe('sentences', () => {
  it('answers the newest question and counts what has something to answer', () => {
    const two = read('I love skiing. Will it snow in Oslo? Is it cold in Bergen? Thanks!');
    expect(two).toMatchObject({ sentences: 3, kind: 'question', focus: { text: 'Is it cold in Bergen?' } });
    expect(two.place?.name).toBe('Bergen');
    expect(read('Hello there! Is it raining in Oslo? Thanks!').sentences).toBe(1);
    expect(read('Nice day. I like football. Do you?').activity?.canonical).toBe('football');
  });

  it('does not end a sentence at an abbreviation', () => {
    expect(read('Will it rain in St. Louis on Jan. 3?').focus.text).toBe(
      'Will it rain in St. Louis on Jan. 3?',
    );
  });

  it('hears who is called', () => {
    expect(read('@Weather_Bot oslo?').addressee?.text).toBe('Weather_Bot');
    expect(read('hey Weather_Bot, forecast for london')).toMatchObject({
      addressee: { text: 'Weather_Bot' },
    });
    expect(read('Is it sunny in Oslo?').addressee).toBeNull();
  });

  it.each([
    ['Weather_Bot, Oslo?', ['Oslo']],
    ['@Weather_Bot how is oslo', ['oslo']],
    ['weather bot: Oslo and Bergen tomorrow', ['Oslo', 'Bergen']],
  ])('takes a place for what a bot of the weather is called for: %s', (text, names) => {
    const found = read(text);
    expect(found).toMatchObject({ subject: 'weather', asksWeather: true });
    expect(found.places.map((one) => one.name)).toEqual(names);
  });

  it.each([
    'Sport_Bot, Oslo?',
    'Weather_Bot, do you live in Paris?',
    'Weather_Bot, who are you?',
    'Weather_Bot hello',
  ])('but not: %s', (text) => {
    expect(read(text).subject).toBe('other');
  });

  it('hears that something is left out', () => {
    expect(read('what about Bergen?').followUp?.text).toBe('what about');
    expect(read('and tomorrow?').followUp?.text).toBe('and');
    expect(read('is it sunny?').followUp).toBeNull();
  });
});

describe('activity', () => {
  it.each([
    ['we could ski', 'ski', 'sport'],
    ['I love skiing', 'ski', 'sport'],
    ['We could go trekking', 'trek', 'sport'],
    ['who is up for ice skating', 'ice skate', 'sport'],
    ['I went for a run this morning', 'run', 'sport'],
    ['What do you think about watching tennis?', 'tennis', 'sport'],
    ['we should draw something', 'draw', 'art'],
    ['I like paintings', 'painting', 'art'],
    ['Do you like opera?', 'opera', 'art'],
    ["let's go ice-skating", 'ice skate', 'sport'],
    ['I went canoeing', 'canoe', 'sport'],
    ['fencing is elegant', 'fence', 'sport'],
    ['how about a game of chess', 'chess', 'sport'],
    ['she paints beautifully', 'paint', 'art'],
    ['I drew a cat', 'draw', 'art'],
    ['acting class', 'acting', 'art'],
  ])('%s → %s (%s)', (text, canonical, family) => {
    expect(read(text).activity).toMatchObject({ canonical, family });
    expect(read(text).subject).toBe(family);
  });

  it.each([
    'state of the art',
    'he took it in good sport',
    "let's draw a conclusion",
    'can you run the tests',
    'the server is running fine',
    'it works in the long run',
    'you are drawing the wrong conclusion',
    'we can draw the following parallels',
    'can you run this by me',
    "let's jump to the next point",
    'we match your price',
    'the art of negotiation',
    'a marathon meeting',
    'that is a hot topic',
    'what a cool idea',
    'I am under the weather',
  ])('none in: %s', (text) => {
    expect(read(text).activity).toBeNull();
  });

  it.each(['sport', 'art'] as const)('knows at least sixty of %s, each by its own name', (family) => {
    const names = activityForms
      .map(([, word]) => word)
      .filter((word) => word.family === family && !word.weak);
    const known = new Set(
      names
        .map((word) => word.canonical)
        .filter((name) => read(`I like ${name}`).activity?.family === family),
    );
    expect(known.size).toBeGreaterThanOrEqual(60);
  });
});

function spansOf(found: Understanding): readonly Span[] {
  const {
    focus,
    weather,
    opinion,
    suggestion,
    followUp,
    activity,
    condition,
    negation,
    place: first,
    here,
    time,
  } = found;
  const single = [
    focus,
    weather,
    opinion,
    suggestion,
    followUp,
    activity,
    condition,
    negation,
    first,
    here,
    time,
  ];
  return [...single, found.addressee, ...found.places, ...found.conditions].filter((span) => span !== null);
}

describe('laws', () => {
  const vocabulary =
    "is it weather in Oslo the of and rain cold , . ? ! ' what's gonna tomorrow 3 march at 5 pm St. we could paint Paris Texas München here İstanbul ß 👍🏽 e\u0301 '' not current".split(
      ' ',
    );
  const chatter = fc.array(fc.constantFrom(...vocabulary), { maxLength: 60 }).map((list) => list.join(' '));
  const anything = fc.oneof(
    chatter,
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: 'grapheme', maxLength: 400 }),
  );

  it('never throws, and every span is where it says', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const found = read(text);
        for (const span of spansOf(found)) expect(text.slice(span.start, span.end)).toBe(span.text);
        expect(found.places.length).toBeLessThanOrEqual(9);
        expect((found.subject === 'weather') === (found.weather !== null)).toBe(true);
        if (found.time !== null) expect(found.time.from < found.time.to).toBe(true);
        for (const mention of found.places) expect(placeCandidates(mention).length).toBeLessThanOrEqual(16);
      }),
      { numRuns: 1_500 },
    );
  });

  it('says the same of the same text', () => {
    fc.assert(
      fc.property(chatter, (text) => {
        expect(read(text)).toEqual(read(text));
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    'weather ',
    'in ',
    'a',
    "'s ",
    'current ',
    'rain and ',
    'in Oslo, ',
    '1 ',
    '-',
    'the ',
    'St. ',
    '?',
    'it cold ',
    'Ab of ',
  ])('reads 4,000 characters of %j', (unit) => {
    const text = unit.repeat(4_000 / unit.length);
    const found = read(text);
    for (const span of spansOf(found)) expect(text.slice(span.start, span.end)).toBe(span.text);
  });
});
