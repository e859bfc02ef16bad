import type { Unsent } from './state.ts';

/** What was said and is not in the log yet, in order. Each change makes a new list. */
export class Outbox {
  #list: readonly Unsent[];
  /** Posts that are stored, and whose entries have not come: where they stand. */
  readonly #stored = new Map<string, number>();

  /** With what an earlier visit left. */
  constructor(list: readonly Unsent[]) {
    this.#list = list;
  }

  get list(): readonly Unsent[] {
    return this.#list;
  }

  add(post: Omit<Unsent, 'state' | 'reason'>): void {
    this.#list = [...this.#list, { ...post, state: 'waiting', reason: null }];
  }

  find(id: string): Unsent | null {
    return this.#list.find((post) => post.id === id) ?? null;
  }

  /** Something was sent, and it is not known yet what became of it. */
  get isWaitedFor(): boolean {
    return this.#list.some((post) => post.state === 'sending' && !this.#stored.has(post.id));
  }

  /** The first that waits and may go. */
  next(mayGo: (post: Unsent) => boolean): Unsent | null {
    return this.#list.find((post) => post.state === 'waiting' && mayGo(post)) ?? null;
  }

  sending(id: string): void {
    this.#change(id, { state: 'sending' });
  }

  /** Waits to be said in this room, whatever it was meant for before. */
  place(id: string, room: string): void {
    this.#change(id, { room, to: null, state: 'waiting' });
  }

  failed(id: string, reason: string): void {
    this.#change(id, { state: 'failed', reason });
  }

  /** It is stored. Shown until its entry is, which may come right after: `newest` is the newest of its room. */
  accepted(id: string, seq: number, newest: number): void {
    if (seq <= newest) this.remove(id);
    else if (this.find(id)) this.#stored.set(id, seq);
  }

  /** Its entry is there, or it is given up. */
  remove(id: string): void {
    this.#stored.delete(id);
    if (this.find(id)) this.#list = this.#list.filter((post) => post.id !== id);
  }

  /** All of it is given up. */
  clear(): void {
    this.#stored.clear();
    this.#list = [];
  }

  /** The connection is gone: what was not answered goes again, under the same ids. */
  again(): void {
    this.#list = this.#list.map((post) => (post.state === 'sending' ? { ...post, state: 'waiting' } : post));
  }

  retry(id: string): void {
    if (this.find(id)?.state === 'failed') this.#change(id, { state: 'waiting', reason: null });
  }

  #change(id: string, change: Partial<Unsent>): void {
    this.#list = this.#list.map((post) => (post.id === id ? { ...post, ...change } : post));
  }
}

/** Reads an outbox that was kept (any JSON value), for a visit with the same session; what is odd is left out. */
export function readUnsent(kept: unknown): readonly Unsent[] {
  if (!Array.isArray(kept)) return [];
  const posts = kept.filter(isUnsent);
  // Whether it arrived is not known: under its id it is stored once.
  return posts.map((post) => (post.state === 'sending' ? { ...post, state: 'waiting' } : post));
}

function isUnsent(value: unknown): value is Unsent {
  if (typeof value !== 'object' || value === null) return false;
  const { id, room, to, text, action, answers, time, state, reason } = value as Readonly<
    Record<string, unknown>
  >;
  const isTextOrNull = (field: unknown) => field === null || typeof field === 'string';
  return (
    typeof id === 'string' &&
    typeof text === 'string' &&
    (action === undefined || action === true) &&
    typeof time === 'number' &&
    (answers === null || typeof answers === 'number') &&
    [room, to, reason].every(isTextOrNull) &&
    (room !== null || to !== null) &&
    (state === 'waiting' || state === 'sending' || state === 'failed')
  );
}
