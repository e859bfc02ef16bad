import type { HouseSeat, Stretch } from '../hub/seat.ts';
import type { Entry, Refusal, Seq } from '../room/types.ts';
import { lobby } from '../room/types.ts';
import { messageOf } from '../util/result.ts';
import type { ListedBot } from '../wire/live/messages.ts';
import type { BotsRequest, PageRequest, RoomsRequest, SearchRequest } from '../wire/live/parse.ts';
import { renderBots, renderFound, renderPage, renderRooms, renderUnanswered } from '../wire/live/render.ts';
import type { Rounds } from './rounds.ts';

type Question = PageRequest | SearchRequest | RoomsRequest | BotsRequest;

/** Questions that may be asked before the first of them has been answered. */
export const questionsAtOnce = 16;

/** What is the same for all who ask. */
export interface House {
  /** However many ask, there is one answer in each round of the event loop. */
  readonly rounds: Rounds;
  /** Who lives in the server. */
  readonly bots: () => readonly ListedBot[];
}

export interface QuestionsOptions {
  readonly house: House;
  readonly send: (answer: string) => void;
  readonly whenDrained: (resume: () => void) => void;
  /** False when nobody is there any more who could be answered. */
  readonly isOpen: () => boolean;
}

/** What a live client asks. One question is answered after the other, each when the answer before was taken. */
export class LiveQuestions {
  readonly #options: QuestionsOptions;
  #last = Promise.resolve();
  #waiting = 0;

  constructor(options: QuestionsOptions) {
    this.#options = options;
  }

  /** False where too many are waiting already, and this one was not taken. */
  ask(question: Question, seat: HouseSeat): boolean {
    if (this.#waiting >= questionsAtOnce) return false;
    const { house, send, whenDrained, isOpen } = this.#options;
    this.#waiting += 1;
    this.#last = this.#last.then(async () => {
      await new Promise<void>((resolve) => whenDrained(resolve));
      await house.rounds.next();
      if (isOpen()) send(await answerTo(question, seat, house));
      this.#waiting -= 1;
    });
    return true;
  }
}

/** Never rejects: a log that cannot be read is answered. */
async function answerTo(question: Question, seat: HouseSeat, house: House): Promise<string> {
  const { ref } = question;
  try {
    switch (question.type) {
      case 'page':
        return await page(question, seat);
      case 'search':
        return await found(question, seat);
      case 'rooms':
        return renderRooms(ref, seat.rooms());
      case 'bots':
        return renderBots(ref, house.bots());
    }
  } catch (fault) {
    return renderUnanswered(ref, 'unreadable', `The history cannot be read: ${messageOf(fault)}`);
  }
}

async function page(request: PageRequest, seat: HouseSeat): Promise<string> {
  const { ref, room = lobby } = request;
  const { older, newer } = partsOf(request);
  // At once, so that nothing comes in between.
  const [before, behind] = await Promise.all([read(seat, room, older), read(seat, room, newer)]);
  if ('code' in before) return renderUnanswered(ref, before.code, before.message);
  if ('code' in behind) return renderUnanswered(ref, behind.code, behind.message);
  const [first, last] = [older?.limit ?? 0, newer?.limit ?? 0];
  const entries = [...before.slice(Math.max(0, before.length - first)), ...behind.slice(0, last)];
  return renderPage(ref, { room, entries, more: before.length > first, later: behind.length > last });
}

/** Entries before a place and behind it, as many as are wanted. */
interface Parts {
  readonly older: Stretch | null;
  readonly newer: Stretch | null;
}

function partsOf({ before, after, around, limit = 50 }: PageRequest): Parts {
  if (around !== undefined) {
    const half = Math.floor(limit / 2);
    return {
      older: { before: around, limit: half },
      newer: { after: (around - 1) as Seq, limit: limit - half },
    };
  }
  if (after !== undefined) {
    return { older: { before: (after + 1) as Seq, limit: 0 }, newer: { after, limit } };
  }
  if (before === undefined) return { older: { limit }, newer: null };
  return { older: { before, limit }, newer: { after: (before - 1) as Seq, limit: 0 } };
}

/** One more than wanted, which tells whether there are more. */
async function read(
  seat: HouseSeat,
  room: string,
  part: Stretch | null,
): Promise<readonly Entry[] | Refusal> {
  return part === null ? [] : seat.historyOf(room, { ...part, limit: part.limit + 1 });
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
  if ('code' in entries) return renderUnanswered(ref, entries.code, entries.message);
  return renderFound(ref, entries.slice(-limit), entries.length > limit);
}
