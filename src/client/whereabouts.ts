/**
 * What one connection has told about our rooms, and from where a next one must go on. The rooms of a welcome come one
 * after the other, each with its history and then a `live`; all have been named when a ping that was sent after the
 * welcome is answered. When all of these are live, the newest entry seen says that everything before it was seen too.
 */
export class Whereabouts {
  /** Everything up to here has been seen; null before there was anything. */
  #since: number | null = null;
  #newest = 0;
  #entered = new Set<string>();
  #coming = new Set<string>();
  #goesOn = false;
  #allNamed = false;
  #isSettled = false;

  get since(): number | null {
    return this.#since;
  }

  /** Whether the histories of the rooms that come now go on where ours ended. */
  get goesOn(): boolean {
    return this.#goesOn && !this.#allNamed;
  }

  /** The welcome's rooms have all been named: one that comes now was entered just now. */
  get allNamed(): boolean {
    return this.#allNamed;
  }

  /** A connection begins. */
  begin(): void {
    this.#goesOn = this.#since !== null;
    this.#entered = new Set();
    this.#coming = new Set();
    this.#allNamed = false;
    this.#isSettled = false;
  }

  isEntered(room: string): boolean {
    return this.#entered.has(room);
  }

  enter(room: string): void {
    this.#entered.add(room);
    this.#coming.add(room);
  }

  leave(room: string): void {
    this.#entered.delete(room);
    this.#coming.delete(room);
  }

  saw(seq: number): void {
    this.#newest = Math.max(this.#newest, seq);
    if (this.#isSettled && this.#coming.size === 0) this.#since = this.#newest;
  }

  live(room: string, seq: number): void {
    this.#coming.delete(room);
    this.saw(seq);
  }

  /** A ping that was sent after the welcome is answered. */
  answered(): void {
    this.#allNamed = true;
  }

  /** True once on each connection: when all of the welcome's rooms have come with their histories. */
  settle(): boolean {
    if (this.#isSettled || !this.#allNamed || this.#coming.size > 0) return false;
    this.#isSettled = true;
    this.saw(0);
    return true;
  }
}
