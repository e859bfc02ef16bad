import type { Entry, Kind, Member, Nick, Seq, Utterance } from '../room/types.ts';
import { Batch } from './batch.ts';
import type { FloodGate } from './flood.ts';
import type { JoinRequest, Listener, Seat } from './seat.ts';

/** What a seat may ask of the hub it belongs to. */
export interface House {
  say(occupant: Occupant, utterance: Utterance): void;
  leave(occupant: Occupant, reason: string): void;
  members(): readonly Member[];
  history(limit: number, before?: Seq): Promise<readonly Entry[]>;
}

/**
 * The hub's side of one seat. `waiting` until the room has decided on the join, `reading` while history is on its way,
 * then `live`, and `closed` for good.
 */
export class Occupant implements Seat {
  readonly #house: House;
  readonly request: JoinRequest;
  readonly listener: Listener;
  readonly gate: FloodGate;
  readonly joinedAt: number;
  nick: Nick;
  state: 'waiting' | 'reading' | 'live' | 'closed' = 'waiting';
  lastReceivedAt: number;
  /** Everything up to here has been delivered. */
  cursor = 0;

  constructor(house: House, request: JoinRequest, listener: Listener, gate: FloodGate, now: number) {
    this.#house = house;
    this.request = request;
    this.listener = listener;
    this.gate = gate;
    this.nick = request.nick as Nick;
    this.joinedAt = now;
    this.lastReceivedAt = now;
  }

  get kind(): Kind {
    return this.request.kind;
  }

  say(utterance: Utterance): void {
    if (this.state !== 'closed') this.#house.say(this, utterance);
  }

  leave(reason: string): void {
    if (this.state !== 'closed') this.#house.leave(this, reason);
  }

  members(): readonly Member[] {
    return this.#house.members();
  }

  async history(limit: number, before?: Seq): Promise<readonly Entry[]> {
    // The past is for those who are in the room.
    if (this.state === 'waiting' || this.state === 'closed') return [];
    return this.#house.history(limit, before);
  }

  /** Hands over those entries of a batch that were not delivered before. */
  deliver(batch: Batch): void {
    const first = batch.entries[0];
    const last = batch.entries.at(-1);
    if (first === undefined || last === undefined || last.seq <= this.cursor) return;
    const known = this.cursor;
    this.cursor = last.seq;
    // A page of history may have ended in the middle of what one turn stored.
    const unseen = first.seq > known ? batch : new Batch(batch.entries.filter((entry) => entry.seq > known));
    this.listener.deliver(unseen);
  }
}
