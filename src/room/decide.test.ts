import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { evolve } from './evolve.ts';
import type { House } from './house.ts';
import { emptyHouse, membersOf } from './house.ts';
import { ReservedNames } from './reserved-names.ts';
import type { Command, Event, Nick, RoomName } from './types.ts';
import { hostNick, lobby } from './types.ts';

const now = 1_000;
const ann = 'ann' as Nick;

function roomOf(...commands: readonly Command[]): House {
  const room = emptyHouse({ textLimit: 20, reserved: new ReservedNames(['Weather_Bot']) });
  for (const command of commands)
    for (const event of decide(room, command, 0) as Event[]) evolve(room, event);
  return room;
}
const join = (nick: string, resident = false): Command => ({ type: 'join', nick, kind: 'person', resident });
const say = (text: string, nick = ann): Command => ({ type: 'say', nick, kind: 'person', text });
const kick = (nick: string): Command => ({ type: 'kick', nick, by: hostNick, reason: 'because' });

describe('join', () => {
  it('seats a newcomer under the name in its one form', () => {
    const joined = { type: 'joined', room: 'lobby', time: now, nick: 'Åse', kind: 'person' };
    expect(decide(roomOf(), join('A\u030ase'), now)).toEqual([joined]);
  });
  it.each(['ann', 'ANN', 'аnn'])('refuses %s while ann is here', (nick) => {
    expect(decide(roomOf(join('ann')), join(nick), now)).toMatchObject({ code: 'name_taken' });
  });
  it.each(['Host', 'host', 'H0st', 'weather_bot'])('keeps %s for residents', (nick) => {
    expect(decide(roomOf(), join(nick), now)).toMatchObject({ code: 'name_reserved' });
  });
  it('lets a resident have its reserved name', () => {
    expect(decide(roomOf(), join('Weather_Bot', true), now)).toMatchObject([{ nick: 'Weather_Bot' }]);
  });
  it('refuses what is no name', () => {
    expect(decide(roomOf(), join('a b'), now)).toMatchObject({ code: 'bad_name' });
  });
  it('gives a name free when its holder has left', () => {
    const room = roomOf(join('ann'), { type: 'leave', nick: ann, reason: '' });
    expect(decide(room, join('Ann'), now)).toMatchObject([{ nick: 'Ann' }]);
  });
  it('lets the Host in without a trace', () => {
    expect(decide(roomOf(), { type: 'join', nick: 'Host', kind: 'host', resident: true }, now)).toEqual([]);
  });
});

describe('say', () => {
  const room = roomOf(join('ann'));

  it('gives the message its author, whatever the text says', () => {
    expect(decide(room, say('Ben: hi'), now)).toMatchObject([
      { type: 'message', nick: 'ann', text: 'Ben: hi' },
    ]);
  });
  it('cleans the text', () => {
    expect(decide(room, say('\u001b[31mhi'), now)).toMatchObject([{ text: '[31mhi' }]);
  });
  it.each(['', '   ', '\u0007', '\n'])('refuses %j as empty', (text) => {
    expect(decide(room, say(text), now)).toMatchObject({ code: 'empty_text' });
  });
  it('takes a text at the limit and refuses one over it', () => {
    expect(decide(room, say('😀'.repeat(20)), now)).toMatchObject([{ type: 'message' }]);
    expect(decide(room, say('😀'.repeat(21)), now)).toMatchObject({ code: 'text_too_long', message: /20/ });
  });
  it('marks what is done, under the same rules', () => {
    const act = (text: string): Command => ({ type: 'say', nick: ann, kind: 'person', text, action: true });
    expect(decide(room, act('waves'), now)).toMatchObject([{ type: 'message', text: 'waves', action: true }]);
    expect(decide(room, say('waves'), now)).not.toHaveProperty('[0].action');
    expect(decide(room, act(' '), now)).toMatchObject({ code: 'empty_text' });
    expect(decide(room, act('😀'.repeat(21)), now)).toMatchObject({ code: 'text_too_long' });
  });
  it('refuses who is not here', () => {
    expect(decide(room, say('hi', 'ben' as Nick), now)).toMatchObject({ code: 'not_here' });
  });
  it('lets the Host speak', () => {
    const command: Command = { type: 'say', nick: hostNick, kind: 'host', text: 'Welcome' };
    expect(decide(room, command, now)).toMatchObject([{ nick: 'Host', kind: 'host' }]);
  });
});

describe('rename', () => {
  const enter: Command = { type: 'enter', nick: ann, kind: 'person', room: 'tea' };
  const room = roomOf(join('ann'), join('ben'), enter);
  const rename = (name: string, nick = ann, resident = false): Command => {
    return { type: 'rename', nick, name, resident };
  };

  it('is told in every room that one is in, the lobby last', () => {
    const renamed = { type: 'renamed', time: now, nick: 'ann', kind: 'person', to: 'Åse' };
    expect(decide(room, rename('A\u030ase'), now)).toEqual([
      { ...renamed, room: 'tea' },
      { ...renamed, room: 'lobby' },
    ]);
  });
  it('makes no bot of a person, whatever the name ends in', () => {
    expect(decide(room, rename('My_Bot'), now)).toMatchObject([
      { to: 'My_Bot', kind: 'person' },
      { to: 'My_Bot', kind: 'person' },
    ]);
  });

  it('changes who is in the rooms, in the order of arrival', () => {
    const after = roomOf(join('ann'), join('ben'), enter, rename('Cat'));
    expect(membersOf(after, lobby).map(({ nick }) => nick)).toEqual(['Cat', 'ben']);
    expect(membersOf(after, 'tea' as RoomName)).toEqual([{ nick: 'Cat', kind: 'person' }]);
    expect(decide(after, say('meow', 'Cat' as Nick), now)).toMatchObject([{ nick: 'Cat' }]);
    expect(decide(after, say('hi'), now)).toMatchObject({ code: 'not_here' });
  });
  it.each(['ANN', 'аnn'])('lets one have %s, which looks like the name one has', (name) => {
    expect(decide(room, rename(name), now)).toMatchObject([{ to: name }, { to: name }]);
  });
  it.each([
    ['ben', 'name_taken'],
    ['BEN', 'name_taken'],
    ['Bеn', 'name_taken'],
    ['Host', 'name_reserved'],
    ['weather_bot', 'name_reserved'],
    ['a b', 'bad_name'],
    ['', 'bad_name'],
  ])('refuses %j', (name, code) => {
    expect(decide(room, rename(name), now)).toMatchObject({ code });
  });
  it('lets a resident have its reserved name', () => {
    expect(decide(room, rename('Weather_Bot', ann, true), now)).toMatchObject([{}, { to: 'Weather_Bot' }]);
  });
  it('gives the old name free', () => {
    const after = roomOf(join('ann'), rename('Cat'));
    expect(decide(after, join('ann'), now)).toMatchObject([{ type: 'joined' }]);
    expect(decide(after, join('cat'), now)).toMatchObject({ code: 'name_taken' });
  });
  it('leaves no trace where the name stays the same', () => {
    expect(decide(room, rename('ann'), now)).toEqual([]);
  });
  it('refuses who is not here', () => {
    expect(decide(room, rename('eve', 'cat' as Nick), now)).toMatchObject({ code: 'not_here' });
  });
});

describe('leave and kick', () => {
  const room = roomOf(join('Ann'), join('ben'));

  it('takes a member out', () => {
    const left = { type: 'left', room: 'lobby', time: now, nick: 'ben', kind: 'person', reason: 'bye' };
    expect(decide(room, { type: 'leave', nick: 'ben' as Nick, reason: 'bye' }, now)).toEqual([left]);
  });
  it('says nothing about the leaving of one who is not here', () => {
    expect(decide(room, { type: 'leave', nick: 'eve' as Nick, reason: '' }, now)).toEqual([]);
  });
  it('kicks by name in any case', () => {
    expect(decide(room, kick('ANN'), now)).toMatchObject([{ type: 'kicked', nick: 'Ann', by: 'Host' }]);
  });
  it('refuses to kick who is not here', () => {
    const message = 'User with username eve was not found!';
    expect(decide(room, kick('eve'), now)).toMatchObject({ code: 'not_here', message });
  });
});

describe('open', () => {
  it('empties the room', () => {
    const room = roomOf(join('ann'), { type: 'open' });
    expect(room.members.size).toBe(0);
    expect(decide(room, join('ann'), now)).toMatchObject([{ type: 'joined' }]);
  });
});
