import { expect, it } from 'vitest';
import { understand } from './understand.ts';

const now = { year: 2026, month: 11, day: 23, hour: 9, minute: 30 };
const weatherIn = (text: string) => understand(text, now).weather?.text ?? null;

it.each([
  ['do I need an umbrella', 'umbrella'],
  ['should we take a coat tonight', 'coat'],
  ['can I wear shorts today', 'shorts'],
  ['is a raincoat needed tomorrow', 'raincoat'],
  ['umbrella today?', 'umbrella'],
  ['do I need an umbrella in Oslo?', 'umbrella'],
  ['what should I wear in Bergen today', 'wear'],
  ['what should I wear today', 'wear'],
  ['how should we dress', 'dress'],
  ['do I need to dress warmly', 'dress'],
  ['is it nice out', 'nice'],
  ['is it a lovely day', 'lovely'],
  ['is today a good day for a picnic', 'good'],
  ['will it be a good day to go to the beach', 'good'],
  ['can you tell me the high for today', 'high'],
  ['highs and lows this week', 'highs'],
  ['how many degrees outside', 'degrees outside'],
  ['are we going to get any rain', 'rain'],
  ['five day outlook', 'day outlook'],
  ['why is it so cold today', 'cold'],
  ["what's it like out", 'it like out'],
  ['what will tomorrow be like', 'be'],
  ['which day is best for a picnic this week', 'best'],
  ['will I get wet', 'get wet'],
  ['should I water the garden today', 'water the garden'],
  ['can I leave the house without a jacket', 'jacket'],
  ['tell me if I need an umbrella', 'umbrella'],
  ['tell me what to wear', 'wear'],
  ['what should I pack for my trip to London', 'pack'],
  ['will it be a nice day tomorrow', 'nice'],
  ['is Friday going to be nice', 'nice'],
  ["what is today's high", 'high'],
])('%s asks about the weather', (text, words) => {
  expect(words).toContain(weatherIn(text));
});

it.each([
  'do I need a visa',
  'should I buy a coat',
  'can I wear this dress to the party',
  'what should I wear to the wedding',
  'what should I eat today',
  'is it a good day to buy stocks',
  'is it nice',
  'what is the high score',
  'the highs and lows of the market',
  "it's too hot in here",
  'what is the temperature in the living room',
  'why does it rain',
  'what causes thunder',
  'send an email about the weather delay',
  'check outlook for new mails',
  'what should I pack in this box',
  'water the garden at eight',
  'how cold is it inside',
  'what does my day look like tomorrow',
  'how big is the sun',
])('%s does not', (text) => {
  expect(weatherIn(text)).toBeNull();
});
