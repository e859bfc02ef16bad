import type { MessageId, Nick, Refusal, RoomName, Seq } from '../room/types.ts';
import type { Occupant } from './occupant.ts';
import type { NameWish } from './request.ts';

/** To somebody who said something. */
interface Receipt {
  readonly occupant: Occupant;
  readonly id: MessageId | null;
  /** The place in the log, or why there is none. */
  readonly outcome: { readonly room: RoomName; readonly seq: Seq } | Refusal;
}
/** To somebody who asked for another name. */
interface Naming {
  readonly occupant: Occupant;
  readonly told: NameWish['told'];
  readonly outcome: Nick | Refusal;
}
type Answer = Receipt | Naming;

/** What became of what was asked in a turn, kept until newcomers have been seated and everyone has the entries. */
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

function tellOne(answer: Answer): void {
  if (answer.occupant.state === 'closed') return;
  if ('told' in answer) {
    answer.told(answer.outcome);
    return;
  }
  const { occupant, id, outcome } = answer;
  if ('code' in outcome) occupant.listener.refused(outcome, id);
  else if (id !== null) occupant.listener.stored(id, outcome.seq, outcome.room);
}
