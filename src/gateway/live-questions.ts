import type { HouseSeat } from '../hub/seat.ts';
import { lobby } from '../room/types.ts';
import { messageOf } from '../util/result.ts';
import type { PageRequest, RoomsRequest, SearchRequest } from '../wire/live/parse.ts';
import { renderFound, renderPage, renderRooms, renderUnreadable } from '../wire/live/render.ts';

type Question = PageRequest | SearchRequest | RoomsRequest;

/** Questions that may be asked before the first of them has been answered. */
const atOnce = 16;

/** What a live client asks. One question is answered after the other, each when the answer before was taken. */
export class LiveQuestions {
  readonly #send: (answer: string) => void;
  readonly #whenDrained: (resume: () => void) => void;
  #last = Promise.resolve();
  #waiting = 0;

  constructor(send: (answer: string) => void, whenDrained: (resume: () => void) => void) {
    this.#send = send;
    this.#whenDrained = whenDrained;
  }

  /** False where too many are waiting already, and this one was not taken. */
  ask(question: Question, seat: HouseSeat): boolean {
    if (this.#waiting >= atOnce) return false;
    this.#waiting += 1;
    this.#last = this.#last.then(async () => {
      // Everyone else has a turn between two answers.
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise<void>((resolve) => this.#whenDrained(resolve));
      this.#send(await answerTo(question, seat));
      this.#waiting -= 1;
    });
    return true;
  }
}

/** Never rejects: a log that cannot be read is answered. */
async function answerTo(question: Question, seat: HouseSeat): Promise<string> {
  const { ref } = question;
  try {
    switch (question.type) {
      case 'page':
        return await page(question, seat);
      case 'search':
        return await found(question, seat);
      case 'rooms':
        return renderRooms(ref, seat.rooms());
    }
  } catch (fault) {
    return renderUnreadable(ref, `The history cannot be read: ${messageOf(fault)}`);
  }
}

async function page(
  { ref, room = lobby, before, limit = 50 }: PageRequest,
  seat: HouseSeat,
): Promise<string> {
  // One more than wanted tells whether there are more.
  const entries = await seat.historyOf(room, limit + 1, before);
  return renderPage(ref, room, entries.slice(-limit), entries.length > limit);
}

async function found(
  { ref, text, room, before, limit = 20 }: SearchRequest,
  seat: HouseSeat,
): Promise<string> {
  const quest = {
    text,
    limit: limit + 1,
    ...(room !== undefined && { room }),
    ...(before !== undefined && { before }),
  };
  const entries = await seat.search(quest);
  return renderFound(ref, entries.slice(-limit), entries.length > limit);
}
