/** Who is in the rooms, as entries tell it. */
import type { Entry, Member, Renamed } from '../room/types.ts';
import { lobby } from '../room/types.ts';
import { never } from '../util/result.ts';
import type { RoomRecord } from './room-record.ts';

interface Rooms {
  /** One's own. */
  readonly name: string;
  readonly rooms: ReadonlyMap<string, RoomRecord>;
}

/**
 * Topic and members of a room are right as we are told them when we enter it; what happened before they were is in the
 * history behind them, and changes nothing: of those who were here when a server was killed it has no end.
 */
export function changeMembers(model: Rooms, room: RoomRecord, entry: Entry): void {
  for (const each of roomsHearing(model, room, entry)) if (isNews(each, entry)) changeIn(each, entry);
}

function isNews({ knownUpTo, live }: RoomRecord, { seq }: Entry): boolean {
  return knownUpTo === null ? live : seq > knownUpTo;
}

function changeIn(room: RoomRecord, entry: Entry): void {
  switch (entry.type) {
    case 'joined':
      if (entry.kind !== 'host') room.members.set(entry.nick, memberOf(entry.nick, entry.kind));
      break;
    case 'left':
    case 'kicked':
      room.members.delete(entry.nick);
      room.typing.delete(entry.nick);
      break;
    case 'renamed':
      followName(room, entry);
      break;
    case 'topic':
      room.topic = entry.text;
      break;
    case 'opened':
      room.members.clear();
      break;
    case 'message':
      break;
    default:
      never(entry);
  }
}

/** Where it shows: who comes to the lobby or leaves it does so in one's conversation with them, too. */
function roomsHearing(model: Rooms, room: RoomRecord, { type, nick }: Entry): readonly RoomRecord[] {
  if (room.name !== lobby || type === 'message' || type === 'topic') return [room];
  if (type === 'opened') return [...model.rooms.values()];
  const conversations = [...model.rooms.values()].filter((other) => {
    return other.with !== null && (other.with === nick || nick === model.name);
  });
  return [room, ...conversations];
}

function followName(room: RoomRecord, { nick, to, kind }: Renamed): void {
  room.members.delete(nick);
  room.typing.delete(nick);
  room.drafts = room.drafts.map((draft) => (draft.nick === nick ? { ...draft, nick: to } : draft));
  if (kind !== 'host') room.members.set(to, memberOf(to, kind));
  if (room.with !== nick) return;
  room.with = to;
  room.title = to;
}

function memberOf(nick: Member['nick'], kind: Member['kind']): Member {
  return { nick, kind };
}
