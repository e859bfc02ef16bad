import type { Row } from '../../client/rows.ts';
import type { Timeline } from '../../client/timeline.ts';
import type { Span } from './span.ts';
import { atFirst, followEnd, lastRows, moreAbove, moreBelow, mostRows, moved, rowsAround } from './span.ts';

/** Nearer to the end than this counts as at the end, in px. */
const nearEnd = 60;

interface Anchor {
  readonly key: string;
  /** From the upper edge of the scroller to that of the row, px. */
  readonly top: number;
}

/**
 * Keeps what somebody reads where it is while rows come and go around it: the end, if they are at the end, or the rows
 * that they see. `before` is called ahead of each drawing, `after` behind it.
 */
export class ScrollHold {
  /** Whether the end is followed. */
  isPinned = true;
  #element: HTMLElement | null = null;
  #span: Span = { from: 0, to: 0 };
  /** Rows that fill this screen, as far as that is known. */
  #keep = atFirst;
  /** What is in the document. */
  #drawn: Span | null = null;
  #isDrawnPinned = true;
  #timeline: Timeline | null = null;
  #reshaped = -1;
  /** The first row of the span at the last drawing, to find it again when others have come before it. */
  #first: Row | null = null;
  #anchors: readonly Anchor[] = [];
  #lastTop = 0;
  #lastHeight = 0;
  /** A row to bring to the middle once it is there. */
  #target: number | null = null;
  /** How many rows there were at the last drawing. */
  #count = 0;
  /** The newest line of our own that was the last row of a drawing; null before the first drawing. */
  #told: number | null = null;
  /** An answer that has come at the end since, to be read from its beginning. */
  #answer: Row | null = null;
  /** Nobody has scrolled since such an answer came. */
  isAtAnswer = false;

  /** False from when other rows are wanted until they are in the document. */
  get isDrawn(): boolean {
    return this.#drawn === this.#span;
  }

  attach(element: HTMLElement | null): void {
    this.#element = element;
  }

  /** The rows to draw. */
  before(timeline: Timeline): Span {
    const { rows, reshaped } = timeline;
    const count = rows.length;
    const isOther = timeline !== this.#timeline || reshaped !== this.#reshaped;
    if (this.#timeline === null) this.#span = lastRows(count);
    else if (isOther) this.#span = this.#found(timeline);
    if (this.isPinned) this.#span = followEnd(this.#span, count, this.#keep);
    else this.#anchors = this.#seenNow();
    this.#isDrawnPinned = this.isPinned;
    if (!this.isPinned && isOther) {
      // What stood above the first message may be gone, with the height that it had: there must be something in its
      // place. And of the rows in view, those further down are the ones that the past leaves as they are.
      this.#span = moreAbove(this.#span);
      this.#anchors = this.#visible().toReversed();
    }
    this.#span = { from: Math.min(this.#span.from, count), to: Math.min(this.#span.to, count) };
    const last = rows.at(-1);
    const told = last?.type === 'local' ? last.line.id : 0;
    if (last && this.isPinned && this.#told !== null && told > this.#told) this.#answer = last;
    this.#told = Math.max(told, this.#told ?? 0);
    this.#count = count;
    this.#timeline = timeline;
    this.#reshaped = reshaped;
    this.#first = rows[this.#span.from] ?? null;
    this.#drawn = this.#span;
    return this.#span;
  }

  after(): void {
    const element = this.#element;
    // What was asked for meanwhile is not there before the next drawing.
    if (!element || !this.isDrawn) return;
    if (this.#target !== null) this.#bringTarget(element, this.#target);
    else if (this.isPinned) this.#bringEnd(element);
    else this.#restore(element);
    this.#lastTop = element.scrollTop;
    this.#lastHeight = element.clientHeight;
  }

  /**
   * Somebody scrolled, or the browser did; false where it was ourselves. `isNow`: the end can be followed. It is that of
   * the last drawing: what has come since is not there to be scrolled to.
   */
  scrolled(isNow: boolean): boolean {
    const element = this.#element;
    if (!element) return false;
    const { scrollTop, scrollHeight, clientHeight } = element;
    if (scrollTop === this.#lastTop && clientHeight === this.#lastHeight) return false;
    const isAtEnd =
      scrollHeight - scrollTop - clientHeight <= nearEnd && isNow && this.#span.to >= this.#count;
    // A keyboard that slides in, or a line more to write in, moves the end away without anybody scrolling.
    this.isAtAnswer = false;
    if (isAtEnd) this.isPinned = true;
    else if (scrollTop < this.#lastTop - 1 && clientHeight === this.#lastHeight) this.isPinned = false;
    this.#lastTop = scrollTop;
    this.#lastHeight = clientHeight;
    if (!this.isPinned) this.#anchors = this.#seenNow();
    return true;
  }

  /** Takes more rows in where the reader comes near the edge; true if the list must be drawn again. `count`: of rows. */
  widen(count: number): boolean {
    const element = this.#element;
    if (!element || element.clientHeight === 0) return false;
    const { scrollTop, scrollHeight, clientHeight } = element;
    const edge = Math.min(Math.max(clientHeight, 400), 800);
    const { from, to } = this.#span;
    if (this.isPinned && to - from >= mostRows) return false;
    if (scrollTop < edge && from > 0) {
      this.#span = moreAbove(this.#span);
      if (this.isPinned) this.#keep = Math.max(this.#keep, to - this.#span.from);
    } else if (scrollHeight - scrollTop - clientHeight < edge && to < count)
      this.#span = moreBelow(this.#span, count);
    return from !== this.#span.from || to !== this.#span.to;
  }

  /** Whether the first row there is can be seen, or almost. */
  isNearStart(): boolean {
    const element = this.#element;
    return element !== null && this.#span.from === 0 && element.scrollTop < element.clientHeight;
  }

  /** Whether the last row there is can be seen, or almost. `count`: of rows. */
  isNearEnd(count: number): boolean {
    const element = this.#element;
    if (!element || this.#span.to < count) return false;
    return element.scrollHeight - element.scrollTop - element.clientHeight < element.clientHeight;
  }

  toEnd(count: number): void {
    this.isPinned = true;
    this.isAtAnswer = false;
    this.#target = null;
    if (this.#span.to < count) this.#span = lastRows(count);
  }

  /** With the next drawing, the row at this index stands in the middle. */
  toRow(index: number, rows: readonly Row[]): void {
    const row = rows[index];
    if (!row) return;
    this.isPinned = false;
    this.isAtAnswer = false;
    this.#target = row.seq;
    this.#span = rowsAround(index, rows.length);
    this.#first = rows[this.#span.from] ?? null;
  }

  /** The index of the first and of the last row on the screen. */
  seen(): Span {
    const [top, bottom] = this.#edges();
    const rows = this.#rows();
    const first = firstWhere(rows, (box) => box.bottom > top);
    const behind = firstWhere(rows, (box) => box.top >= bottom);
    return { from: this.#span.from + first, to: this.#span.from + behind - 1 };
  }

  #found(timeline: Timeline): Span {
    const first = this.#first;
    const { rows } = timeline;
    if (!first) return lastRows(rows.length);
    let at = timeline.rowFrom(first.seq);
    // Several rows may share a `seq`; a line that divides may have moved away from the one below it.
    let same = at;
    while (rows[same]?.seq === first.seq && rows[same]?.key !== first.key) same++;
    if (rows[same]?.seq === first.seq) at = same;
    return moved(this.#span, this.#span.from, at, rows.length);
  }

  /**
   * While the end is followed, rows above the screen have a height that is only supposed (see room.css), and not all browsers
   * draw them ahead: then the lowest row in view is the one to hold on to.
   */
  #seenNow(): Anchor[] {
    const anchors = this.#visible();
    return this.#isDrawnPinned ? anchors.toReversed() : anchors;
  }

  #visible(): Anchor[] {
    const [top, bottom] = this.#edges();
    const rows = this.#rows();
    const anchors: Anchor[] = [];
    for (let at = firstWhere(rows, (box) => box.bottom > top); at < rows.length; at++) {
      const row = rows[at];
      const box = row?.getBoundingClientRect();
      if (!box || box.top > bottom) break;
      anchors.push({ key: keyOf(row), top: box.top - top });
    }
    return anchors;
  }

  /** The first of the rows that were seen and are still there goes back to where it was. */
  #restore(element: HTMLElement): void {
    const [top] = this.#edges();
    const rows = this.#rows();
    for (const anchor of this.#anchors) {
      const row = rows.find((one) => keyOf(one) === anchor.key);
      if (!row) continue;
      const by = row.getBoundingClientRect().top - top - anchor.top;
      if (Math.abs(by) >= 1) element.scrollTop += by;
      return;
    }
  }

  /** Of an answer that is higher than the window, the beginning. */
  #bringEnd(element: HTMLElement): void {
    const answer = this.#answer;
    this.#answer = null;
    element.scrollTop = element.scrollHeight;
    const row = answer && this.#rows().findLast((one) => keyOf(one) === answer.key);
    const above = row ? row.getBoundingClientRect().top - this.#edges()[0] : 0;
    if (above >= 0) return;
    this.isPinned = false;
    this.isAtAnswer = true;
    element.scrollTop += above;
    this.#anchors = this.#visible();
  }

  #bringTarget(element: HTMLElement, seq: number): void {
    const row = this.#rows().find((one) => Number(one.getAttribute('data-seq')) >= seq);
    this.#target = null;
    if (!row) return;
    const [top, bottom] = this.#edges();
    const box = row.getBoundingClientRect();
    element.scrollTop += box.top - top - Math.max(0, (bottom - top - box.height) / 2);
    this.#anchors = this.#visible();
  }

  /** As they stand in the document, from top to bottom. */
  #rows(): readonly Element[] {
    return Array.from(this.#element?.getElementsByClassName('row') ?? []);
  }

  #edges(): readonly [top: number, bottom: number] {
    const box = this.#element?.getBoundingClientRect();
    return [box?.top ?? 0, box?.bottom ?? 0];
  }
}

function keyOf(row: Element | undefined): string {
  return row?.getAttribute('data-key') ?? '';
}

/** The index of the first that `holds` for, which it does for all below as well; asks few of them. */
function firstWhere(rows: readonly Element[], holds: (box: DOMRect) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const box = rows[middle]?.getBoundingClientRect();
    if (box && !holds(box)) low = middle + 1;
    else high = middle;
  }
  return low;
}
