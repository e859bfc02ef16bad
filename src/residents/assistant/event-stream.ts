/** Longest line and longest event, in characters: more than any piece of an answer can need. */
const longest = 262_144;

/**
 * Server-sent events (HTML standard, section 9.2), of which only `data` is of interest here. Text in, in pieces cut
 * anywhere; the data of whole events out. Throws at a line that has no end.
 */
export class EventStream {
  #line = '';
  #data: string[] = [];
  #size = 0;
  /** The last piece ended with a CR, to which a LF may belong. */
  #afterReturn = false;

  /** The data of every event that is whole now. */
  push(piece: string): readonly string[] {
    const text = this.#afterReturn && piece.startsWith('\n') ? piece.slice(1) : piece;
    if (piece !== '') this.#afterReturn = piece.endsWith('\r');
    const [first = '', ...others] = text.split(/\r\n|\r|\n/u);
    const found: string[] = [];
    this.#grow(first);
    for (const next of others) {
      const event = this.#end();
      if (event !== null) found.push(event);
      this.#grow(next);
    }
    return found;
  }

  /** What was left without the blank line that ends an event: servers forget it at the end. Null if there is nothing. */
  rest(): string | null {
    return this.#end() ?? this.#dispatch();
  }

  #grow(text: string): void {
    this.#line += text;
    if (this.#line.length + this.#size > longest) throw new RangeError('an event without an end');
  }

  #end(): string | null {
    const line = this.#line;
    this.#line = '';
    if (line === '') return this.#dispatch();
    const data = /^data(?:: ?([^]*))?$/u.exec(line);
    if (data) {
      this.#data.push(data[1] ?? '');
      this.#size += line.length;
    }
    return null;
  }

  #dispatch(): string | null {
    const data = this.#data;
    this.#data = [];
    this.#size = 0;
    return data.length === 0 ? null : data.join('\n');
  }
}
