/** A bot's mind in the thread that made it. In a worker it is the other end of a `WorkerMind`. */
import type { MessageId, Seq } from '../../room/types.ts';
import { hostNick } from '../../room/types.ts';
import { askedWhy, lastOfBot, whyInWords } from '../../room/why.ts';
import { asksWhy } from '../../understanding/asks-why.ts';
import type { Clock } from '../../util/clock.ts';
import type { Random } from '../../util/random.ts';
import type { OpenPlaces } from '../../weather/types.ts';
import type { Bot, BotContext, Draft, Heard } from '../bot.ts';
import { commandOf, usageOf } from '../commands.ts';
import { manifestOf } from '../manifest.ts';
import { mayAnswer, namedBy } from '../manners.ts';
import { contextFor } from './context.ts';
import { draftId, draftOf } from './draft.ts';
import type { Fetch } from './limited-fetch.ts';
import { limited } from './limited.ts';
import type { BotSource, Mind, TypedTo, Voice, Work } from './mind.ts';
import { saidText } from './said-text.ts';
import { Timers } from './timers.ts';

/** Entries of the past in which a bot looks for what it said. */
const whyEntries = 100;
/** It is nobody's member and may be asked all the same. */
const hostMember = { nick: hostNick, kind: 'host' } as const;

/** What the program lends to bots. */
export interface Means {
  readonly clock: Clock;
  /** How they reach the world, which their manifests limit. */
  readonly fetch: Fetch;
  /** Opens the table of places, for as long as one of them stays. */
  readonly places: () => OpenPlaces;
}

/** Bots that run in this thread. */
export function localBots(bots: readonly Bot[], means: Means): readonly BotSource[] {
  return bots.map((bot) => ({
    ...manifestOf(bot),
    wake: (voice, random) => new LocalMind({ ...means, bot, voice, random }),
  }));
}

export interface LocalMindOptions extends Means {
  readonly bot: Bot;
  readonly voice: Voice;
  readonly random: Random;
  /** For what the bot's own timers throw. Default: its message. */
  readonly words?: (thrown: unknown) => string;
}

export class LocalMind implements Mind {
  readonly #bot: Bot;
  readonly #voice: Voice;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #over = new AbortController();
  readonly #timers: Timers;
  readonly #context: BotContext;
  readonly #words: LocalMindOptions['words'];

  constructor(options: LocalMindOptions) {
    const { bot, voice, clock, random } = options;
    this.#bot = bot;
    this.#voice = voice;
    this.#clock = clock;
    this.#timers = new Timers(clock);
    this.#random = random;
    this.#words = options.words;
    this.#context = contextFor(options, {
      say: (text, because) => this.#say(text, because, undefined),
      draft: (because) => this.#draft(because, undefined),
      after: (ms, run) => this.#timers.after(ms, () => void this.#watch(run)),
      signal: this.#over.signal,
    });
  }

  async attend({ newcomer, commands, candidates, polite }: Work): Promise<void> {
    const { on } = this.#bot;
    if (newcomer) {
      await on?.join?.(this.#answering(newcomer.seq), { nick: newcomer.nick, kind: 'person' });
    }
    for (const typed of commands) await this.#obey(typed);
    const [newest] = candidates;
    if (newest && (await this.#explained(newest))) return;
    const wanted = candidates.filter((heard) => mayAnswer(this.#bot, heard, polite));
    for (const message of this.#bot.hears === 'calls' ? wanted.toReversed() : wanted.slice(0, 1)) {
      if (!this.#over.signal.aborted) await on?.message?.(this.#answering(message.seq), message);
    }
  }

  async tick(interval: string): Promise<void> {
    await Object.entries(this.#bot.on?.every ?? {}).find(([own]) => own === interval)?.[1]?.(this.#context);
  }

  async ask(name: string, args: readonly unknown[]): Promise<unknown> {
    const operations = this.#bot.operations ?? {};
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) throw new RangeError(`${this.#bot.name} has no operation "${name}"`);
    return operation(this.#context, ...args);
  }

  follow(): void {}

  memory(): null {
    return null;
  }

  async close(): Promise<void> {
    this.#over.abort();
    this.#timers.end();
  }

  async #obey({ name, args, heard }: TypedTo): Promise<void> {
    const spec = commandOf(this.#bot, name);
    if (!spec || this.#over.signal.aborted) return;
    const context = this.#answering(heard.seq);
    const usage = usageOf(spec, { name, args });
    if (usage !== null) context.reply(usage, 'the command was not complete');
    else await spec.run(context, args, heard);
  }

  /** True for a message that asks why something was said: this bot has told, or it is for another one to tell. */
  async #explained(heard: Heard): Promise<boolean> {
    const { name, hears } = this.#bot;
    const { addressed, text } = heard;
    if (hears === 'calls' || !asksWhy(text, true)) return false;
    const bots = [...this.#voice.members(), hostMember].filter(
      ({ kind, nick }) => kind !== 'person' && nick !== name,
    );
    const isOthers = !addressed && bots.some(({ nick }) => namedBy(nick)(text));
    if (isOthers) return true;
    if (!asksWhy(text, addressed)) return false;
    const past = await this.#voice.history(whyEntries, heard.seq);
    const last = past.findLast(({ type }) => type === 'message');
    if (!addressed && last?.nick !== name) return last !== undefined && last.kind !== 'person';
    const said = lastOfBot(past, name);
    if (!said) return false;
    const answered = past.find(({ seq }) => seq === said.answers) ?? null;
    this.#say(whyInWords(said, answered, 'I'), askedWhy, heard.seq);
    return true;
  }

  /** What is thrown where nobody waits for it counts as well. */
  #watch(work: () => void): Promise<void> {
    return limited(
      (ms, run) => this.#timers.after(ms, run),
      (reason) => {
        if (!this.#over.signal.aborted) this.#voice.failed(reason);
      },
      work,
      this.#words,
    );
  }

  #say(text: string, because: string | undefined, answers: Seq | undefined, id?: MessageId): void {
    if (this.#over.signal.aborted) return;
    const reason = because === undefined ? because : saidText(because, 'reasons are');
    this.#voice.say(saidText(text), reason, answers, id);
  }

  #draft(because: string | undefined, answers: Seq | undefined): Draft {
    return draftOf(draftId(this.#clock.now(), this.#random, answers), answers, {
      draft: (sketch) => {
        if (!this.#over.signal.aborted) this.#voice.draft(sketch);
      },
      say: (text, id, reason = because) => this.#say(text, reason, answers, id),
      after: (ms, run) => this.#timers.after(ms, run),
    });
  }

  #answering(trigger: Seq): BotContext {
    return {
      ...this.#context,
      reply: (text, because) => this.#say(text, because, trigger),
      draft: (because) => this.#draft(because, trigger),
    };
  }
}
