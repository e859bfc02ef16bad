import type { Command, Event, Nick, Refusal, Utterance } from '../room/types.ts';
import { hostNick } from '../room/types.ts';
import type { Occupant } from './occupant.ts';
import type { Farewell } from './seat.ts';

/** What a seat asks for, before it is known under which name: a join earlier in the same turn may still be refused. */
type OwnRequest =
  | { readonly type: 'enter' }
  | ({ readonly type: 'utter' } & Utterance)
  | { readonly type: 'depart'; readonly reason: string }
  | { readonly type: 'eject'; readonly reason: string };

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

/** Who holds which name. Forked and kept or dropped together with the room. */
export type Seats = Map<Nick, Occupant>;

/** What the room is asked; null where the seat that asked is not, or no longer, in the room. */
export function commandOf(task: Task, seats: Seats): Command | null {
  if (task.occupant === null) return task.request;
  const { occupant, request } = task;
  if (request.type === 'enter') {
    const { nick, kind, resident = false } = occupant.request;
    return { type: 'join', nick, kind, resident };
  }
  const { nick, kind } = occupant;
  if (kind !== 'host' && seats.get(nick) !== occupant) return null;
  switch (request.type) {
    case 'utter':
      return { ...request, type: 'say', nick, kind };
    case 'depart':
      return { type: 'leave', nick, reason: request.reason };
    case 'eject':
      return { type: 'kick', nick, by: hostNick, reason: request.reason };
  }
}

/** Keeps `seats` what `event` makes of them; `occupant` is who asked for it. Returns who lost the seat by it. */
export function reseat(seats: Seats, event: Event, occupant: Occupant | null): Occupant | undefined {
  if (event.type === 'joined' && occupant) {
    occupant.nick = event.nick;
    seats.set(event.nick, occupant);
  } else if (event.type === 'left' || event.type === 'kicked') {
    const removed = seats.get(event.nick);
    seats.delete(event.nick);
    return removed;
  }
  return undefined;
}
