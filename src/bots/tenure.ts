import type { Sketch } from '../hub/seat.ts';
import type { MessageId, Nick, Seq } from '../room/types.ts';
import type { Random } from '../util/random.ts';
import type { Heard } from './bot.ts';
import type { BotSource, Mind, Voice } from './mind/mind.ts';

/** Messages that are being written at a time; the room shows fewer. */
const mostDrafts = 100;

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
  /** What it is about. */
  begun: readonly Seq[] = [];
  /** Of that, the messages that ask for it and that it has said nothing to. */
  unanswered: readonly Heard[] = [];
  /** Nothing it says counts any more. */
  isOver = false;

  #gone: Promise<void> | null = null;

  constructor(bot: BotSource, random: Random, voiceOf: (tenure: Tenure) => Voice) {
    this.bot = bot;
    this.mind = bot.wake(voiceOf(this), random);
  }

  /** False for one more than it may have begun: it can still be said, but nobody sees it grow. */
  writes({ id, text }: Sketch): boolean {
    if (text === null) return this.drafts.delete(id);
    if (this.drafts.size >= mostDrafts && !this.drafts.has(id)) return false;
    this.drafts.add(id);
    return true;
  }

  /** Silence from now on. Resolves when nothing of it is left. */
  end(): Promise<void> {
    this.isOver = true;
    this.isAnswering = false;
    this.drafts.clear();
    this.#gone ??= this.mind.close();
    return this.#gone;
  }
}

/** Who has asked what is not answered. */
export function askersOf(tenures: Iterable<Tenure>): readonly Nick[] {
  const asked = [...tenures].flatMap(({ unanswered }) => unanswered);
  return [...new Set(asked.map(({ nick }) => nick))];
}
