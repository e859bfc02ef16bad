import type { PersonId, Refusal, RoomName } from './types.ts';
import { refuse } from './types.ts';

const form = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_.-]{0,31}$/u;

/** A room's name as it was typed, in its one form: NFC, in small letters, without the `#` that some put in front. */
export function parseRoom(typed: string): RoomName | Refusal {
  const name = typed.normalize('NFC').replace(/^#/, '').toLowerCase().normalize('NFC');
  if (form.test(name)) return name as RoomName;
  return refuse(
    'bad_room',
    `"${typed.slice(0, 40)}" is not a room's name. It has 1 to 32 letters, digits, - _ or . and begins with a letter or a digit.`,
  );
}

/** The private conversation of two people, the same whoever asks. */
export function conversationOf(one: PersonId, other: PersonId): RoomName {
  return `@${[one, other].toSorted().join('.')}` as RoomName;
}

export function isPrivate(room: RoomName): boolean {
  return room.startsWith('@');
}

/** Whom a private room belongs to; nobody for any other. */
export function partiesOf(room: RoomName): readonly PersonId[] {
  return isPrivate(room) ? (room.slice(1).split('.') as PersonId[]) : [];
}
