import type { Sketch } from '../hub/seat.ts';
import type { MessageId } from '../room/types.ts';
import type { Random } from '../util/random.ts';
import type { BotSource, Mind, Voice } from './mind.ts';

/** One version of a bot on its seat. */
export class Tenure {
  readonly bot: BotSource;
  readonly mind: Mind;
  /** It answers, or does what it does now and then. */
  underWay = 0;
  /** What it has begun to write. */
  readonly drafts = new Set<MessageId>();
  /** It answers; while it does, nothing else is answered. */
  isAnswering = false;
  /** Nothing it says counts any more. */
  isOver = false;

  constructor(bot: BotSource, random: Random, voiceOf: (tenure: Tenure) => Voice) {
    this.bot = bot;
    this.mind = bot.wake(voiceOf(this), random);
  }

  writes({ id, text }: Sketch): void {
    if (text === null) this.drafts.delete(id);
    else this.drafts.add(id);
  }

  /** Silence from now on. Resolves when nothing of it is left. */
  async end(): Promise<void> {
    if (this.isOver) return;
    this.isOver = true;
    this.isAnswering = false;
    this.drafts.clear();
    await this.mind.close();
  }
}
