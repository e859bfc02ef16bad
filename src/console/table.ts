import { columnsOf, terminalSafe } from '../util/terminal-safe.ts';

/** A table for a fixed-width font: a head, a rule, then the rows, each column as wide as its widest cell. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const safe = [head, ...rows].map((row) => row.map(terminalSafe));
  const widths = head.map((_, column) => Math.max(...safe.map((row) => columnsOf(row[column] ?? ''))));
  const [first = '', ...rest] = safe.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - columnsOf(cell)))
      .join('  ')
      .trimEnd(),
  );
  return [first, widths.map((width) => '-'.repeat(width)).join('  '), ...rest];
}
