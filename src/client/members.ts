/** Who is in the rooms, as entries tell it. */
import type { Entry, Member, Renamed } from '../room/types.ts';
import { lobby } from '../room/types.ts';
import type { RoomRecord } from './room-record.ts';

interface Rooms {
  /** One's own. */
  readonly name: string;
  readonly rooms: ReadonlyMap<string, RoomRecord>;
}

/**
 * The list of members is of the moment we came, and history may tell of before and after it. Taken in order it ends
 * right either way; only a start of the server in it was before, always.
 */
export function changeMembers(model: Rooms, room: RoomRecord, entry: Entry): void {
  switch (entry.type) {
    case 'joined':
      if (entry.kind === 'host') break;
      for (const { members } of roomsHearing(model, room, entry.nick)) {
        members.set(entry.nick, memberOf(entry.nick, entry.kind));
      }
      break;
    case 'left':
    case 'kicked':
      for (const { members, typing } of roomsHearing(model, room, entry.nick)) {
        members.delete(entry.nick);
        typing.delete(entry.nick);
      }
      break;
    case 'renamed':
      for (const each of roomsHearing(model, room, entry.nick)) followName(each, entry, room.live);
      break;
    case 'topic':
      room.topic = entry.text;
      break;
    case 'opened':
      if (!room.live) break;
      for (const { members } of model.rooms.values()) members.clear();
      break;
    case 'message':
      break;
  }
}

/** Where it shows that somebody came to a room or left it: to the lobby means to one's conversation with them, too. */
function roomsHearing(model: Rooms, room: RoomRecord, nick: string): readonly RoomRecord[] {
  if (room.name !== lobby) return [room];
  const conversations = [...model.rooms.values()].filter((other) => {
    return other.with !== null && (other.with === nick || nick === model.name);
  });
  return [room, ...conversations];
}

function followName(room: RoomRecord, { nick, to, kind }: Renamed, live: boolean): void {
  room.members.delete(nick);
  room.typing.delete(nick);
  room.drafts = room.drafts.map((draft) => (draft.nick === nick ? { ...draft, nick: to } : draft));
  if (kind !== 'host') room.members.set(to, memberOf(to, kind));
  // History may tell of somebody who had this name before.
  if (!live || room.with !== nick) return;
  room.with = to;
  room.title = to;
}

function memberOf(nick: Member['nick'], kind: Member['kind']): Member {
  return { nick, kind };
}
