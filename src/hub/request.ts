import { isPrivate } from '../room/rooms.ts';
import type { Nick, Refusal, RoomName, Utterance } from '../room/types.ts';

/** One that is told in every room costs a flood token for so many of them. */
const roomsForToken = 15;

/** Another name, and whom to tell what became of it, once everyone has it. */
export interface NameWish {
  readonly name: string;
  readonly told: (outcome: Nick | Refusal) => void;
}

/** What a seat asks for, before it is known under which name: a join earlier in the same turn may still be refused. */
export type OwnRequest =
  | { readonly type: 'enter' }
  | ({ readonly type: 'utter' } & Utterance)
  | { readonly type: 'step-in'; readonly room: string }
  | { readonly type: 'step-out'; readonly room: string }
  | { readonly type: 'set-topic'; readonly room: string; readonly text: string }
  | ({ readonly type: 'rename' } & NameWish)
  | { readonly type: 'depart'; readonly reason: string }
  | { readonly type: 'eject'; readonly reason: string };

/** Flood tokens that it takes of one who is in `rooms`. */
export function costOf({ type }: OwnRequest, rooms: Iterable<RoomName>): number {
  if (type !== 'rename') return 1;
  const told = [...rooms].filter((room) => !isPrivate(room)).length;
  return Math.max(1, Math.ceil(told / roomsForToken));
}
