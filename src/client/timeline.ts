import type { Entry } from '../room/types.ts';
import { firstFrom } from '../util/first-from.ts';
import type { Item, LocalLine, MessageRow, Row, Said } from './rows.ts';
import { type Above, type Look, weave } from './weave.ts';

/** The entries of one room, oldest first, and the rows that show them. Grows in place. */
export interface Timeline {
  readonly items: readonly Item[];
  readonly rows: readonly Row[];
  /** The entry at which the unread line stands; null for no line. */
  readonly unreadFrom: number | null;
  /** The newest entry there ever was, also after `clear`; 0 for none. */
  readonly newest: number;
  /** Grows with every change. */
  readonly version: number;
  /** Grows with every change that is not at the end: past prepended, settings changed. */
  readonly reshaped: number;
  find(seq: number): Entry | null;
  /** The rows that these would have at the end; none for those that would not have one of their own. */
  ahead(entries: readonly Said[]): readonly MessageRow[];
  /** Where the row stands that shows this entry, -1 if none does. */
  rowOf(seq: number): number;
  /** The index of the first row with this `seq` or a larger one; as many as there are rows if there is none. */
  rowFrom(seq: number): number;
}

/**
 * Keeps the rows step by step: an entry more costs what its own row costs; a page before the first costs the page and
 * the few rows where it meets the rest (and moving the references, which is quick).
 */
export class GrowingTimeline implements Timeline {
  items: Item[] = [];
  rows: Row[] = [];
  unreadFrom: number | null = null;
  newest = 0;
  version = 0;
  reshaped = 0;
  #look: Look;
  #above: Above;

  constructor(look: Look) {
    this.#look = look;
    this.#above = nothingAbove();
  }

  /** The first entry that is loaded; null for none. */
  get oldest(): number | null {
    return this.items.find((item) => item.type !== 'local')?.seq ?? null;
  }

  /** Adds what comes next; false for an entry that is there already. */
  append(item: Item): boolean {
    if (item.type !== 'local') {
      if (item.seq <= this.newest) return false;
      this.newest = item.seq;
    }
    this.items.push(item);
    weave(this.rows, this.#above, item, this.unreadFrom, this.#look);
    this.version += 1;
    return true;
  }

  /** The same error again right behind itself is counted, and has no line of its own. */
  tell(line: Omit<LocalLine, 'type' | 'seq' | 'times'>): void {
    const last = this.items.at(-1);
    const isSame =
      last?.type === 'local' && last.tone === 'error' && line.tone === 'error' && last.text === line.text;
    const row = this.rows.at(-1);
    if (isSame && row?.type === 'local' && row.line === last) {
      const again = { ...last, times: last.times + 1 };
      this.items[this.items.length - 1] = again;
      this.rows[this.rows.length - 1] = { ...row, line: again };
      this.version += 1;
    } else this.append({ type: 'local', seq: last?.seq ?? this.newest, times: 1, ...line });
  }

  /** Adds a page of the past, oldest first; what is not older than everything here is passed over. */
  prepend(page: readonly Entry[]): void {
    const { oldest } = this;
    const older = page.filter(({ seq }) => seq < (oldest ?? Infinity));
    if (older.length === 0) return;
    this.newest = Math.max(this.newest, older.at(-1)?.seq ?? 0);
    this.#mend(older);
    this.items.unshift(...older);
    this.version += 1;
    this.reshaped += 1;
  }

  /** Puts the unread line before this entry, or takes it away. An entry to come may be named. */
  drawLine(from: number | null): void {
    if (from === this.unreadFrom) return;
    const drawn = this.#above.lineDrawn ? this.unreadFrom : null;
    this.unreadFrom = from;
    const first = Math.min(drawn ?? Infinity, from ?? Infinity);
    if (first <= this.newest) this.#remakeFrom(first);
  }

  look(look: Look): void {
    this.#look = look;
    this.#remake();
  }

  /** Forgets everything but how far it went. */
  clear(): void {
    this.items = [];
    this.unreadFrom = null;
    this.#remake();
  }

  /** Forgets everything. */
  reset(): void {
    this.newest = 0;
    this.clear();
  }

  find(seq: number): Entry | null {
    const at = firstFrom(this.items, seq);
    const item = this.items[at];
    return item?.seq === seq && item.type !== 'local' ? item : null;
  }

  ahead(entries: readonly Said[]): readonly MessageRow[] {
    const rows: Row[] = [];
    const above = { ...this.#above };
    for (const entry of entries) weave(rows, above, entry, null, this.#look);
    return rows.filter((row) => row.type === 'message');
  }

  rowOf(seq: number): number {
    let at = firstFrom(this.rows, seq + 1) - 1;
    while (this.rows[at]?.type === 'local') at -= 1;
    const row = this.rows[at];
    return row && shows(row, seq) ? at : -1;
  }

  rowFrom(seq: number): number {
    return firstFrom(this.rows, seq);
  }

  /**
   * The rows of the page, and then those of our own entries once more until one comes out as it was: what follows
   * depends only on that one. Only a message can be such a row; around others, things may still fold.
   */
  #mend(older: readonly Item[]): void {
    const rows: Row[] = [];
    const above = nothingAbove();
    const add = (item: Item) => weave(rows, above, item, this.unreadFrom, this.#look);
    for (const item of older) add(item);
    let next = 0;
    for (const item of this.items) {
      add(item);
      const made = rows.at(-1);
      if (made?.type !== 'message' || made.entry !== item) continue;
      while (next < this.rows.length && !isSame(this.rows[next], made)) next += 1;
      const old = this.rows[next];
      if (old?.type !== 'message' || old.first !== made.first || old.quotes !== made.quotes) continue;
      this.rows.splice(0, next + 1, ...rows);
      return;
    }
    this.rows = rows;
    this.#above = above;
  }

  /** Makes anew the rows of this entry and of all behind it. What stands before is not touched, back to a message. */
  #remakeFrom(seq: number): void {
    let at = firstFrom(this.items, seq) - 1;
    let row = -1;
    for (; at >= 0 && row < 0; at--) {
      const item = this.items[at];
      if (item?.type === 'message') row = this.#messageRowOf(item.seq);
    }
    if (row < 0) {
      this.#remake();
      return;
    }
    const before = this.items[at + 1];
    this.rows.length = row + 1;
    this.#above = {
      day: before ? this.#look.dayOf(before.time) : null,
      message: before?.type === 'message' ? before : null,
      lineDrawn: this.unreadFrom !== null && before !== undefined && before.seq >= this.unreadFrom,
    };
    for (const item of this.items.slice(at + 2)) {
      weave(this.rows, this.#above, item, this.unreadFrom, this.#look);
    }
    this.version += 1;
    this.reshaped += 1;
  }

  #messageRowOf(seq: number): number {
    const at = this.rowOf(seq);
    return this.rows[at]?.type === 'message' ? at : -1;
  }

  #remake(): void {
    const rows: Row[] = [];
    this.#above = nothingAbove();
    for (const item of this.items) weave(rows, this.#above, item, this.unreadFrom, this.#look);
    this.rows = rows;
    this.version += 1;
    this.reshaped += 1;
  }
}

function nothingAbove(): Above {
  return { day: null, message: null, lineDrawn: false };
}

function isSame(row: Row | undefined, made: Row): boolean {
  return row?.key === made.key;
}

function shows(row: Row, seq: number): boolean {
  switch (row.type) {
    case 'message':
    case 'event':
      return row.seq === seq;
    case 'comings':
    case 'bots':
    case 'ignored':
      return row.entries.some((entry) => entry.seq === seq);
    case 'day':
    case 'unread':
    case 'local':
      return false;
  }
}
