import { never } from '../util/result.ts';
import { nickKeys } from './names.ts';
import type { Room } from './room.ts';
import type { Event, Nick } from './types.ts';

/** Makes `room` what it is after `event`. Changes `room` in place: call it on a fork, or when nobody can go back. */
export function evolve(room: Room, event: Event): void {
  switch (event.type) {
    case 'message':
    case 'topic':
      return;
    case 'joined':
      if (event.kind === 'host') return;
      room.members.set(event.nick, { nick: event.nick, kind: event.kind });
      for (const key of nickKeys(event.nick)) room.claims.set(key, event.nick);
      return;
    case 'left':
    case 'kicked':
      remove(room, event.nick);
      return;
    case 'opened':
      room.members.clear();
      room.claims.clear();
      return;
    default:
      never(event);
  }
}

function remove(room: Room, nick: Nick): void {
  room.members.delete(nick);
  for (const key of nickKeys(nick)) room.claims.delete(key);
}
