import type { Clock } from '../util/clock.ts';
import { expireTyping, type Model, setTyping } from './model.ts';

/** Between two times of telling that one is typing, ms. */
const everyMs = 3000;

export interface TypingOptions {
  readonly model: Model;
  readonly clock: Clock;
  /** False where that cannot be told now. */
  readonly tell: (room: string) => boolean;
  readonly onChange: () => void;
}

/** Who is writing, for as long as it is believed; and that we are. */
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
    if (room) setTyping(model, room, who, clock.now());
    this.#watch();
  }

  close(): void {
    this.#cancel();
  }

  #watch(): void {
    const { model, clock, onChange } = this.#options;
    this.#cancel();
    const next = expireTyping(model, clock.now());
    if (next === null) return;
    this.#cancel = clock.after(next - clock.now(), () => {
      this.#watch();
      onChange();
    });
  }
}
