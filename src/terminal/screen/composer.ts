/** The input line at the bottom, which may be several. Pure. */
import { breakWord, columnsOf, terminalSafe } from '../../util/terminal-safe.ts';
import { looks } from './looks.ts';
import type { Draft } from './line-editor.ts';
import type { Line } from './styled.ts';

export interface ComposerView {
  readonly lines: readonly Line[];
  /** Where the cursor stands among the lines. */
  readonly row: number;
  readonly column: number;
}

/** At most `rows` lines around the cursor. `prompt` stands before the first. */
export function composerView(prompt: string, draft: Draft, columns: number, rows: number): ComposerView {
  const head = terminalSafe(prompt);
  const width = Math.max(2, columns - columnsOf(head));
  const all: string[] = [];
  let at = { row: 0, column: 0 };
  let start = 0;
  for (const part of draft.text.split('\n')) {
    // The cursor needs a column of its own at the end of a full line.
    const pieces = breakWord(`${terminalSafe(part)} `, width);
    if (draft.cursor >= start && draft.cursor <= start + part.length) {
      at = cursorIn(pieces, terminalSafe(part.slice(0, draft.cursor - start)), all.length);
    }
    all.push(...pieces);
    start += part.length + 1;
  }
  const first = Math.max(0, Math.min(at.row - Math.floor(rows / 2), all.length - rows));
  const indent = ' '.repeat(columnsOf(head));
  const lines = all.slice(first, first + rows).map((text, index) => ({
    spans: [
      { text: first + index === 0 ? head : indent, style: looks.dim },
      { text, style: {} },
    ],
  }));
  return { lines, row: at.row - first, column: columnsOf(head) + at.column };
}

function cursorIn(pieces: readonly string[], ahead: string, row: number): { row: number; column: number } {
  let left = ahead.length;
  for (const [index, piece] of pieces.entries()) {
    if (left < piece.length || index === pieces.length - 1) {
      return { row: row + index, column: columnsOf(piece.slice(0, left)) };
    }
    left -= piece.length;
  }
  return { row, column: 0 };
}
