import type { BotContext, BotStore } from '../../bots/bot.ts';
import type { TokenLimit } from './settings.ts';

export interface SpendingLimits {
  readonly room: TokenLimit | null;
  readonly person: TokenLimit | null;
}

/** Whose limit it is, for which time, and when there is more (ms UTC). */
export interface UsedUp {
  readonly whose: 'room' | 'person';
  readonly span: 'hour' | 'day';
  readonly until: number;
}

/** Tokens that somebody used in an hour and a day, each counted since 1970 in UTC. */
interface Account {
  readonly hour: number;
  readonly hourTokens: number;
  readonly day: number;
  readonly dayTokens: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const roomKey = 'room';

/** What may be used still, until it is used up. */
export interface Left {
  readonly tokens: number;
  /** What ends first. */
  readonly first: UsedUp | null;
}

/**
 * Who has used how many tokens, in the bot's store, so that a restart forgives nothing. A name is whoever bears it: who
 * takes another one has another person's share, and nobody more than the room's.
 */
export class Spending {
  readonly #limits: SpendingLimits;
  #sweptDay = -1;

  constructor(limits: SpendingLimits) {
    this.#limits = limits;
  }

  /** What this person may use now. */
  async left({ store, clock }: Pick<BotContext, 'store' | 'clock'>, nick: string): Promise<Left> {
    const now = clock.now();
    await this.#sweep(store, now);
    const rest = [
      ...restOf(this.#limits.person, await accountAt(store, keyOf(nick), now), 'person', now),
      ...restOf(this.#limits.room, await accountAt(store, roomKey, now), 'room', now),
    ];
    const [least] = rest.sort((a, b) => a.tokens - b.tokens);
    return least ?? { tokens: Infinity, first: null };
  }

  /** Adds to what this person and the room have used; with a negative number, gives back. */
  async add(
    { store, clock }: Pick<BotContext, 'store' | 'clock'>,
    nick: string,
    tokens: number,
  ): Promise<void> {
    if (tokens === 0) return;
    const now = clock.now();
    for (const key of [keyOf(nick), roomKey]) {
      const account = await accountAt(store, key, now);
      await store.put(key, {
        ...account,
        hourTokens: Math.max(0, account.hourTokens + tokens),
        dayTokens: Math.max(0, account.dayTokens + tokens),
      });
    }
  }

  /** Once a day, what is of no interest any more is thrown away. */
  async #sweep(store: BotStore, now: number): Promise<void> {
    const day = Math.floor(now / dayMs);
    if (day === this.#sweptDay) return;
    this.#sweptDay = day;
    for (const [key, value] of await store.entries()) {
      if (key.startsWith('person/') && readAccount(value)?.day !== day) await store.delete(key);
    }
  }
}

function keyOf(nick: string): string {
  return `person/${nick.toLowerCase()}`;
}

function restOf(
  limit: TokenLimit | null,
  account: Account,
  whose: UsedUp['whose'],
  now: number,
): readonly Left[] {
  if (limit === null) return [];
  const endOf = (span: number) => (Math.floor(now / span) + 1) * span;
  return [
    { tokens: limit.hour - account.hourTokens, first: { whose, span: 'hour', until: endOf(hourMs) } },
    { tokens: limit.day - account.dayTokens, first: { whose, span: 'day', until: endOf(dayMs) } },
  ];
}

/** What was used in this hour and on this day. */
async function accountAt(store: BotStore, key: string, now: number): Promise<Account> {
  const [hour, day] = [Math.floor(now / hourMs), Math.floor(now / dayMs)];
  const kept = readAccount(await store.get(key));
  return {
    hour,
    hourTokens: kept?.hour === hour ? kept.hourTokens : 0,
    day,
    dayTokens: kept?.day === day ? kept.dayTokens : 0,
  };
}

function readAccount(value: unknown): Account | null {
  if (typeof value !== 'object' || value === null) return null;
  const { hour, hourTokens, day, dayTokens } = value as Readonly<Record<string, unknown>>;
  const numbers = [hour, hourTokens, day, dayTokens];
  return numbers.every((number) => typeof number === 'number') ? (value as Account) : null;
}
