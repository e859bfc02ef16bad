/** What one is called, and has been since one came: what was said under an earlier name is still one's own. */
export class OwnNames {
  /** Each name from one place in the log on. */
  #names: readonly { readonly from: number; readonly name: string }[] = [];

  /** The name when the entry `seq` came, as far as is known; now, for what has no place in the log (0). */
  at(seq: number): string {
    const known = seq > 0 ? this.#names.findLast(({ from }) => from <= seq) : this.#names.at(-1);
    return (known ?? this.#names[0])?.name ?? '';
  }

  /** Another name, from the place `from` on. */
  change(name: string, from: number): void {
    this.#names = [...this.#names.filter((each) => each.from < from), { from, name }];
  }
}
