import { decide } from '../room/decide.ts';
import { evolve } from '../room/evolve.ts';
import type { House } from '../room/house.ts';
import { fork, forkPlaces } from '../room/house.ts';
import type { Event, PersonId, Refusal } from '../room/types.ts';
import type { Breaker } from './breaker.ts';
import type { Occupant } from './occupant.ts';
import { SaidNow } from './resent.ts';
import type { Seats, Task } from './task.ts';
import { commandOf, reseat } from './task.ts';

/** The house and its seats as the tasks of one turn make them. */
export interface Draft {
  readonly house: House;
  readonly seats: Seats;
}

/** A task whose events are part of this turn's append. */
export interface Accepted {
  readonly task: Task;
  readonly events: readonly Event[];
  /** Who is not in the house any more because of it. */
  readonly removed: readonly Occupant[];
  /** Whose seat somebody has taken over by continuing its session. */
  readonly replaced: Occupant | null;
}

/** Something to decide on that can be dropped. Talk in the lobby changes nothing, so a turn of it copies nothing. */
export function draftOf(house: House, seats: Seats, tasks: readonly Task[]): Draft {
  if (tasks.every(isLobbyTalk)) return { house, seats };
  const placesOnly = tasks.every(({ request: { type } }) => type === 'utter' || type === 'set-topic');
  return placesOnly ? { house: forkPlaces(house), seats } : { house: fork(house), seats: new Map(seats) };
}

function isLobbyTalk({ request }: Task): boolean {
  return request.type === 'utter' && request.room === undefined && request.to === undefined;
}

/** Decides the tasks in order, each on the house as those before it leave it. `now` in ms UTC. */
export function decideAll(
  tasks: readonly Task[],
  { house, seats }: Draft,
  now: number,
  breaker: Breaker,
  refuse: (task: Task, refusal: Refusal) => void,
): readonly Accepted[] {
  const accepted: Accepted[] = [];
  const holders = new Map<string, Occupant>();
  const said = new SaidNow();
  for (const task of tasks) {
    const replaced = takeOver(task, seats, holders);
    if (replaced) {
      accepted.push({ task, events: [], removed: [], replaced });
      continue;
    }
    const before = said.before(task);
    if (before) {
      // The log stores it once, and says where.
      accepted.push({ task, events: [before], removed: [], replaced: null });
      continue;
    }
    const command = commandOf(task, house, seats);
    if (command === null) continue;
    const isGuess = task.occupant?.request.kindIsGuess === true;
    const outcome = 'code' in command ? command : weighed(decide(house, command, now), breaker, isGuess);
    if ('code' in outcome) {
      refuse(task, outcome);
      continue;
    }
    const removed: Occupant[] = [];
    for (const event of outcome) {
      evolve(house, event);
      const loser = reseat(seats, event, task.occupant);
      if (loser) removed.push(loser);
      if (event.type === 'message') said.add(task, event);
    }
    if (task.request.type === 'rename' && task.occupant?.session) {
      holders.set(task.occupant.session.key, task.occupant);
    }
    accepted.push({ task, events: outcome, removed, replaced: null });
  }
  return accepted;
}

/** What was decided, unless it is a bot's message too many. */
function weighed(
  outcome: readonly Event[] | Refusal,
  breaker: Breaker,
  isGuess: boolean,
): readonly Event[] | Refusal {
  if ('code' in outcome) return outcome;
  const [first] = outcome;
  if (first?.type === 'renamed') breaker.renamed(first.nick, first.to);
  return first?.type === 'message' ? (breaker.weigh(first, isGuess) ?? outcome) : outcome;
}

/** Nothing of the turn was stored: those who got another name in it are called as before. */
export function takeBackNames(accepted: readonly Accepted[], breaker: Breaker): void {
  for (const { task, events } of accepted.toReversed()) {
    const [first] = events;
    if (first?.type !== 'renamed' || !task.occupant) continue;
    task.occupant.nick = first.nick;
    breaker.renamed(first.to, first.nick);
  }
}

/** Who has come, has gone, or is called something else; a session that was granted meanwhile is its occupant's. */
export function personsMoved(accepted: readonly Accepted[]): ReadonlySet<PersonId> {
  const moved = accepted.flatMap(({ task, events, removed }) => {
    const { type } = task.request;
    const isMove = events.length > 0 && (type === 'enter' || type === 'rename');
    return isMove && task.occupant ? [task.occupant, ...removed] : removed;
  });
  return new Set(moved.flatMap(({ session }) => session?.person ?? []));
}

/**
 * Gives the seat of a session to whoever continues it. Returns who held it; null where nobody did. `holders`: who has
 * come by which session, or got another name, in this turn: not under the name that the session had until then.
 */
function takeOver(
  { occupant, request }: Task,
  seats: Seats,
  holders: Map<string, Occupant>,
): Occupant | null {
  if (request.type !== 'enter' || !occupant?.session) return null;
  const { key, nick } = occupant.session;
  const holder = holders.get(key) ?? seats.get(nick);
  holders.set(key, occupant);
  if (!holder || holder.session?.key !== key || seats.get(holder.nick) !== holder) return null;
  occupant.nick = holder.nick;
  occupant.kind = holder.kind;
  seats.set(holder.nick, occupant);
  return holder;
}
