/** Who is in the rooms, as entries tell it. */
import { moveBy } from '../room/members.ts';
import type { Entry, Renamed } from '../room/types.ts';
import { lobby } from '../room/types.ts';
import type { RoomRecord } from './room-record.ts';

interface Rooms {
  /** One's own. */
  readonly name: string;
  readonly rooms: ReadonlyMap<string, RoomRecord>;
  /** Private ones that are not on the list. */
  readonly aside: ReadonlyMap<string, RoomRecord>;
}

/**
 * Topic and members of a room are right as we are told them when we enter it; what happened before they were is in the
 * history behind them, and changes nothing: of those who were here when a server was killed it has no end.
 */
export function changeMembers(model: Rooms, room: RoomRecord, entry: Entry): void {
  for (const each of roomsHearing(model, room, entry)) {
    if (!isNews(room, entry, each)) continue;
    changeIn(each, entry);
    each.version += 1;
  }
}

/** Whether an entry of `room` tells something that `hearer` was not told of when it was entered. */
export function isNews(room: RoomRecord, { seq }: Entry, { knownUpTo } = room): boolean {
  return knownUpTo === null ? room.live : seq > knownUpTo;
}

function changeIn(room: RoomRecord, entry: Entry): void {
  const { gone, come } = moveBy(entry);
  if (gone !== null) {
    room.members.delete(gone);
    room.typing.delete(gone);
  }
  if (come !== null) room.members.set(come.nick, come);
  if (entry.type === 'renamed') followName(room, entry);
  else if (entry.type === 'topic') room.topic = entry.text;
  else if (entry.type === 'opened') room.members.clear();
}

/** Where it shows: who comes to the lobby or leaves it does so in one's conversation with them, too. */
function roomsHearing(model: Rooms, room: RoomRecord, { type, nick }: Entry): readonly RoomRecord[] {
  if (room.name !== lobby || type === 'message' || type === 'topic') return [room];
  const all = [...model.rooms.values(), ...model.aside.values()];
  if (type === 'opened') return all;
  const conversations = all.filter((other) => {
    return other.with !== null && (other.with === nick || nick === model.name);
  });
  return [room, ...conversations];
}

function followName(room: RoomRecord, { nick, to }: Renamed): void {
  room.drafts = room.drafts.map((draft) => (draft.nick === nick ? { ...draft, nick: to } : draft));
  if (room.with !== nick) return;
  room.with = to;
  room.title = to;
}
