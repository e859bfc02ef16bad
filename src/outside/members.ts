import type { Entry, Member } from '../room/types.ts';
import { never } from '../util/result.ts';

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
    const { nick, kind } = entry;
    switch (entry.type) {
      case 'joined':
        if (kind !== 'host') this.#byName.set(nick, { nick, kind });
        break;
      case 'left':
      case 'kicked':
        this.#byName.delete(nick);
        break;
      case 'renamed':
        this.#byName.delete(nick);
        if (kind !== 'host') this.#byName.set(entry.to, { nick: entry.to, kind });
        break;
      case 'opened':
        this.#byName.clear();
        break;
      case 'message':
      case 'topic':
        break;
      default:
        never(entry);
    }
  }
}
