import { never } from '../util/result.ts';
import type { House } from './house.ts';
import { findMember, hasSpace, isIn, roomsInAll, roomsOf } from './house.ts';
import { nickKeys, parseNick } from './names.ts';
import { isPrivate, parseRoom } from './rooms.ts';
import { cleanText, lengthUpTo } from './text.ts';
import type { Command, Event, Nick, Refusal, RoomName } from './types.ts';
import { hostNick, lobby, refuse } from './types.ts';

/** Rooms that one may be in. */
const roomsAtOnce = 50;
/** Characters. */
const longestTopic = 300;

/** What a command would do to the house at `now` (ms UTC): the events, none for what needs no trace, or why not. */
export function decide(house: House, command: Command, now: number): readonly Event[] | Refusal {
  switch (command.type) {
    case 'open':
      return [{ type: 'opened', room: lobby, time: now, nick: hostNick, kind: 'host' }];
    case 'join':
      return decideJoin(house, command, now);
    case 'enter':
      return decideEnter(house, command, now);
    case 'part':
      return decidePart(house, command, now);
    case 'topic':
      return decideTopic(house, command, now);
    case 'say':
      return decideSay(house, command, now);
    case 'rename':
      return decideRename(house, command, now);
    case 'leave':
      return decideLeave(house, command, now);
    case 'kick':
      return decideKick(house, command, now);
    default:
      return never(command);
  }
}

type Of<Type extends Command['type']> = Extract<Command, { type: Type }>;

function decideJoin(house: House, command: Of<'join'>, now: number): readonly Event[] | Refusal {
  // The Host is a voice, not a member: it comes and goes without a trace, and may speak from several places.
  if (command.kind === 'host') return [];
  const nick = freeName(house, command.nick, command.resident, null);
  if (typeof nick !== 'string') return nick;
  const { kind, rooms = [] } = command;
  return [lobby, ...rooms].map((room) => ({ type: 'joined', room, time: now, nick, kind }));
}

function decideRename(house: House, command: Of<'rename'>, now: number): readonly Event[] | Refusal {
  const member = house.members.get(command.nick);
  if (!member) return refuse('not_here', 'You are not here.');
  const to = freeName(house, command.name, command.resident, member.nick);
  if (typeof to !== 'string') return to;
  if (to === member.nick) return [];
  return roomsOf(house, member.nick).map((room) => ({ type: 'renamed', room, time: now, ...member, to }));
}

/** A name as it was typed, if it may be had. `own`: the name of the one who asks, which may look like the new one. */
function freeName(house: House, typed: string, resident: boolean, own: Nick | null): Nick | Refusal {
  const nick = parseNick(typed);
  if (typeof nick !== 'string') return nick;
  if (!resident && house.rules.reserved.has(nick)) {
    return refuse('name_reserved', `The name ${nick} is reserved. Choose another one.`);
  }
  const holder = nickKeys(nick)
    .map((key) => house.claims.get(key))
    .find((claim) => claim !== undefined && claim !== own);
  if (holder === undefined) return nick;
  const alike = holder === nick ? '' : `, it looks too much like ${holder}`;
  return refuse('name_taken', `The name ${nick} is taken${alike}. Choose another one.`);
}

function decideEnter(house: House, command: Of<'enter'>, now: number): readonly Event[] | Refusal {
  const { nick, kind } = command;
  const room = parseRoom(command.room);
  if (typeof room !== 'string') return room;
  if (!house.members.has(nick)) return refuse('not_here', 'You are not here.');
  if (isIn(house, nick, room)) return [];
  if (roomsOf(house, nick).length >= roomsAtOnce) {
    return refuse('not_possible', `You are in ${roomsAtOnce} rooms. Leave one of them first.`);
  }
  if (!house.places.has(room) && !hasSpace(house)) {
    return refuse('not_possible', `There are ${roomsInAll} rooms with people in them. Join one of those.`);
  }
  return [{ type: 'joined', room, time: now, nick, kind }];
}

function decidePart(house: House, command: Of<'part'>, now: number): readonly Event[] | Refusal {
  const room = parseRoom(command.room);
  if (typeof room !== 'string') return room;
  if (room === lobby) return refuse('not_possible', 'Everyone is in the lobby for as long as they are here.');
  const member = house.members.get(command.nick);
  if (!member || !isIn(house, command.nick, room)) return notIn(room);
  return [{ type: 'left', room, time: now, ...member, reason: '' }];
}

function decideTopic(house: House, command: Of<'topic'>, now: number): readonly Event[] | Refusal {
  const { nick, kind } = command;
  const room = parseRoom(command.room);
  if (typeof room !== 'string') return room;
  if (kind !== 'host' && !isIn(house, nick, room)) return notIn(room);
  const text = cleanText(command.text).replaceAll('\n', ' ').trim();
  if (lengthUpTo(text, longestTopic) > longestTopic) {
    return refuse('text_too_long', `A topic has at most ${longestTopic} characters.`);
  }
  if (text === house.places.get(room)?.topic) return [];
  return [{ type: 'topic', room, time: now, nick, kind, text }];
}

function notIn(room: RoomName): Refusal {
  return refuse('not_here', `You are not in the room ${room}.`);
}

function decideSay(house: House, command: Of<'say'>, now: number): readonly Event[] | Refusal {
  const { nick, kind, room = lobby } = command;
  if (kind !== 'host' && !house.members.has(nick)) return refuse('not_here', 'You are not in the room.');
  if (kind !== 'host' && !isPrivate(room) && !isIn(house, nick, room)) return notIn(room);
  const text = cleanText(command.text);
  const limit = house.rules.textLimit;
  if (text.trim() === '') return refuse('empty_text', 'There is nothing in this message.');
  if (lengthUpTo(text, limit) > limit) {
    return refuse(
      'text_too_long',
      `This message has more than ${limit} characters and was not sent. Split it.`,
    );
  }
  const { id = null, answers = null } = command;
  // A reason is what tells a bot's word from a person's.
  const because = kind === 'person' || command.because === undefined ? null : cleanText(command.because);
  const message = { type: 'message', room, time: now, nick, kind, text, id, answers, because } as const;
  return [command.action ? { ...message, action: true } : message];
}

function decideLeave(house: House, command: Of<'leave'>, now: number): readonly Event[] {
  const member = house.members.get(command.nick);
  if (!member) return [];
  const reason = cleanText(command.reason);
  return roomsOf(house, member.nick).map((room) => ({ type: 'left', room, time: now, ...member, reason }));
}

function decideKick(house: House, command: Of<'kick'>, now: number): readonly Event[] | Refusal {
  const member = findMember(house, command.nick);
  if (!member) return refuse('not_here', `User with username ${command.nick} was not found!`);
  const reason = cleanText(command.reason);
  const { by } = command;
  return roomsOf(house, member.nick).map((room) => ({
    type: 'kicked',
    room,
    time: now,
    ...member,
    by,
    reason,
  }));
}
