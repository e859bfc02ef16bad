/**
 * Keeps the bots of one room: starts, stops and restarts them by name, brings back those that fail with growing pauses,
 * and parks those that keep failing. The only place where a bot's failure ends.
 */
import type { JoinRequest, Listener, Seat } from '../hub/seat.ts';
import type { Shelf } from '../log/log.ts';
import type { Clock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import type { Random } from '../util/random.ts';
import { seededRandom, seedFor } from '../util/random.ts';
import { Recent } from '../util/recent.ts';
import { Fault, messageOf } from '../util/result.ts';
import type { BotError, BotState, BotStatus } from './bot-state.ts';
import { withoutDoubles } from './commands.ts';
import type { Manners } from './manners.ts';
import type { BotSource } from './mind.ts';
import { Place } from './place.ts';
import type { Places } from './places.ts';
import { readingOnce } from './reading-once.ts';
import { type Ended, Runner, type RunnerOptions } from './runner.ts';
import { BotShelf } from './store.ts';

/** The pause before the n-th try in a row, and its ceiling, ms. */
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** So many failures within `windowMs` park a bot. Having run that long without one, its pauses are short again. */
const failuresToPark = 5;
const windowMs = 60_000;
/** Errors that are remembered of each bot. */
const mostErrors = 10;
/** Entries of the room in which a bot that was away looks for what it has missed. */
const mostMissed = 200;
/** How long whoever runs the room waits for a bot's answer, ms. */
const answerMs = 2_000;
/** Characters in a message, where nobody says. */
const defaultTextLimit = 4000;

export interface SupervisorOptions {
  /** Every bot that can be started here, by its own name; none of them runs before `start`. */
  readonly bots: readonly BotSource[];
  readonly door: (request: JoinRequest, listener: Listener) => Seat;
  readonly manners: Manners;
  /** What bots keep, each in a bucket of its own. */
  readonly shelf: Shelf;
  /** Bytes that each may keep there. Default 16 MiB. */
  readonly storeLimit?: number;
  /** Characters in a message; what a bot says beyond is shortened. Default 4000. */
  readonly textLimit?: number;
  /** Where they are in the log. Without it none goes on where it was: for doors whose log has places of its own. */
  readonly places?: Places;
  readonly clock: Clock;
  readonly random: Random;
  /** What becomes of the bots, in whole sentences. Those about one have its name among the fields, as `bot`. */
  readonly note: Note;
  /** What a bot logs and prints, in its own words. */
  readonly log: (bot: string, ...line: Parameters<Note>) => void;
}

/** What became of an administrator's wish, in a sentence for them. */
export interface Outcome {
  readonly done: boolean;
  readonly message: string;
}

interface Charge {
  bot: BotSource;
  readonly place: Place | null;
  readonly kept: BotShelf;
  readonly random: Random;
  state: BotState;
  runner: Runner | null;
  /** Cancels the timer of a pause. */
  wake: (() => void) | null;
  failures: number[];
  /** Failures without a healthy minute between them. */
  inARow: number;
  restarts: number;
  answers: number;
  readonly recent: Recent;
  /** The newest first. */
  errors: readonly BotError[];
}

export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #charges: readonly Charge[];
  readonly #read = readingOnce();

  constructor(options: SupervisorOptions) {
    this.#options = options;
    const seed = Math.floor(options.random() * 2 ** 32);
    const bots = withoutDoubles(options.bots, (sentence) => options.note('warn', sentence));
    this.#charges = bots.map((bot) => ({
      bot,
      place: options.places?.of(bot.name) ?? null,
      kept: new BotShelf(options.shelf, bot.name, options.storeLimit),
      // Of its name, so that it says the same whoever else is there.
      random: seededRandom(seedFor(seed, bot.name)),
      state: { type: 'stopped', by: 'the settings', since: options.clock.now() },
      runner: null,
      wake: null,
      failures: [],
      inARow: 0,
      restarts: 0,
      answers: 0,
      recent: new Recent(windowMs),
      errors: [],
    }));
  }

  /** Names in any case. A bot that was parked or is pausing starts at once, with its failures forgotten. */
  start(name: string): Outcome {
    return this.#with(name, (charge) => {
      if (charge.runner) return { done: false, message: `${charge.bot.name} is running already.` };
      this.#forget(charge);
      this.#launch(charge);
      return { done: true, message: `${charge.bot.name} was started.` };
    });
  }

  /** `by` is whoever wanted it, for the list. */
  stop(name: string, by: string): Outcome {
    return this.#with(name, (charge) => {
      const { type } = charge.state;
      if (type === 'stopped') return { done: false, message: `${charge.bot.name} is stopped already.` };
      void this.#halt(charge, by);
      charge.place?.forget();
      void this.#options.places?.keep();
      return { done: true, message: `${charge.bot.name} was stopped.` };
    });
  }

  restart(name: string, by: string): Outcome {
    return this.#with(name, (charge) => {
      void this.#halt(charge, by);
      this.#forget(charge);
      charge.restarts += 1;
      this.#launch(charge);
      return { done: true, message: `${charge.bot.name} was restarted.` };
    });
  }

  /**
   * Puts the newest version of a bot in the place of the one that runs, which nobody in the room sees. Where that is not to
   * be had, the old one goes on. One that was parked or is pausing starts with it.
   */
  async reload(name: string): Promise<Outcome> {
    const charge = this.#find(name);
    if (!charge) return this.#unknown(name);
    const { bot } = charge;
    try {
      const next = await bot.renew?.();
      if (next) this.#renew(charge, next);
      charge.runner?.replace(charge.bot);
    } catch (thrown) {
      return this.#told(bot, { done: false, message: `${bot.name} goes on as it was: ${messageOf(thrown)}` });
    }
    if (!charge.runner && charge.state.type !== 'stopped') {
      this.#forget(charge);
      this.#launch(charge);
    }
    // Where it is not wanted now.
    void charge.bot.forget?.();
    return this.#told(bot, { done: true, message: `${bot.name} was loaded again.` });
  }

  /** In the order they were given. */
  list(): readonly BotStatus[] {
    const now = this.#options.clock.now();
    return this.#charges.map(({ bot, runner, state, errors, restarts, answers, recent }) => ({
      name: bot.name,
      about: bot.about,
      commands: bot.commands,
      intervals: bot.intervals,
      needs: bot.needs,
      operations: bot.operations,
      state,
      lastError: errors[0] ?? null,
      errors,
      restarts,
      answers,
      answersPerMinute: recent.count(now),
      lag: runner?.lag ?? null,
      memory: runner?.memory ?? null,
    }));
  }

  /** Some bot comes in, or thinks over something that it heard, or answers it. */
  get isBusy(): boolean {
    return this.#charges.some(({ state, runner }) => state.type === 'starting' || runner?.isBusy === true);
  }

  /**
   * Asks a bot for one of its operations. Rejects with what it threw, with a Fault when it is not running, or when it has
   * not answered in time.
   */
  ask(name: string, operation: string, ...args: readonly unknown[]): Promise<unknown> {
    const runner = this.#find(name)?.runner;
    if (!runner) return Promise.reject(new Fault(`${name} is not running.`));
    return new Promise((resolve, reject) => {
      const late = () => reject(new Fault(`${name} did not answer within ${answerMs / 1000} s.`));
      const release = this.#options.clock.after(answerMs, late);
      runner.ask(operation, args).then(resolve, reject).finally(release);
    });
  }

  /** Stops every bot. Resolves when nothing of them is left. */
  async close(): Promise<void> {
    const gone = this.#charges.map((charge) => this.#halt(charge, 'the server'));
    await this.#options.places?.close();
    await Promise.all(gone);
  }

  #with(name: string, act: (charge: Charge) => Outcome): Outcome {
    const charge = this.#find(name);
    return charge ? act(charge) : this.#unknown(name);
  }

  #unknown(name: string): Outcome {
    const known = this.#charges.map(({ bot }) => bot.name).join(', ');
    return { done: false, message: `There is no bot named ${name}. Bots here: ${known || 'none'}.` };
  }

  #told({ name }: BotSource, outcome: Outcome): Outcome {
    this.#options.note('info', outcome.message, { bot: name });
    return outcome;
  }

  /** The others keep the commands that they have. */
  #renew(charge: Charge, next: BotSource): void {
    const others = this.#charges.filter((each) => each !== charge).map(({ bot }) => bot);
    const note = (sentence: string) => this.#options.note('warn', sentence);
    void charge.bot.forget?.();
    charge.bot = withoutDoubles([...others, next], note).at(-1) ?? next;
  }

  #find(name: string): Charge | undefined {
    const wanted = name.toLowerCase();
    return this.#charges.find(({ bot }) => bot.name.toLowerCase() === wanted);
  }

  #launch(charge: Charge): void {
    const { bot, kept, random } = charge;
    const { door, manners, textLimit = defaultTextLimit, clock, log } = this.#options;
    charge.state = { type: 'starting', since: clock.now() };
    const place = charge.place ?? new Place(null, () => undefined);
    const options: RunnerOptions = {
      bot,
      place,
      textLimit,
      door: (listener) => door(requestOf(bot, place.isKnown), listener),
      manners,
      kept,
      read: this.#read,
      clock,
      random,
      note: (level, message) => {
        log(bot.name, level, message);
      },
      onLive: () => {
        charge.state = { type: 'running', since: clock.now() };
      },
      onAnswer: () => {
        charge.answers += 1;
        charge.recent.add(clock.now());
      },
      onEnd: (ended) => {
        this.#ended(charge, ended);
      },
    };
    try {
      charge.runner = new Runner(options);
    } catch (thrown) {
      this.#ended(charge, { type: 'failed', reason: messageOf(thrown) });
    }
    charge.runner?.start();
  }

  #ended(charge: Charge, ended: Ended): void {
    const now = this.#options.clock.now();
    const { name } = charge.bot;
    const since = charge.state.since;
    charge.runner = null;
    if (ended.type === 'dismissed') {
      charge.state = { type: 'stopped', by: `the Host (${ended.reason})`, since: now };
      this.#options.note('info', `${name} was sent away: ${ended.reason}`, { bot: name });
      charge.place?.forget();
      void this.#options.places?.keep();
      return;
    }
    charge.errors = [{ message: ended.reason, time: now }, ...charge.errors].slice(0, mostErrors);
    charge.inARow = now - since >= windowMs ? 1 : charge.inARow + 1;
    charge.failures = [...charge.failures.filter((time) => now - time < windowMs), now];
    if (charge.failures.length >= failuresToPark) this.#park(charge, now);
    else this.#pause(charge, now);
  }

  #park(charge: Charge, now: number): void {
    const { name } = charge.bot;
    charge.state = { type: 'parked', since: now };
    void this.#options.places?.keep();
    const message = `${name} failed ${failuresToPark} times within a minute and is parked. Last: ${errorOf(charge)}`;
    this.#options.note('error', `${message} — "bot start ${name}" tries again.`, { bot: name });
  }

  #pause(charge: Charge, now: number): void {
    const { name } = charge.bot;
    const pause = Math.min(firstPauseMs * 2 ** (charge.inARow - 1), longestPauseMs);
    charge.state = { type: 'backing off', since: now, until: now + pause };
    this.#options.note('warn', `${name} failed: ${errorOf(charge)} — back in ${pause / 1000} s.`, {
      bot: name,
    });
    charge.wake = this.#options.clock.after(pause, () => {
      charge.wake = null;
      charge.restarts += 1;
      this.#launch(charge);
    });
  }

  async #halt(charge: Charge, by: string): Promise<void> {
    charge.wake?.();
    charge.wake = null;
    const gone = charge.runner?.stop(`stopped by ${by}`);
    const forgotten = charge.bot.forget?.();
    charge.runner = null;
    if (charge.state.type !== 'stopped')
      charge.state = { type: 'stopped', by, since: this.#options.clock.now() };
    await Promise.all([gone, forgotten]);
  }

  #forget(charge: Charge): void {
    charge.wake?.();
    charge.wake = null;
    charge.failures = [];
    charge.inARow = 0;
  }
}

function requestOf({ name, kind }: BotSource, goesOn: boolean): JoinRequest {
  const replay = goesOn ? mostMissed : 0;
  return { nick: name, kind, address: 'resident', wire: 'resident', replay, resident: true };
}

function errorOf(charge: Charge): string {
  return charge.errors[0]?.message ?? 'unknown';
}
