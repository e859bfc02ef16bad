import { type ClientMessage, longestPage, type ServerMessage } from '../wire/live/messages.ts';
import * as change from './model.ts';
import type { Questions } from './questions.ts';
import type { RoomRecord } from './room-record.ts';
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
/** How many pages a jump into the past may take. */
const pagesPerJump = 600;

interface Jump {
  readonly room: string;
  readonly seq: number;
  readonly arrived: (found: boolean) => void;
  pagesLeft: number;
}

/** Fetches what was before: page by page as somebody scrolls, or all the way to one entry. */
export class Past {
  readonly #options: PastOptions;
  #jumps: Jump[] = [];

  constructor(options: PastOptions) {
    this.#options = options;
  }

  loadOlder(name: string): void {
    this.#load(this.#options.model.rooms.get(name), pageSize);
  }

  jump(room: string, seq: number, arrived: (found: boolean) => void): void {
    this.#jumps.push({ room, seq, arrived, pagesLeft: pagesPerJump });
    this.#goOn(room);
  }

  paged({ ref, room: name, entries, more }: Extract<ServerMessage, { type: 'page' }>): void {
    const { model, questions } = this.#options;
    const room = model.rooms.get(name);
    if (!questions.answered(ref, 'page') || !room) return;
    change.addPast(model, room, entries, more);
    this.#goOn(name);
  }

  /** The page will not come. */
  unanswered(name: string): void {
    const { model } = this.#options;
    const room = model.rooms.get(name);
    if (room) {
      room.loading = false;
      change.touch(model, room);
    }
    for (const jump of this.#jumps.filter((other) => other.room === name)) this.#arrive(jump, false);
  }

  #load(room: RoomRecord | undefined, limit: number): void {
    const { model, questions, whereabouts, send } = this.#options;
    if (!room?.older || room.loading || !whereabouts.isEntered(room.name)) return;
    const { oldest, newest } = room.timeline;
    const before = oldest ?? (newest > 0 ? newest + 1 : null);
    const ref = questions.ask({ type: 'page', room: room.name });
    const where = before === null ? {} : { before };
    room.loading = send({ type: 'page', ref, room: room.name, limit, ...where });
    if (!room.loading) questions.answered(ref);
    change.touch(model, room);
  }

  #goOn(name: string): void {
    const { model, whereabouts } = this.#options;
    const room = model.rooms.get(name);
    for (const jump of this.#jumps.filter((other) => other.room === name)) {
      const isThere = room !== undefined && room.timeline.find(jump.seq) !== null;
      const isPast = (room?.timeline.oldest ?? Infinity) < jump.seq;
      jump.pagesLeft -= 1;
      const mayGoOn = room?.older === true && jump.pagesLeft > 0 && whereabouts.isEntered(name);
      if (isThere || isPast || !mayGoOn) this.#arrive(jump, isThere);
      else this.#load(room, longestPage);
    }
  }

  #arrive(jump: Jump, found: boolean): void {
    this.#jumps = this.#jumps.filter((other) => other !== jump);
    jump.arrived(found);
  }
}
