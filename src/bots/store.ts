import type { Shelf } from '../log/log.ts';
import type { BotStore } from './bot.ts';

/** Characters of a key, and of a value as JSON. */
export const longestKey = 200;
export const longestValue = 65_536;

/** The part of the shelf that belongs to the bot called `name`, until `signal` is aborted. */
export function storeOf(shelf: Shelf, name: string, signal: AbortSignal): BotStore {
  const bucket = `bot/${name.toLowerCase()}`;
  return {
    async get(key) {
      signal.throwIfAborted();
      return shelf.get(bucket, key);
    },
    async put(key, value) {
      signal.throwIfAborted();
      if (key.length > longestKey) throw new RangeError(`a key may have ${longestKey} characters`);
      const json = JSON.stringify(value) as string | undefined;
      if ((json?.length ?? 0) > longestValue) {
        throw new RangeError(`what is kept under a key may have ${longestValue} characters as JSON`);
      }
      await shelf.put(bucket, key, value);
    },
    async delete(key) {
      signal.throwIfAborted();
      return shelf.delete(bucket, key);
    },
    async entries() {
      signal.throwIfAborted();
      return shelf.entries(bucket);
    },
  };
}
