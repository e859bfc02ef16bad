/** A terminal of a fixed size in memory, as a full-screen program uses one. What it does not know, it takes for an attack. */
import { PassThrough, Writable } from 'node:stream';
import { columnsOf, graphemesOf } from '../../src/util/terminal-safe.ts';

const known = ['?1049', '?2004', '?1004', '?7', '?25', '?2026'];

class ScreenOutput extends Writable {
  readonly isTTY = true;
  columns: number;
  rows: number;
  written = '';
  bells = 0;
  readonly modes = new Map<string, boolean>();
  #grid: string[][] = [];
  row = 0;
  column = 0;

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
    this.#clear();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    const text = chunk.toString();
    this.written += text;
    const parts = text.matchAll(/\x1b\[([?\d;]*)([A-Za-z])|\x1b[^[]?|[^\x1b]+/g);
    for (const [part, numbers = '', letter] of parts) {
      if (letter !== undefined) this.#control(numbers, letter);
      else if (part.startsWith('\x1b'))
        throw new Error(`an escape that is none of ours: ${JSON.stringify(part)}`);
      else for (const grapheme of graphemesOf(part)) this.#put(grapheme);
    }
    done();
  }

  get lines(): string[] {
    return this.#grid.map((cells) => cells.join('').trimEnd());
  }

  get text(): string {
    return this.lines.join('\n');
  }

  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    this.#clear();
    this.emit('resize');
  }

  #clear(): void {
    this.#grid = Array.from({ length: this.rows }, () => Array.from({ length: this.columns }, () => ' '));
  }

  #control(numbers: string, letter: string): void {
    const [first = 1, second = 1] = numbers.split(';').map((number) => Number(number) || 1);
    const row = this.#grid[this.row]!;
    switch (letter) {
      case 'H':
        this.row = first - 1;
        this.column = second - 1;
        if (this.row >= this.rows || this.column >= this.columns)
          throw new Error('the cursor left the screen');
        break;
      case 'G':
        this.column = first - 1;
        break;
      case 'K':
        row.fill(' ', this.column);
        break;
      case 'J':
        if (numbers === '2') this.#clear();
        else for (const line of this.#grid.slice(this.row)) line.fill(' ');
        break;
      case 'm':
        break;
      case 'h':
      case 'l':
        if (!known.includes(numbers)) throw new Error(`a mode that is none of ours: ${numbers}`);
        this.modes.set(numbers, letter === 'h');
        break;
      default:
        throw new Error(`a control that is none of ours: ${numbers}${letter}`);
    }
  }

  #put(grapheme: string): void {
    if (grapheme === '\x07') {
      this.bells += 1;
      return;
    }
    if (/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(grapheme)) {
      throw new Error(`a control character: ${JSON.stringify(grapheme)}`);
    }
    const width = columnsOf(grapheme);
    const row = this.#grid[this.row]!;
    if (width === 0) return;
    // Wrapping is off: what is too long stays on the last column.
    row[Math.min(this.column, this.columns - 1)] = grapheme;
    if (width === 2 && this.column + 1 < this.columns) row[this.column + 1] = '';
    this.column = Math.min(this.columns, this.column + width);
  }
}

/** A keyboard and a screen. */
export function screenTerminal(columns: number, rows: number) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  return { input, output: new ScreenOutput(columns, rows) };
}
