import { nickKeys } from './names.ts';
import { hostNick } from './types.ts';

/** Names that only residents of the server may take, and whatever looks like them: the Host's, and those of its bots. */
export class ReservedNames {
  readonly #keys = new Set<string>();

  constructor(names: Iterable<string> = []) {
    this.add(hostNick);
    for (const name of names) this.add(name);
  }

  /** From now on. Whoever has the name keeps it. */
  add(name: string): void {
    for (const key of nickKeys(name)) this.#keys.add(key);
  }

  has(name: string): boolean {
    return nickKeys(name.normalize('NFC')).some((key) => this.#keys.has(key));
  }
}
