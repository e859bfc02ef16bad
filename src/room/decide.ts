import { never } from '../util/result.ts';
import { nickKeys, parseNick } from './names.ts';
import type { Room } from './room.ts';
import { findMember } from './room.ts';
import { cleanText, lengthUpTo } from './text.ts';
import type { Command, Event, Refusal } from './types.ts';
import { hostNick, lobby, refuse } from './types.ts';

/** What a command would do to the room at `now` (ms UTC): the events, none for what needs no trace, or why not. */
export function decide(room: Room, command: Command, now: number): readonly Event[] | Refusal {
  switch (command.type) {
    case 'open':
      return [{ type: 'opened', room: lobby, time: now, nick: hostNick, kind: 'host' }];
    case 'join':
      return decideJoin(room, command, now);
    case 'say':
      return decideSay(room, command, now);
    case 'leave':
      return decideLeave(room, command, now);
    case 'kick':
      return decideKick(room, command, now);
    default:
      return never(command);
  }
}

type Of<Type extends Command['type']> = Extract<Command, { type: Type }>;

function decideJoin(room: Room, command: Of<'join'>, now: number): readonly Event[] | Refusal {
  // The Host is a voice, not a member: it comes and goes without a trace, and may speak from several places.
  if (command.kind === 'host') return [];
  const nick = parseNick(command.nick);
  if (typeof nick !== 'string') return nick;
  const keys = nickKeys(nick);
  if (!command.resident && keys.some((key) => room.reserved.has(key))) {
    return refuse('name_reserved', `The name ${nick} is reserved. Choose another one.`);
  }
  const holder = keys.map((key) => room.claims.get(key)).find((claim) => claim !== undefined);
  if (holder !== undefined) {
    const alike = holder === nick ? '' : `, it looks too much like ${holder}`;
    return refuse('name_taken', `The name ${nick} is taken${alike}. Choose another one.`);
  }
  return [{ type: 'joined', room: lobby, time: now, nick, kind: command.kind }];
}

function decideSay(room: Room, command: Of<'say'>, now: number): readonly Event[] | Refusal {
  const { nick, kind } = command;
  if (kind !== 'host' && !room.members.has(nick)) return refuse('not_here', 'You are not in the room.');
  const text = cleanText(command.text);
  const limit = room.rules.textLimit;
  if (text.trim() === '') return refuse('empty_text', 'There is nothing in this message.');
  if (lengthUpTo(text, limit) > limit) {
    return refuse(
      'text_too_long',
      `This message has more than ${limit} characters and was not sent. Split it.`,
    );
  }
  const { id = null, answers = null, because = null } = command;
  return [{ type: 'message', room: lobby, time: now, nick, kind, text, id, answers, because }];
}

function decideLeave(room: Room, command: Of<'leave'>, now: number): readonly Event[] {
  const member = room.members.get(command.nick);
  if (!member) return [];
  return [{ type: 'left', room: lobby, time: now, ...member, reason: cleanText(command.reason) }];
}

function decideKick(room: Room, command: Of<'kick'>, now: number): readonly Event[] | Refusal {
  const member = findMember(room, command.nick);
  if (!member) return refuse('not_here', `User with username ${command.nick} was not found!`);
  const reason = cleanText(command.reason);
  return [{ type: 'kicked', room: lobby, time: now, ...member, by: command.by, reason }];
}
