/** "Why did you say that?", in a room with the Host and the four. */
import { describe, expect, test } from 'vitest';
import { defineBot } from '../../src/bots/bot.ts';
import type { Manners } from '../../src/bots/manners.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import { residentBots } from '../../src/residents/residents.ts';
import { settings } from '../kits/resident-settings.ts';
import { atlas, hourly, sky } from '../kits/sky.ts';

const start = '2026-01-05T12:00Z';

async function evening(manners: Manners = 'chatty', everySeconds = 0) {
  const { forecasts } = sky(hourly(Date.parse(start), 48));
  const starters = ['Do you prefer tea or coffee?'];
  const bots = await residentBots(settings({ everySeconds, always: true, starters }), forecasts);
  const room = await rehearse({ bots, start, manners, places: atlas });
  room.join('ann');
  await room.settle();
  const ask = async (text: string) => {
    const before = room.entries.length;
    room.say('ann', text);
    await room.settle();
    return room.entries
      .slice(before)
      .flatMap((entry) => (entry.type === 'message' && entry.kind !== 'person' ? [entry] : []));
  };
  const texts = async (text: string) => (await ask(text)).map(({ nick, text: said }) => `${nick}: ${said}`);
  return { room, ask, texts };
}

describe('a bot that is asked why it said something', () => {
  test.each(['chatty', 'polite'] as const)(
    'tells, and it alone, when called by name: %s',
    async (manners) => {
      const { ask, texts } = await evening(manners);
      await ask('Is it sunny in Oslo?');
      const told = await texts('Why did you say that, Weather Bot?');
      expect(told).toHaveLength(1);
      expect(told[0]).toMatch(
        /^Weather_Bot: I said “.*” to ann’s “Is it sunny in Oslo\?”, because it asked about the weather \(weather “sunny”, place “Oslo”\)\.$/,
      );
      // The reason that it gave is not what it is asked about.
      expect(await texts('Weather_Bot, why?')).toEqual(told);
    },
  );

  test('is the one that spoke last, when nobody is called', async () => {
    const { room, ask, texts } = await evening();
    await ask('Do you like to play tennis?');
    const { nick, text } = room.last()!;
    const [told = '', ...others] = await texts('Why did you say that?');
    expect(others).toEqual([]);
    expect(told).toContain(`${nick}: I said “${text.slice(0, 50)}`);
    expect(told).toMatch(
      /to ann’s “Do you like to play tennis\?”, because it wanted an opinion on a sport \(opinion “Do you like”, sport “tennis”\)\.$/,
    );
  });

  test('is nobody, when a person spoke last: then it is a message like any other', async () => {
    const { room, texts } = await evening('polite');
    room.join('ben');
    await room.settle();
    room.say('ben', 'I like tea.');
    await room.settle();
    expect(await texts('why did you say that?')).toEqual([]);
  });

  test('is the Host too, and a bot that hears no messages', async () => {
    const { room, texts } = await evening('polite', 60);
    await room.pass('61s');
    expect(await texts('Why did you say that, Host?')).toEqual([
      'Host: I said “Do you prefer tea or coffee?” unasked, because a conversation is started every 60 s.',
    ]);
    const dice = defineBot({
      name: 'Dice_Bot',
      about: 'Rolls.',
      commands: { roll: { help: 'rolls', run: (context) => context.reply('Four.', 'a roll was asked for') } },
    });
    const other = await rehearse({ bots: [dice] });
    other.say('ann', '/roll');
    await other.settle();
    other.say('ann', 'why did you say that?');
    await other.settle();
    expect(other.last()).toMatchObject({
      text: 'I said “Four.” to ann’s “/roll”, because a roll was asked for.',
      because: 'it was asked why',
      nick: 'Dice_Bot',
    });
  });
});

describe('/why', () => {
  test('is answered by the Host: of one bot, or of whoever spoke last', async () => {
    const { ask, texts } = await evening('polite');
    await ask('Is it sunny in Oslo?');
    const [told = ''] = await texts('/why');
    expect(told).toMatch(
      /^Host: Weather_Bot said “.*” to ann’s “Is it sunny in Oslo\?”, because it asked about/,
    );
    expect(await texts('/why @weather_bot')).toEqual([told]);
    expect(await texts('/why Weather Bot')).toEqual([told]);
    const [simple] = await texts('/why Simple_Chat_Bot');
    expect(simple).toMatch(/^Host: Simple_Chat_Bot said “.*” to ann, who came in, because ann joined\.$/);
    expect(await texts('/why Nobody')).toEqual(['Host: I have heard nothing of Nobody lately.']);
  });
});

test('whatever the four say, they say why, with the words that they understood', async () => {
  const { ask } = await evening();
  for (const [text, words] of [
    ['hello everybody', /greeting/],
    ['Is it cold in Oslo tomorrow?', /place “Oslo”, time “tomorrow”/],
    ['and in Bergen?', /place “Bergen”/],
    ['What do you think about football?', /opinion “What do you think about”, sport “football”/],
    ['We could paint a picture?', /suggestion “We could”, art “paint/],
    ['How is the weather?', /weather “weather”/],
    ['I had lunch. It was good. Then I went home.', /./],
    ['/weather Oslo', /the command asked for it \(place “Oslo”\)/],
    ['/weather Xyzzyville', /place “Xyzzyville”/],
  ] as const) {
    const answers = await ask(text);
    expect(answers.length, text).toBeGreaterThan(0);
    for (const { nick, because } of answers) expect(because, `${nick} on ${text}`).toMatch(/\S/);
    const weather = answers.find(({ nick }) => nick === 'Weather_Bot');
    expect(weather?.because, text).toMatch(words);
  }
});
