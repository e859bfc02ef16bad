import { AsyncLocalStorage } from 'node:async_hooks';
import type { Bot } from '../bots/bot.ts';
import type { Means } from '../bots/local-mind.ts';
import { LocalMind } from '../bots/local-mind.ts';
import { manifestOf } from '../bots/manifest.ts';
import type { BotSource, Work } from '../bots/mind.ts';
import type { Clock } from '../util/clock.ts';
import { shortened } from '../util/shortened.ts';

/** Characters of what a bot is about. */
const longestAbout = 200;

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
  readonly #working = new AsyncLocalStorage<AtWork>();
  readonly #onWork: (work: AtWork) => void;
  #latest: AtWork | null = null;

  /** `onWork` hears of each piece of work before it is begun. */
  constructor(onWork: (work: AtWork) => void = () => undefined) {
    this.#onWork = onWork;
  }

  /** Whose code runs; null when it is no bot's. */
  get now(): AtWork | null {
    return this.#working.getStore() ?? null;
  }

  /** Who was given something to do last. */
  get latest(): AtWork | null {
    return this.#latest;
  }

  /** A bot that works here. */
  seat(bot: Bot, means: Means): BotSource {
    return {
      ...manifestOf(bot),
      wake: (voice, random) => {
        const during = <Result>(about: string, work: () => Result): Result =>
          this.#during({ bot: bot.name, about, fail: (reason) => voice.failed(reason) }, work);
        const clock: Clock = {
          now: () => means.clock.now(),
          after: (ms, run) => means.clock.after(ms, () => during('a timer of its own', run)),
        };
        const mind = new LocalMind({
          ...means,
          bot,
          voice,
          random,
          clock,
          // What answers it is the work of whoever tries the bot out.
          fetch: (url, init) => this.#working.exit(() => means.fetch(url, init)),
        });
        return {
          attend: (work) => during(aboutOf(work), () => mind.attend(work)),
          tick: (interval) => during(`what it does every ${interval}`, () => mind.tick(interval)),
          ask: (operation, args) => during(`the operation ${operation}`, () => mind.ask(operation, args)),
          follow: () => mind.follow(),
          memory: () => mind.memory(),
          close: () => mind.close(),
        };
      },
    };
  }

  #during<Result>(work: AtWork, run: () => Result): Result {
    this.#latest = work;
    this.#onWork(work);
    return this.#working.run(work, run);
  }
}

function aboutOf({ newcomer, commands, candidates }: Work): string {
  const heard = [...commands.map((typed) => typed.heard), ...candidates];
  const said = heard.map(({ nick, text }) => `${nick}’s “${text}”`);
  const all = newcomer ? [`${newcomer.nick}, who came in`, ...said] : said;
  return shortened(all.join(', '), longestAbout);
}
