/** Opening what is folded, and folding it again. Pure. */
import { isFold } from '../../client/folds.ts';
import type { Row } from '../../client/rows.ts';
import type { Position } from './viewport.ts';

interface Folding {
  /** The keys of the folds that are open now. */
  readonly open: ReadonlySet<string>;
  /** The first of those that look different; null where there is none. */
  readonly first: Row | null;
}

/** Opens the folds among these rows; where all of them are open, folds them. */
export function toggled(rows: readonly Row[], open: ReadonlySet<string>): Folding {
  const folds = rows.filter(isFold);
  const closed = folds.filter(({ key }) => !open.has(key));
  if (closed[0]) return { open: new Set([...open, ...closed.map(({ key }) => key)]), first: closed[0] };
  const kept = new Set(open);
  for (const { key } of folds) kept.delete(key);
  return { open: kept, first: folds[0] ?? null };
}

/** How it was before the folds were turned: turning them once more brings that back. */
export interface TurnedFolds {
  readonly open: ReadonlySet<string>;
  readonly position: Position;
  /** The newest entry at that time. */
  readonly newest: number;
}

/** What turning the folds once more brings back; null where something folded is among the rows that has come since. */
export function broughtBack(
  last: TurnedFolds | null,
  rows: readonly Row[],
  open: ReadonlySet<string>,
): TurnedFolds | null {
  if (last === null) return null;
  const isNew = (row: Row) => isFold(row) && row.seq > last.newest && !open.has(row.key);
  return rows.some(isNew) ? null : last;
}
