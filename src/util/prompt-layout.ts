/** Where an input line stands in a terminal. Pure. */
import { breakWord, columnsOf, terminalSafe } from './terminal-safe.ts';

export interface Layout {
  /** The rows to show, from the top; each leaves the last column free, so that no terminal breaks it again. */
  readonly rows: readonly string[];
  /** Where the cursor stands among `rows`. */
  readonly row: number;
  readonly column: number;
}

/** `cursor` is an offset into `line` in UTF-16 units. At most `maxRows` rows around the cursor are kept. */
export function layOut(
  prompt: string,
  line: string,
  cursor: number,
  screen: { readonly columns: number; readonly maxRows: number },
): Layout {
  const width = Math.max(2, screen.columns - 1);
  const rows = breakWord(terminalSafe(prompt + line), width);
  const before = breakWord(terminalSafe(prompt + line.slice(0, cursor)), width);
  let row = before.length - 1;
  let column = columnsOf(before[row] ?? '');
  if (column >= width) {
    row += 1;
    column = 0;
    if (row === rows.length) rows.push('');
  }
  const first = Math.max(0, Math.min(row - Math.floor(screen.maxRows / 2), rows.length - screen.maxRows));
  return { rows: rows.slice(first, first + screen.maxRows), row: row - first, column };
}

/** Rows between the first and the cursor once a terminal has folded a shown layout into `columns`. */
export function rowsAboveCursor(shown: Layout, columns: number): number {
  const above = shown.rows.slice(0, shown.row);
  const folded = above.map((row) => Math.max(1, Math.ceil(columnsOf(row) / columns)));
  return folded.reduce((sum, rows) => sum + rows, 0) + Math.floor(shown.column / columns);
}
