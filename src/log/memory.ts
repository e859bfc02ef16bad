/** A store that lasts as long as the process: for tests, rehearsals and rooms that shall leave nothing behind. */
import type { Entry, Event, MessageId, Nick, RoomName, Seq } from '../room/types.ts';
import { firstFrom } from '../util/first-from.ts';
import { Fault } from '../util/result.ts';
import {
  authorKey,
  jsonOf,
  pageOf,
  type Appended,
  type Holding,
  type Log,
  type Page,
  type RoomSummary,
  type Search,
  type Shelf,
  type ShelfPage,
  type Store,
} from './log.ts';
import { hasAll, wordsOf } from './matching.ts';
import { Steps, type Work } from './steps.ts';

interface Open {
  yes: boolean;
}

export function memoryStore(): Store {
  const open: Open = { yes: true };
  return {
    log: new MemoryLog(open),
    shelf: new MemoryShelf(open),
    close: async () => {
      open.yes = false;
    },
  };
}

class MemoryLog implements Log {
  readonly #open: Open;
  readonly #rooms = new Map<RoomName, Entry[]>();
  readonly #byId = new Map<string, Entry>();
  readonly #steps = new Steps();
  #last = 0;

  constructor(open: Open) {
    this.#open = open;
  }

  async append(events: readonly Event[]): Promise<readonly Appended[]> {
    insist(this.#open);
    // Copies first: from here on nothing can fail, so that all is stored or nothing.
    const copies = events.map((event) => ({ ...event }));
    return copies.map((event) => this.#append(event));
  }

  async read(page: Page): Promise<readonly Entry[]> {
    insist(this.#open);
    const entries = this.#rooms.get(page.room) ?? [];
    const limit = Math.max(page.limit, 0);
    const end = page.before === undefined ? entries.length : firstFrom(entries, page.before);
    if (page.after === undefined) return entries.slice(Math.max(end - limit, 0), end);
    const start = firstFrom(entries, page.after + 1);
    return entries.slice(start, Math.max(start, Math.min(start + limit, end)));
  }

  async said(author: Nick, id: MessageId, rooms: readonly RoomName[]): Promise<Entry | null> {
    insist(this.#open);
    for (const room of rooms) {
      const entry = this.#byId.get(idKeyOf(room, author, id));
      if (entry) return { ...entry };
    }
    return null;
  }

  async rooms(): Promise<readonly RoomSummary[]> {
    insist(this.#open);
    return [...this.#rooms.values()].flatMap(summaryOf);
  }

  async search(query: Search): Promise<readonly Entry[]> {
    insist(this.#open);
    return this.#steps.run(this.#find(query));
  }

  *#find({ rooms, text, limit, before }: Search): Work<readonly Entry[]> {
    const words = wordsOf(text);
    const found: Entry[] = [];
    for (const room of new Set(words.length > 0 ? rooms : [])) {
      const entries = this.#rooms.get(room) ?? [];
      let wanted = limit;
      let end = before === undefined ? entries.length : firstFrom(entries, before);
      for (; end > 0 && wanted > 0; end--) {
        const entry = entries[end - 1];
        if (entry?.type === 'message' && hasAll(entry.text, words)) {
          found.push(entry);
          wanted--;
        }
        yield;
      }
    }
    return found.sort((one, other) => one.seq - other.seq).slice(-limit);
  }

  #append(event: Event): Appended {
    const key = idKey(event);
    const known = key === null ? undefined : this.#byId.get(key);
    if (known !== undefined) return { seq: known.seq, fresh: false };
    const seq = ++this.#last as Seq;
    const entry = { ...event, seq };
    const entries = this.#rooms.get(event.room) ?? [];
    this.#rooms.set(event.room, entries);
    entries.push(entry);
    if (key !== null) this.#byId.set(key, entry);
    return { seq, fresh: true };
  }
}

/** Keeps JSON, not objects: what was put cannot be changed from outside, and what is no JSON comes to light in tests. */
class MemoryShelf implements Shelf {
  readonly #open: Open;
  readonly #buckets = new Map<string, Map<string, string>>();

  constructor(open: Open) {
    this.#open = open;
  }

  async get(bucket: string, key: string): Promise<unknown> {
    const json = await this.getJson(bucket, key);
    return json === undefined ? undefined : (JSON.parse(json) as unknown);
  }

  async getJson(bucket: string, key: string): Promise<string | undefined> {
    insist(this.#open);
    return this.#buckets.get(bucket)?.get(key);
  }

  async put(bucket: string, key: string, value: unknown): Promise<void> {
    return this.putAll(bucket, [[key, value]]);
  }

  async putJson(bucket: string, key: string, json: string): Promise<void> {
    insist(this.#open);
    this.#keep(bucket, [[key, json]]);
  }

  async putAll(bucket: string, entries: readonly (readonly [string, unknown])[]): Promise<void> {
    insist(this.#open);
    this.#keep(
      bucket,
      entries.map(([key, value]) => [key, jsonOf(bucket, key, value)] as const),
    );
  }

  async delete(bucket: string, key: string): Promise<boolean> {
    insist(this.#open);
    return this.#buckets.get(bucket)?.delete(key) ?? false;
  }

  async size(bucket: string, key?: string): Promise<Holding> {
    insist(this.#open);
    const all = [...(this.#buckets.get(bucket) ?? [])];
    const counted = key === undefined ? all : all.filter(([own]) => own === key);
    const bytes = counted.reduce((sum, [own, json]) => sum + Buffer.byteLength(own + json), 0);
    return { keys: counted.length, bytes };
  }

  async entries(bucket: string): Promise<readonly (readonly [string, unknown])[]> {
    insist(this.#open);
    const records = [...(this.#buckets.get(bucket) ?? [])];
    return records.map(([key, json]) => [key, JSON.parse(json) as unknown] as const);
  }

  async page(
    bucket: string,
    most: ShelfPage,
    after?: string,
  ): Promise<readonly (readonly [string, string])[]> {
    insist(this.#open);
    const records = [...(this.#buckets.get(bucket) ?? [])];
    const behind = records.filter(([key]) => after === undefined || key > after);
    return pageOf(behind.sort(([one], [other]) => (one < other ? -1 : 1)), most); // prettier-ignore
  }

  #keep(bucket: string, records: readonly (readonly [string, string])[]): void {
    const kept = this.#buckets.get(bucket) ?? new Map<string, string>();
    this.#buckets.set(bucket, kept);
    for (const [key, json] of records) kept.set(key, json);
  }
}

function insist(open: Open): void {
  if (!open.yes) throw new Fault('The store in memory is closed.');
}

function summaryOf(entries: readonly Entry[]): RoomSummary[] {
  const newest = entries.at(-1);
  if (newest === undefined) return [];
  const topic = entries.findLast((entry) => entry.type === 'topic')?.text ?? '';
  const spoken = entries.some((entry) => entry.type === 'message');
  return [{ room: newest.room, spoken, topic, newest: newest.seq }];
}

function idKey(event: Event): string | null {
  if (event.type !== 'message' || event.id === null) return null;
  return idKeyOf(event.room, event.nick, event.id);
}

function idKeyOf(room: RoomName, author: Nick, id: MessageId): string {
  return JSON.stringify([room, authorKey(author), id]);
}
