import type { Entry } from '../room/types.ts';
import { Mailbox } from './mailbox.ts';
import type { Manifest } from './manifest.ts';
import { asksIn, type Piece, piecesOf, type Reading } from './pieces.ts';
import type { Place } from './place.ts';
import type { Spoken } from './runner-options.ts';
import { Waiting } from './waiting.ts';

/** What a bot has to do on its seat: what comes while it thinks, and what it has taken of that, piece by piece. Times are ms UTC. */
export class Agenda {
  readonly #mailbox: Mailbox;
  readonly #waiting = new Waiting();
  #pieces: Piece[] = [];

  constructor(place: Place) {
    this.#mailbox = new Mailbox(place);
  }

  /** Something has come that is not taken yet. */
  get hasMail(): boolean {
    return !this.#mailbox.isEmpty;
  }

  /** Something is taken that is not begun yet. */
  get hasPieces(): boolean {
    return this.#pieces.length > 0;
  }

  /** What people said that is not begun yet, oldest first. */
  get waiting(): readonly Spoken[] {
    return [...this.#pieces.flatMap(({ work }) => asksIn(work)), ...this.#mailbox.heard];
  }

  /** How long the oldest has waited beyond the time that a bot thinks. */
  lag(now: number): number {
    return this.#waiting.lag(now);
  }

  /** Takes something that a person did, as far as it is for this bot. */
  put(entry: Entry, bot: Manifest): void {
    this.#mailbox.put(entry, bot);
  }

  /** The bot thinks about what has come. */
  thinks(now: number): void {
    this.#waiting.came(now);
  }

  /** Takes all that has come. */
  take(reading: Reading): void {
    this.#waiting.taken();
    this.#pieces.push(...piecesOf(this.#mailbox.take(), reading));
  }

  /** What is to be begun now, if there is something. */
  next(): Piece | undefined {
    return this.#pieces.shift();
  }

  /** The bot is done with what it began. */
  rests(): void {
    if (!this.hasPieces) this.#waiting.done();
  }

  /** Forgets everything; what waited still does, in the bot's place. */
  clear(): void {
    this.#mailbox.clear();
    this.#pieces = [];
  }
}
