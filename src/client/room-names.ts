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

/** A conversation with whom one knows by this name, which somebody else may have by now. */
export function conversationCalled<Room extends RoomState>(
  rooms: Iterable<Room>,
  name: string,
): Room | undefined {
  const wanted = name.toLowerCase();
  return [...rooms].find((room) => room.with?.toLowerCase() === wanted);
}

/** The conversation that a name certainly means; where somebody here has it, only the server knows whether it is the same. */
export function conversationOf({ rooms }: Known, name: string): RoomState | undefined {
  const wanted = name.toLowerCase();
  const here = [...(rooms.get(lobby)?.members.keys() ?? [])];
  return here.some((nick) => nick.toLowerCase() === wanted)
    ? undefined
    : conversationCalled(rooms.values(), name);
}
