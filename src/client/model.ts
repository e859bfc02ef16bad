import type { Entry } from '../room/types.ts';
import { lobby } from '../room/types.ts';
import type { ServerMessage } from '../wire/live/messages.ts';
import { hasSpoken } from './drafts.ts';
import { changeMembers, entitle } from './members.ts';
import { isMention } from './mentions.ts';
import { isMuted } from './preferences.ts';
import { isHere, isWithoutOther } from './room-names.ts';
import { makeRoom, type RoomRecord } from './room-record.ts';
import type { Said } from './rows.ts';
import type { Call, ChatState } from './state.ts';
import type { Look } from './weave.ts';

/** The state as its owner changes it. */
export interface Model extends ChatState {
  readonly rooms: Map<string, RoomRecord>;
  /** Private rooms that were put aside until something is said there. */
  readonly aside: Map<string, RoomRecord>;
  /** Somebody looks at the end of the current room: what comes there is read. */
  atEnd: boolean;
  look: Look;
}

export function emptyModel(look: Look): Model {
  const rooms = new Map<string, RoomRecord>([[lobby, makeRoom(lobby, look)]]);
  return {
    status: { type: 'idle' },
    lag: null,
    caughtUp: null,
    name: look.names.at(0),
    limits: { text: 4000, frame: 16_384 },
    session: null,
    rooms,
    aside: new Map(),
    current: lobby,
    outbox: [],
    search: null,
    listed: null,
    botCommands: [],
    preferences: look.preferences,
    version: 0,
    atEnd: true,
    look,
  };
}

type Of<Type extends ServerMessage['type']> = Extract<ServerMessage, { readonly type: Type }>;

export interface Entering {
  /** Its history goes on where ours ended; otherwise ours is dropped, because there may be a gap. */
  readonly goesOn: boolean;
  /** We were here already: somebody has entered it, us or (in a private one) the other. */
  readonly late: boolean;
}

/** We are in this room. */
export function enterRoom(model: Model, told: Of<'room'>, { goesOn, late }: Entering): RoomRecord {
  const room = model.rooms.get(told.room) ?? makeRoom(told.room, model.look);
  model.rooms.set(told.room, room);
  if (!goesOn && room.timeline.newest > 0) {
    room.timeline.reset();
    room.past = null;
    room.older = true;
    room.unread = 0;
    room.mentions = 0;
  }
  room.topic = told.topic;
  room.knownUpTo = told.seq;
  room.live = false;
  room.goesOn = goesOn;
  room.loading = false;
  room.loud = room.name.startsWith('@') && !goesOn && late;
  if (told.read !== null || room.loud) {
    room.readKnown = true;
    room.read = Math.max(room.read, told.read ?? 0);
  }
  room.typing.clear();
  room.drafts = [];
  settleParties(model, room, told);
  return room;
}

/** Somebody of a conversation has come, has gone or has another name; `settled` is told which conversation it is. */
export function tellParties(
  model: Model,
  told: Of<'conversation'>,
  settled: (room: RoomRecord) => void,
): void {
  const room = model.rooms.get(told.room) ?? model.aside.get(told.room);
  if (!room) return;
  settleParties(model, room, told);
  settled(room);
}

/** Who is here, and of a private room with whom it is shared, as the server tells. */
function settleParties(
  model: Model,
  room: RoomRecord,
  told: Pick<Of<'conversation'>, 'with' | 'members'>,
): void {
  // The other may have been forgotten.
  room.with = told.with ?? (room.name.startsWith('@') ? 'somebody' : null);
  if (room.called === null || told.with === null) room.called = room.with;
  room.members.clear();
  for (const member of told.members) room.members.set(member.nick, member);
  for (const name of room.typing.keys()) if (!isHere(room, name)) room.typing.delete(name);
  // Of the forgotten nobody knows whether they come back.
  room.absenceTold = told.with === null || (room.absenceTold && isWithoutOther(room));
  entitle(model);
  touch(model, room);
}

/** History has come: what was in it is now known to be read or not. */
export function becomeLive(model: Model, room: RoomRecord, seq: number): void {
  room.live = true;
  room.loud = true;
  if (!room.readKnown) {
    room.readKnown = true;
    room.read = Math.max(room.read, seq);
  }
  if (isWatched(model, room)) markRead(room, room.timeline.newest);
  touch(model, room);
}

/** Adds what happened; tells whether it should be heard. Entries that are there already change nothing. */
export function addEntry(model: Model, room: RoomRecord, entry: Entry): Call | null {
  if (entry.seq <= room.timeline.newest) return null;
  const call = count(model, room, entry);
  room.timeline.append(entry);
  if (isWatched(model, room) && room.live) markRead(room, entry.seq);
  changeMembers(model, room, entry);
  if (entry.type === 'message') hasSpoken(room, entry);
  touch(model, room);
  return room.loud ? call : null;
}

/** A page of the past. */
export function addPast(model: Model, room: RoomRecord, entries: readonly Entry[], more: boolean): void {
  const { timeline } = room;
  // The line stood at the first that was loaded; of what is unread, it belongs to the first of all.
  const unread = entries.filter(
    (entry) => entry.seq < (timeline.oldest ?? 0) && isUnread(model, room, entry),
  );
  const [first] = unread;
  if (first && timeline.unreadFrom !== null) {
    timeline.drawLine(first.seq);
    room.unread += unread.length;
    room.mentions += unread.filter((entry) => speaksToUs(model, room, entry)).length;
  }
  timeline.prepend(entries);
  room.older = more;
  room.loading = false;
  touch(model, room);
}

/** Everything up to here was on the screen of somebody who looked. True if that is news. */
export function markRead(room: RoomRecord, seq: number): boolean {
  if (seq <= room.read) return false;
  room.read = seq;
  if (room.unread === 0) return true;
  if (seq >= room.timeline.newest) {
    room.unread = 0;
    room.mentions = 0;
  }
  return true;
}

/** Counts anew what is unread, for a marker that stands somewhere in the middle. */
export function recount(model: Model, room: RoomRecord): void {
  const unread = unreadOf(model, room);
  room.unread = unread.length;
  room.mentions = unread.filter((entry) => speaksToUs(model, room, entry)).length;
}

/** Somebody is writing, and we believe it `until` then (ms UTC), unless we do not listen to them. */
export function setTyping(model: Model, room: RoomRecord, name: string, until: number): void {
  if (name === model.name || !isHeardTyping(model, room, name)) return;
  room.typing.set(name, until);
  touch(model, room);
}

function isHeardTyping({ preferences }: Model, { members }: RoomRecord, name: string): boolean {
  return !isMuted(preferences, { nick: name, kind: members.get(name)?.kind ?? 'person' });
}

/** Turns to another room: the line of the one that is left has done its work. */
export function showRoom(model: Model, name: string): void {
  const next = model.rooms.get(name);
  if (!next || name === model.current) return;
  const left = model.rooms.get(model.current);
  if (left && left.unread === 0) left.timeline.drawLine(null);
  model.current = name;
  if (isWatched(model, next) && next.live) markRead(next, next.timeline.newest);
  touch(model, next);
}

/** We are not in this room any more. */
export function dropRoom(model: Model, name: string): void {
  if (name === lobby || !model.rooms.delete(name)) return;
  if (model.current === name) showRoom(model, lobby);
  model.version += 1;
}

/** A private room is taken off the list; what is said there brings it back. */
export function putAside(model: Model, room: RoomRecord): void {
  dropRoom(model, room.name);
  model.aside.set(room.name, room);
}

/** Puts it back, if it was put aside. */
export function takeBack(model: Model, name: string): void {
  const room = model.aside.get(name);
  if (!room) return;
  model.aside.delete(name);
  model.rooms.set(name, room);
  touch(model, room);
}

/** Everything is shown anew, with other preferences. */
export function lookAgain(model: Model): void {
  for (const room of [...model.rooms.values(), ...model.aside.values()]) {
    room.timeline.look(model.look);
    room.past?.timeline.look(model.look);
    recount(model, room);
    for (const name of room.typing.keys()) if (!isHeardTyping(model, room, name)) room.typing.delete(name);
    touch(model, room);
  }
}

export function touch(model: Model, room: RoomRecord): void {
  room.version += 1;
  model.version += 1;
}

function isWatched(model: Model, room: RoomRecord): boolean {
  return model.atEnd && room.past === null && room.name === model.current;
}

function count(model: Model, room: RoomRecord, entry: Entry): Call | null {
  if (!isUnread(model, room, entry)) return null;
  const speaks = speaksToUs(model, room, entry);
  const call: Call | null = speaks
    ? { room: room.name, entry, why: room.with ? 'private' : 'mention' }
    : null;
  if (isWatched(model, room) && room.live) return call;
  // A line from before has been seen when everything has: the next unread one gets it.
  if (room.unread === 0) room.timeline.drawLine(entry.seq);
  room.unread += 1;
  if (speaks) room.mentions += 1;
  return call;
}

function isUnread(model: Model, room: RoomRecord, entry: Entry): entry is Said {
  if (entry.type !== 'message' || entry.nick === model.look.names.at(entry.seq)) return false;
  if (!room.readKnown || entry.seq <= room.read) return false;
  return !isMuted(model.preferences, entry);
}

function speaksToUs(model: Model, room: RoomRecord, entry: Entry): boolean {
  return entry.type === 'message' && (room.with !== null || isMention(entry, model.look.names.at(entry.seq)));
}

/** From the end back to the marker. */
function unreadOf(model: Model, room: RoomRecord): Said[] {
  const found: Said[] = [];
  const { items } = room.timeline;
  for (let at = items.length - 1; at >= 0; at--) {
    const item = items[at];
    if (item === undefined || item.seq <= room.read) break;
    if (item.type !== 'local' && isUnread(model, room, item)) found.push(item);
  }
  return found;
}
