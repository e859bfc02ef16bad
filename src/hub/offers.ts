import type { BotCommand } from '../room/types.ts';
import type { Occupant } from './occupant.ts';

/** Commands that everybody is told of at the most. */
const mostCommands = 200;

/** Who comes before whom: those who live in the server, those who stand in for one of them, and all others. */
const ranks = { resident: 0, standIn: 1, guest: 2 } as const;

interface Claim {
  readonly occupant: Occupant;
  readonly command: BotCommand;
  readonly rank: (typeof ranks)[keyof typeof ranks];
}

/**
 * Who answers which command: of those who offer it the first, but a resident before every guest. A stand-in keeps what is a
 * resident's while that one is away: whoever answered in between would be taken for it.
 */
export class Offers {
  /** By the command's name, in the order in which the first claim was made; the owner's comes first. */
  readonly #claims = new Map<string, readonly Claim[]>();
  #list: readonly BotCommand[] = [];
  /** What is beyond the list, for those who offer it. */
  #beyond: ReadonlyMap<Occupant, readonly BotCommand[]> = new Map();

  /** Each command with whoever answers it, those of residents first. The same array until something changes. */
  get list(): readonly BotCommand[] {
    return this.#list;
  }

  /** The list, and whatever this one offers that is beyond it. */
  listFor(occupant: Occupant): readonly BotCommand[] {
    const beyond = this.#beyond.get(occupant);
    return beyond ? [...this.#list, ...beyond] : this.#list;
  }

  /** Instead of what this one has offered before. Returns who has to know of it at once. */
  put(occupant: Occupant, commands: readonly BotCommand[], isStandIn: boolean): readonly Occupant[] {
    const concerned = this.#drop(occupant, new Set(commands.map(({ name }) => name)));
    for (const command of commands) {
      const owner = this.#ownerOf(command.name);
      this.#claim({ occupant, command, rank: rankOf(occupant, isStandIn) });
      if (owner && owner !== this.#ownerOf(command.name)) concerned.add(owner);
      if (owner && owner !== occupant) concerned.add(occupant);
    }
    this.#renew();
    if (this.#beyond.has(occupant)) concerned.add(occupant);
    return [...concerned];
  }

  /** This one answers nothing any more. Returns who has to know of it at once. */
  remove(occupant: Occupant): readonly Occupant[] {
    const heirs = this.#drop(occupant, new Set());
    this.#renew();
    return [...heirs];
  }

  #claim(claim: Claim): void {
    const { name } = claim.command;
    const claims = this.#claims.get(name) ?? [];
    const known = claims.findIndex(({ occupant }) => occupant === claim.occupant);
    const next = known < 0 ? [...claims, claim] : claims.with(known, claim);
    this.#claims.set(
      name,
      next.toSorted((a, b) => a.rank - b.rank),
    );
  }

  /** Takes back all that `occupant` offers but `kept`. Returns those whose it is now. */
  #drop(occupant: Occupant, kept: ReadonlySet<string>): Set<Occupant> {
    const heirs = new Set<Occupant>();
    for (const [name, claims] of this.#claims) {
      if (kept.has(name) || !claims.some((claim) => claim.occupant === occupant)) continue;
      const wasOwner = this.#ownerOf(name) === occupant;
      const others = claims.filter((claim) => claim.occupant !== occupant);
      if (others.length === 0) this.#claims.delete(name);
      else this.#claims.set(name, others);
      const heir = this.#ownerOf(name);
      if (wasOwner && heir) heirs.add(heir);
    }
    return heirs;
  }

  #ownerOf(name: string): Occupant | undefined {
    return this.#claims.get(name)?.[0]?.occupant;
  }

  #renew(): void {
    const all = [...this.#claims.values()];
    const sorted = [...all.filter((claims) => !isGuests(claims)), ...all.filter(isGuests)];
    const next = sorted.slice(0, mostCommands).flatMap(commandIn);
    if (!areSame(next, this.#list)) this.#list = next;
    const beyond = new Map<Occupant, readonly BotCommand[]>();
    for (const claims of sorted.slice(mostCommands)) {
      for (const { occupant } of claims) {
        beyond.set(occupant, [...(beyond.get(occupant) ?? []), ...commandIn(claims)]);
      }
    }
    this.#beyond = beyond;
  }
}

function rankOf({ request }: Occupant, isStandIn: boolean): Claim['rank'] {
  if (!request.resident) return ranks.guest;
  return isStandIn ? ranks.standIn : ranks.resident;
}

function isGuests([owner]: readonly Claim[]): boolean {
  return owner?.rank === ranks.guest;
}

/** None in no claims, which do not occur. */
function commandIn([owner]: readonly Claim[]): readonly BotCommand[] {
  return owner ? [owner.command] : [];
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
