import { AsyncLocalStorage, createHook } from 'node:async_hooks';
import type { Bot } from '../bots/bot.ts';
import { manifestOf } from '../bots/manifest.ts';
import type { Means } from '../bots/mind/local-mind.ts';
import { LocalMind } from '../bots/mind/local-mind.ts';
import type { BotSource, Work } from '../bots/mind/mind.ts';
import type { Clock } from '../util/clock.ts';
import { messageOf } from '../util/result.ts';
import { shortened } from '../util/shortened.ts';

/** Characters of what a bot is about. */
const longestAbout = 200;

/** How what a bot throws is told, by the bot's name. */
export type WordsOf = (bot: string) => (thrown: unknown) => string;

/** A bot at work. */
export interface AtWork {
  readonly bot: string;
  /** What is to be dealt with, in words: `ann’s “/roll”`. */
  readonly about: string;
  /** Something of the bot's own failed that nobody waits for. */
  readonly fail: (reason: string) => void;
}

/**
 * Where bots work that share a thread with each other and with whoever tries them out: it can be told whose code runs, also
 * after it has waited for something.
 */
export class Workplace {
  readonly #wordsOf: WordsOf;
  readonly #working = new AsyncLocalStorage<AtWork>();
  /** By the bot: what it was given to do last, or failed with. */
  readonly #works = new Map<string, AtWork>();
  #onWork: (work: AtWork) => void = () => undefined;
  #latest: AtWork | null = null;
  #turnedAt: number | null = null;
  #clock: Clock | null = null;

  constructor(wordsOf: WordsOf = () => messageOf) {
    this.#wordsOf = wordsOf;
  }

  /**
   * Calls `onWork` whenever another piece of work is begun or gone on with, or at another time, before any code of the bot's
   * runs: what it heard last is whoever does not come to an end. Costs something at each promise. Returns what ends it.
   */
  follow(onWork: (work: AtWork) => void): () => void {
    this.#onWork = onWork;
    const hook = createHook({ before: () => this.#goOn() }).enable();
    return () => {
      hook.disable();
      this.#onWork = () => undefined;
    };
  }

  /** ms UTC, of the rehearsal in which the bots are; null before there is one. */
  get time(): number | null {
    return this.#clock?.now() ?? null;
  }

  /** Whose code runs; null when it is no bot's. */
  get now(): AtWork | null {
    return this.#working.getStore() ?? null;
  }

  /** Who was given something to do last. */
  get latest(): AtWork | null {
    return this.#latest;
  }

  /** What a bot was given to do last, or what of it failed last. */
  workOf(bot: string): AtWork | undefined {
    return this.#works.get(bot);
  }

  /** A bot that works here. */
  seat(bot: Bot, means: Means): BotSource {
    this.#clock = means.clock;
    return {
      ...manifestOf(bot),
      wake: (voice, random) => {
        const during = <Result>(about: string, work: () => Result): Result =>
          this.during({ bot: bot.name, about, fail: (reason) => voice.failed(reason) }, work);
        const clock: Clock = {
          now: () => means.clock.now(),
          after: (ms, run) => means.clock.after(ms, () => during('a timer of its own', run)),
        };
        const words = this.#wordsOf(bot.name);
        const worded = (work: Promise<void>) =>
          work.catch((thrown: unknown) => {
            throw new Error(words(thrown), { cause: thrown });
          });
        const mind = new LocalMind({
          ...means,
          words,
          bot,
          voice,
          random,
          clock,
          // What answers it is the work of whoever tries the bot out.
          fetch: (url, init) => this.#working.exit(() => means.fetch(url, init)),
        });
        return {
          attend: (work) => during(aboutOf(work), () => worded(mind.attend(work))),
          tick: (interval) => during(`what it does every ${interval}`, () => worded(mind.tick(interval))),
          ask: (operation, args) => during(`the operation ${operation}`, () => mind.ask(operation, args)),
          follow: () => mind.follow(),
          memory: () => mind.memory(),
          close: () => mind.close(),
        };
      },
    };
  }

  /** Runs what is a bot's own. */
  during<Result>(work: AtWork, run: () => Result): Result {
    this.#turnTo(work);
    this.#works.set(work.bot, work);
    const result = this.#working.run(work, run);
    // Whoever asked for the result deals with that.
    if (result instanceof Promise) result.catch(() => this.#works.set(work.bot, work));
    return result;
  }

  #goOn(): void {
    const work = this.#working.getStore();
    if (work && (work !== this.#latest || this.time !== this.#turnedAt)) this.#turnTo(work);
  }

  #turnTo(work: AtWork): void {
    this.#latest = work;
    this.#turnedAt = this.time;
    this.#onWork(work);
  }
}

function aboutOf({ newcomer, commands, candidates }: Work): string {
  const heard = [...commands.map((typed) => typed.heard), ...candidates];
  const said = heard.map(({ nick, text }) => `${nick}’s “${text}”`);
  const all = newcomer ? [`${newcomer.nick}, who came in`, ...said] : said;
  return shortened(all.join(', '), longestAbout);
}
