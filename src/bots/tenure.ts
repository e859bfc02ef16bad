import type { Sketch } from '../hub/seat.ts';
import type { MessageId, Nick, Seq } from '../room/types.ts';
import type { Random } from '../util/random.ts';
import type { Heard } from './bot.ts';
import type { BotSource, Mind, Voice } from './mind/mind.ts';
import { asksIn, type Piece } from './pieces.ts';

/** Messages that are being written at a time; the room shows fewer. */
const mostDrafts = 100;
/** What a bot fails at so soon after it was through with a message has to do with that, ms. */
const aftermathMs = 1_000;

/** A message that asked for the bot, that it is through with and has said nothing to. */
interface Passed {
  readonly heard: Heard;
  /** ms UTC */
  readonly at: number;
}

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
  /** Nothing it says counts any more. */
  isOver = false;

  /** Of what it is about, the messages that ask for it and that it has said nothing to. */
  #unanswered: readonly Heard[] = [];
  /** While it was about that it has spoken without saying what it answers. */
  #hasSpoken = false;
  #passed: readonly Passed[] = [];
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

  /** It sets about something. */
  begins({ seqs, work }: Piece): void {
    this.begun = seqs;
    this.#unanswered = asksIn(work);
    this.#hasSpoken = false;
  }

  /** It is through with that, at `now` (ms UTC); what it has left running may still fail. */
  isThrough(now: number): void {
    const passed = this.#hasSpoken ? [] : this.#unanswered.map((heard) => ({ heard, at: now }));
    this.#passed = [...this.#passed.filter(({ at }) => now - at <= aftermathMs), ...passed];
    this.begun = [];
    this.#unanswered = [];
  }

  /** It says something, in answer to `answers` where that is given. */
  says(answers: Seq | undefined): void {
    if (answers === undefined) {
      this.#hasSpoken = true;
      this.#passed = [];
    } else {
      this.#unanswered = this.#unanswered.filter(({ seq }) => seq !== answers);
      this.#passed = this.#passed.filter(({ heard }) => heard.seq !== answers);
    }
  }

  /** What it was asked and has said nothing to, at `now` (ms UTC): what it is about, and what it was about a moment ago. */
  unansweredAt(now: number): readonly Heard[] {
    const passed = this.#passed.filter(({ at }) => now - at <= aftermathMs);
    return [...passed.map(({ heard }) => heard), ...this.#unanswered];
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

/** Who has asked what is not answered at `now`, ms UTC. */
export function askersOf(tenures: Iterable<Tenure>, now: number): readonly Nick[] {
  const asked = [...tenures].flatMap((tenure) => tenure.unansweredAt(now));
  return [...new Set(asked.map(({ nick }) => nick))];
}
