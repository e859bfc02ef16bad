/**
 * How a client on the classic wire goes on after a lost connection. The wire has no numbers and no receipts: the server
 * replays the end of its thread, and what was shown here is laid over it to find what is new and which of one's own
 * lines never arrived. Pure.
 *
 * Three things make the two differ where they overlap: one's own lines stand in the thread, but here they stand where
 * they were sent; one's own comings and goings are not shown; and the server may have said something to this client
 * alone.
 */
import type { ClassicLine } from '../../wire/classic/parse.ts';

export interface Seen {
  readonly line: ClassicLine;
  /** Sent from here and not yet found in a replay. */
  readonly pending: boolean;
  /** Sent for the second time. */
  readonly again: boolean;
}

export interface Continuation {
  /** Lines of the replay that were not shown, in order. */
  readonly fresh: readonly ClassicLine[];
  /** One's own lines that the server does not have, in order: send them again. */
  readonly lost: readonly string[];
  /** One's own lines that may or may not have arrived: the replay does not reach back to them. */
  readonly uncertain: readonly string[];
  /** The replay does not begin where the last shown line was, or before: something in between may be missing. */
  readonly gap: boolean;
}

/** `seen` is everything since the start of the latest replay (or the end of it), oldest first. */
export function continueFrom(
  seen: readonly Seen[],
  replay: readonly ClassicLine[],
  isMe: (nick: string) => boolean,
): Continuation {
  const shown = placed(seen.map(({ line }) => line)).filter(({ line }) => !isAbout(line, isMe));
  const theirs = placed(replay).filter(({ line }) => !isAbout(line, isMe));
  const overlap = findOverlap(shown, theirs);
  const own = settleOwn(seen, replay, isMe, reach(shown, theirs, overlap, hasEarlierJoin(replay, isMe)));
  const newFrom = theirs[overlap.length - 1]?.at ?? -1;
  const fresh = replay.filter((line, at) => {
    if (at <= newFrom) return false;
    return isAbout(line, isMe) ? line.type === 'message' && !own.found.has(at) : true;
  });
  return { fresh, lost: own.lost, uncertain: own.uncertain, gap: shown.length > 0 && overlap.length === 0 };
}

/** A line with its place in the list that it comes from. */
interface Placed {
  readonly line: ClassicLine;
  readonly key: string;
  readonly at: number;
}

function placed(lines: readonly ClassicLine[]): Placed[] {
  return lines.map((line, at) => ({ line, key: keyOf(line), at }));
}

function keyOf(line: ClassicLine): string {
  return JSON.stringify(line);
}

function isAbout(line: ClassicLine, isMe: (nick: string) => boolean): boolean {
  return 'nick' in line && isMe(line.nick);
}

interface Overlap {
  /** Lines at the start of the replay that were shown. */
  readonly length: number;
  /** Index among the shown lines at which the replay starts. */
  readonly start: number;
}

/**
 * The longest start of the replay that is an end of what was shown. A replay never starts before the one that came
 * earlier, so all of it must be found; only if that fails (the server replays more than before, or less was kept here)
 * it may also start before.
 */
function findOverlap(shown: readonly Placed[], theirs: readonly Placed[]): Overlap {
  for (const mayStartBefore of [false, true]) {
    for (let length = theirs.length; length > 0; length--) {
      const start = matchBackwards(shown, theirs, length, mayStartBefore);
      if (start !== null) return { length, start };
    }
  }
  return { length: 0, start: shown.length };
}

function matchBackwards(
  shown: readonly Placed[],
  theirs: readonly Placed[],
  length: number,
  mayStartBefore: boolean,
): number | null {
  let at = shown.length - 1;
  let found = 0;
  for (let index = length - 1; index >= 0; index--) {
    while (shown[at] !== undefined && shown[at]?.key !== theirs[index]?.key) {
      if (!mayBePrivate(shown[at]?.line)) return null;
      at -= 1;
    }
    if (at < 0) return mayStartBefore && found > 0 ? 0 : null;
    found += 1;
    at -= 1;
  }
  return at + 1;
}

/** A line that the server may have sent to this client alone. */
function mayBePrivate(line: ClassicLine | undefined): boolean {
  return line?.type === 'host' || line?.type === 'other';
}

/**
 * The place in `seen` behind which every line of one's own must be in the replay, if it arrived: what was sent after a
 * line was shown stands after that line in the thread. Where nobody else said anything, one's own coming tells how far
 * the replay goes back.
 */
function reach(
  shown: readonly Placed[],
  theirs: readonly Placed[],
  overlap: Overlap,
  cameBefore: boolean,
): number {
  if (overlap.length > 0) return overlap.start === 0 ? -1 : (shown[overlap.start]?.at ?? Infinity);
  return shown.length === 0 && theirs.length === 0 && cameBefore ? -1 : Infinity;
}

/** Whether the replay has the start of the connection that was lost, besides that of the new one. */
function hasEarlierJoin(replay: readonly ClassicLine[], isMe: (nick: string) => boolean): boolean {
  const comings = replay.filter((line) => line.type === 'joined' && isMe(line.nick));
  const last = replay.findLast((line) => isAbout(line, isMe) && line.type !== 'message');
  return comings.length > (last?.type === 'joined' ? 1 : 0);
}

interface Own {
  /** Places in the replay of lines that were sent from here. */
  readonly found: ReadonlySet<number>;
  readonly lost: readonly string[];
  readonly uncertain: readonly string[];
}

/** The server has the lines of one connection up to some point, so whatever comes before one that it has is settled. */
function settleOwn(
  seen: readonly Seen[],
  replay: readonly ClassicLine[],
  isMe: (nick: string) => boolean,
  reachedFrom: number,
): Own {
  const sent = seen.flatMap(({ line, pending, again }, at) =>
    line.type === 'message' && isMe(line.nick) ? [{ text: line.text, pending, again, at }] : [],
  );
  const found = new Set<number>();
  let settled = 0;
  for (const [at, line] of replay.entries()) {
    if (line.type !== 'message' || !isMe(line.nick)) continue;
    const match = sent.findIndex(({ text }, index) => index >= settled && text === line.text);
    if (match === -1) continue;
    found.add(at);
    settled = match + 1;
  }
  const missing = sent.slice(settled).filter(({ pending }) => pending);
  const isLost = ({ at, again }: { at: number; again: boolean }) =>
    !again && (at > reachedFrom || settled > 0);
  return {
    found,
    lost: missing.filter(isLost).map(({ text }) => text),
    uncertain: missing.filter((one) => !isLost(one)).map(({ text }) => text),
  };
}
