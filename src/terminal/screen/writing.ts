import { applyChoice, complete, type Completion } from '../../client/complete.ts';
import type { Chat, Returned } from '../../client/state.ts';
import { InputHistory } from './input-history.ts';
import { isTyped } from './keys.ts';
import { type Act, type Draft, draftOf, emptyDraft, insert, taken } from './line-editor.ts';

interface Cycle {
  readonly completion: Completion;
  /** As it was before. */
  readonly draft: Draft;
  readonly chosen: number;
}

/** What is being written: the draft of each room, completion that goes round, and what was entered before. */
export class Writing {
  readonly #chat: Chat;
  readonly #history = new InputHistory();
  readonly #drafts = new Map<string, Draft>();
  #draft = emptyDraft;
  #killed = '';
  #cycle: Cycle | null = null;
  #search: { readonly query: string; readonly skip: number } | null = null;

  constructor(chat: Chat) {
    this.#chat = chat;
  }

  get draft(): Draft {
    return this.#draft;
  }

  get choices() {
    const cycle = this.#cycle;
    return cycle && { list: cycle.completion.choices, chosen: cycle.chosen };
  }

  /** The prompt while what was entered before is searched; null otherwise. */
  get prompt(): string | null {
    return this.#search && `(search "${this.#search.query}") `;
  }

  /** Another room is shown. */
  turn(from: string, to: string): void {
    this.#drafts.set(from, this.#draft);
    this.#draft = this.#drafts.get(to) ?? emptyDraft;
    this.#cycle = null;
    this.#search = null;
  }

  edit(act: Act): void {
    const draft = act(this.#draft);
    const killed = taken(this.#draft, draft);
    if (killed.length > 1) this.#killed = killed;
    const isLonger = draft.text.length > this.#draft.text.length;
    this.#draft = draft;
    if (isLonger && !draft.text.startsWith('/')) this.#chat.typing();
  }

  yank(): void {
    this.edit(insert(this.#killed));
  }

  /** Gives away what is written, for it to be sent. */
  take(): string {
    const { text } = this.#draft;
    this.#history.add(text);
    this.#draft = emptyDraft;
    return text;
  }

  /** Puts back what was taken, where nothing else is written; `shown`: the room of the draft. */
  giveBack({ room, text }: Returned, shown: string): void {
    if (room !== shown) {
      if ((this.#drafts.get(room) ?? emptyDraft).text === '') this.#drafts.set(room, draftOf(text));
    } else if (this.#draft.text === '') this.#draft = draftOf(text);
  }

  complete(step: 1 | -1): void {
    const cycle = this.#cycle;
    if (cycle) {
      const count = cycle.completion.choices.length;
      this.#choose({ ...cycle, chosen: (cycle.chosen + step + count) % count });
      return;
    }
    const draft = this.#draft;
    const completion = complete(draft.text, draft.cursor, this.#chat, true);
    if (completion) this.#choose({ completion, draft, chosen: 0 });
  }

  /** Any other key takes the choice that is shown. */
  endChoice(): void {
    this.#cycle = null;
  }

  /** Back to what was there before completion. False if there was none. */
  undoChoice(): boolean {
    if (!this.#cycle) return false;
    this.#draft = this.#cycle.draft;
    this.#cycle = null;
    return true;
  }

  older(): void {
    const line = this.#history.older(this.#draft.text);
    if (line !== null) this.#draft = draftOf(line);
  }

  newer(): void {
    const line = this.#history.newer();
    if (line !== null) this.#draft = draftOf(line);
  }

  searchHistory(): void {
    const { query, skip } = this.#search ?? { query: '', skip: -1 };
    this.#find(query, query === '' ? 0 : skip + 1);
  }

  /** Whether a key belongs to the search: characters narrow it, Escape and Ctrl-C give it up, all else takes what was found. */
  searchTakes(text: string, name: string | null): boolean {
    if (!this.#search || name === 'C-r') return false;
    const { query } = this.#search;
    if (name === null && isTyped(text)) this.#find(query + text, 0);
    else if (name === 'backspace') this.#find(query.slice(0, -1), 0);
    else {
      this.#search = null;
      if (name !== 'C-c' && name !== 'C-g' && name !== 'escape') return false;
      this.#draft = emptyDraft;
    }
    return true;
  }

  #find(query: string, skip: number): void {
    const found = query === '' ? null : this.#history.find(query, skip);
    this.#search = { query, skip: found === null ? Math.max(0, skip - 1) : skip };
    if (found !== null) this.#draft = draftOf(found);
  }

  #choose(cycle: Cycle): void {
    const choice = cycle.completion.choices[cycle.chosen];
    if (!choice) return;
    this.#draft = applyChoice(cycle.draft.text, cycle.completion, choice);
    this.#cycle = cycle.completion.choices.length > 1 ? cycle : null;
  }
}
