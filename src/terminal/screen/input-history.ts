/** What was entered, for the arrow keys and Ctrl-R. */
const longest = 100;

export class InputHistory {
  #lines: string[] = [];
  /** How far back one has gone; 0 is the line being written. */
  #back = 0;
  #draft = '';

  add(line: string): void {
    this.#back = 0;
    this.#draft = '';
    if (line.trim() === '') return;
    this.#lines = [...this.#lines.filter((other) => other !== line), line].slice(-longest);
  }

  /** The line before; null where there is none. What is being written is kept, to come back to. */
  older(current: string): string | null {
    if (this.#back >= this.#lines.length) return null;
    if (this.#back === 0) this.#draft = current;
    this.#back += 1;
    return this.#lines.at(-this.#back) ?? null;
  }

  newer(): string | null {
    if (this.#back === 0) return null;
    this.#back -= 1;
    return this.#back === 0 ? this.#draft : (this.#lines.at(-this.#back) ?? null);
  }

  /** The newest line with `part` in it, behind `skip` others; null where there is none. */
  find(part: string, skip: number): string | null {
    const wanted = part.toLowerCase();
    const found = this.#lines.filter((line) => line.toLowerCase().includes(wanted));
    return found.at(-1 - skip) ?? null;
  }
}
