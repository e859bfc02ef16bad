/** What the lines of a room are written on, and how it is divided. */
import type { Entry } from '../../room/types.ts';
import type { Times } from './times.ts';

export interface Paper {
  /** Columns there are. */
  readonly columns: number;
  readonly times: Times;
  find(seq: number): Entry | null;
  /** Whether the fold of this key shows what is in it. */
  isOpen(key: string): boolean;
}

/** Narrower than this, names stand before the text instead of in a column of their own. */
export const narrow = 50;
export const timeColumns = 6;

/** How wide the names are that stand before the texts. */
export function nameColumns({ columns }: Paper): number {
  return columns >= 100 ? 18 : columns >= 60 ? 14 : 10;
}

/** Where texts begin. */
export function indentOf(paper: Paper): number {
  return paper.columns < narrow ? timeColumns : timeColumns + nameColumns(paper) + 3;
}
