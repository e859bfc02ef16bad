import type { Entry } from '../room/types.ts';
import { commandIn } from './commands.ts';
import type { Manifest } from './manifest.ts';
import type { Place } from './place.ts';

/** What is older is passed over, ms. */
const youngMs = 60_000;

/**
 * What people did while a bot was away, of the newest entries of the room: what it has not dealt with, as its place in the
 * log and its own answers in it tell. Of what is no command it answers the newest, unless it hears calls, so what came before
 * one that it has answered is passed over. What ends a greeting is left in.
 */
export function missed(
  past: readonly Entry[],
  { name, hears }: Manifest,
  place: Place,
  now: number,
): readonly Entry[] {
  if (!place.isKnown) return [];
  const answered = new Set<number>();
  for (const entry of past) {
    if (entry.type === 'message' && entry.nick === name && entry.answers !== null)
      answered.add(entry.answers);
  }
  const isTalk = (entry: Entry) => entry.type === 'message' && commandIn(entry.text) === null;
  const last = past.findLast((entry) => isTalk(entry) && answered.has(entry.seq));
  const newest = hears.calls ? 0 : (last?.seq ?? 0);
  return past.filter((entry) => {
    if (entry.type === 'opened') return true;
    if (entry.kind !== 'person') return false;
    if (entry.type !== 'message' && entry.type !== 'joined') return true;
    const isOver = answered.has(entry.seq) || (isTalk(entry) && entry.seq < newest);
    return !isOver && !place.isDealtWith(entry.seq) && now - entry.time < youngMs;
  });
}
