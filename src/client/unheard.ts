/** What it means for conversations that somebody is not heard. */
import * as change from './model.ts';
import { isMuted, isNamedMuted, type Preferences } from './preferences.ts';
import type { Entry } from '../room/types.ts';
import type { RoomRecord } from './room-record.ts';

/** Whether it is a message of somebody else who is muted. */
export function isUnheard({ look, preferences }: change.Model, entry: Entry): boolean {
  return entry.type === 'message' && entry.nick !== look.names.at(entry.seq) && isMuted(preferences, entry);
}

/** A conversation with somebody who is muted stays off the list, until one speaks there oneself. */
export function putAsideIfUnheard(model: change.Model, room: RoomRecord): void {
  if (room.with === null || room.name === model.current) return;
  if (isNamedMuted(model.preferences, room.with)) change.putAside(model, room);
}

/** After other names are muted than `before`: takes conversations off the list, or puts them back. */
export function rearrange(model: change.Model, before: Preferences): void {
  for (const room of [...model.rooms.values()]) putAsideIfUnheard(model, room);
  for (const room of [...model.aside.values()]) {
    const { with: other } = room;
    const isNews = other !== null && isNamedMuted(before, other) && !isNamedMuted(model.preferences, other);
    if (isNews) change.takeBack(model, room.name);
  }
}
