import type { Sketch } from '../hub/seat.ts';
import type { MessageId } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import type { ClientMessage } from '../wire/live/messages.ts';

type Draft = Extract<ClientMessage, { readonly type: 'draft' }>;

/** Between two times that the server is told how a message grows; it tells others no more often. ms. */
const pauseMs = 200;

/** Tells the server what is being written: the newest state of it, not too often, and nothing that is lost on the way. */
export class Sketches {
  readonly #clock: Clock;
  readonly #send: (draft: Draft) => boolean;
  /** What has grown and was not told. */
  readonly #grown = new Map<MessageId, Sketch>();
  /** What the server knows of. */
  readonly #told = new Set<MessageId>();
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, send: (draft: Draft) => boolean) {
    this.#clock = clock;
    this.#send = send;
  }

  draw(sketch: Sketch): void {
    if (sketch.text === null) {
      if (this.said(sketch.id)) this.#send({ type: 'draft', id: sketch.id });
      return;
    }
    this.#grown.set(sketch.id, sketch);
    if (this.#cancel === null) this.#tell();
  }

  /** It is a message now. True if the server has been told of it. */
  said(id: MessageId): boolean {
    this.#grown.delete(id);
    return this.#told.delete(id);
  }

  /** The connection is gone, and with it what the server knew. */
  lost(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#grown.clear();
    this.#told.clear();
  }

  #tell(): void {
    this.#cancel = null;
    if (this.#grown.size === 0) return;
    for (const { id, text, answers } of this.#grown.values()) {
      if (text === null) continue;
      const draft = { type: 'draft', id, text, ...(answers !== undefined && { answers }) } as const;
      if (this.#send(draft)) this.#told.add(id);
    }
    this.#grown.clear();
    this.#cancel = this.#clock.after(pauseMs, () => this.#tell());
  }
}
