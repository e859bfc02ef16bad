import { beforeEach, describe, expect, test } from 'vitest';
import { FakeHouse } from '../../test/kits/fake-house.ts';
import { VirtualClock } from '../rehearsal/virtual-clock.ts';
import { openChat } from './chat.ts';
import { applyChoice, complete } from './complete.ts';
import type { Chat } from './state.ts';

describe('completion', () => {
  let chat: Chat;
  let clock: VirtualClock;
  let house: FakeHouse;

  beforeEach(async () => {
    clock = new VirtualClock();
    house = new FakeHouse(clock);
    chat = openChat({ dial: house.dial, clock, random: () => 0.5 });
    chat.start('Ann');
    await clock.advance(100);
    for (const name of ['Adam', 'Benno', 'Ben', 'Zoe']) house.happen('joined', name);
    house.happen('joined', 'Weather_Bot', 'lobby', { kind: 'bot' });
    house.say('Benno', 'first');
    house.say('Ben', 'then');
    chat.listRooms(false);
    await clock.advance(100);
  });

  const labels = (text: string, asked = true) =>
    complete(text, text.length, chat, asked)?.choices.map(({ label }) => label) ?? [];
  const first = (text: string, cursor = text.length) => {
    const found = complete(text, cursor, chat, true);
    return found && applyChoice(text, found, found.choices[0]!);
  };

  test('names: who spoke last comes first, oneself never', () => {
    expect(labels('be')).toEqual(['Ben', 'Benno']);
    expect(labels('@')).toEqual(['Ben', 'Benno', 'Adam', 'Weather_Bot', 'Zoe']);
    expect(labels('ann')).toEqual([]);
  });

  test('marks need not be typed', async () => {
    house.happen('joined', 'Çiğdém');
    await clock.advance(100);
    for (const text of ['cig', 'çi', '@cigdem', 'ÇIĞ', '@dem', '/msg ci'])
      expect(labels(text)).toEqual(['Çiğdém']);
  });

  test('a name at the start of a line speaks to somebody', () => {
    expect(first('be')).toEqual({ text: 'Ben: ', cursor: 5 });
    expect(first('hi be')).toEqual({ text: 'hi Ben ', cursor: 7 });
    expect(first('hi be there', 5)).toEqual({ text: 'hi Ben there', cursor: 7 });
    expect(first('hi @zo')).toEqual({ text: 'hi @Zoe ', cursor: 8 });
  });

  test('a bare word is left alone while nobody asks', () => {
    expect(labels('be', false)).toEqual([]);
    expect(labels('@be', false)).toEqual(['Ben', 'Benno']);
  });

  test('commands, and what they take', () => {
    expect(labels('/jo')).toEqual(['/join ROOM']);
    expect(labels('/le')).toEqual(['/leave [ROOM]']);
    expect(labels('//jo')).toEqual([]);
    expect(labels('/msg z')).toEqual(['Zoe']);
    expect(first('/msg z')).toEqual({ text: '/msg Zoe ', cursor: 9 });
    expect(labels('/bots m')).toEqual(['mute']);
    expect(labels('/bots mute w')).toEqual(['Weather_Bot']);
    expect(labels('/join lo')).toEqual(['#lobby']);
    expect(labels('/help jo')).toEqual(['/join ROOM']);
  });

  test('rooms and emoji', () => {
    expect(labels('see #l')).toEqual(['#lobby']);
    expect(labels('yes :thumbsu')[0]).toContain('👍');
    expect(first('yes :thumbsup')?.text).toBe('yes 👍 ');
    expect(labels('at 10:3')).toEqual([]);
    expect(labels(':t')).toEqual([]);
  });
});
