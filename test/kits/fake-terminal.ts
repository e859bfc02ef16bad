/**
 * A terminal in memory, as much of one as the prompt uses: it wraps at the last column, knows wide characters, folds
 * its rows anew when its size changes, and keeps everything that ever scrolled by.
 */
import { PassThrough, Writable } from 'node:stream';
import { columnsOf, graphemesOf } from '../../src/util/terminal-safe.ts';

interface Row {
  /** A wide character fills its cell and leaves '' in the next. */
  cells: string[];
  /** The terminal itself went on to the next row. */
  wrapped: boolean;
}

export class FakeOutput extends Writable {
  readonly isTTY = true;
  readonly rows = 24;
  columns: number;
  written = '';
  #rows: Row[] = [{ cells: [], wrapped: false }];
  #row = 0;
  #column = 0;

  constructor(columns: number) {
    super();
    this.columns = columns;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const text = chunk.toString();
    this.written += text;
    for (const [part] of text.matchAll(/\x1b\[[?\d;]*[A-Za-z]|[^\x1b]+/g)) {
      if (part.startsWith('\x1b')) this.#control(part);
      else for (const grapheme of graphemesOf(part)) this.#put(grapheme);
    }
    done();
  }

  /** The text on the screen, from the very first row. */
  lines(): string[] {
    const text = this.#rows.map(({ cells }) => cells.join(''));
    while (text.at(-1) === '' && text.length - 1 > this.#row) text.pop();
    return text;
  }

  cursor(): { row: number; column: number } {
    return { row: this.#row, column: this.#column };
  }

  resize(columns: number): void {
    const old = this.#rows;
    const at = { row: this.#row, column: this.#column };
    this.columns = columns;
    this.#rows = [];
    let cells: string[] = [];
    let cursorOffset: number | null = null;
    for (const [index, row] of old.entries()) {
      if (index === at.row) cursorOffset = cells.length + at.column;
      cells = cells.concat(row.cells);
      if (row.wrapped) continue;
      this.#fold(cells, cursorOffset);
      cells = [];
      cursorOffset = null;
    }
    this.emit('resize');
  }

  #fold(cells: string[], cursorOffset: number | null): void {
    const first = this.#rows.length;
    let rest = cells;
    do {
      const room = rest[this.columns] === '' ? this.columns - 1 : this.columns;
      this.#rows.push({ cells: rest.slice(0, room), wrapped: rest.length > room });
      rest = rest.slice(room);
    } while (rest.length > 0);
    if (cursorOffset === null) return;
    this.#row = first + Math.floor(cursorOffset / this.columns);
    this.#column = cursorOffset % this.columns;
    while (this.#rows.length <= this.#row) this.#rows.push({ cells: [], wrapped: false });
  }

  #control(sequence: string): void {
    const count = Number(/\d+/.exec(sequence)?.[0] ?? '1');
    switch (sequence.slice(-1)) {
      case 'A':
        this.#row = Math.max(0, this.#row - count);
        break;
      case 'C':
        this.#column = Math.min(this.columns - 1, this.#column + count);
        break;
      case 'J':
        this.#rows.splice(this.#row + 1);
        this.#here().wrapped = false;
        this.#here().cells.splice(this.#column);
        break;
      case 'h':
      case 'l':
        break;
      default:
        throw new Error(`the fake terminal does not know ${JSON.stringify(sequence)}`);
    }
  }

  #put(grapheme: string): void {
    if (grapheme === '\r\n') this.#column = 0;
    if (grapheme === '\r') this.#column = 0;
    else if (grapheme === '\n' || grapheme === '\r\n') this.#down();
    else this.#show(grapheme);
  }

  #show(grapheme: string): void {
    const width = columnsOf(grapheme);
    if (this.#column + width > this.columns) {
      this.#here().wrapped = true;
      this.#down();
      this.#column = 0;
    }
    const { cells } = this.#here();
    while (cells.length < this.#column) cells.push(' ');
    if (width === 0) cells[this.#column - 1] = (cells[this.#column - 1] ?? '') + grapheme;
    else cells[this.#column] = grapheme;
    if (width === 2) cells[this.#column + 1] = '';
    this.#column += width;
  }

  #down(): void {
    this.#row += 1;
    if (this.#rows[this.#row] === undefined) this.#rows.push({ cells: [], wrapped: false });
  }

  #here(): Row {
    return this.#rows[this.#row]!;
  }
}

/** A keyboard and a screen for `openPrompt`. */
export function fakeTerminal(columns = 80): { input: PassThrough & { isTTY: boolean }; output: FakeOutput } {
  return { input: Object.assign(new PassThrough(), { isTTY: true }), output: new FakeOutput(columns) };
}
