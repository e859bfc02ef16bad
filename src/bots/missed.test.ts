import { expect, test } from 'vitest';
import { type Entry, lobby, type Nick, type Seq } from '../room/types.ts';
import { defineBot } from './bot.ts';
import { manifestOf } from './manifest.ts';
import { missed } from './missed.ts';
import { Place } from './place.ts';

const said = (seq: number, nick: string, text: string, answers: number | null = null): Entry => ({
  type: 'message',
  seq: seq as Seq,
  room: lobby,
  time: 1000,
  nick: nick as Nick,
  kind: nick === 'Ann' ? 'person' : 'bot',
  text,
  id: null,
  answers: answers as Seq | null,
  because: null,
});

test('a command that another bot has answered is over; what else it answers is not', () => {
  const bot = manifestOf(defineBot({ name: 'Two', about: 'is two', on: { message: () => undefined } }));
  const place = new Place({ heard: 4, waiting: [] }, () => undefined);
  const past = [
    said(5, 'Ann', '/roll'),
    said(6, 'One', '6', 5),
    said(7, 'Ann', 'hi'),
    said(8, 'One', 'ho', 7),
  ];
  expect(missed(past, bot, place, 2000).map(({ seq }) => seq)).toEqual([7]);
  const withOpen = [...past, said(9, 'Ann', '/roll')];
  expect(missed(withOpen, bot, place, 2000).map(({ seq }) => seq)).toEqual([7, 9]);
});
