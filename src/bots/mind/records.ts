/**
 * What a bot keeps, between its mind and its shelf: JSON texts, which only the mind makes values of. So nobody but the bot
 * itself waits for a value that is large or deep.
 */
import { messageOf } from '../../util/result.ts';
import type { BotStore } from '../bot.ts';

/** Characters of a key, and of a value as JSON. */
const longestKey = 200;
const longestValue = 65_536;
/** Name of the error that says that a bot may keep no more; another thread knows it by its name as well. */
export const quotaErrorName = 'QuotaExceededError';

export interface Records {
  /** `undefined` if there is none. */
  get(key: string): Promise<string | undefined>;
  /** Rejects with an error named `quotaErrorName` what is more than the bot may keep. */
  put(key: string, json: string): Promise<void>;
  /** True if there was something to delete. */
  delete(key: string): Promise<boolean>;
  /** Some of those that come behind `after`, in the order of the shelf; none where there are no more. */
  page(after: string | undefined): Promise<readonly (readonly [key: string, json: string])[]>;
}

/** Values in `records`, as a bot sees them. */
export function storeOf(records: Records): BotStore {
  return {
    async get(key) {
      const json = await records.get(keyIn(key));
      return json === undefined ? undefined : (JSON.parse(json) as unknown);
    },
    put: async (key, value) => records.put(keyIn(key), jsonIn(value)),
    delete: async (key) => records.delete(keyIn(key)),
    async entries() {
      const entries: (readonly [string, unknown])[] = [];
      let page = await records.page(undefined);
      for (let last = page.at(-1); last; last = page.at(-1)) {
        for (const [key, json] of page) entries.push([key, JSON.parse(json) as unknown]);
        page = await records.page(last[0]);
      }
      return entries;
    },
  };
}

/** Throws a RangeError for what is no key. SQLite would cut a text at U+0000, and make one of all halves of a character. */
export function keyIn(key: unknown): string {
  if (typeof key !== 'string' || key.length > longestKey) {
    throw new RangeError(`a key is text of at most ${longestKey} characters`);
  }
  if (key.isWellFormed() && !key.includes('\0')) return key;
  throw new RangeError('a key has neither U+0000 nor half a character (a lone surrogate) in it');
}

/** Throws a RangeError for JSON that is too long. */
export function boundedJson(json: string): string {
  if (json.length <= longestValue) return json;
  throw new RangeError(`a value may have ${longestValue} characters as JSON`);
}

function jsonIn(value: unknown): string {
  let json: string | undefined;
  try {
    json = textOf(value);
  } catch (thrown) {
    throw new TypeError(`this cannot be kept: ${messageOf(thrown)}`, { cause: thrown });
  }
  if (json === undefined) throw new TypeError('this cannot be kept: it is no JSON value');
  return boundedJson(json);
}

/** Typed as it is: it gives nothing for a function, say. */
const textOf: (value: unknown) => string | undefined = JSON.stringify;

export function quotaError(message: string): Error {
  const error = new RangeError(message);
  error.name = quotaErrorName;
  return error;
}

export function isQuotaError(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === quotaErrorName;
}
