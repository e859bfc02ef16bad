import type { House } from '../room/house.ts';
import { membersOf } from '../room/house.ts';
import { isPrivate, partiesOf } from '../room/rooms.ts';
import type { Member, RoomName } from '../room/types.ts';
import type { Occupant } from './occupant.ts';
import type { RoomView } from './seat.ts';
import type { Sessions } from './sessions.ts';
import type { Seats } from './task.ts';

export interface ViewsOptions {
  readonly sessions: Sessions;
  readonly house: () => House;
  readonly seats: () => Seats;
}

/** Rooms as those see them who come in the same turn. */
export class Views {
  readonly #options: ViewsOptions;
  readonly #members = new Map<RoomName, readonly Member[]>();

  constructor(options: ViewsOptions) {
    this.#options = options;
  }

  /** `seq`: the newest entry that is past, for the newcomer. */
  of(room: RoomName, occupant: Occupant, seq: number): RoomView {
    const { house, sessions } = this.#options;
    const { session } = occupant;
    const read = session === null ? null : (sessions.latest(session)?.read[room] ?? null);
    const other = partiesOf(room).find((person) => person !== session?.person);
    return {
      room,
      topic: house().places.get(room)?.topic ?? '',
      members: this.#membersOf(room),
      seq,
      with: other === undefined ? null : sessions.nameOf(other),
      read,
    };
  }

  #membersOf(room: RoomName): readonly Member[] {
    const known = this.#members.get(room);
    if (known) return known;
    const { house, seats } = this.#options;
    const members = isPrivate(room)
      ? partiesPresent(room, seats()).flatMap(({ nick }) => house().members.get(nick) ?? [])
      : membersOf(house(), room);
    this.#members.set(room, members);
    return members;
  }
}

export function partiesPresent(room: RoomName, seats: Seats): readonly Occupant[] {
  const parties = partiesOf(room);
  return [...seats.values()].filter(({ session }) => session !== null && parties.includes(session.person));
}
