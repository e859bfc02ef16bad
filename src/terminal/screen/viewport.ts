/** Which lines of a room are on the screen. Pure: positions in, lines and positions out; costs what the screen costs. */
import type { MessageRow, Row } from '../../client/rows.ts';
import type { Unsent } from '../../client/state.ts';
import type { Timeline } from '../../client/timeline.ts';
import type { Paper } from './paper.ts';
import { draftLines, linesOf, unsentLines } from './row-lines.ts';
import type { Line } from './styled.ts';

/** The lowest line on the screen: `line` (from 0) of the row with this key. Null: the end of now, whatever comes. */
export type Position = { readonly key: string; readonly seq: number; readonly line: number } | null;

export interface Scroll {
  readonly timeline: Timeline;
  /** What stands above its first row. */
  readonly head: readonly Line[];
  /** The timeline ends with what is newest; otherwise there is more to be loaded behind it. */
  readonly isNow: boolean;
  /** What is to be shown behind the entries: what others are writing, and what has not been sent. */
  readonly drafts: readonly MessageRow[];
  readonly unsent: readonly Unsent[];
  readonly ownName: string;
  readonly paper: Paper;
  readonly height: number;
}

export interface View {
  /** From the top; fewer than the height where there is no more. */
  readonly lines: readonly Line[];
  /** Those of which a line is on the screen. */
  readonly rows: readonly Row[];
  /** Rows below the screen. */
  readonly below: number;
  /** The first line there is, is on the screen. */
  readonly atTop: boolean;
}

export function viewAt(scroll: Scroll, position: Position): View {
  const { height } = scroll;
  const end = placeOf(scroll, position);
  const found: Line[][] = [];
  let count = 0;
  let index = end.index;
  for (; index >= 0 && count < height; index--) {
    const lines = blockAt(scroll, index);
    const shown = index === end.index ? lines.slice(0, end.line + 1) : lines;
    found.push([...shown]);
    count += shown.length;
  }
  const lines = found.reverse().flat();
  const { rows } = scroll.timeline;
  const below = Math.max(0, rows.length - end.index);
  const shown = rows.slice(Math.max(0, index), end.index);
  return { lines: lines.slice(-height), rows: shown, below, atTop: index < 0 && count <= height };
}

/** The position so many lines further up (or down, if negative); never so far that the screen is not filled from the top. */
export function scrolled(scroll: Scroll, position: Position, lines: number): Position {
  const total = blockCount(scroll);
  let { index, line } = placeOf(scroll, position);
  for (let left = lines; left > 0;) {
    const step = Math.min(left, line + 1);
    line -= step;
    left -= step;
    if (line >= 0) continue;
    if (index === 0) break;
    index -= 1;
    line = blockAt(scroll, index).length - 1;
  }
  for (let left = -lines; left > 0;) {
    const rest = blockAt(scroll, index).length - 1 - line;
    const step = Math.min(left, rest);
    line += step;
    left -= step;
    if (left === 0) break;
    if (index >= total - 1) return endOf(scroll);
    index += 1;
    line = -1;
  }
  return positionOf(scroll, filled(scroll, { index, line: Math.max(0, line) }));
}

/** The position at which the row of this index stands in the upper half of the screen. */
export function positionAt(scroll: Scroll, index: number): Position {
  const rows = Math.max(1, Math.floor(scroll.height / 2));
  const start = positionOf(scroll, { index: index + 1, line: 0 });
  return scrolled(scroll, start, -rows);
}

/** The position at which a row that looks different `now` begins on the line of the screen where it did. */
export function heldAt(row: Row, before: Scroll, position: Position, now: Scroll): Position {
  const place = { index: before.timeline.rows.indexOf(row) + 1, line: 0 };
  const end = placeOf(before, position);
  let below = end.line;
  for (let index = place.index; index < end.index; index++) below += blockAt(before, index).length;
  return scrolled(now, positionOf(now, place), -Math.min(below, before.height - 1));
}

/** The end; of an answer that is longer than the screen, where its first line stands at the top. */
export function newestFromTop(scroll: Scroll): Position {
  const { rows } = scroll.timeline;
  if (rows.at(-1)?.type !== 'local') return null;
  return scrolled(scroll, null, Math.max(0, blockAt(scroll, rows.length).length - scroll.height));
}

/** The place of what stands above the first row. */
const start = { key: 'start', seq: -1, line: 0 };

interface Place {
  /** Of a block: 0 is what stands above the rows, then come the rows, then what is unsent. */
  readonly index: number;
  readonly line: number;
}

/** Whatever is further up than what fills the screen from the top is moved down to that. */
function filled(scroll: Scroll, place: Place): Place {
  let count = place.line + 1;
  for (let index = place.index - 1; index >= 0 && count < scroll.height; index--) {
    count += blockAt(scroll, index).length;
  }
  let { index, line } = place;
  const last = blockCount(scroll) - 1;
  while (count < scroll.height) {
    const rest = blockAt(scroll, index).length - 1 - line;
    if (rest > 0) {
      const step = Math.min(rest, scroll.height - count);
      line += step;
      count += step;
    } else if (index < last) {
      index += 1;
      line = -1;
    } else break;
  }
  return { index, line: Math.max(0, line) };
}

function endOf(scroll: Scroll): Position {
  const { rows } = scroll.timeline;
  const row = rows.at(-1);
  if (scroll.isNow || !row) return null;
  return { key: row.key, seq: row.seq, line: blockAt(scroll, rows.length).length - 1 };
}

function positionOf(scroll: Scroll, { index, line }: Place): Position {
  const { rows } = scroll.timeline;
  const row = index === 0 ? start : rows[index - 1];
  if (!row) return null;
  const isEnd = index === blockCount(scroll) - 1 && line >= blockAt(scroll, index).length - 1;
  return isEnd ? endOf(scroll) : { key: row.key, seq: row.seq, line };
}

function placeOf(scroll: Scroll, position: Position): Place {
  const last = blockCount(scroll) - 1;
  const end = { index: last, line: blockAt(scroll, last).length - 1 };
  if (position === null) return end;
  const index = position.key === start.key ? 0 : indexOf(scroll.timeline.rows, position) + 1;
  return { index, line: Math.min(position.line, blockAt(scroll, index).length - 1) };
}

/** The row of a key, near its entry; after rows were made anew, the one that stands there now. */
function indexOf(rows: readonly Row[], { key, seq }: NonNullable<Position>): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.seq ?? Infinity) < seq) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < rows.length && rows[index]?.seq === seq; index++) {
    if (rows[index]?.key === key) return index;
  }
  return Math.min(low, rows.length - 1);
}

function blockCount({ timeline, drafts, unsent }: Scroll): number {
  return 1 + timeline.rows.length + drafts.length + unsent.length;
}

function blockAt({ timeline, head, drafts, unsent, ownName, paper }: Scroll, index: number): readonly Line[] {
  const { rows } = timeline;
  if (index === 0) return head;
  const row = rows[index - 1];
  if (row) return linesOf(row, paper);
  const behind = index - 1 - rows.length;
  const draft = drafts[behind];
  if (draft) return draftLines(draft, paper);
  const post = unsent[behind - drafts.length];
  return post ? unsentLines(post, ownName, paper) : [];
}
