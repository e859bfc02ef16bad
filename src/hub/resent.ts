/**
 * What is sent again because its answer was lost. The log knows it by room, name and id; but the name that private words are
 * said to may be somebody else's by now, and who said it may have another name. What a session said stays where it was stored.
 */
import type { Log } from '../log/log.ts';
import { isPrivate, parseRoom } from '../room/rooms.ts';
import type { Event, MessageId, RoomName, Utterance } from '../room/types.ts';
import { lobby, refuse, type Refusal } from '../room/types.ts';
import { messageOf } from '../util/result.ts';
import type { Answers } from './answers.ts';
import type { Occupant } from './occupant.ts';
import type { FormerName, Session, Sessions } from './sessions.ts';
import type { Task } from './task.ts';

/** Words that may be known, by whoever holds a session. */
interface Said {
  readonly occupant: Occupant;
  readonly session: Session;
  readonly id: MessageId;
  /** Null for what is said to a name, and for what is no room. */
  readonly room: RoomName | null;
  readonly isToName: boolean;
}

interface Means {
  readonly log: Log;
  readonly sessions: Sessions;
}

/** The tasks of a turn that the log does not know yet. What it knows is answered; what cannot be looked up is refused. */
export async function unsaid(
  tasks: readonly Task[],
  means: Means,
  answers: Answers,
  refused: (task: Task, refusal: Refusal) => void,
): Promise<readonly Task[]> {
  if (tasks.every((task) => namesOf(saidIn(task), means.sessions).length === 0)) return tasks;
  const left: Task[] = [];
  for (const task of tasks) {
    const said = saidIn(task);
    try {
      const known = said && (await lookUp(said, means));
      if (known) answers.add({ occupant: said.occupant, id: said.id, outcome: known });
      else left.push(task);
    } catch (fault) {
      refused(
        task,
        refuse('not_stored', `It is not known whether this was said before: ${messageOf(fault)}`),
      );
    }
  }
  return left;
}

/** The same for what is sent twice in one turn, of which the log cannot know yet. */
export class SaidNow {
  readonly #events = new Map<string, Event>();

  /** What was decided when this was sent before; null where it was not. */
  before(task: Task): Event | null {
    const said = saidIn(task);
    return (said && this.#events.get(keyOf(said))) ?? null;
  }

  add(task: Task, event: Event): void {
    const said = saidIn(task);
    if (said) this.#events.set(keyOf(said), event);
  }
}

function saidIn({ occupant, request }: Task): Said | null {
  const session = occupant?.session;
  if (!session || request.type !== 'utter' || request.id === undefined) return null;
  const isToName = request.to !== undefined;
  return { occupant, session, id: request.id, room: isToName ? null : roomIn(request), isToName };
}

function roomIn({ room }: Utterance): RoomName | null {
  if (room === undefined) return lobby;
  if (isPrivate(room as RoomName)) return room as RoomName;
  const parsed = parseRoom(room);
  return typeof parsed === 'string' ? parsed : null;
}

function keyOf({ session, id, room, isToName }: Said): string {
  return `${session.person} ${id} ${isToName ? 'to' : room}`;
}

async function lookUp(said: Said, { log, sessions }: Means) {
  const { id, room, session } = said;
  const rooms = room === null ? sessions.conversationsOf(session.person) : [room];
  for (const { nick, until } of namesOf(said, sessions)) {
    const entry = await log.said(nick, id, rooms);
    // Somebody else may have had the name since.
    if (entry && entry.seq <= until) return { room: entry.room, seq: entry.seq };
  }
  return null;
}

/** By which names to look for it: in a room not by the one that its author has, for the log does so by itself. */
function namesOf(said: Said | null, sessions: Sessions): readonly FormerName[] {
  if (!said || (said.room === null && !said.isToName)) return [];
  const { nick, former = [], left } = sessions.latest(said.session) ?? said.session;
  const { occupant, isToName } = said;
  const isComing = occupant.state === 'waiting';
  if (isToName) return [{ nick: isComing ? nick : occupant.nick, until: Infinity }, ...former];
  const isOther = isComing && occupant.request.nick !== nick;
  return isOther ? [{ nick, until: left ?? Infinity }, ...former] : former;
}
