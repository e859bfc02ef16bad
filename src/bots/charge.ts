/**
 * One bot in the care of its supervisor, over all its stays in the room. It comes back with growing pauses when it fails, and
 * is parked when it keeps failing. It is never there twice: a stay begins when nothing is left of those before. Over 300 lines
 * because all that becomes of a bot is seen in one place.
 */
import type { JoinRequest } from '../hub/seat.ts';
import type { Note } from '../util/note.ts';
import { Recent } from '../util/recent.ts';
import { Fault, messageOf } from '../util/result.ts';
import { type BotState, type BotStatus, bySettings, type Outcome } from './bot-state.ts';
import type { ChargeOptions } from './charge-options.ts';
import { othersInWords } from './commands.ts';
import { Failures, failuresToPark, windowMs } from './failures.ts';
import type { BotSource } from './mind/mind.ts';
import { Place } from './place.ts';
import { Remains } from './remains.ts';
import type { Ended } from './runner-options.ts';
import { Runner } from './runner.ts';
import { type Trial, trialAfter, trialMs, versionBefore } from './trial.ts';
import { inOneLine } from './worker/whereabouts.ts';

/** Entries of the room in which a bot that was away looks for what it has missed. */
const mostMissed = 200;
/** How long whoever runs the room waits for an answer, ms. */
const answerMs = 2_000;
/** Characters in a message, where nobody says. */
const defaultTextLimit = 4000;

export class Charge {
  readonly #options: ChargeOptions;
  readonly #place: Place | null;
  #bot: BotSource;
  #state: BotState;
  #runner: Runner | null = null;
  /** Cancels the timer of a pause. */
  #wake: () => void = () => undefined;
  readonly #remains: Remains;
  readonly #failures = new Failures();
  #trial: Trial | null = null;
  #restarts = 0;
  #answers = 0;
  readonly #recent = new Recent(windowMs);
  /** What is told once only. */
  readonly #noted = new Set<string>();

  constructor(options: ChargeOptions) {
    this.#options = options;
    this.#bot = options.bot;
    this.#place = options.places?.of(options.bot.name) ?? null;
    this.#state = { type: 'stopped', by: bySettings, since: options.clock.now() };
    const { name } = options.bot;
    this.#remains = new Remains({
      clock: options.clock,
      onTrouble: (thrown) => options.log(name, 'warn', messageOf(thrown)),
      onLong: () => {
        const what = 'is in the middle of something that nothing can interrupt';
        this.#note('warn', `The old thread of ${name} ${what}; ${name} comes back when that is over.`);
      },
    });
  }

  get bot(): BotSource {
    return this.#bot;
  }

  /** It comes in, or thinks over something that it heard, or answers it. */
  get isBusy(): boolean {
    const { type } = this.#state;
    return type === 'starting' || type === 'ending' || this.#runner?.isBusy === true;
  }

  /** One that was parked or is pausing starts at once, with its failures forgotten. */
  start(): Outcome {
    const { name } = this.#bot;
    if (this.#runner) return { done: false, message: `${name} is running already.` };
    return this.#begin('was started');
  }

  /** `by` is whoever wanted it, for the list. */
  stop(by: string): Outcome {
    const { name } = this.#bot;
    if (this.#state.type === 'stopped') return { done: false, message: `${name} is stopped already.` };
    this.#halt(by);
    this.#forgetPlace();
    return { done: true, message: `${name} was stopped.` };
  }

  restart(by: string): Outcome {
    this.#halt(by);
    this.#restarts += 1;
    return this.#begin('was restarted');
  }

  /**
   * Puts the newest version in the place of the one that runs, which nobody in the room sees. Where that is not to be had,
   * the old one goes on, and is what starts the next time; so it is when the new one fails within `trialMs`. One that was
   * parked or is pausing starts with it, and is not gone back from. `fitted` gives what of a version may be run here.
   */
  async reload(fitted: (next: BotSource) => BotSource): Promise<Outcome> {
    const { name } = this.#bot;
    let next: BotSource | undefined;
    try {
      next = await this.#bot.renew?.();
      this.#replace(next ? fitted(next) : this.#bot);
    } catch (thrown) {
      void next?.forget?.();
      return this.#told({ done: false, message: `${name} goes on as it was: ${messageOf(thrown)}` });
    }
    if (!this.#runner && this.#state.type !== 'stopped') this.#begin('');
    // Where it is not wanted now.
    void this.#bot.forget?.();
    return this.#told({ done: true, message: `${name} was loaded again.` });
  }

  status(): BotStatus {
    const { name, about, commands, intervals, needs, operations } = this.#bot;
    return {
      name,
      about,
      commands,
      intervals,
      needs,
      operations,
      state: this.#state,
      isLeftOver: this.#remains.isAny,
      lastError: this.#failures.errors[0] ?? null,
      errors: this.#failures.errors,
      restarts: this.#restarts,
      answers: this.#answers,
      answersPerMinute: this.#recent.count(this.#now()),
      lag: this.#runner?.lag ?? null,
      memory: this.#runner?.memory ?? null,
    };
  }

  /** See `Supervisor.ask`. */
  ask(operation: string, args: readonly unknown[]): Promise<unknown> {
    const { name } = this.#bot;
    const runner = this.#runner;
    if (!runner) return Promise.reject(new Fault(`${name} is not running.`));
    return new Promise((resolve, reject) => {
      const late = () => reject(new Fault(`${name} did not answer within ${answerMs / 1000} s.`));
      const release = this.#options.clock.after(answerMs, late);
      runner.ask(operation, args).then(resolve, reject).finally(release);
    });
  }

  /** Stops it; what it was about waits for the next server. Resolves when nothing of it is left. */
  async close(): Promise<void> {
    this.#place?.interrupted();
    this.#halt('the server');
    await this.#remains.gone;
  }

  /** Starts it anew, as soon as it can be, with its failures forgotten. `what` tells whoever wanted it, if that is now. */
  #begin(what: string): Outcome {
    this.#wake();
    this.#failures.forgive();
    const enter = () => this.#enter();
    this.#whenAlone(enter, enter);
    const { name } = this.#bot;
    const message = this.#remains.isLong
      ? `${name} starts as soon as its old thread has ended.`
      : `${name} ${what}.`;
    return { done: true, message };
  }

  /** Does `then` when nothing is left of former stays: now, or soon; where it takes long, `late` takes its place. */
  #whenAlone(then: () => void, late: () => void): void {
    if (this.#remains.isAny) this.#state = { type: 'ending', since: this.#now() };
    this.#remains.whenNone(then, late);
  }

  #replace(next: BotSource): void {
    this.#runner?.replace(next);
    if (next === this.#bot) return;
    this.#trial = this.#runner && trialAfter(this.#bot, this.#trial, this.#now());
    void this.#bot.forget?.();
    this.#bot = next;
  }

  #enter(): void {
    const { door, manners, kept, textLimit = defaultTextLimit, read, clock, random, log } = this.#options;
    const bot = this.#bot;
    this.#state = { type: 'starting', since: this.#now() };
    const place = this.#place ?? new Place(null, () => undefined);
    try {
      this.#runner = new Runner({
        bot,
        place,
        textLimit,
        door: (listener) => door(requestOf(bot, place.isKnown), listener),
        manners,
        kept,
        read,
        clock,
        random,
        note: (level, message) => {
          log(bot.name, level, message);
        },
        onLive: () => {
          this.#state = { type: 'running', since: this.#now() };
        },
        onOthers: (commands) => this.#noteOthers(commands),
        onAnswer: () => {
          this.#answers += 1;
          this.#recent.add(this.#now());
        },
        isReplaced: (reason) => this.#goesBack(reason),
        onBroken: this.#options.onBroken,
        onEnd: (ended) => this.#ended(ended),
      });
    } catch (thrown) {
      this.#ended({ type: 'failed', reason: messageOf(thrown), gone: Promise.resolve() });
    }
    this.#runner?.start();
  }

  /** Once for each, however often they come and go. */
  #noteOthers(commands: ReadonlyMap<string, string>): void {
    const { name } = this.#bot;
    const news = [...commands].filter(([command, owner]) => !this.#noted.has(`${command} ${owner}`));
    if (news.length === 0) return;
    for (const [command, owner] of news) this.#noted.add(`${command} ${owner}`);
    this.#note('warn', othersInWords(name, news));
  }

  #ended({ type, reason, gone }: Ended): void {
    const now = this.#now();
    const { since } = this.#state;
    this.#runner = null;
    this.#remains.left(gone);
    if (type === 'dismissed') {
      this.#state = { type: 'stopped', by: `the Host (${reason})`, since: now };
      this.#note('info', `${this.#bot.name} was sent away: ${reason}`);
      this.#forgetPlace();
      return;
    }
    const pause = this.#failures.add(reason, now, since);
    if (pause === null) {
      this.#park(reason);
      return;
    }
    this.#note('warn', `${this.#bot.name} failed: ${inOneLine(reason)} — back in ${pause / 1000} s.`);
    this.#pause(pause);
  }

  /** Puts the version before, if there is one, in the place of a new one that has failed. */
  #goesBack(reason: string): boolean {
    const now = this.#now();
    const before = versionBefore(this.#trial, now);
    this.#trial = null;
    if (!before || !this.#runner) return false;
    this.#bot = before;
    try {
      this.#runner.replace(before);
    } catch {
      // It is tried again after the pause that follows.
      return false;
    }
    this.#failures.remember(reason, now);
    const what = `failed within ${trialMs / 1000} s after it was loaded again`;
    this.#note('warn', `${before.name} ${what}: ${inOneLine(reason)} — the version before goes on.`);
    return true;
  }

  #park(reason: string): void {
    const { name } = this.#bot;
    this.#state = { type: 'parked', since: this.#now() };
    void this.#options.places?.keep();
    const message = `${name} failed ${failuresToPark} times within a minute and is parked. Last: ${inOneLine(reason)}`;
    const { triesAgain = (bot) => `"bot start ${bot}" tries again` } = this.#options;
    this.#note('error', `${message} — ${triesAgain(name)}.`);
  }

  #pause(pause: number): void {
    const now = this.#now();
    this.#state = { type: 'backing off', since: now, until: now + pause };
    const comeBack = () => {
      this.#restarts += 1;
      this.#enter();
    };
    this.#wake = this.#options.clock.after(pause, () => this.#whenAlone(comeBack, () => this.#pause(pause)));
  }

  #halt(by: string): void {
    this.#wake();
    this.#remains.forget();
    const gone = this.#runner?.stop(`stopped by ${by}`);
    const forgotten = this.#bot.forget?.();
    if (gone ?? forgotten) this.#remains.left(Promise.all([gone, forgotten]));
    this.#runner = null;
    if (this.#state.type !== 'stopped') this.#state = { type: 'stopped', by, since: this.#now() };
  }

  /** What is said until it comes again is none of its business. */
  #forgetPlace(): void {
    this.#place?.forget();
    void this.#options.places?.keep();
  }

  #told(outcome: Outcome): Outcome {
    const about = { bot: this.#bot.name, told: true };
    this.#options.note(outcome.done ? 'info' : 'warn', outcome.message, about);
    return outcome;
  }

  #note(level: Parameters<Note>[0], message: string): void {
    this.#options.note(level, message, { bot: this.#bot.name });
  }

  #now(): number {
    return this.#options.clock.now();
  }
}

function requestOf({ name, kind }: BotSource, goesOn: boolean): JoinRequest {
  const replay = goesOn ? mostMissed : 0;
  return { nick: name, kind, address: 'resident', wire: 'resident', replay, resident: true };
}
