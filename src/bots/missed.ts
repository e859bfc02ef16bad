import type { Entry } from '../room/types.ts';
import { commandIn } from './commands.ts';
import type { Manifest } from './manifest.ts';
import type { Place } from './place.ts';

/** What is older is passed over, ms. */
const youngMs = 60_000;

/**
 * What people did while a bot was away, of the newest entries of the room: what it has not dealt with, as its place in the
 * log and the answers in it tell. A command may have been another's meanwhile, so anybody's answer counts; of all else its own.
 * Of what is no command it answers the newest, unless it hears calls, so what came before one that it has answered is passed
 * over. What ends a greeting is left in.
 */
export function missed(
  past: readonly Entry[],
  { name, hears }: Manifest,
  place: Place,
  now: number,
): readonly Entry[] {
  if (!place.isKnown) return [];
  const answered = new Set<number>();
  const answeredByAny = new Set<number>();
  for (const entry of past) {
    if (entry.type !== 'message' || entry.answers === null) continue;
    answeredByAny.add(entry.answers);
    if (entry.nick === name) answered.add(entry.answers);
  }
  const isTalk = (entry: Entry) => entry.type === 'message' && commandIn(entry.text) === null;
  const last = past.findLast((entry) => isTalk(entry) && answered.has(entry.seq));
  const newest = hears.calls ? 0 : (last?.seq ?? 0);
  return past.filter((entry) => {
    if (entry.type === 'opened') return true;
    if (entry.kind !== 'person') return false;
    if (entry.type !== 'message' && entry.type !== 'joined') return true;
    const isCommand = entry.type === 'message' && !isTalk(entry);
    const isAnswered = (isCommand ? answeredByAny : answered).has(entry.seq);
    const isOver = isAnswered || (isTalk(entry) && entry.seq < newest);
    return !isOver && !place.isDealtWith(entry.seq) && now - entry.time < youngMs;
  });
}
