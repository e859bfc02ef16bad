import type { Log } from '../log/log.ts';
import type { Entry } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import { Batch } from './batch.ts';
import { welcome } from './catch-up.ts';
import type { Occupant, Stay } from './occupant.ts';
import type { RoomView } from './seat.ts';
import { Tail } from './tail.ts';

export interface AudienceOptions {
  readonly log: Log;
  readonly clock: Clock;
  /** Entries kept in memory for newcomers. */
  readonly tailSize: number;
  /** What the room's log ends with, as far as it is in memory. */
  readonly newest: readonly Entry[];
  /** The log holds nothing else of this room. */
  readonly isWhole: boolean;
  /** Backlog at which a seat is closed as too slow, in bytes. */
  readonly backlogLimit: number;
  readonly cutOff: (occupant: Occupant) => void;
  /** A listener has thrown. */
  readonly lose: (occupant: Occupant, fault: unknown) => void;
}

/** How long a newcomer may take for one page of its history, in ms. */
const readingPatience = 60_000;

/** Those who hear one room: newcomers get its past, everyone gets what happens, each entry once. */
export class Audience {
  readonly #options: AudienceOptions;
  readonly #tail: Tail;
  readonly #stays = new Set<Stay>();
  #head: number;

  constructor(options: AudienceOptions) {
    this.#options = options;
    this.#tail = new Tail(options.tailSize);
    this.#tail.push(options.newest);
    if (!options.isWhole) this.#tail.markPartial();
    this.#head = options.newest.at(-1)?.seq ?? 0;
  }

  get size(): number {
    return this.#stays.size;
  }

  occupants(): Occupant[] {
    return Array.from(this.#stays, (stay) => stay.occupant);
  }

  /** Takes in `stay`, which has not been shown anything; its history ends where the view begins. */
  welcome(stay: Stay, view: RoomView): void {
    const { log, backlogLimit } = this.#options;
    const { replay } = stay.occupant.request;
    this.#stays.add(stay);
    this.#try(stay, () => {
      stay.occupant.listener.entered?.(view);
      if (stay.state !== 'reading') return;
      const past = { log, tail: this.#tail, replay, joinedAfter: view.seq, head: () => this.#head };
      const reading = welcome(stay, { ...past, backlogMark: backlogLimit / 2 });
      if (reading === null) return;
      reading.catch((fault: unknown) => {
        // Whoever has gone misses nothing by it, and may come back to the seat.
        if (stay.state !== 'over') this.#options.lose(stay.occupant, fault);
      });
      this.#watch(stay);
    });
  }

  leave(stay: Stay): void {
    stay.state = 'over';
    this.#stays.delete(stay);
  }

  /** One batch for everyone who is live. Returns how many it reached. */
  show(entries: readonly Entry[]): number {
    this.#tail.push(entries);
    this.#head = entries.at(-1)?.seq ?? this.#head;
    const batch = new Batch(entries);
    let reached = 0;
    for (const stay of this.#stays) if (this.#deliver(stay, batch)) reached += 1;
    return reached;
  }

  #deliver(stay: Stay, batch: Batch): boolean {
    if (stay.state !== 'live') return false;
    try {
      // Looked at before and not after: one turn may bring more than the bound, and who had read all until then is not slow.
      if (stay.occupant.listener.backlog() <= this.#options.backlogLimit) {
        stay.deliver(batch);
        return true;
      }
    } catch (fault) {
      this.#options.lose(stay.occupant, fault);
      return false;
    }
    this.#options.cutOff(stay.occupant);
    return false;
  }

  /** A newcomer may take long over a long history, but not stand still in it. */
  #watch(stay: Stay): void {
    const { cursor } = stay;
    this.#options.clock.after(readingPatience, () => {
      if (stay.state !== 'reading') return;
      if (stay.cursor > cursor) this.#watch(stay);
      else this.#options.cutOff(stay.occupant);
    });
  }

  #try(stay: Stay, call: () => void): void {
    try {
      call();
    } catch (fault) {
      this.#options.lose(stay.occupant, fault);
    }
  }
}
