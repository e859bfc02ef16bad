import type { Refusal } from '../room/types.ts';
import { refuse } from '../room/types.ts';
import type { Bans } from './bans.ts';
import type { Occupant } from './occupant.ts';
import type { Sessions } from './sessions.ts';

/**
 * Why somebody may not even ask to come in: a ban, or a name kept for somebody else; null where nothing is against it.
 * The session that was shown is looked up anew: it may have been forgotten, or have got another name, while this waited.
 */
export function refusalOf(occupant: Occupant, bans: Bans, sessions: Sessions): Refusal | null {
  const { request } = occupant;
  const session = occupant.session && sessions.latest(occupant.session);
  occupant.session = session;
  if (request.resident) return null;
  const ban = bans.hitting(request.nick, request.address);
  if (ban) return refuse('banned', ban.reason);
  if (!sessions.isHeld(request.nick, session)) return null;
  return refuse('name_taken', `The name ${request.nick} is kept for somebody who was here a moment ago.`);
}

/** Gives a newcomer who asked for a session the one it continues, or a new one. */
export function grantSession(occupant: Occupant, sessions: Sessions): void {
  const { request, nick, kind, session } = occupant;
  if (request.session === undefined || kind === 'host') return;
  const known = session && sessions.latest(session);
  if (known && typeof request.session === 'string') {
    sessions.moved(known, true, { nick, kind });
    occupant.session = known;
    occupant.token = request.session;
  } else {
    const created = sessions.create(nick, kind);
    occupant.session = created.session;
    occupant.token = created.token;
  }
}
