import type { House } from '../room/house.ts';
import { findMember } from '../room/house.ts';
import { conversationOf, isPrivate, parseRoom, partiesOf } from '../room/rooms.ts';
import type { Command, Event, Nick, Refusal, RoomName, Utterance } from '../room/types.ts';
import { hostNick, lobby, refuse } from '../room/types.ts';
import type { Occupant } from './occupant.ts';
import type { OwnRequest } from './request.ts';
import type { Farewell } from './seat.ts';

/** Something to decide in the next turn: asked by a seat, or in the name of the server. */
export type Task =
  | { readonly occupant: Occupant; readonly request: OwnRequest }
  | {
      readonly occupant: null;
      readonly request: Command;
      readonly done: (outcome: readonly Event[] | Refusal) => void;
      /** How a seat that this closes is told. */
      readonly farewell: Farewell | null;
    };

/** Who holds which name. Forked and kept or dropped together with the house. */
export type Seats = Map<Nick, Occupant>;

/** What the house is asked, or why not; null where the seat that asked is not, or no longer, in it. */
export function commandOf(task: Task, house: House, seats: Seats): Command | Refusal | null {
  if (task.occupant === null) return task.request;
  const { occupant, request } = task;
  const { nick, kind } = occupant;
  if (request.type === 'enter') {
    const { resident = false } = occupant.request;
    return {
      type: 'join',
      nick: occupant.request.nick,
      kind,
      resident,
      rooms: occupant.session?.rooms ?? [],
    };
  }
  if (kind !== 'host' && seats.get(nick) !== occupant) return null;
  switch (request.type) {
    case 'utter': {
      const room = whereTo(request, occupant, house, seats);
      return typeof room === 'string' ? { ...request, type: 'say', nick, kind, room } : room;
    }
    case 'step-in':
      return { type: 'enter', nick, kind, room: request.room };
    case 'step-out':
      return { type: 'part', nick, room: request.room };
    case 'set-topic':
      return { type: 'topic', nick, kind, room: request.room, text: request.text };
    case 'rename': {
      const { resident = false } = occupant.request;
      return { type: 'rename', nick, name: request.name, resident };
    }
    case 'depart':
      return { type: 'leave', nick, reason: request.reason };
    case 'eject':
      return { type: 'kick', nick, by: hostNick, reason: request.reason };
  }
}

/** The room that an utterance is for. */
function whereTo({ room, to }: Utterance, speaker: Occupant, house: House, seats: Seats): RoomName | Refusal {
  if (to !== undefined) return conversationWith(to, speaker, house, seats);
  if (room === undefined) return lobby;
  if (!isPrivate(room as RoomName)) return parseRoom(room);
  const { session } = speaker;
  const isTheirs = session !== null && partiesOf(room as RoomName).includes(session.person);
  return isTheirs ? (room as RoomName) : refuse('not_here', 'This is not a conversation of yours.');
}

function conversationWith(to: string, speaker: Occupant, house: House, seats: Seats): RoomName | Refusal {
  const member = findMember(house, to);
  if (!member) return refuse('not_here', `${to.slice(0, 40)} is not here.`);
  const { session } = speaker;
  if (session === null) {
    return refuse('not_possible', 'Private messages need a session, and your client has not asked for one.');
  }
  const other = seats.get(member.nick)?.session ?? null;
  if (other === null) {
    return refuse('not_reachable', `${member.nick} cannot be talked to in private. Try it in the room.`);
  }
  if (other.person === session.person) return refuse('not_possible', 'That is you.');
  return conversationOf(session.person, other.person);
}

/** Keeps `seats` what `event` makes of them; `occupant` is who asked for it. Returns who lost the seat by it. */
export function reseat(seats: Seats, event: Event, occupant: Occupant | null): Occupant | undefined {
  if (event.room !== lobby) return undefined;
  if (event.type === 'joined' && occupant) {
    occupant.nick = event.nick;
    seats.set(event.nick, occupant);
  } else if (event.type === 'renamed' && occupant) {
    seats.delete(event.nick);
    occupant.nick = event.to;
    seats.set(event.to, occupant);
  } else if (event.type === 'left' || event.type === 'kicked') {
    const removed = seats.get(event.nick);
    seats.delete(event.nick);
    return removed;
  }
  return undefined;
}
