import { nickKeys } from './names.ts';
import type { ReservedNames } from './reserved-names.ts';
import type { Member, Nick, RoomName } from './types.ts';
import { lobby } from './types.ts';

/** The rules that whoever runs the house may choose. */
export interface Rules {
  /** Characters in one message. */
  readonly textLimit: number;
  /** There may come to be more while the house is open. */
  readonly reserved: ReservedNames;
}

/** One room that is not private. A value: `evolve` replaces it. */
export interface Place {
  readonly topic: string;
  /** Somebody said something here, so that the room outlives its members. */
  readonly spoken: boolean;
  /** Who is in it. Of the lobby it holds nobody: everyone is there. */
  readonly members: ReadonlySet<Nick>;
}

/**
 * Who is here, and in which rooms. Together with the log this is all the state there is: `evolve` of every entry since
 * the last `opened` gives it again. The hub treats it as a value: a turn works on a fork, and keeps it once the log has
 * the turn. Private conversations are not in it: who belongs to them is for the hub to know.
 */
export interface House {
  readonly members: Map<Nick, Member>;
  /** Each member's name under its `nickKeys`. */
  readonly claims: Map<string, Nick>;
  readonly places: Map<RoomName, Place>;
  readonly rules: Rules;
}

/** One line of a list of rooms; `members` is their number. */
export interface RoomListing {
  readonly room: RoomName;
  readonly topic: string;
  readonly members: number;
}

/** Rooms that may be listed. When there are more, the one that was left longest ago is: its log brings it back. */
export const roomsInAll = 5000;

/** Whether one more room may be made: there are not yet as many as may be, or one that nobody is in can go. */
export function hasSpace({ places }: House): boolean {
  return places.size < roomsInAll || [...places].some(([room, { members }]) => isForgettable(room, members));
}

/** Takes away, where there are too many rooms, the one that nobody is in and nobody has come to or left for longest. */
export function makeSpace({ places }: House): void {
  if (places.size <= roomsInAll) return;
  for (const [room, { members }] of places) {
    if (!isForgettable(room, members)) continue;
    places.delete(room);
    return;
  }
}

function isForgettable(room: RoomName, members: ReadonlySet<Nick>): boolean {
  return room !== lobby && members.size === 0;
}

/** Nobody is here yet; `past` is what the log knows of the rooms, those used last at the end. */
export function emptyHouse(
  rules: Rules,
  past: readonly { readonly room: RoomName; readonly topic: string }[] = [],
): House {
  const places = new Map<RoomName, Place>([[lobby, emptyPlace]]);
  for (const { room, topic } of past.slice(-roomsInAll))
    places.set(room, { ...emptyPlace, topic, spoken: true });
  return { members: new Map(), claims: new Map(), places, rules };
}

export const emptyPlace: Place = { topic: '', spoken: false, members: new Set() };

/** A copy that can be changed without changing `house`. */
export function fork(house: House): House {
  return { ...forkPlaces(house), members: new Map(house.members), claims: new Map(house.claims) };
}

/** The same for what changes rooms only, and nobody's being here. */
export function forkPlaces(house: House): House {
  return { ...house, places: new Map(house.places) };
}

/** The member that `typed` means: its name in any case, or one that looks like it. */
export function findMember(house: House, typed: string): Member | undefined {
  for (const key of nickKeys(typed.normalize('NFC'))) {
    const nick = house.claims.get(key);
    if (nick !== undefined) return house.members.get(nick);
  }
  return undefined;
}

export function isIn(house: House, nick: Nick, room: RoomName): boolean {
  if (room === lobby) return house.members.has(nick);
  return house.places.get(room)?.members.has(nick) ?? false;
}

/** Who is in a room that is not private, in the order of arrival. */
export function membersOf(house: House, room: RoomName): readonly Member[] {
  if (room === lobby) return [...house.members.values()];
  const nicks = [...(house.places.get(room)?.members ?? [])];
  return nicks.flatMap((nick) => house.members.get(nick) ?? []);
}

/** Rooms in a list: with the longest topics still less than may wait for a reader. */
const longestList = 500;

/** The rooms that are not private; of very many, those with the most members. */
export function listRooms(house: House): readonly RoomListing[] {
  const all = Array.from(house.places, ([room, { topic, members }]) => {
    return { room, topic, members: room === lobby ? house.members.size : members.size };
  });
  if (all.length <= longestList) return all;
  return all.toSorted((a, b) => b.members - a.members).slice(0, longestList);
}

/** The rooms that `nick` is in, the lobby last: it is left last. */
export function roomsOf(house: House, nick: Nick): readonly RoomName[] {
  if (!house.members.has(nick)) return [];
  const others = [...house.places].filter(([, place]) => place.members.has(nick));
  return [...others.map(([room]) => room), lobby];
}
