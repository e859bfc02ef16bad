import type { Entry } from '../room/types.ts';
import type { Item, Row } from './rows.ts';

/** The entries of one room, oldest first, and the rows that show them, kept up to date step by step. Grows in place. */
export interface Timeline {
  readonly items: readonly Item[];
  readonly rows: readonly Row[];
  /** The entry at which the unread line stands; null for no line. */
  readonly unreadFrom: number | null;
  /** Grows with every change. */
  readonly version: number;
  /** Grows with every change that is not at the end: past prepended, settings changed. */
  readonly reshaped: number;
  find(seq: number): Entry | null;
  /** Where the row stands that shows this entry, -1 if none does. */
  rowOf(seq: number): number;
}
