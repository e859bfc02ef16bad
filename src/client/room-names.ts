import { lobby } from '../room/types.ts';
import type { RoomState } from './state.ts';

/** What to call a room that is not private. */
export function titleOf(room: string): string {
  return `#${room}`;
}

/** The form that room names have on the wire. */
export function roomNameOf(typed: string): string {
  return typed.trim().replace(/^#/, '').toLowerCase();
}

/** A room one is in, by its name, its title, or whom it is shared with. */
export function findRoom(
  state: { readonly rooms: ReadonlyMap<string, RoomState> },
  typed: string,
): RoomState | undefined {
  const wanted = typed.trim().toLowerCase();
  const bare = roomNameOf(typed);
  return [...state.rooms.values()].find(
    ({ name, with: other }) => name === bare || other?.toLowerCase() === wanted.replace(/^@/, ''),
  );
}

interface Known {
  readonly rooms: ReadonlyMap<string, RoomState>;
}

/** The one conversation with whom one knows by this name, which somebody else may have by now; none where there are two. */
export function conversationCalled<Room extends RoomState>(
  rooms: Iterable<Room>,
  name: string,
): Room | undefined {
  const [only, another] = conversationsCalled(rooms, name);
  return another === undefined ? only : undefined;
}

/** The conversation that a name means: with whoever has it now, or if nobody does, with whom one knows by it. */
export function conversationOf({ rooms }: Known, name: string): RoomState | undefined {
  const wanted = name.toLowerCase();
  const isTaken = [...(rooms.get(lobby)?.members.keys() ?? [])].some((nick) => nick.toLowerCase() === wanted);
  if (!isTaken) return conversationCalled(rooms.values(), name);
  // Of two people with one name only one can be here.
  return conversationsCalled(rooms.values(), name).find((room) => !isWithoutOther(room));
}

function conversationsCalled<Room extends RoomState>(rooms: Iterable<Room>, name: string): Room[] {
  const wanted = name.toLowerCase();
  return [...rooms].filter((room) => room.with?.toLowerCase() === wanted);
}

export function isHere(room: RoomState, name: string): boolean {
  return room.members.has(name);
}

/** A private room whose other is not here. */
export function isWithoutOther(room: RoomState): boolean {
  return room.with !== null && !isHere(room, room.with);
}
