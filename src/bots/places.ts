import type { Shelf } from '../log/log.ts';
import type { Clock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import { messageOf } from '../util/result.ts';
import { type KeptPlace, Place } from './place.ts';

/** Places are kept this long after a change, all at once, ms. The log tells what was answered since. */
const keepMs = 5_000;

export interface PlacesOptions {
  readonly shelf: Shelf;
  /** Where on the shelf, for logs elsewhere. */
  readonly bucket?: string;
  readonly clock: Clock;
  readonly note: Note;
}

/** Where on the shelf the places of those are who live here. */
const ofResidents = 'bot-places';

/** Where the bots are in one log, kept on a shelf. */
export class Places {
  readonly #shelf: Shelf;
  readonly #bucket: string;
  readonly #clock: Clock;
  readonly #note: Note;
  readonly #kept: ReadonlyMap<string, unknown>;
  readonly #places = new Map<string, Place>();
  readonly #changed = new Set<string>();
  #cancel: (() => void) | null = null;
  #isClosed = false;

  private constructor(
    { shelf, bucket = ofResidents, clock, note }: PlacesOptions,
    kept: ReadonlyMap<string, unknown>,
  ) {
    this.#shelf = shelf;
    this.#bucket = bucket;
    this.#clock = clock;
    this.#note = note;
    this.#kept = kept;
  }

  /** Rejects with a Fault when the shelf cannot be read. */
  static async load(options: PlacesOptions): Promise<Places> {
    const { shelf, bucket = ofResidents } = options;
    return new Places(options, new Map(await shelf.entries(bucket)));
  }

  of(name: string): Place {
    const key = name.toLowerCase();
    const known = this.#places.get(key);
    if (known) return known;
    const place = new Place(asPlace(this.#kept.get(key)), (isFirst) => this.#change(key, isFirst));
    this.#places.set(key, place);
    return place;
  }

  /** Keeps what has changed, now; tries again later where that fails. Never rejects. */
  async keep(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    const keys = [...this.#changed];
    this.#changed.clear();
    if (keys.length === 0) return;
    const entries = keys.map((key) => [key, this.#places.get(key)?.kept() ?? null] as const);
    try {
      await this.#shelf.putAll(this.#bucket, entries);
    } catch (thrown) {
      this.#note('warn', `Where the bots are in the thread cannot be kept: ${messageOf(thrown)}`);
      // What they are then is kept, which may be newer.
      for (const key of keys) this.#changed.add(key);
      this.#keepIn(keepMs);
    }
  }

  /** Keeps what has changed a last time. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.keep();
  }

  #change(key: string, isFirst: boolean): void {
    this.#changed.add(key);
    if (isFirst) this.#cancel?.();
    if (isFirst) this.#cancel = null;
    this.#keepIn(isFirst ? 0 : keepMs);
  }

  #keepIn(ms: number): void {
    if (!this.#isClosed) this.#cancel ??= this.#clock.after(ms, () => void this.keep());
  }
}

/** What is on the shelf may be of another version. */
function asPlace(value: unknown): KeptPlace | null {
  const { heard, waiting } = (value ?? {}) as { readonly heard?: unknown; readonly waiting?: unknown };
  if (typeof heard !== 'number' || !Array.isArray(waiting)) return null;
  return { heard, waiting: waiting.filter((seq) => typeof seq === 'number') };
}
