import type { Clock } from '../util/clock.ts';
import type { ServerMessage } from '../wire/live/messages.ts';
import { expireDrafts, setDraft } from './drafts.ts';
import { type Model, setTyping, touch } from './model.ts';
import type { RoomRecord } from './room-record.ts';

/** Between two times of telling that one is typing, ms. */
const everyMs = 3000;
/** How long somebody is believed to be writing, ms. */
const typingMs = 5000;

export interface TypingOptions {
  readonly model: Model;
  readonly clock: Clock;
  /** False where that cannot be told now. */
  readonly tell: (room: string) => boolean;
  readonly onChange: () => void;
}

/** Who is writing, and what as far as it can be seen, for as long as it is believed; and that we are. */
export class Typing {
  readonly #options: TypingOptions;
  #toldAt = -Infinity;
  #cancel: () => void = () => {};

  constructor(options: TypingOptions) {
    this.#options = options;
  }

  tell(): void {
    const { model, clock, tell } = this.#options;
    const now = clock.now();
    const isSoon = now - this.#toldAt < everyMs && now >= this.#toldAt;
    if (!model.preferences.typing || isSoon) return;
    if (tell(model.current)) this.#toldAt = now;
  }

  heard(name: string, who: string): void {
    const { model, clock } = this.#options;
    const room = model.rooms.get(name);
    if (room) setTyping(model, room, who, clock.now() + typingMs);
    this.#watch();
  }

  drafted(told: Extract<ServerMessage, { readonly type: 'draft' }>): void {
    const { model, clock } = this.#options;
    const room = model.rooms.get(told.room);
    if (room && setDraft(room, told, clock.now())) touch(model, room);
    this.#watch();
  }

  close(): void {
    this.#cancel();
  }

  #watch(): void {
    const { model, clock, onChange } = this.#options;
    this.#cancel();
    const now = clock.now();
    const next = Math.min(...Array.from(model.rooms.values(), (room) => this.#expire(room, now)));
    if (next === Infinity) return;
    this.#cancel = clock.after(next - now, () => {
      this.#watch();
      onChange();
    });
  }

  /** Forgets who has not been heard of; gives the time when to look again, if ever. */
  #expire(room: RoomRecord, now: number): number {
    const gone = [...room.typing].filter(([, until]) => until <= now);
    for (const [name] of gone) room.typing.delete(name);
    if (expireDrafts(room, now) || gone.length > 0) touch(this.#options.model, room);
    return Math.min(...room.typing.values(), ...room.drafts.map(({ until }) => until));
  }
}
