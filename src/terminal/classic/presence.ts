import type { ClassicLine } from '../../wire/classic/parse.ts';

/** Who seems to be in the room, from what went by: the classic wire has no list of members. */
export class Presence {
  readonly #names = new Set<string>();

  /** Takes a line of the thread, from before or now. */
  see(line: ClassicLine): void {
    if (line.type === 'left' || line.type === 'renamed') this.#names.delete(line.nick);
    else if (line.type === 'joined' || line.type === 'message') this.#names.add(line.nick);
    if (line.type === 'renamed') this.#names.add(line.to);
  }

  /** In alphabetical order. */
  names(): string[] {
    return [...this.#names].sort((a, b) => a.localeCompare(b));
  }
}
