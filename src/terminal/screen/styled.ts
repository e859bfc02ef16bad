/** Text with a look, for a terminal. Pure. What is foreign goes through `terminalSafe` before it comes here, so that
 * it cannot steer the terminal. */
import { columnsOf, cut } from '../../util/terminal-safe.ts';

export interface Style {
  /** Of the 256 colours; those below 16 are as the person's terminal has them. */
  readonly colour?: number;
  readonly back?: number;
  readonly bold?: true;
  readonly dim?: true;
  readonly italic?: true;
  readonly inverse?: true;
}

export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** One line of the screen. `aside` stands at a column of its own, wherever the rest of the line ends. */
export interface Line {
  readonly spans: readonly Span[];
  readonly aside?: { readonly column: number; readonly spans: readonly Span[] };
}

export function blank(columns: number): Span {
  return { text: ' '.repeat(Math.max(0, columns)), style: {} };
}

function widthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { text }) => sum + columnsOf(text), 0);
}

/** The spans up to a width; what is beyond is left out. */
export function cutSpans(spans: readonly Span[], columns: number): readonly Span[] {
  const kept: Span[] = [];
  let left = columns;
  for (const span of spans) {
    const width = columnsOf(span.text);
    if (width > left) {
      if (left > 0) kept.push({ ...span, text: cut(span.text, left) });
      break;
    }
    kept.push(span);
    left -= width;
  }
  return kept;
}

/** Filled with blanks to a width. */
export function padded(spans: readonly Span[], columns: number, style: Style): readonly Span[] {
  const fitting = cutSpans(spans, columns);
  const missing = columns - widthOf(fitting);
  return missing > 0 ? [...fitting, { text: ' '.repeat(missing), style }] : fitting;
}

/**
 * What to write so that a terminal shows the line where its cursor stands, in the first column, and nothing beside it.
 * Erasing comes first: behind a full line the cursor still stands on the last character.
 */
export function sequenceOf({ spans, aside }: Line, colours: boolean): string {
  const main = spans.map((span) => spanSequence(span, colours)).join('');
  if (!aside) return `\x1b[K${main}`;
  const side = aside.spans.map((span) => spanSequence(span, colours)).join('');
  return `\x1b[K${main}\x1b[${aside.column + 1}G\x1b[K${side}`;
}

function spanSequence({ text, style }: Span, colours: boolean): string {
  const codes: (number | string)[] = [];
  if (style.bold) codes.push(1);
  if (style.dim) codes.push(2);
  if (style.italic) codes.push(3);
  if (style.inverse) codes.push(7);
  if (colours && style.colour !== undefined) codes.push(`38;5;${style.colour}`);
  if (colours && style.back !== undefined) codes.push(`48;5;${style.back}`);
  return codes.length === 0 || text === '' ? text : `\x1b[${codes.join(';')}m${text}\x1b[0m`;
}
