import type { MessageId, Refusal, RoomName, Seq } from '../room/types.ts';
import type { Occupant } from './occupant.ts';

interface Answer {
  readonly occupant: Occupant;
  readonly id: MessageId | null;
  /** The place in the log, or why there is none. */
  readonly outcome: { readonly room: RoomName; readonly seq: Seq } | Refusal;
}

/** What became of what was said in a turn, kept until newcomers have been seated and everyone has the entries. */
export class Answers {
  #pending: Answer[] = [];

  add(answer: Answer): void {
    this.#pending.push(answer);
  }

  /** Tells them all, in order. `failed` gets whatever a listener throws. */
  tell(failed: (occupant: Occupant, fault: unknown) => void): void {
    const answers = this.#pending;
    this.#pending = [];
    for (const answer of answers) {
      try {
        tellOne(answer);
      } catch (fault) {
        failed(answer.occupant, fault);
      }
    }
  }
}

function tellOne({ occupant, id, outcome }: Answer): void {
  if (occupant.state === 'closed') return;
  if ('code' in outcome) occupant.listener.refused(outcome, id);
  else if (id !== null) occupant.listener.stored(id, outcome.seq, outcome.room);
}
