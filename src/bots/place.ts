/** What is kept of a place: everything up to `heard` has been dealt with, but for what was `waiting`. */
export interface KeptPlace {
  readonly heard: number;
  readonly waiting: readonly number[];
}

/**
 * How far a bot is in the log. It outlives the bot's stays in the room, so that the next one knows what the one before has
 * dealt with. What was begun is never begun again, unless it was interrupted from outside.
 */
export class Place {
  readonly #onChange: (isFirst: boolean) => void;
  #heard: number | null;
  readonly #waiting: Set<number>;
  readonly #underWay = new Set<number>();
  #unstored: () => readonly number[] = () => [];

  /** `onChange` hears whether there was nothing to go on from before. */
  constructor(kept: KeptPlace | null, onChange: (isFirst: boolean) => void) {
    this.#heard = kept?.heard ?? null;
    this.#waiting = new Set(kept?.waiting);
    this.#onChange = onChange;
  }

  /** Whether there is anything to go on from. */
  get isKnown(): boolean {
    return this.#heard !== null;
  }

  isDealtWith(seq: number): boolean {
    return seq <= (this.#heard ?? 0) && !this.#waiting.has(seq);
  }

  /** Whether it can be a place in a thread whose newest entry is `newest`: in a shorter one it is none. */
  isWithin(newest: number): boolean {
    return newest >= (this.#heard ?? 0);
  }

  /**
   * A new stay begins: what waits for it is told anew. `unstored` tells which messages were answered by what may not be in
   * the log yet: should it never be, they wait.
   */
  begin(unstored: () => readonly number[]): void {
    this.#waiting.clear();
    this.#unstored = unstored;
  }

  /** The bot has heard everything up to here. */
  heard(seq: number): void {
    const isFirst = this.#heard === null;
    this.#heard = Math.max(seq, this.#heard ?? 0);
    this.#onChange(isFirst);
  }

  waits(seq: number): void {
    this.#waiting.add(seq);
  }

  /** Nothing will be done about it. */
  passed(seq: number): void {
    this.#waiting.delete(seq);
  }

  begun(seq: number): void {
    this.#waiting.delete(seq);
    this.#underWay.add(seq);
  }

  done(seq: number): void {
    this.#underWay.delete(seq);
    this.#onChange(false);
  }

  /** The whole server ends, or the seat does by no fault of the bot's: what is under way waits for the next one. */
  interrupted(): void {
    for (const seq of this.#underWay) this.#waiting.add(seq);
  }

  /** What is under way will not be finished, nor what was said be said again. */
  broken(): void {
    for (const seq of this.#unstored()) this.#waiting.add(seq);
    this.#unstored = () => [];
    this.#underWay.clear();
    this.#onChange(false);
  }

  /** The bot was sent away: what is said until it comes again is none of its business. */
  forget(): void {
    this.#heard = null;
    this.#waiting.clear();
    this.#underWay.clear();
    this.#onChange(false);
  }

  kept(): KeptPlace | null {
    if (this.#heard === null) return null;
    const waiting = new Set([...this.#waiting, ...this.#underWay, ...this.#unstored()]);
    return { heard: this.#heard, waiting: [...waiting] };
  }
}
