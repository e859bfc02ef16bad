import type { Log } from '../log/log.ts';
import type { RoomName, Seq } from '../room/types.ts';
import { Batch } from './batch.ts';
import type { Stay } from './occupant.ts';
import { breathe } from './pace.ts';
import type { JoinRequest } from './seat.ts';
import type { Tail } from './tail.ts';

/** Entries read at a time. Small enough that one page of the longest messages stays near the bound of a seat. */
const pageSize = 200;

/** Where a newcomer's history comes from, and where it ends. */
export interface Past {
  readonly log: Log;
  readonly tail: Tail;
  readonly replay: JoinRequest['replay'];
  /** The newest entry of the room that every live seat has been shown. */
  readonly head: () => number;
  /** History ends here: what follows happened after the newcomer was seated. */
  readonly joinedAfter: number;
  /** Half of a seat's bound: with more than this under way, a newcomer must read before it gets more. */
  readonly backlogMark: number;
}

/**
 * Gives a newcomer its history and makes it live, with no hole and nothing twice: within this call where the tail has
 * it, otherwise over several turns from the log. Rejects with what the log or the listener threw.
 */
export function welcome(newcomer: Stay, past: Past): Promise<void> | null {
  const history = past.tail.history(past.replay);
  if (history === null) return welcomeFromLog(newcomer, past);
  newcomer.deliver(history);
  newcomer.cursor = past.joinedAfter;
  if (newcomer.occupant.listener.backlog() > past.backlogMark) return catchUp(newcomer, past);
  goLive(newcomer, past.joinedAfter);
  return null;
}

async function welcomeFromLog(newcomer: Stay, past: Past): Promise<void> {
  const { replay } = past;
  // Whoever has seen more than there is comes from another thread, such as one that a backup took the place of.
  if (typeof replay === 'object') newcomer.cursor = Math.min(replay.after, past.joinedAfter);
  else newcomer.cursor = replay === 'all' ? 0 : await startOfLast(newcomer.room, past, replay);
  await catchUp(newcomer, past);
}

/** Reads the log to a newcomer, page by page and no faster than it takes them, until nothing is missing. */
async function catchUp(newcomer: Stay, past: Past): Promise<void> {
  const { listener } = newcomer.occupant;
  for (;;) {
    await drained(newcomer);
    // A long history must not keep everyone else waiting.
    await breathe();
    const after = newcomer.cursor as Seq;
    const page = await past.log.read({ room: newcomer.room, after, limit: pageSize });
    if (newcomer.state !== 'reading') return;
    const history = page.filter((entry) => entry.seq <= past.joinedAfter);
    const since = page.slice(history.length);
    newcomer.deliver(new Batch(history));
    const reached = since.at(-1)?.seq ?? Math.max(newcomer.cursor, past.joinedAfter);
    const isWhole = page.length < pageSize && reached >= past.head();
    // One that has still much to read would be closed as slow with the next message. Until it is live, all of it is history:
    // who has been told that nothing is missing goes on from the newest entry seen, of whatever room.
    if (!isWhole || listener.backlog() > past.backlogMark) {
      newcomer.deliver(new Batch(since));
      continue;
    }
    // From here to the end nothing may wait: what is shown to others now must find the newcomer live.
    goLive(newcomer, Math.max(newcomer.cursor, past.joinedAfter));
    newcomer.deliver(new Batch(since));
    return;
  }
}

/** What is done in answer may have ended it. */
function goLive(newcomer: Stay, seq: number): void {
  newcomer.occupant.listener.live(newcomer.room, seq);
  if (newcomer.state === 'reading') newcomer.state = 'live';
}

/** The place after which the newest `count` entries of the past begin; 0 where there are no more than that. */
async function startOfLast(room: RoomName, { log, joinedAfter }: Past, count: number): Promise<number> {
  let start = (joinedAfter + 1) as Seq;
  for (let left = count; left > 0;) {
    const limit = Math.min(left, 1000);
    const page = await log.read({ room, before: start, limit });
    start = page[0]?.seq ?? start;
    if (page.length < limit) return 0;
    left -= limit;
  }
  return start - 1;
}

function drained(newcomer: Stay): Promise<void> {
  return new Promise((resolve) => {
    newcomer.occupant.listener.whenDrained(resolve);
  });
}
