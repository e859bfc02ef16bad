/** Opening what is folded, and folding it again. Pure. */
import { isFold } from '../../client/folds.ts';
import type { Row } from '../../client/rows.ts';

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
