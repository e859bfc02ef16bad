/**
 * Which rows of a long list are in the document: a run of them that moves with the reader. Rows before and behind it do
 * not exist for the browser, so that the page costs the same in a room of 100 messages and of 100,000. Pure.
 */
export interface Span {
  /** The first row that is there. */
  readonly from: number;
  /** The one behind the last. */
  readonly to: number;
}

/** So many rows at first, which is more than most screens hold. */
export const atFirst = 60;
/** So many more at a time. */
const step = 40;
/** So many fewer at a time. */
const portion = 20;
/** No more than this. */
export const mostRows = 200;

export function lastRows(count: number): Span {
  return { from: Math.max(0, count - atFirst), to: count };
}

/** With the row `at` in the middle. */
export function rowsAround(at: number, count: number): Span {
  return { from: Math.max(0, at - atFirst), to: Math.min(count, at + atFirst) };
}

/**
 * The end, while it is followed: few rows, because there is a drawing for each that comes. `keep` of them are enough to
 * fill the screen; those above go in portions.
 */
export function followEnd({ from }: Span, count: number, keep: number): Span {
  return { from: count - from > keep + portion ? count - keep : Math.min(from, count), to: count };
}

export function moreAbove({ from, to }: Span): Span {
  const first = Math.max(0, from - step);
  return { from: first, to: Math.min(to, first + mostRows) };
}

export function moreBelow({ from, to }: Span, count: number): Span {
  const last = Math.min(count, to + step);
  return { from: Math.max(from, last - mostRows), to: last };
}

/** The same rows after others have come before them: those that were `before` rows from the start now are `after`. */
export function moved({ from, to }: Span, before: number, after: number, count: number): Span {
  const by = after - before;
  const first = Math.max(0, Math.min(from + by, count));
  return { from: first, to: Math.max(first, Math.min(to + by, count)) };
}
