import type { House } from '../room/house.ts';
import { roomsOf } from '../room/house.ts';
import { isPrivate } from '../room/rooms.ts';
import type { Refusal } from '../room/types.ts';
import { lobby, refuse } from '../room/types.ts';
import { banned, type Bans } from './bans.ts';
import type { Occupant } from './occupant.ts';
import type { Sessions } from './sessions.ts';
import type { Task } from './task.ts';
import type { Accepted } from './turn.ts';

/**
 * Why a name may not even be asked for: a ban, or it is kept for somebody else; null where nothing is against it. The
 * session that was shown is looked up anew: it may have been forgotten, or have got another name, while this waited.
 */
export function refusalOf({ occupant, request }: Task, bans: Bans, sessions: Sessions): Refusal | null {
  if (occupant === null || (request.type !== 'enter' && request.type !== 'rename')) return null;
  const session = occupant.session && sessions.latest(occupant.session);
  occupant.session = session;
  const { nick, address, resident } = occupant.request;
  if (resident) return null;
  const name = request.type === 'rename' ? request.name : nick;
  const ban = bans.hitting(name, address);
  if (ban)
    return request.type === 'enter' ? banned(ban.reason) : refuse('banned', `The name ${name} is banned.`);
  if (!sessions.isHeld(name, session)) return null;
  return refuse('name_taken', `The name ${name} is kept for somebody who was here a moment ago.`);
}

/** Keeps the sessions what a task that was carried out has made of them; `house` is as the turn leaves it. */
export function keepSessions({ task, events }: Accepted, house: House, sessions: Sessions): void {
  const { occupant, request } = task;
  if (occupant === null) return;
  const { session, nick } = occupant;
  switch (request.type) {
    case 'enter':
      grantSession(occupant, sessions);
      return;
    case 'utter':
      for (const { room } of events) if (isPrivate(room)) sessions.converse(room);
      return;
    case 'rename':
      if (session) sessions.rename(session, nick);
      return;
    case 'step-in':
    case 'step-out':
      if (session) sessions.update(session, { rooms: roomsOf(house, nick).filter((room) => room !== lobby) });
      return;
    case 'depart':
      if (session) sessions.goes(session);
      return;
    case 'set-topic':
    case 'eject':
      return;
  }
}

/** Gives a newcomer who asked for a session the one it continues, or a new one. */
function grantSession(occupant: Occupant, sessions: Sessions): void {
  const { request, nick, kind, session } = occupant;
  if (request.session === undefined || kind === 'host') return;
  const known = session && sessions.latest(session);
  if (known && typeof request.session === 'string') {
    sessions.comes(known, nick, kind);
    occupant.session = known;
    occupant.token = request.session;
  } else {
    const created = sessions.create(nick, kind);
    occupant.session = created.session;
    occupant.token = created.token;
  }
}
