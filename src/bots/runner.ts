/**
 * Runs one bot on one seat: what it gets to see, when it answers, and that it falls silent at once. One Runner is one
 * stay in the room; its supervisor makes a new one for the next. Knows the door, not who keeps it, and the bot's mind, not
 * where that is. Over 300 lines because all that can happen on a seat is seen in one place.
 */
import type { Batch } from '../hub/batch.ts';
import type { Farewell, Listener, Seat, Sketch } from '../hub/seat.ts';
import type { Shelf } from '../log/log.ts';
import type { Entry, Joined, Message, MessageId, Refusal, Seq } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import { durationMs } from '../util/duration.ts';
import type { Note } from '../util/note.ts';
import type { Random } from '../util/random.ts';
import { messageOf } from '../util/result.ts';
import { shortened } from '../util/shortened.ts';
import type { Heard } from './bot.ts';
import { commandIn, commandOf, offersOf } from './commands.ts';
import { limited } from './limited.ts';
import { isPolite, type Manners, mayGreet, namedBy } from './manners.ts';
import type { BotSource, Mind, Voice, Work } from './mind.ts';
import type { Read } from './reading-once.ts';
import { storeOf } from './store.ts';
import { Waiting } from './waiting.ts';

/** A bot answers this long after the first of the messages that came together, plus up to `thinkingSpreadMs`. */
const thinkingMs = 850;
const thinkingSpreadMs = 300;
/** Of messages that came together, how many are looked at to find the newest that is for this bot. */
const mailboxSize = 16;
/** Entries of the past that a bot gets at a time. */
const mostHistory = 1000;

/** `dismissed`: whoever runs the room wants the bot gone. `failed`: anything else that ended it. */
export interface Ended {
  readonly type: 'failed' | 'dismissed';
  readonly reason: string;
}

export interface RunnerOptions {
  readonly bot: BotSource;
  /** The hub's join or a connection, with the request already made. */
  readonly door: (listener: Listener) => Seat;
  readonly manners: Manners;
  /** Where the bot keeps what it keeps. */
  readonly shelf: Shelf;
  /** Characters in a message. */
  readonly textLimit: number;
  /** What messages are about. */
  readonly read: Read;
  readonly clock: Clock;
  readonly random: Random;
  readonly note: Note;
  /** The bot is in the room and hears what is said from now on. */
  readonly onLive: () => void;
  /** It answered somebody. */
  readonly onAnswer: () => void;
  /** Called once, unless `stop` was called before. */
  readonly onEnd: (ended: Ended) => void;
}

export class Runner implements Listener {
  readonly #options: RunnerOptions;
  readonly #over = new AbortController();
  readonly #timers = new Set<() => void>();
  readonly #named: (text: string) => boolean;
  readonly #mind: Mind;
  #seat: Seat | undefined;
  #live = false;
  #heard: (Message & Entry)[] = [];
  #newcomer: (Joined & Entry) | null = null;
  #lastHeardAt: number | null = null;
  readonly #waiting = new Waiting();
  #armed = false;
  #busy = false;
  /** What it has begun to write. */
  readonly #drafts = new Set<MessageId>();

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#named = namedBy(options.bot.name);
    this.#mind = options.bot.wake(this.#voice(), options.random);
  }

  /** Goes to the door, whether the bot is awake or not yet. Call once. */
  start(): void {
    try {
      this.#seat = this.#options.door(this);
    } catch (thrown) {
      this.#fail(messageOf(thrown));
    }
  }

  /** It thinks over something that it heard, or answers it, or writes. */
  get isBusy(): boolean {
    return this.#armed || this.#busy || this.#drafts.size > 0;
  }

  /** Bytes that the bot alone holds; null where nobody can tell. */
  get memory(): number | null {
    return this.#mind.memory();
  }

  /** How long the oldest message has waited that the bot is not done with, beyond the time that it thinks; ms. */
  get lag(): number {
    return this.#waiting.lag(this.#options.clock.now(), thinkingMs + thinkingSpreadMs);
  }

  /** Asks for one of the bot's operations. Rejects with what it threw, and when the bot ends before it has answered. */
  ask(operation: string, args: readonly unknown[]): Promise<unknown> {
    const { signal } = this.#over;
    return new Promise((resolve, reject) => {
      const gone = () => reject(new Error(`${this.#options.bot.name} stopped before it answered`));
      if (signal.aborted || !this.#live) {
        gone();
        return;
      }
      signal.addEventListener('abort', gone, { once: true });
      this.#mind
        .ask(operation, args)
        .then(resolve, reject)
        .finally(() => signal.removeEventListener('abort', gone));
    });
  }

  /**
   * Silence from here on, also in the middle of an answer, and the seat is given up. Resolves when nothing of the bot is
   * left.
   */
  stop(reason: string): Promise<void> {
    const gone = this.#silence();
    this.#seat?.leave(reason);
    return gone;
  }

  seated(): void {}

  live(): void {
    if (this.#live || this.#over.signal.aborted) return;
    this.#live = true;
    this.#options.onLive();
    const { bot } = this.#options;
    const offers = offersOf(bot);
    if (offers.length > 0) this.#seat?.offer?.(offers);
    for (const interval of bot.intervals) this.#repeat(interval);
  }

  deliver(batch: Batch): void {
    if (!this.#live || this.#over.signal.aborted) return;
    for (const entry of batch.entries) {
      if (entry.kind === 'person' && entry.nick !== this.#seat?.nick) this.#notice(entry);
      this.#mind.follow(entry);
    }
    this.#arm();
  }

  refused(refusal: Refusal, id: MessageId | null): void {
    this.#options.note('info', `not said: ${refusal.message}`);
    if (id !== null) this.#seat?.draft?.({ id, text: null });
  }

  stored(): void {}

  closed(farewell: Farewell): void {
    const wanted = farewell.code === 'kicked' || farewell.code === 'stopping';
    this.#end({
      type: wanted ? 'dismissed' : 'failed',
      reason: farewell.refusal?.message ?? farewell.reason,
    });
  }

  /** A bot takes what it is given at once and keeps next to nothing of it. */
  backlog(): number {
    return 0;
  }

  whenDrained(resume: () => void): void {
    resume();
  }

  #notice(entry: Entry): void {
    const { bot } = this.#options;
    if (entry.type === 'message') {
      this.#lastHeardAt = this.#options.clock.now();
      const command = commandIn(entry.text);
      if (command ? commandOf(bot, command.name) : bot.hears.messages) this.#heard.push(entry);
      if (this.#heard.length > mailboxSize) this.#heard.shift();
    } else if (entry.type === 'joined') {
      if (bot.hears.joins) this.#newcomer = entry;
    } else if (this.#newcomer?.nick === entry.nick) {
      this.#newcomer = entry.type === 'renamed' ? { ...this.#newcomer, nick: entry.to } : null;
    }
  }

  /** Thinks for about a second over what came in. While an answer is under way the next one waits for its end. */
  #arm(): void {
    if (this.#heard.length === 0 && !this.#newcomer) return;
    this.#waiting.came(this.#options.clock.now());
    if (this.#armed || this.#busy) return;
    this.#armed = true;
    this.#after(thinkingMs + this.#options.random() * thinkingSpreadMs, () => {
      this.#armed = false;
      void this.#attend();
    });
  }

  /** Empties the mailbox: every command, of joins and of messages the newest each; the rest is dropped. Never rejects. */
  async #attend(): Promise<void> {
    const work = this.#takeWork();
    this.#busy = true;
    this.#waiting.taken();
    await this.#run(() => this.#mind.attend(work));
    this.#waiting.done();
    this.#busy = false;
    if (!this.#over.signal.aborted) this.#arm();
  }

  #takeWork(): Work {
    const { bot, manners } = this.#options;
    const heard = this.#heard;
    const newcomer = this.#newcomer;
    this.#heard = [];
    this.#newcomer = null;
    const polite = isPolite(manners, this.#people());
    const commands = heard.flatMap((entry) => {
      const command = commandIn(entry.text);
      return command && commandOf(bot, command.name) ? [{ ...command, heard: this.#read(entry) }] : [];
    });
    const talk = heard.filter(({ text }) => commandIn(text) === null);
    const greeted = newcomer && mayGreet(bot, polite) ? { seq: newcomer.seq, nick: newcomer.nick } : null;
    return { newcomer: greeted, commands, candidates: this.#candidates(talk, polite), polite };
  }

  /** What the bot may answer as far as that can be told from here, the newest first. */
  #candidates(entries: readonly (Message & Entry)[], polite: boolean): readonly Heard[] {
    const found: Heard[] = [];
    const newestFirst = entries.toReversed();
    if (this.#options.bot.hears.calls) {
      return newestFirst.filter(({ text }) => this.#named(text)).map((entry) => this.#read(entry));
    }
    for (const entry of newestFirst) {
      const isCertain = !polite || this.#named(entry.text);
      if (isCertain || this.#options.bot.concerned) found.push(this.#read(entry));
      if (isCertain) break;
    }
    return found;
  }

  #read(entry: Message & Entry): Heard {
    const { seq, nick, text, time } = entry;
    const understood = this.#options.read(entry, this.#options.clock.now());
    return { seq, nick, text, time, understood, addressed: this.#named(text) };
  }

  #people(): number {
    return this.#seat?.members().filter((member) => member.kind === 'person').length ?? 0;
  }

  #repeat(interval: string): void {
    const ms = durationMs(interval);
    if (ms === null || ms < 1) {
      this.#fail(`every "${interval}": no such interval`);
      return;
    }
    let running = false;
    const tick = () => {
      this.#after(ms, tick);
      if (running) return;
      running = true;
      void this.#run(() => this.#mind.tick(interval)).then(() => {
        running = false;
      });
    };
    this.#after(ms, tick);
  }

  #run(work: () => Promise<void>): Promise<void> {
    return limited(
      (ms, run) => this.#after(ms, run),
      (reason) => this.#fail(reason),
      work,
    );
  }

  #fail(reason: string): void {
    this.#end({ type: 'failed', reason });
  }

  #end(ended: Ended): void {
    if (this.#over.signal.aborted) return;
    void this.stop(ended.reason);
    this.#options.onEnd(ended);
  }

  #silence(): Promise<void> {
    this.#over.abort();
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#heard = [];
    this.#newcomer = null;
    this.#armed = false;
    this.#busy = false;
    this.#drafts.clear();
    return this.#mind.close();
  }

  /** A timer that does not outlive the bot. */
  #after(ms: number, run: () => void): () => void {
    if (this.#over.signal.aborted) return () => {};
    const cancelTimer = this.#options.clock.after(ms, () => {
      this.#timers.delete(cancel);
      run();
    });
    const cancel = () => {
      this.#timers.delete(cancel);
      cancelTimer();
    };
    this.#timers.add(cancel);
    return cancel;
  }

  #say(text: string, because: string | undefined, answers: Seq | undefined, id: MessageId | undefined): void {
    if (this.#over.signal.aborted) return;
    if (id !== undefined) this.#drafts.delete(id);
    this.#seat?.say({
      text: shortened(text, this.#options.textLimit),
      ...(because !== undefined && { because }),
      ...(answers !== undefined && { answers }),
      ...(id !== undefined && { id }),
    });
    if (answers !== undefined) this.#options.onAnswer();
  }

  #draft(sketch: Sketch): void {
    if (this.#over.signal.aborted) return;
    if (sketch.text === null) this.#drafts.delete(sketch.id);
    else this.#drafts.add(sketch.id);
    this.#seat?.draft?.(sketch);
  }

  #voice(): Voice {
    const { shelf, bot, note } = this.#options;
    return {
      say: (text, because, answers, id) => this.#say(text, because, answers, id),
      draft: (sketch) => this.#draft(sketch),
      members: () => this.#seat?.members() ?? [],
      lastHeardAt: () => this.#lastHeardAt,
      history: async (limit, before) => this.#seat?.history(Math.min(limit, mostHistory), before) ?? [],
      store: storeOf(shelf, bot.name, this.#over.signal),
      note,
      failed: (reason) => this.#fail(reason),
    };
  }
}
