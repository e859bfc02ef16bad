import type { Entry, Message, Seq } from '../room/types.ts';
import type { Understanding } from '../understanding/types.ts';
import { understand } from '../understanding/understand.ts';
import { wallClock } from '../util/local-time.ts';

/** What a message is about, as one reads it at `now` (ms UTC). */
export type Read = (message: Message & Entry, now: number) => Understanding;

/** Messages whose reading is kept: those that several bots look at within a second or two. */
const kept = 64;
const minute = 60_000;

/** Reads a message once for all who look at it within the same minute, to which times in it are read. */
export function readingOnce(): Read {
  /** Times in messages are read as UTC, so that a room means the same on every machine. */
  const clock = wallClock('UTC');
  const known = new Map<Seq, { readonly minute: number; readonly understood: Understanding }>();
  return ({ seq, text }, now) => {
    const at = Math.floor(now / minute);
    const before = known.get(seq);
    if (before?.minute === at) return before.understood;
    const understood = understand(text, clock(now));
    known.delete(seq);
    known.set(seq, { minute: at, understood });
    const [oldest] = known.keys();
    if (known.size > kept && oldest !== undefined) known.delete(oldest);
    return understood;
  };
}
