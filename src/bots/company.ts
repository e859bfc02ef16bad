import { moveBy } from '../room/members.ts';
import type { Entry, Nick } from '../room/types.ts';

/** Whoever a restart of the server has cut off comes back within this long, ms. */
const comeBackMs = 60_000;

/** So many people there were, who are taken to be here until then (ms UTC). */
export interface Expected {
  readonly people: number;
  readonly until: number;
}

/** Who was here when the server was last started, as far as a room's past tells: nobody said that they left. */
export function expectedBack(past: readonly Entry[]): Expected {
  const here = new Set<Nick>();
  let expected: Expected = { people: 0, until: 0 };
  for (const entry of past) {
    if (entry.type === 'opened') {
      expected = { people: here.size, until: entry.time + comeBackMs };
      here.clear();
    }
    if (entry.kind !== 'person') continue;
    if (entry.type === 'message') here.add(entry.nick);
    const { gone, come } = moveBy(entry);
    if (gone !== null) here.delete(gone);
    if (come !== null) here.add(come.nick);
  }
  return expected;
}
