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
