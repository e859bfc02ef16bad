import { decide } from '../room/decide.ts';
import { evolve } from '../room/evolve.ts';
import type { Room } from '../room/room.ts';
import { fork } from '../room/room.ts';
import type { Event, Refusal } from '../room/types.ts';
import type { Occupant } from './occupant.ts';
import type { Seats, Task } from './task.ts';
import { commandOf, reseat } from './task.ts';

/** The room and its seats as the tasks of one turn make them. */
export interface Draft {
  readonly room: Room;
  readonly seats: Seats;
}

/** A task whose events are part of this turn's append. */
export interface Accepted {
  readonly task: Task;
  readonly events: readonly Event[];
  /** Who is not in the room any more because of it. */
  readonly removed: readonly Occupant[];
}

/** Something to decide on that can be dropped. Talk changes neither room nor seats, so a turn of talk copies nothing. */
export function draftOf(room: Room, seats: Seats, tasks: readonly Task[]): Draft {
  if (tasks.every((task) => task.request.type === 'utter')) return { room, seats };
  return { room: fork(room), seats: new Map(seats) };
}

/** Decides the tasks in order, each on the room as those before it leave it. `now` in ms UTC. */
export function decideAll(
  tasks: readonly Task[],
  { room, seats }: Draft,
  now: number,
  refuse: (task: Task, refusal: Refusal) => void,
): readonly Accepted[] {
  const accepted: Accepted[] = [];
  for (const task of tasks) {
    const command = commandOf(task, seats);
    if (command === null) continue;
    const outcome = decide(room, command, now);
    if ('code' in outcome) {
      refuse(task, outcome);
      continue;
    }
    const removed: Occupant[] = [];
    for (const event of outcome) {
      evolve(room, event);
      const loser = reseat(seats, event, task.occupant);
      if (loser) removed.push(loser);
    }
    accepted.push({ task, events: outcome, removed });
  }
  return accepted;
}
