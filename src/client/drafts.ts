/** What is seen of others while they write. */
import type { ServerMessage } from '../wire/live/messages.ts';
import type { Drafted, RoomRecord } from './room-record.ts';
import type { Said } from './rows.ts';

/** How long a draft that does not grow is believed, in ms; the server takes it away before. */
const draftMs = 30_000;
/** Drafts that a room shows. */
const mostDrafts = 20;

/** All of it so far, or, without text, its end. True if that changes what is shown. */
export function setDraft(
  room: RoomRecord,
  { name, kind, id, text, answers }: Extract<ServerMessage, { readonly type: 'draft' }>,
  now: number,
): boolean {
  if (text === null) return endDraft(room, name, id);
  const known = room.drafts.find((draft) => isDraft(draft, name, id));
  if (!known && room.drafts.length >= mostDrafts) return false;
  const time = known?.time ?? now;
  const said = { type: 'message', room: room.name, seq: 0, time, nick: name, kind, text, id, answers };
  // As with entries: names and numbers are the server's, who has checked them.
  const draft = { ...said, because: null, until: now + draftMs } as Drafted;
  room.drafts = known ? room.drafts.map((each) => (each === known ? draft : each)) : [...room.drafts, draft];
  return true;
}

/** Whoever has said something does not write it any more. */
export function hasSpoken(room: RoomRecord, { nick, id }: Said): void {
  room.typing.delete(nick);
  if (id !== null) endDraft(room, nick, id);
}

export function expireDrafts(room: RoomRecord, now: number): boolean {
  return keep(room, ({ until }) => until > now);
}

function endDraft(room: RoomRecord, name: string, id: string): boolean {
  return keep(room, (draft) => !isDraft(draft, name, id));
}

function isDraft(draft: Drafted, name: string, id: string): boolean {
  return draft.nick === name && draft.id === id;
}

function keep(room: RoomRecord, wanted: (draft: Drafted) => boolean): boolean {
  const drafts = room.drafts.filter(wanted);
  if (drafts.length === room.drafts.length) return false;
  room.drafts = drafts;
  return true;
}
