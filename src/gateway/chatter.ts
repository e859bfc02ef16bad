/** More than anyone who types, reads and pings can need; all that such messages of one connection may cost. */
const most = 400;
/** In ms. */
const within = 4000;

/** Counts what is not said in a room, and so passes no flood gate of the hub. */
export class Chatter {
  #count = 0;
  #since = -Infinity;

  /** One more, `now` in ms. False where it is too many. */
  add(now: number): boolean {
    // A clock that was set back begins anew, too.
    if (Math.abs(now - this.#since) >= within) {
      this.#since = now;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count <= most;
  }
}
