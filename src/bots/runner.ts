/**
 * Runs one bot on one seat: what it gets to see, when it answers, and that it falls silent at once. One Runner is one
 * stay in the room; its supervisor makes a new one for the next. Knows the door, not who keeps it.
 */
import type { Batch } from '../hub/batch.ts';
import type { Farewell, Listener, Seat } from '../hub/seat.ts';
import type { Entry, Joined, Message, Refusal } from '../room/types.ts';
import { understand } from '../understanding/understand.ts';
import { durationMs } from '../util/duration.ts';
import { wallClock } from '../util/local-time.ts';
import { messageOf } from '../util/result.ts';
import type { BotContext, Heard } from './bot.ts';
import type { Means } from './context.ts';
import { contextFor } from './context.ts';
import { commandIn, commandOf, offersOf, usageOf } from './commands.ts';
import { isPolite, type Manners, mayAnswer, mayGreet, namedBy } from './manners.ts';

/** How long a handler may take, ms. */
export const handlerLimitMs = 30_000;
/** A bot answers this long after the first of the messages that came together, plus up to `thinkingSpreadMs`. */
const thinkingMs = 850;
const thinkingSpreadMs = 300;
/** Of messages that came together, how many are looked at to find the newest that is for this bot. */
const mailboxSize = 16;

/** `dismissed`: whoever runs the room wants the bot gone. `failed`: anything else that ended it. */
export interface Ended {
  readonly type: 'failed' | 'dismissed';
  readonly reason: string;
}

export interface RunnerOptions extends Means {
  /** The hub's join or a connection, with the request already made. */
  readonly door: (listener: Listener) => Seat;
  readonly manners: Manners;
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
  /** Times in messages are read as UTC, so that a room means the same on every machine. */
  readonly #wallClock = wallClock('UTC');
  readonly #context: BotContext;
  #seat: Seat | undefined;
  #live = false;
  #heard: (Message & Entry)[] = [];
  #newcomer: (Joined & Entry) | null = null;
  #lastHeardAt: number | null = null;
  #armed = false;
  #busy = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#named = namedBy(options.bot.name);
    this.#context = this.#contextOf();
  }

  /** Goes to the door. Call once. */
  start(): void {
    try {
      this.#seat = this.#options.door(this);
    } catch (thrown) {
      this.#fail(messageOf(thrown));
    }
  }

  /** It thinks over something that it heard, or answers it. */
  get isBusy(): boolean {
    return this.#armed || this.#busy;
  }

  /** Silence from here on, also in the middle of an answer, and the seat is given up. */
  stop(reason: string): void {
    this.#silence();
    this.#seat?.leave(reason);
  }

  seated(): void {}

  live(): void {
    if (this.#live || this.#over.signal.aborted) return;
    this.#live = true;
    this.#options.onLive();
    const { bot } = this.#options;
    if (bot.commands) this.#seat?.offer?.(offersOf(bot));
    for (const [interval, run] of Object.entries(bot.on?.every ?? {})) if (run) this.#repeat(interval, run);
  }

  deliver(batch: Batch): void {
    if (!this.#live || this.#over.signal.aborted) return;
    for (const entry of batch.entries) {
      if (entry.kind === 'person' && entry.nick !== this.#seat?.nick) this.#notice(entry);
    }
    this.#arm();
  }

  refused(refusal: Refusal): void {
    this.#options.log(`not said: ${refusal.message}`);
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
      if (command ? commandOf(bot, command.name) : bot.on?.message) this.#heard.push(entry);
      if (this.#heard.length > mailboxSize) this.#heard.shift();
    } else if (entry.type === 'joined') {
      if (bot.on?.join) this.#newcomer = entry;
    } else if (this.#newcomer?.nick === entry.nick) {
      this.#newcomer = entry.type === 'renamed' ? { ...this.#newcomer, nick: entry.to } : null;
    }
  }

  /** Thinks for about a second over what came in. While an answer is under way the next one waits for its end. */
  #arm(): void {
    if (this.#armed || this.#busy || (this.#heard.length === 0 && !this.#newcomer)) return;
    this.#armed = true;
    this.#after(thinkingMs + this.#options.random() * thinkingSpreadMs, () => {
      this.#armed = false;
      void this.#attend();
    });
  }

  /** Empties the mailbox: every command, of joins and of messages the newest each; the rest is dropped. Never rejects. */
  async #attend(): Promise<void> {
    const { bot, manners } = this.#options;
    const heard = this.#heard;
    const newcomer = this.#newcomer;
    this.#heard = [];
    this.#newcomer = null;
    this.#busy = true;
    await this.#run(async () => {
      const polite = isPolite(manners, this.#people());
      if (newcomer && mayGreet(bot, polite)) {
        await bot.on?.join?.(this.#answering(newcomer), { nick: newcomer.nick, kind: 'person' });
      }
      for (const entry of heard) await this.#obey(entry);
      const talk = heard.filter(({ text }) => commandIn(text) === null);
      const message = this.#newestFor(talk, polite);
      if (message) await bot.on?.message?.(this.#answering(message), message);
    });
    this.#busy = false;
    if (!this.#over.signal.aborted) this.#arm();
  }

  /** Answers a command; all else is passed over. */
  async #obey(entry: Message & Entry): Promise<void> {
    const command = commandIn(entry.text);
    const spec = command && commandOf(this.#options.bot, command.name);
    if (!spec || this.#over.signal.aborted) return;
    const context = this.#answering(entry);
    const usage = usageOf(spec, command);
    if (usage !== null) context.reply(usage, 'the command was not complete');
    else await spec.run(context, command.args, this.#read(entry));
  }

  #newestFor(entries: readonly (Message & Entry)[], polite: boolean): Heard | undefined {
    for (const entry of entries.toReversed()) {
      const heard = this.#read(entry);
      if (mayAnswer(this.#options.bot, heard, polite)) return heard;
    }
    return undefined;
  }

  #read({ seq, nick, text, time }: Message & Entry): Heard {
    const understood = understand(text, this.#wallClock(this.#options.clock.now()));
    return { seq, nick, text, time, understood, addressed: this.#named(text) };
  }

  #people(): number {
    return this.#seat?.members().filter((member) => member.kind === 'person').length ?? 0;
  }

  #repeat(interval: string, run: (context: BotContext) => void | Promise<void>): void {
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
      void this.#run(() => run(this.#context)).then(() => {
        running = false;
      });
    };
    this.#after(ms, tick);
  }

  /** Where everything of the bot's own runs: what it throws or how long it takes ends the bot and nothing else. */
  async #run(work: () => void | Promise<void>): Promise<void> {
    const release = this.#after(handlerLimitMs, () => {
      this.#fail(`took longer than ${handlerLimitMs / 1000} s`);
    });
    try {
      await work();
    } catch (thrown) {
      this.#fail(messageOf(thrown));
    } finally {
      release();
    }
  }

  #fail(reason: string): void {
    this.#end({ type: 'failed', reason });
  }

  #end(ended: Ended): void {
    if (this.#over.signal.aborted) return;
    this.stop(ended.reason);
    this.#options.onEnd(ended);
  }

  #silence(): void {
    this.#over.abort();
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#heard = [];
    this.#newcomer = null;
    this.#armed = false;
    this.#busy = false;
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

  #say(text: string, because: string | undefined, answers: Heard['seq'] | undefined): void {
    if (this.#over.signal.aborted) return;
    this.#seat?.say({
      text,
      ...(because !== undefined && { because }),
      ...(answers !== undefined && { answers }),
    });
    if (answers !== undefined) this.#options.onAnswer();
  }

  #answering(trigger: { readonly seq: Heard['seq'] }): BotContext {
    return {
      ...this.#context,
      reply: (text, because) => {
        this.#say(text, because, trigger.seq);
      },
    };
  }

  #contextOf(): BotContext {
    return contextFor(this.#options, {
      say: (text, because) => this.#say(text, because, undefined),
      members: () => this.#seat?.members() ?? [],
      history: async (limit, before) => this.#seat?.history(limit, before) ?? [],
      lastHeardAt: () => this.#lastHeardAt,
      after: (ms, run) => this.#after(ms, () => void this.#run(run)),
      signal: this.#over.signal,
    });
  }
}
