/** MET's answers in a store, one under each key, so that a restart asks for nothing that is still good. */
import type { Step } from '../types.ts';
import type { ParsedForecast } from './parse.ts';
import type { MetStore } from './types.ts';

export interface Kept {
  /** The canonical address that was asked. */
  readonly address: string;
  /** As MET wrote it, to the letter. */
  readonly lastModified: string | null;
  /** ms UTC */
  readonly expires: number;
  /** When MET last said that this is what it has, ms UTC. */
  readonly fetchedAt: number;
  /** Null where MET has nothing for the place. */
  readonly forecast: ParsedForecast | null;
}

/** Answers in the store; of more, the oldest go. One takes about 14,000 characters as JSON, and 65,536 at the most. */
const mostKept = 200;
/** How often more and more of the oldest make room where one answer has none. */
const mostTries = 4;
/** Answers also held in memory, so that a store that takes nothing does not make us ask again and again. */
const mostInMemory = 64;
const prefix = 'forecast ';

export class KeptAnswers {
  readonly #store: MetStore;
  readonly #recent = new Map<string, Kept>();
  /** When what is in the store was put there, by key, oldest first; null until somebody has looked. */
  #ages: Promise<Map<string, number>> | null = null;

  constructor(store: MetStore) {
    this.#store = store;
  }

  /** What is kept for `address`; `null` if nothing, or nothing that can be used. */
  async get(address: string): Promise<Kept | null> {
    const kept =
      this.#recent.get(address) ?? asKept(await this.#store.get(keyOf(address)).catch(() => null), address);
    if (kept !== null) this.#remember(kept);
    return kept;
  }

  /** Rejects when it cannot be stored; `get` knows it nonetheless, for a while. */
  async put(kept: Kept): Promise<void> {
    this.#remember(kept);
    const key = keyOf(kept.address);
    const ages = await (this.#ages ??= this.#look());
    for (let tries = 1; ; tries++) {
      try {
        await this.#store.put(key, kept);
        break;
      } catch (thrown) {
        // Whoever runs the program may grant less than all of them take. What else is wrong is not better with fewer.
        const others = othersIn(ages, key);
        if (!isQuota(thrown) || tries === mostTries || others.length === 0) throw thrown;
        await this.#drop(ages, others.slice(0, tries));
      }
    }
    ages.delete(key);
    ages.set(key, kept.fetchedAt);
    await this.#drop(ages, othersIn(ages, key).slice(0, Math.max(0, ages.size - mostKept)));
  }

  async #drop(ages: Map<string, number>, keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.#store.delete(key);
      ages.delete(key);
    }
  }

  #remember(kept: Kept): void {
    this.#recent.delete(kept.address);
    this.#recent.set(kept.address, kept);
    const oldest = this.#recent.keys().next();
    if (this.#recent.size > mostInMemory && oldest.done !== true) this.#recent.delete(oldest.value);
  }

  async #look(): Promise<Map<string, number>> {
    const entries = await this.#store.entries().catch((thrown: unknown) => {
      this.#ages = null;
      throw thrown;
    });
    const aged = entries
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key, ageOf(value)] as const);
    return new Map(aged.sort(([, one], [, other]) => one - other));
  }
}

function othersIn(ages: ReadonlyMap<string, number>, key: string): readonly string[] {
  return [...ages.keys()].filter((each) => each !== key);
}

function isQuota(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'QuotaExceededError';
}

/** What follows the question mark tells one place from another, and is short. */
function keyOf(address: string): string {
  return prefix + new URL(address).searchParams.toString();
}

function ageOf(value: unknown): number {
  const time = isObject(value) ? value['fetchedAt'] : null;
  return isNumber(time) ? time : -Infinity;
}

function asKept(value: unknown, address: string): Kept | null {
  if (!isObject(value)) return null;
  const { lastModified, expires, fetchedAt, forecast } = value;
  const isWhole =
    value['address'] === address &&
    (lastModified === null || typeof lastModified === 'string') &&
    isNumber(expires) &&
    isNumber(fetchedAt) &&
    (forecast === null || isForecast(forecast));
  return isWhole ? { address, lastModified, expires, fetchedAt, forecast } : null;
}

function isForecast(value: unknown): value is ParsedForecast {
  if (!isObject(value) || !isNumber(value['issuedAt'])) return false;
  const steps = value['steps'];
  return Array.isArray(steps) && steps.length > 0 && steps.every(isStep);
}

function isStep(value: unknown): value is Step {
  if (!isObject(value) || !isNumber(value['time'])) return false;
  const { next, temperature, cloud, humidity, wind, windFrom } = value;
  return [temperature, cloud, humidity, wind, windFrom].every(isFigure) && (next === null || isNext(next));
}

function isNext(value: unknown): value is Step['next'] {
  if (!isObject(value)) return false;
  const { hours, symbol, precipitation } = value;
  return isNumber(hours) && (symbol === null || typeof symbol === 'string') && isFigure(precipitation);
}

function isFigure(value: unknown): value is number | null {
  return value === null || isNumber(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
