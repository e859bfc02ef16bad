import type { Writable } from 'node:stream';
import type { Frame } from './compose.ts';
import { sequenceOf } from './styled.ts';

/** Shows what is between these at once, where the terminal can (mode 2026); others pass over it. */
const together = { begin: '\x1b[?2026h', end: '\x1b[?2026l' };

/** Brings frames to a terminal; writes only the lines that have changed. */
export class Painter {
  readonly #output: Writable;
  readonly #colours: boolean;
  #shown: readonly string[] = [];
  #cursor = '';

  constructor(output: Writable, colours: boolean) {
    this.#output = output;
    this.#colours = colours;
  }

  paint({ lines, cursor }: Frame): void {
    const painted = lines.map((line) => sequenceOf(line, this.#colours));
    const changed = painted.flatMap((line, row) =>
      line === this.#shown[row] ? [] : [`\x1b[${row + 1};1H${line}`],
    );
    const at = `\x1b[${cursor.row + 1};${cursor.column + 1}H`;
    const isShorter = painted.length < this.#shown.length;
    const rest = isShorter ? `\x1b[${painted.length + 1};1H\x1b[J` : '';
    this.#shown = painted;
    if (changed.length === 0 && rest === '' && at === this.#cursor) return;
    this.#cursor = at;
    this.#output.write(`${together.begin}\x1b[?25l${changed.join('')}${rest}${at}\x1b[?25h${together.end}`);
  }

  /** Nothing is taken to be on the screen any more. */
  forget(): void {
    this.#shown = [];
    this.#cursor = '';
    this.#output.write('\x1b[H\x1b[2J');
  }
}
