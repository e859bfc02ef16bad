import { keep, kept } from './keep.ts';

const longest = 100;

/** What was entered, newest last. Going back keeps what was being written; going forward ends with it. */
export class InputHistory {
  readonly #lines: string[];
  /** How many lines back; 0 is what is being written. */
  #back = 0;
  #draft = '';
  #before = 0;

  constructor() {
    const lines = kept('history');
    this.#lines = Array.isArray(lines) ? lines.filter((line) => typeof line === 'string') : [];
  }

  add(line: string): void {
    this.#back = 0;
    this.#draft = '';
    if (this.#lines.at(-1) === line) return;
    this.#lines.push(line);
    this.#lines.splice(0, Math.max(0, this.#lines.length - longest));
    keep('history', this.#lines);
  }

  /** The line before; null where there is none. `current`: what stands in the field. */
  back(current: string): string | null {
    this.#before = this.#back;
    if (this.#back >= this.#lines.length) return null;
    if (this.#back === 0) this.#draft = current;
    this.#back++;
    return this.#lines.at(-this.#back) ?? null;
  }

  /** The line after, at last what was being written; null where one is there already. */
  forward(): string | null {
    this.#before = this.#back;
    if (this.#back === 0) return null;
    this.#back--;
    return this.#back === 0 ? this.#draft : (this.#lines.at(-this.#back) ?? null);
  }

  /** As if the last step had not been asked for. */
  undo(): void {
    this.#back = this.#before;
  }
}
