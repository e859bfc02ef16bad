import { never } from '../util/result.ts';
import type { Entry, Kind, Member, Nick } from './types.ts';

/** What an entry does to the list of who is in its room: first somebody goes, then somebody comes. */
export interface Move {
  readonly gone: Nick | null;
  readonly come: Member | null;
}

const none: Move = { gone: null, come: null };

/** The Host is on no such list. Where a room is opened anew, the list begins anew, which is no move of anybody. */
export function moveBy(entry: Entry): Move {
  switch (entry.type) {
    case 'joined':
      return { gone: null, come: memberOf(entry.nick, entry.kind) };
    case 'left':
    case 'kicked':
      return { gone: entry.nick, come: null };
    case 'renamed':
      return { gone: entry.nick, come: memberOf(entry.to, entry.kind) };
    case 'message':
    case 'topic':
    case 'opened':
      return none;
    default:
      return never(entry);
  }
}

function memberOf(nick: Nick, kind: Kind): Member | null {
  return kind === 'host' ? null : { nick, kind };
}
