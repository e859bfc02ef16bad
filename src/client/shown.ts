import type { Entry } from '../room/types.ts';
import type { RoomState, Stretch } from './state.ts';

/** What is shown of a room: the stretch of the past that somebody went to, or the present. */
export function shownOf(room: RoomState): Stretch {
  return room.past ?? room;
}

/** An entry that is loaded, wherever it stands. */
export function findEntry({ past, timeline }: RoomState, seq: number): Entry | null {
  return past?.timeline.find(seq) ?? timeline.find(seq);
}
