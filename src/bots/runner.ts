/**
 * Runs one bot on one seat: what it gets to see, when it answers, and that it falls silent at once. One Runner is one
 * stay in the room; its supervisor makes a new one for the next. Knows the door, not who keeps it, and the bot's mind, not
 * where that is. Over 300 lines because all that can happen on a seat is seen in one place.
 */
import type { Batch } from '../hub/batch.ts';
import type { Farewell, Listener, Seat } from '../hub/seat.ts';
import type { BotCommand, Entry, MessageId, Refusal, RoomName } from '../room/types.ts';
import { durationMs } from '../util/duration.ts';
import { messageOf } from '../util/result.ts';
import { Agenda } from './agenda.ts';
import { offersOf } from './commands.ts';
import { type Expected, expectedBack } from './company.ts';
import { isPolite, namedBy } from './manners.ts';
import { limited } from './mind/limited.ts';
import type { BotSource } from './mind/mind.ts';
import { Timers } from './mind/timers.ts';
import { missed } from './missed.ts';
import { OwnCommands } from './own-commands.ts';
import type { Reading } from './pieces.ts';
import type { Ended, RunnerOptions } from './runner-options.ts';
import { seatVoice, type Stay } from './seat-voice.ts';
import { askersOf, Tenure } from './tenure.ts';
import { thinkingTime } from './waiting.ts';
import { inOneLine } from './worker/whereabouts.ts';

/** How long an old version of a bot may go on with what it was about, ms. */
const drainMs = 10_000;

export class Runner implements Listener {
  readonly #options: RunnerOptions;
  readonly #stay: Stay;
  readonly #over = new AbortController();
  readonly #timers: Timers;
  readonly #named: (text: string) => boolean;
  readonly #agenda: Agenda;
  /** The bot, and whatever of older versions is not done yet. */
  #tenure: Tenure;
  readonly #tenures = new Set<Tenure>();
  #seat: Seat | undefined;
  #live = false;
  #past: Entry[] = [];
  #expected: Expected = { people: 0, until: 0 };
  #lastHeardAt: number | null = null;
  readonly #own = new OwnCommands();
  #armed = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#stay = {
      options,
      signal: this.#over.signal,
      seat: () => this.#seat,
      lastHeardAt: () => this.#lastHeardAt,
      onVoice: (tenure) => this.#retireIfDone(tenure),
      onFailed: (tenure, reason) => this.#failed(tenure, reason),
    };
    this.#timers = new Timers(options.clock);
    this.#named = namedBy(options.bot.name);
    this.#agenda = new Agenda(options.place);
    this.#tenure = this.#begin(options.bot);
  }

  /** Goes to the door, whether the bot is awake or not yet. Call once. */
  start(): void {
    try {
      this.#seat = this.#options.door(this);
    } catch (thrown) {
      this.#fail(messageOf(thrown));
    }
  }

  /**
   * Puts another version of the bot in the place of this one, on the same seat. What is being answered is finished by the
   * old one, for a while; everything else is the new one's.
   */
  replace(bot: BotSource): void {
    if (this.#over.signal.aborted) return;
    const old = this.#tenure;
    this.#tenure = this.#begin(bot);
    if (this.#live) this.#settleIn();
    this.#timers.after(drainMs, () => this.#cutOff(old));
    this.#retireIfDone(old);
    if (this.#agenda.hasPieces) void this.#work(this.#tenure);
    else this.#arm();
  }

  /** It thinks over something that it heard, or answers it, or writes. */
  get isBusy(): boolean {
    return (
      this.#armed || [...this.#tenures].some(({ isAnswering, drafts }) => isAnswering || drafts.size > 0)
    );
  }

  /** Bytes that the bot alone holds; null where nobody can tell. */
  get memory(): number | null {
    return this.#tenure.mind.memory();
  }

  /** How long the oldest message has waited that the bot is not done with, beyond the time that it thinks; ms. */
  get lag(): number {
    return this.#agenda.lag(this.#options.clock.now());
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
      this.#tenure.mind
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

  live(_room: RoomName, seq: number): void {
    if (this.#live || this.#over.signal.aborted) return;
    this.#live = true;
    this.#options.onLive();
    this.#settleIn();
    this.#catchUp(seq);
  }

  deliver(batch: Batch): void {
    if (this.#over.signal.aborted) return;
    if (!this.#live) {
      this.#past.push(...batch.entries);
      return;
    }
    for (const entry of batch.entries) {
      if (entry.kind === 'person' && entry.nick !== this.#seat?.nick) this.#notice(entry);
      this.#tenure.mind.follow(entry);
    }
    const newest = batch.entries.at(-1);
    if (newest) this.#options.place.heard(newest.seq);
    this.#arm();
  }

  commands(commands: readonly BotCommand[]): void {
    this.#own.told(commands);
    this.#lookForOthers();
  }

  refused(refusal: Refusal, id: MessageId | null): void {
    this.#options.note('info', `not said: ${refusal.message}`);
    if (id !== null) this.#seat?.draft?.({ id, text: null });
  }

  stored(): void {}

  closed(farewell: Farewell): void {
    const wanted = farewell.code === 'kicked' || farewell.code === 'stopping';
    // By no fault of what it is about, which may be begun again.
    if (farewell.code === 'refused') this.#options.place.interrupted();
    this.#end(wanted ? 'dismissed' : 'failed', farewell.refusal?.message ?? farewell.reason);
  }

  /** A bot takes what it is given at once and keeps next to nothing of it. */
  backlog(): number {
    return 0;
  }

  whenDrained(resume: () => void): void {
    resume();
  }

  #begin(bot: BotSource): Tenure {
    const tenure = new Tenure(bot, this.#options.random, (own) => seatVoice(own, this.#stay));
    this.#tenures.add(tenure);
    return tenure;
  }

  /** Offers the commands of this version, and does what it does now and then. */
  #settleIn(): void {
    const tenure = this.#tenure;
    this.#lookForOthers();
    this.#seat?.offer?.(offersOf(tenure.bot));
    for (const interval of tenure.bot.intervals) this.#repeat(tenure, interval);
  }

  #lookForOthers(): void {
    const { bot } = this.#tenure;
    this.#options.onOthers(this.#own.othersOf(bot, this.#seat?.nick ?? bot.name));
  }

  /** What an old version has begun it may finish. */
  #retireIfDone(tenure: Tenure): void {
    const isDone = tenure.underWay === 0 && tenure.drafts.size === 0;
    if (tenure !== this.#tenure && isDone) void this.#retire(tenure);
  }

  /** An old version has had its time. */
  #cutOff(tenure: Tenure): void {
    if (tenure.isOver) return;
    const askers = askersOf([tenure], this.#options.clock.now());
    const lost = askers.length > 0 ? `: what ${askers.join(' and ')} asked is not answered` : '';
    this.#options.note('warn', `the version before was cut off after ${drainMs / 1000} s${lost}`);
    this.#options.onBroken({ type: 'cut off', askers, waiting: [] });
    void this.#retire(tenure);
  }

  async #retire(tenure: Tenure): Promise<void> {
    for (const id of tenure.drafts) this.#seat?.draft?.({ id, text: null });
    // What is cut short is not begun again.
    for (const seq of tenure.begun) this.#options.place.done(seq);
    await tenure.end();
    this.#tenures.delete(tenure);
  }

  /** Looks at what happened while the bot was away. */
  #catchUp(upTo: number): void {
    const { place, clock } = this.#options;
    const past = this.#past;
    this.#past = [];
    this.#expected = expectedBack(past);
    const newest = Math.max(upTo, past.at(-1)?.seq ?? 0);
    // Such as one that a backup took the place of.
    if (!place.isWithin(newest)) place.forget();
    const now = this.#seat?.now?.() ?? clock.now();
    const found = missed(past, this.#tenure.bot, place, now);
    place.begin(() => this.#seat?.unstored?.() ?? []);
    for (const entry of found) this.#agenda.put(entry, this.#own.of(this.#tenure.bot));
    place.heard(newest);
    this.#arm();
  }

  #notice(entry: Entry): void {
    if (entry.type === 'message') this.#lastHeardAt = this.#options.clock.now();
    this.#agenda.put(entry, this.#own.of(this.#tenure.bot));
  }

  /** Thinks for about a second over what came in. While an answer is under way the next one waits for its end. */
  #arm(): void {
    if (!this.#agenda.hasMail) return;
    this.#agenda.thinks(this.#options.clock.now());
    if (this.#armed || this.#tenure.isAnswering) return;
    this.#armed = true;
    this.#timers.after(thinkingTime(this.#options.random), () => {
      this.#armed = false;
      // A new version may have gone on with what was left.
      if (this.#tenure.isAnswering) return;
      this.#agenda.take(this.#reading());
      void this.#work(this.#tenure);
    });
  }

  /** Does what there is to do, one thing after the other. Never rejects. */
  async #work(tenure: Tenure): Promise<void> {
    const { place, clock } = this.#options;
    tenure.isAnswering = true;
    while (this.#tenure === tenure && !tenure.isOver) {
      const piece = this.#agenda.next();
      if (!piece) break;
      for (const seq of piece.seqs) place.begun(seq);
      tenure.begins(piece);
      await this.#run(tenure, () => tenure.mind.attend(piece.work));
      for (const seq of piece.seqs) place.done(seq);
      tenure.isThrough(clock.now());
    }
    tenure.isAnswering = false;
    this.#agenda.rests();
    if (this.#tenure === tenure && !tenure.isOver) this.#arm();
  }

  #reading(): Reading {
    const { manners, read, clock } = this.#options;
    const named = this.#named;
    return {
      bot: this.#own.of(this.#tenure.bot),
      polite: isPolite(manners, this.#people()),
      named,
      read(message) {
        const { seq, nick, text, time } = message;
        return { seq, nick, text, time, understood: read(message, clock.now()), addressed: named(text) };
      },
    };
  }

  #people(): number {
    const here = this.#seat?.members().filter((member) => member.kind === 'person').length ?? 0;
    const { people, until } = this.#expected;
    return this.#options.clock.now() < until ? Math.max(here, people) : here;
  }

  #repeat(tenure: Tenure, interval: string): void {
    const ms = durationMs(interval);
    if (ms === null || ms < 1) {
      this.#fail(`every "${interval}": no such interval`);
      return;
    }
    let running = false;
    const tick = () => {
      if (tenure !== this.#tenure) return;
      this.#timers.after(ms, tick);
      if (running) return;
      running = true;
      void this.#run(tenure, () => tenure.mind.tick(interval)).then(() => {
        running = false;
      });
    };
    this.#timers.after(ms, tick);
  }

  async #run(tenure: Tenure, work: () => Promise<void>): Promise<void> {
    tenure.underWay++;
    await limited(
      (ms, run) => this.#timers.after(ms, run),
      (reason) => this.#failed(tenure, reason),
      work,
    );
    tenure.underWay--;
    this.#retireIfDone(tenure);
  }

  #failed(tenure: Tenure, reason: string): void {
    if (tenure.isOver) return;
    if (tenure !== this.#tenure) {
      this.#options.note('warn', `the version before failed while it finished: ${inOneLine(reason)}`);
    } else if (!this.#options.isReplaced(reason)) {
      this.#fail(reason);
      return;
    }
    const askers = askersOf([tenure], this.#options.clock.now());
    this.#options.onBroken({ type: 'failed', askers, waiting: [] });
    void this.#retire(tenure);
  }

  #fail(reason: string): void {
    this.#end('failed', reason);
  }

  #end(type: Ended['type'], reason: string): void {
    if (this.#over.signal.aborted) return;
    const askers = askersOf(this.#tenures, this.#options.clock.now());
    const { waiting } = this.#agenda;
    // With what it failed is not for the thread.
    this.#options.onEnd({ type, reason, gone: this.stop(type === 'failed' ? type : reason) });
    if (type === 'failed') this.#options.onBroken({ type, askers, waiting });
  }

  #silence(): Promise<void> {
    this.#over.abort();
    this.#timers.end();
    this.#agenda.clear();
    this.#past = [];
    this.#armed = false;
    this.#options.place.broken();
    return Promise.all([...this.#tenures].map((tenure) => tenure.end())).then(() => undefined);
  }
}
