import type { Batch } from '../../src/hub/batch.ts';
import type { Farewell, Listener } from '../../src/hub/seat.ts';
import type { Entry, MessageId, Nick, Refusal, Seq } from '../../src/room/types.ts';

/** A listener that remembers everything it was told. */
export class Witness implements Listener {
  nick: Nick | null = null;
  /** Before and after `live`. */
  readonly history: Entry[] = [];
  readonly since: Entry[] = [];
  isLive = false;
  readonly refusals: Refusal[] = [];
  readonly confirmed: [MessageId, Seq][] = [];
  farewell: Farewell | null = null;
  /** What `backlog` answers. */
  queued = 0;
  #resume: (() => void) | null = null;

  get entries(): readonly Entry[] {
    return [...this.history, ...this.since];
  }

  /** Texts said in the room, oldest first. */
  get texts(): readonly string[] {
    return this.entries.flatMap((entry) => (entry.type === 'message' ? [entry.text] : []));
  }

  seated(nick: Nick): void {
    this.nick = nick;
  }

  deliver(batch: Batch): void {
    (this.isLive ? this.since : this.history).push(...batch.entries);
  }

  live(): void {
    this.isLive = true;
  }

  refused(refusal: Refusal): void {
    this.refusals.push(refusal);
  }

  stored(id: MessageId, seq: Seq): void {
    this.confirmed.push([id, seq]);
  }

  closed(farewell: Farewell): void {
    this.farewell = farewell;
  }

  backlog(): number {
    return this.queued;
  }

  whenDrained(resume: () => void): void {
    if (this.queued === 0) resume();
    else this.#resume = resume;
  }

  drain(): void {
    this.queued = 0;
    this.#resume?.();
    this.#resume = null;
  }
}
