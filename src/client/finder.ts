import { phrasesOf } from '../util/phrases.ts';
import { type ClientMessage, longestQuest, type ServerMessage } from '../wire/live/messages.ts';
import type { Model } from './model.ts';
import type { Questions } from './questions.ts';

export interface FinderOptions {
  readonly model: Model;
  readonly questions: Questions;
  /** False where there is no connection. */
  readonly send: (message: ClientMessage) => boolean;
}

/** The one search that is going on. */
export class Finder {
  readonly #options: FinderOptions;

  constructor(options: FinderOptions) {
    this.#options = options;
  }

  search(text: string, room: string | null): void {
    const { model } = this.#options;
    model.search = { text, room, state: 'asking', entries: [], more: false, reason: null };
    this.#ask();
  }

  /** Goes on into the past where it ended. */
  goOn(): void {
    const { model } = this.#options;
    if (model.search?.state !== 'done' || !model.search.more) return;
    model.search = { ...model.search, state: 'asking' };
    this.#ask();
  }

  found({ ref, entries, more }: Extract<ServerMessage, { type: 'found' }>): void {
    const { model, questions } = this.#options;
    const question = questions.answered(ref, 'search');
    const { search } = model;
    // A search that was ended or replaced meanwhile wants no answer.
    if (!question || !search || question.text !== search.text) return;
    model.search = { ...search, state: 'done', entries: [...entries, ...search.entries], more };
  }

  unanswered(reason: string): void {
    const { model } = this.#options;
    if (model.search) model.search = { ...model.search, state: 'failed', reason };
  }

  #ask(): void {
    const { model, questions, send } = this.#options;
    const { search } = model;
    if (!search) return;
    const { text, room, entries } = search;
    const problem = problemOf(text);
    if (problem !== null) {
      this.unanswered(problem);
      return;
    }
    const [first] = entries;
    const ref = questions.ask({ type: 'search', text });
    const where = { ...(room === null ? {} : { room }), ...(first ? { before: first.seq } : {}) };
    if (send({ type: 'search', ref, text, ...where })) return;
    questions.answered(ref);
    this.unanswered('You are not connected.');
  }
}

/** Why a text cannot be looked for; null if it can. */
function problemOf(text: string): string | null {
  if (phrasesOf(text).length === 0) return 'Type the words to look for.';
  return text.length > longestQuest ? `At most ${longestQuest} characters can be looked for.` : null;
}
