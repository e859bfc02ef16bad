import type { Entry, Seq } from '../room/types.ts';
import { Fault } from '../util/result.ts';
import type { ClientMessage, ServerMessage } from '../wire/live/messages.ts';
import { longestPage } from '../wire/live/messages.ts';

type Page = Extract<ServerMessage, { readonly type: 'page' }>;

interface Question {
  readonly limit: number;
  readonly before: number | undefined;
  /** What has come of it, oldest first. */
  entries: readonly Entry[];
  readonly resolve: (entries: readonly Entry[]) => void;
  readonly reject: (fault: Fault) => void;
}

/** Asks for the past of the lobby, one page after the other. What a lost connection left open is asked again. */
export class PastPages {
  readonly #send: (message: ClientMessage) => boolean;
  #questions: Question[] = [];
  /** The page that is waited for. */
  #ref: string | null = null;
  #count = 0;
  #isOver = false;

  /** `send` says whether it could. */
  constructor(send: (message: ClientMessage) => boolean) {
    this.#send = send;
  }

  /** Resolves empty when there is nobody left to ask. */
  ask(limit: number, before?: Seq): Promise<readonly Entry[]> {
    if (limit <= 0 || this.#isOver) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#questions.push({ limit, before, entries: [], resolve, reject });
      this.goOn();
    });
  }

  /** Asks what can be asked now. */
  goOn(): void {
    const [question] = this.#questions;
    if (!question || this.#ref !== null) return;
    const { limit, before, entries } = question;
    const first = entries[0]?.seq ?? before;
    this.#count += 1;
    const ref = `past-${this.#count}`;
    const size = Math.min(longestPage, limit - entries.length);
    if (this.#send({ type: 'page', ref, limit: size, ...(first !== undefined && { before: first }) })) {
      this.#ref = ref;
    }
  }

  answered({ ref, entries, more }: Page): void {
    const [question] = this.#questions;
    if (!question || ref !== this.#ref) return;
    this.#ref = null;
    question.entries = [...entries, ...question.entries];
    if (!more || entries.length === 0 || question.entries.length >= question.limit) {
      this.#questions.shift();
      question.resolve(question.entries);
    }
    this.goOn();
  }

  refused(ref: string, message: string): void {
    if (ref !== this.#ref) return;
    this.#ref = null;
    this.#questions.shift()?.reject(new Fault(message));
    this.goOn();
  }

  lost(): void {
    this.#ref = null;
  }

  end(): void {
    this.#isOver = true;
    for (const { resolve } of this.#questions) resolve([]);
    this.#questions = [];
  }
}
