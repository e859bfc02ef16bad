/**
 * Private words that are said to a name, and sent again because their answer was lost: the name may be somebody else's by
 * now, or nobody's. They belong to the conversation where they were stored.
 */
import type { Log } from '../log/log.ts';
import type { MessageId, Nick, PersonId, RoomName } from '../room/types.ts';
import { refuse, type Refusal } from '../room/types.ts';
import { messageOf } from '../util/result.ts';
import type { Sessions } from './sessions.ts';
import type { Task } from './task.ts';

interface ByName {
  readonly author: Nick;
  readonly person: PersonId;
  readonly id: MessageId;
}

/** Whose words they are, if a task says something to a name and may be a second time of it; null otherwise. */
function byName({ occupant, request }: Task): ByName | null {
  const session = occupant?.session;
  if (!session || request.type !== 'utter' || request.to === undefined || request.id === undefined)
    return null;
  const author = occupant.state === 'waiting' ? session.nick : occupant.nick;
  return { author, person: session.person, id: request.id };
}

function inRoom(task: Task, room: RoomName): Task {
  if (task.occupant === null || task.request.type !== 'utter') return task;
  return { occupant: task.occupant, request: { ...task.request, to: undefined, room } };
}

/** The tasks of a turn, with what the log has already addressed to its room. What cannot be looked up is refused. */
export async function readdressed(
  tasks: readonly Task[],
  { log, sessions }: { readonly log: Log; readonly sessions: Sessions },
  refused: (task: Task, refusal: Refusal) => void,
): Promise<readonly Task[]> {
  if (tasks.every((task) => byName(task) === null)) return tasks;
  const found: Task[] = [];
  for (const task of tasks) {
    const said = byName(task);
    try {
      const rooms = said === null ? [] : sessions.conversationsOf(said.person);
      const room = said === null ? null : await log.roomOf(said.author, said.id, rooms);
      found.push(room === null ? task : inRoom(task, room));
    } catch (fault) {
      refused(
        task,
        refuse('not_stored', `It is not known whether this was said before: ${messageOf(fault)}`),
      );
    }
  }
  return found;
}

/** The same for what is sent twice in one turn, of which the log cannot know yet. */
export class SaidByName {
  readonly #rooms = new Map<string, RoomName>();

  /** The task as it is to be decided. */
  addressed(task: Task): Task {
    const said = byName(task);
    const room = said && this.#rooms.get(keyOf(said));
    return room ? inRoom(task, room) : task;
  }

  /** It was decided that this is said in `room`. */
  add(task: Task, room: RoomName): void {
    const said = byName(task);
    if (said) this.#rooms.set(keyOf(said), room);
  }
}

function keyOf({ person, id }: ByName): string {
  return `${person} ${id}`;
}
