/** What is kept of a place: everything up to `heard` has been dealt with, but for what was `waiting`. */
export interface KeptPlace {
  readonly heard: number;
  readonly waiting: readonly number[];
}

/**
 * How far a bot is in the log. It outlives the bot's stays in the room, so that the next one knows what the one before has
 * dealt with. What was begun is never begun again, unless the whole server ended in the middle of it.
 */
export class Place {
  readonly #onChange: (isFirst: boolean) => void;
  #heard: number | null;
  readonly #waiting: Set<number>;
  readonly #underWay = new Set<number>();

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

  /** A new stay begins: what waits for it is told anew. */
  begin(): void {
    this.#waiting.clear();
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

  /** What is under way will not be finished. */
  broken(): void {
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
    return { heard: this.#heard, waiting: [...this.#waiting, ...this.#underWay] };
  }
}
