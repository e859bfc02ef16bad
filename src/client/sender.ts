import type { Clock } from '../util/clock.ts';
import type { Random } from '../util/random.ts';
import type { ClientMessage } from '../wire/live/messages.ts';
import { Outbox } from './outbox.ts';
import { Pacer } from './pacer.ts';
import type { RoomState, Unsent } from './state.ts';

export interface SenderOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** What an earlier visit with the same session has left unsent. */
  readonly unsent: readonly Unsent[];
  /** False where there is no connection. */
  send(message: ClientMessage): boolean;
  /** Whether posts to this room can go: the server has said that we are in it. */
  isEntered(room: string): boolean;
  /** Whether the server has named all rooms that we are in. */
  allNamed(): boolean;
  room(name: string): RoomState | undefined;
  /** Characters in a message. */
  readonly limit: () => number;
  onChange(list: readonly Unsent[]): void;
}

export type Post = Pick<Unsent, 'room' | 'to' | 'text' | 'action' | 'answers'>;

type Errand = Extract<ClientMessage, { type: 'join' | 'leave' | 'rename' }>;

/** Something to send, and what is so when it was. */
interface Step {
  readonly message: ClientMessage;
  sent(): void;
}

/** Why a text is too long to be sent; null if it is not. */
export function overLimit(text: string, limit: number): string | null {
  if (text.length <= limit) return null;
  const length = Array.from(text).length;
  return length <= limit ? null : `It has ${length} characters; at most ${limit} can be sent at once.`;
}

/** Brings what is said to the server: in order, not too fast, and again after a lost connection. */
export class Sender {
  readonly outbox: Outbox;
  readonly #options: SenderOptions;
  readonly #pacer = new Pacer();
  readonly #prefix: string;
  #count = 0;
  #errands: readonly Errand[] = [];
  #cancel: () => void = () => {};

  constructor(options: SenderOptions) {
    this.#options = options;
    this.outbox = new Outbox(options.unsent);
    const part = () => Math.floor(options.random() * 2 ** 32).toString(36);
    // Never used again under this name, in any visit: 96 bits of chance.
    this.#prefix = `${part()}-${part()}-${part()}`;
  }

  post(post: Post): void {
    const { clock, limit } = this.#options;
    this.#count += 1;
    const id = `${this.#prefix}-${this.#count}`;
    this.outbox.add({ id, time: clock.now(), ...post });
    const tooLong = overLimit(post.text, limit());
    if (tooLong !== null) this.outbox.failed(id, tooLong);
    this.pump();
  }

  /** Enters or leaves a room, or takes another name, before anything more is said. Forgotten with the connection. */
  run(errand: Errand): void {
    this.#errands = [...this.#errands, errand];
    this.pump();
  }

  retry(id: string): void {
    this.outbox.retry(id);
    this.pump();
  }

  remove(id: string): void {
    this.outbox.remove(id);
    this.pump();
  }

  /** We have left this room: what was not said there is not said any more. */
  forget(room: string): void {
    for (const post of this.outbox.list) if (post.room === room) this.outbox.remove(post.id);
    this.#changed();
  }

  /** We leave altogether. */
  giveUp(): void {
    this.#cancel();
    this.outbox.clear();
    this.#changed();
  }

  /** It is for this room. */
  place(id: string, room: string): void {
    this.outbox.place(id, room);
    this.pump();
  }

  /** The server said no. */
  refused(id: string, reason: string): void {
    this.outbox.failed(id, reason);
    this.pump();
  }

  accepted(id: string, room: string, seq: number): void {
    this.outbox.accepted(id, seq, this.#options.room(room)?.timeline.newest ?? 0);
    this.pump();
  }

  /** There is no connection any more. */
  lost(): void {
    this.#cancel();
    this.#errands = [];
    this.outbox.again();
    this.#changed();
  }

  /** Sends what may go now, and comes back for the rest when it may. */
  pump(): void {
    const { clock } = this.#options;
    this.#cancel();
    for (let step = this.#next(); step; step = this.#next()) {
      const wait = this.#pacer.wait(clock.now());
      if (wait > 0) {
        this.#cancel = clock.after(wait, () => this.pump());
        break;
      }
      if (!this.#options.send(step.message)) break;
      this.#pacer.sent(clock.now());
      step.sent();
    }
    this.#changed();
  }

  close(): void {
    this.#cancel();
  }

  #next(): Step | null {
    const [errand] = this.#errands;
    // The server tells posts that come again apart by their author's name: those before must be answered first.
    if (errand?.type === 'rename' && this.outbox.isWaitedFor) return null;
    if (errand) return { message: errand, sent: () => (this.#errands = this.#errands.slice(1)) };
    const post = this.outbox.next(({ room }) => room === null || this.#mayGoTo(room));
    return post && { message: this.#messageOf(post), sent: () => this.outbox.sending(post.id) };
  }

  #mayGoTo(room: string): boolean {
    if (this.#options.isEntered(room)) return true;
    // The server knows whose it is, whether it names it or not.
    return this.#options.allNamed() && this.#isPrivate(room);
  }

  #isPrivate(room: string): boolean {
    return (this.#options.room(room)?.with ?? null) !== null;
  }

  /** A private room means one person, and is never told by the other's name: that may be somebody else's by now. */
  #messageOf({ id, room, to, text, action, answers }: Unsent): ClientMessage {
    const where = room === null ? { to: to ?? '' } : { room };
    return {
      type: 'post',
      ...where,
      id,
      text,
      ...(action && { action }),
      ...(answers === null ? {} : { answers }),
    };
  }

  #changed(): void {
    this.#options.onChange(this.outbox.list);
  }
}
