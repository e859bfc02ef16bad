import type { BotCommand } from '../room/types.ts';
import type { Occupant } from './occupant.ts';

/** Commands that are told of at the most. */
const mostCommands = 200;

interface Claim {
  readonly occupant: Occupant;
  readonly command: BotCommand;
  readonly isStandIn: boolean;
}

/** Who answers which command: of those who offer it the first, and a stand-in only where there is nobody else. */
export class Offers {
  /** By the command's name, in the order in which they were made. */
  readonly #claims = new Map<string, readonly Claim[]>();
  #list: readonly BotCommand[] = [];

  /** Each command with whoever answers it. The same array until something changes. */
  get list(): readonly BotCommand[] {
    return this.#list;
  }

  /** Instead of what this one has offered before. Returns who has to know of it at once. */
  put(occupant: Occupant, commands: readonly BotCommand[], isStandIn: boolean): readonly Occupant[] {
    const heirs = this.#drop(occupant, new Set(commands.map(({ name }) => name)));
    for (const command of commands) {
      const claims = this.#claims.get(command.name) ?? [];
      const claim = { occupant, command, isStandIn };
      const isKnown = claims.some((each) => each.occupant === occupant);
      const next = isKnown
        ? claims.map((each) => (each.occupant === occupant ? claim : each))
        : [...claims, claim];
      this.#claims.set(command.name, next);
    }
    this.#renew();
    const isAnothers = commands.some(({ name }) => this.#ownerOf(name)?.occupant !== occupant);
    return isAnothers ? [...heirs, occupant] : heirs;
  }

  /** This one answers nothing any more. Returns who has to know of it at once. */
  remove(occupant: Occupant): readonly Occupant[] {
    const heirs = this.#drop(occupant, new Set());
    this.#renew();
    return heirs;
  }

  /** Takes back all that `occupant` offers but `kept`. Returns those whose it is now. */
  #drop(occupant: Occupant, kept: ReadonlySet<string>): readonly Occupant[] {
    const heirs: Occupant[] = [];
    for (const [name, claims] of this.#claims) {
      if (kept.has(name) || !claims.some((claim) => claim.occupant === occupant)) continue;
      const wasOwner = this.#ownerOf(name)?.occupant === occupant;
      const others = claims.filter((claim) => claim.occupant !== occupant);
      if (others.length === 0) this.#claims.delete(name);
      else this.#claims.set(name, others);
      const heir = this.#ownerOf(name)?.occupant;
      if (wasOwner && heir) heirs.push(heir);
    }
    return heirs;
  }

  #ownerOf(name: string): Claim | undefined {
    const claims = this.#claims.get(name) ?? [];
    return claims.find(({ isStandIn }) => !isStandIn) ?? claims[0];
  }

  #renew(): void {
    const all = [...this.#claims.keys()].flatMap((name) => this.#ownerOf(name)?.command ?? []);
    const next = all.slice(0, mostCommands);
    if (!areSame(next, this.#list)) this.#list = next;
  }
}

function areSame(some: readonly BotCommand[], others: readonly BotCommand[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ name, args, help, bot }, index) => {
      const other = others[index];
      return name === other?.name && args === other.args && help === other.help && bot === other.bot;
    })
  );
}
