import { type ClientMessage, longestPage, type ServerMessage } from '../wire/live/messages.ts';
import { addLater, addOlder, closeExcerpt, openExcerpt } from './excerpt.ts';
import * as change from './model.ts';
import type { PageQuestion, Questions } from './questions.ts';
import type { Excerpt, RoomRecord } from './room-record.ts';
import type { Whereabouts } from './whereabouts.ts';

export interface PastOptions {
  readonly model: change.Model;
  readonly questions: Questions;
  readonly whereabouts: Whereabouts;
  /** False where there is no connection. */
  readonly send: (message: ClientMessage) => boolean;
}

/** Entries in a page that somebody who scrolls asks for. */
const pageSize = 100;

type Where = Pick<Extract<ClientMessage, { type: 'page' }>, 'before' | 'after' | 'around'>;

/** Fetches what was before, and behind it: page by page as somebody scrolls, or around an entry that they go to. */
export class Past {
  readonly #options: PastOptions;

  constructor(options: PastOptions) {
    this.#options = options;
  }

  loadOlder(name: string): void {
    const room = this.#options.model.rooms.get(name);
    if (!room) return;
    const stretch = room.past ?? room;
    if (!stretch.older || stretch.loading) return;
    const before = startOf(stretch);
    const aim = { type: 'older', of: stretch, before } as const;
    stretch.loading = this.#ask(room, aim, before === null ? {} : { before });
    change.touch(this.#options.model, room);
  }

  loadLater(name: string): void {
    const room = this.#options.model.rooms.get(name);
    if (!room?.past || room.past.loading) return;
    const { past } = room;
    past.loading = this.#ask(room, { type: 'later', of: past }, { after: past.timeline.newest });
    change.touch(this.#options.model, room);
  }

  jump(name: string, seq: number, arrived: (problem: string | null) => void): void {
    const { model } = this.#options;
    const room = model.rooms.get(name);
    if (!room) arrived('You are not in that room any more.');
    else if (room.timeline.find(seq)) {
      closeExcerpt(model, room);
      arrived(null);
    } else if (room.past?.timeline.find(seq)) arrived(null);
    else {
      const jump = { type: 'jump', seq, arrived } as const;
      room.jumping = this.#ask(room, jump, { around: seq }, longestPage / 2) ? jump : null;
      change.touch(model, room);
      if (room.jumping === null) arrived('You are not connected.');
    }
  }

  paged({ ref, room: name, ...page }: Extract<ServerMessage, { type: 'page' }>): void {
    const { model, questions } = this.#options;
    const room = model.rooms.get(name);
    const question = questions.answered(ref, 'page');
    if (!question || !room) return;
    const { aim } = question;
    if (aim.type === 'jump') {
      if (room.jumping !== aim) return;
      room.jumping = null;
      const isThere = page.entries.some(({ seq }) => seq === aim.seq);
      if (isThere) openExcerpt(model, room, page);
      change.touch(model, room);
      aim.arrived(isThere ? null : 'That message is not here any more.');
    } else if (aim.type === 'older' && aim.before !== null && aim.before !== startOf(aim.of)) {
      // Cleared meanwhile: between this page and what has been said since, entries may be missing.
      aim.of.loading = false;
      change.touch(model, room);
    } else if (aim.of === room) change.addPast(model, room, page.entries, page.more);
    else if (room.past === null || aim.of !== room.past) return;
    else if (aim.type === 'older') addOlder(model, room, room.past, page);
    else addLater(model, room, room.past, page);
  }

  /** The page will not come. */
  unanswered({ room: name, aim }: PageQuestion, reason: string): void {
    const { model } = this.#options;
    const room = model.rooms.get(name);
    if (aim.type !== 'jump') aim.of.loading = false;
    else if (room?.jumping === aim) {
      room.jumping = null;
      aim.arrived(reason);
    }
    if (room) change.touch(model, room);
  }

  /** False where it cannot be asked. */
  #ask(room: RoomRecord, aim: PageQuestion['aim'], where: Where, limit = pageSize): boolean {
    const { questions, whereabouts, send } = this.#options;
    if (!whereabouts.isEntered(room.name)) return false;
    const ref = questions.ask({ type: 'page', room: room.name, aim });
    const isSent = send({ type: 'page', ref, room: room.name, limit, ...where });
    if (!isSent) questions.answered(ref);
    return isSent;
  }
}

/** The seq before which older entries go; null where nothing is known of the room yet. */
function startOf({ timeline: { oldest, newest } }: RoomRecord | Excerpt): number | null {
  return oldest ?? (newest > 0 ? newest + 1 : null);
}
