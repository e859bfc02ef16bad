import { never } from '../util/result.ts';
import type { House, Place } from './house.ts';
import { emptyPlace, makeSpace } from './house.ts';
import { nickKeys } from './names.ts';
import { isPrivate } from './rooms.ts';
import type { Event, Kind, Nick, Renamed, RoomName } from './types.ts';
import { lobby } from './types.ts';

/** Makes `house` what it is after `event`. Changes it in place: call it on a fork, or when nobody can go back. */
export function evolve(house: House, event: Event): void {
  const { room } = event;
  if (isPrivate(room)) return;
  switch (event.type) {
    case 'message':
      if (!house.places.get(room)?.spoken) change(house, room, { spoken: true });
      return;
    case 'topic':
      change(house, room, { topic: event.text });
      return;
    case 'joined':
      arrive(house, room, event.nick, event.kind);
      return;
    case 'left':
    case 'kicked':
      depart(house, room, event.nick);
      return;
    case 'renamed':
      rename(house, room, event);
      return;
    case 'opened':
      house.members.clear();
      house.claims.clear();
      for (const place of [...house.places.keys()]) change(house, place, { members: new Set() });
      return;
    default:
      never(event);
  }
}

function arrive(house: House, room: RoomName, nick: Nick, kind: Kind): void {
  if (room !== lobby) {
    const members = house.places.get(room)?.members ?? [];
    change(house, room, { members: new Set([...members, nick]) });
  } else if (kind !== 'host') {
    house.members.set(nick, { nick, kind });
    for (const key of nickKeys(nick)) house.claims.set(key, nick);
  }
}

function depart(house: House, room: RoomName, nick: Nick): void {
  if (room === lobby) {
    house.members.delete(nick);
    for (const key of nickKeys(nick)) house.claims.delete(key);
  } else {
    const members = new Set(house.places.get(room)?.members);
    members.delete(nick);
    change(house, room, { members });
  }
}

/** Whoever is called something else keeps the place in the order of arrival. */
function rename(house: House, room: RoomName, { nick, to }: Renamed): void {
  if (room !== lobby) {
    const members = [...(house.places.get(room)?.members ?? [])];
    change(house, room, { members: new Set(members.map((member) => (member === nick ? to : member))) });
    return;
  }
  const members = [...house.members.values()];
  house.members.clear();
  for (const member of members) {
    const name = member.nick === nick ? to : member.nick;
    house.members.set(name, member.nick === nick ? { ...member, nick: to } : member);
  }
  for (const key of nickKeys(nick)) house.claims.delete(key);
  for (const key of nickKeys(to)) house.claims.set(key, to);
}

/** A room with nobody in it in which nothing was said is gone. */
function change(house: House, room: RoomName, changes: Partial<Place>): void {
  const place = { ...emptyPlace, ...house.places.get(room), ...changes };
  const stays = room === lobby || place.spoken || place.members.size > 0;
  // Taken out first, so that the rooms stand in the order of their use.
  if (room !== lobby) house.places.delete(room);
  if (stays) house.places.set(room, place);
  makeSpace(house);
}
