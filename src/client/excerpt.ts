/** A stretch of a room's past that is shown instead of the present, until the two meet or one goes back. */
import type { Entry } from '../room/types.ts';
import { addPast, type Model, touch } from './model.ts';
import type { Excerpt, RoomRecord } from './room-record.ts';
import { GrowingTimeline } from './timeline.ts';

/** What a page of the server tells of a room's past. */
interface Page {
  readonly entries: readonly Entry[];
  readonly more: boolean;
  readonly later: boolean;
}

/** Shows this page; or the present, where it reaches that far. */
export function openExcerpt(model: Model, room: RoomRecord, { entries, more, later }: Page): void {
  const timeline = new GrowingTimeline(model.look);
  for (const entry of entries) timeline.append(entry);
  const { unreadFrom } = room.timeline;
  // The first that is unread of those that are loaded; the first of all may be in here.
  timeline.drawLine(unreadFrom === null ? null : Math.min(room.read + 1, unreadFrom));
  room.past = { timeline, older: more, loading: false };
  meet(model, room, room.past, later);
}

export function addOlder(model: Model, room: RoomRecord, past: Excerpt, { entries, more }: Page): void {
  past.timeline.prepend(entries);
  past.older = more;
  past.loading = false;
  touch(model, room);
}

export function addLater(model: Model, room: RoomRecord, past: Excerpt, { entries, later }: Page): void {
  for (const entry of entries) past.timeline.append(entry);
  past.loading = false;
  meet(model, room, past, later);
}

/** Back to the present. */
export function closeExcerpt(model: Model, room: RoomRecord): void {
  if (room.past === null && room.jumping === null) return;
  room.past = null;
  room.jumping = null;
  touch(model, room);
}

/** Makes the two one, where no entry is missing between them any more. `later`: the server knows of more. */
function meet(model: Model, room: RoomRecord, past: Excerpt, later: boolean): void {
  const { timeline } = past;
  if (!later || timeline.newest >= (room.timeline.oldest ?? Infinity)) {
    const { unreadFrom } = timeline;
    room.past = null;
    addPast(
      model,
      room,
      timeline.items.filter((item) => item.type !== 'local'),
      past.older,
    );
    // Where it stood before somebody who reads.
    if (unreadFrom !== null && room.timeline.unreadFrom !== null) room.timeline.drawLine(unreadFrom);
  }
  touch(model, room);
}
