import type { Random } from '../util/random.ts';

/** A bot answers this long after the first of the messages that came together, plus up to `thinkingSpreadMs`. */
const thinkingMs = 850;
const thinkingSpreadMs = 300;

/** How long a bot thinks this time, ms. */
export function thinkingTime(random: Random): number {
  return thinkingMs + random() * thinkingSpreadMs;
}

/** Since when somebody has waited for a bot. Times are ms. */
export class Waiting {
  /** When the oldest came of what lies there, and of what the bot is busy with. */
  #lying: number | null = null;
  #underWay: number | null = null;

  /** Something came that is for the bot. */
  came(now: number): void {
    this.#lying ??= now;
  }

  /** The bot takes all that lies there. */
  taken(): void {
    this.#underWay = this.#lying;
    this.#lying = null;
  }

  /** It is done with what it took. */
  done(): void {
    this.#underWay = null;
  }

  /** How long the oldest has waited beyond the time that a bot thinks; 0 where nothing waits. */
  lag(now: number): number {
    const since = this.#underWay ?? this.#lying;
    return since === null ? 0 : Math.max(0, now - since - thinkingMs - thinkingSpreadMs);
  }
}
