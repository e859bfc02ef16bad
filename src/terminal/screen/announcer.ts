import type { Chat } from '../../client/state.ts';
import type { Times } from './times.ts';
import { searchInWords, stopInWords } from './view-commands.ts';

/** Tells in the room, once, what other views show beside it: what a search has found, and why the connection has ended. */
export class Announcer {
  readonly #chat: Chat;
  readonly #times: Times;
  #search: unknown = null;
  #status: unknown = null;

  constructor(chat: Chat, times: Times) {
    this.#chat = chat;
    this.#times = times;
  }

  /** Looks whether there is something to tell. */
  look(): void {
    const { state } = this.#chat;
    const { status, search } = state;
    if (status !== this.#status) {
      this.#status = status;
      // In full: the bar may be too short for it.
      if (status.type === 'stopped') this.#chat.tell(stopInWords(status), 'error');
    }
    if (search && search !== this.#search && search.state !== 'asking') {
      this.#search = search;
      const tone = search.state === 'failed' ? 'error' : 'info';
      this.#chat.tell(searchInWords(search, state, this.#times), tone);
    }
  }
}
