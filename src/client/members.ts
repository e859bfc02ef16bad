/** Who is in the rooms, as entries tell it. */
import { moveBy } from '../room/members.ts';
import type { Entry, Renamed } from '../room/types.ts';
import { lobby } from '../room/types.ts';
import { isHere, isWithoutOther, titleOf } from './room-names.ts';
import type { RoomRecord } from './room-record.ts';

interface Rooms {
  readonly rooms: ReadonlyMap<string, RoomRecord>;
  /** Private ones that are not on the list. */
  readonly aside: ReadonlyMap<string, RoomRecord>;
}

/**
 * Topic and members of a room are right as we are told them when we enter it; what happened before they were is in the
 * history behind them, and changes nothing: of those who were here when a server was killed it has no end. Of a private room
 * no entry tells who is here: the server does, who knows whether somebody of the same name is the same.
 */
export function changeMembers(model: Rooms, room: RoomRecord, entry: Entry): void {
  if (!isNews(room, entry)) return;
  changeIn(room, entry);
  room.version += 1;
  if (room.name === lobby) entitle(model);
}

/** What each conversation is called: by its person, and otherwise than whoever else is here under that name. */
export function entitle(model: Rooms): void {
  const here = model.rooms.get(lobby);
  for (const room of [...model.rooms.values(), ...model.aside.values()]) {
    const isTaken = isWithoutOther(room) && here !== undefined && isHere(here, room.with ?? '');
    const title = room.with === null ? titleOf(room.name) : isTaken ? `${room.with} (not here)` : room.with;
    if (title === room.title) continue;
    room.title = title;
    room.version += 1;
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

function followName(room: RoomRecord, { nick, to }: Renamed): void {
  room.drafts = room.drafts.map((draft) => (draft.nick === nick ? { ...draft, nick: to } : draft));
}
