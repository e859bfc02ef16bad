import { moveBy } from '../room/members.ts';
import type { Entry, Member } from '../room/types.ts';

/** Who is in a room: as the server said when it let us in, and as its entries have told since. */
export class Members {
  readonly #byName = new Map<string, Member>();

  get list(): readonly Member[] {
    return [...this.#byName.values()];
  }

  meet(members: readonly Member[]): void {
    this.#byName.clear();
    for (const member of members) this.#byName.set(member.nick, member);
  }

  /** Entries from before `meet` do no harm, as long as none of those after them is left out. */
  see(entry: Entry): void {
    if (entry.type === 'opened') this.#byName.clear();
    const { gone, come } = moveBy(entry);
    if (gone !== null) this.#byName.delete(gone);
    if (come !== null) this.#byName.set(come.nick, come);
  }
}
