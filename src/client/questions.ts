import type { Excerpt, Jump, RoomRecord } from './room-record.ts';

/** `aim`: which stretch the page makes longer, from where it began when it was asked for, or where somebody goes. */
export interface PageQuestion {
  readonly type: 'page';
  readonly room: string;
  readonly aim:
    | { readonly type: 'older'; readonly of: RoomRecord | Excerpt; readonly before: number | null }
    | { readonly type: 'later'; readonly of: Excerpt }
    | Jump;
}

/** What the server was asked and has not answered, by `ref`. */
export type Question =
  | PageQuestion
  | { readonly type: 'search'; readonly text: string }
  /** `room`: where it was asked for. */
  | { readonly type: 'rename'; readonly name: string; readonly room: string }
  | { readonly type: 'bots' }
  /** `aloud`: the answer is shown as a line, too. */
  | { readonly type: 'rooms'; readonly aloud: boolean };

export class Questions {
  readonly #open = new Map<string, Question>();
  #count = 0;

  /** The ref to send with it. */
  ask(question: Question): string {
    this.#count += 1;
    const ref = `${question.type}-${this.#count}`;
    this.#open.set(ref, question);
    return ref;
  }

  /** The question that was answered; null for what was not asked (on this connection). */
  answered<Type extends Question['type']>(
    ref: string | null,
    type?: Type,
  ): Extract<Question, { readonly type: Type }> | null {
    const question = ref === null ? undefined : this.#open.get(ref);
    if (ref === null || question === undefined || (type !== undefined && question.type !== type)) return null;
    this.#open.delete(ref);
    return question as Extract<Question, { readonly type: Type }>;
  }

  /** They will not be answered any more: the connection is gone. */
  giveUp(): readonly Question[] {
    const questions = [...this.#open.values()];
    this.#open.clear();
    return questions;
  }
}
