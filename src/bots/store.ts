import type { Holding, Shelf } from '../log/log.ts';
import { boundedJson, keyIn, quotaError, type Records } from './mind/records.ts';

/** Keys of one bot, and the bytes (UTF-8) of keys and values as JSON, where nobody says. */
const mostKeys = 10_000;
const mostBytes = 16 * 1024 ** 2;
/** What is read at a time where all of it is: moments of whoever reads. */
const page = { limit: 1_000, bytes: 256 * 1024 } as const;

/** The part of the shelf that belongs to one bot, over all its stays. What is put into it is counted and not read again. */
export class BotShelf {
  readonly #shelf: Shelf;
  readonly #bot: string;
  readonly #bucket: string;
  readonly #mostBytes: number;
  /** What it holds. Null before that is needed, and when a write has failed that may or may not have been stored. */
  #held: Holding | null = null;
  /** What is under way: one after the other, each weighed against what those before it have left. Never rejects. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(shelf: Shelf, bot: string, most: number = mostBytes) {
    this.#shelf = shelf;
    this.#bot = bot;
    this.#bucket = `bot/${bot.toLowerCase()}`;
    this.#mostBytes = most;
  }

  /** For one stay of the bot, until `signal` is aborted. */
  during(signal: AbortSignal): Records {
    const shelf = this.#shelf;
    const bucket = this.#bucket;
    return {
      get: (key) => this.#inTurn(signal, () => shelf.getJson(bucket, key)),
      put: (key, json) => this.#inTurn(signal, () => this.#put(key, json)),
      delete: (key) => this.#inTurn(signal, () => this.#delete(key)),
      page: (after) => this.#inTurn(signal, () => shelf.page(bucket, page, after)),
    };
  }

  #inTurn<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
    const done = this.#last.then(() => {
      signal.throwIfAborted();
      return work();
    });
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #put(key: string, json: string): Promise<void> {
    const bytes = Buffer.byteLength(keyIn(key)) + Buffer.byteLength(boundedJson(json));
    await this.#change(key, { keys: 1, bytes }, () => this.#shelf.putJson(this.#bucket, key, json));
  }

  #delete(key: string): Promise<boolean> {
    return this.#change(key, { keys: 0, bytes: 0 }, () => this.#shelf.delete(this.#bucket, key));
  }

  /** Makes a change, after which what is under `key` is as large as `next`, unless that is more than the bot may hold. */
  async #change<Value>(key: string, next: Holding, change: () => Promise<Value>): Promise<Value> {
    const held = (this.#held ??= await this.#shelf.size(this.#bucket));
    const before = await this.#shelf.size(this.#bucket, key);
    const after = {
      keys: held.keys - before.keys + next.keys,
      bytes: held.bytes - before.bytes + next.bytes,
    };
    this.#insist(held, after);
    this.#held = null;
    const value = await change();
    this.#held = after;
    return value;
  }

  /** What holds too much already may still become less. */
  #insist(held: Holding, after: Holding): void {
    if (after.keys > Math.max(mostKeys, held.keys)) {
      throw quotaError(`${this.#bot} may keep ${mostKeys} keys and holds ${held.keys}`);
    }
    if (after.bytes <= Math.max(this.#mostBytes, held.bytes)) return;
    const over = `this would make it ${inKiB(after.bytes)}`;
    throw quotaError(
      `${this.#bot} may keep ${inKiB(this.#mostBytes)} and holds ${inKiB(held.bytes)}; ${over}`,
    );
  }
}

/** `16,384 KiB`, rounded up, so that what is over a limit is more than it. */
function inKiB(bytes: number): string {
  return `${Math.ceil(bytes / 1024).toLocaleString('en')} KiB`;
}
