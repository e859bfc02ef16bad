/** Answers whoever calls it, with the words of a language model at an OpenAI-compatible endpoint. */
import type { Bot, BotContext, Draft, Heard } from '../../bots/bot.ts';
import { defineBot } from '../../bots/bot.ts';
import { Complaints } from './complaints.ts';
import { Endpoint, type Written } from './endpoint.ts';
import { askCommand, promptOf, tokensAbout } from './prompt.ts';
import type { AssistantSettings } from './settings.ts';
import { type Left, Spending } from './spending.ts';
import { tidy } from './tidy.ts';
import type { Trouble } from './trouble.ts';
import {
  brokenOffInWords,
  busyInWords,
  emptyInWords,
  type Saying,
  troubleInWords,
  usedUpInWords,
  writtenBy,
} from './words.ts';

/** Questions that wait while one is answered. */
const mostWaiting = 3;
/** Entries of the past that are looked at for what was said. */
const pastEntries = 60;
/** An answer of fewer tokens is not worth asking for. */
const fewestTokens = 50;

interface Question {
  readonly context: BotContext;
  readonly nick: string;
  readonly seq: Heard['seq'];
  readonly text: string;
  readonly draft: Draft;
}

export function assistantBot(settings: AssistantSettings): Bot {
  const { name, url, model } = settings;
  const desk = new Desk(settings);
  return defineBot({
    name,
    about: `A program that answers questions with a language model (${model}).`,
    hears: 'calls',
    needs: { hosts: [new URL(url).origin] },
    on: {
      message: (context, { nick, seq, text }) => desk.take(context, { nick, seq, text }),
    },
    commands: {
      [askCommand]: {
        args: 'QUESTION',
        help: `asks ${name}, a program with a language model`,
        run: (context, args, { nick, seq }) => desk.take(context, { nick, seq, text: args }),
      },
    },
  });
}

/** One question at a time, the others in a short queue. */
class Desk {
  readonly #settings: AssistantSettings;
  readonly #endpoint: Endpoint;
  readonly #spending: Spending;
  readonly #waiting: Question[] = [];
  readonly #complaints = new Complaints();
  #isBusy = false;
  /** The endpoint does not want to be asked before, ms UTC. */
  #notBefore = 0;

  constructor(settings: AssistantSettings) {
    this.#settings = settings;
    this.#endpoint = new Endpoint(settings);
    this.#spending = new Spending({ room: settings.roomTokens, person: settings.personTokens });
  }

  /** Returns at once: an answer may take longer than a handler may. */
  take(context: BotContext, asked: Pick<Question, 'nick' | 'seq' | 'text'>): void {
    if (this.#waiting.length >= mostWaiting) {
      const { text, because } = busyInWords(this.#waiting.length);
      context.reply(text, because);
      return;
    }
    const draft = context.draft(writtenBy(this.#settings.model));
    // Others see that the question was heard.
    draft.set('');
    this.#waiting.push({ ...asked, context, draft });
    if (!this.#isBusy) void this.#work(context);
  }

  async #work(context: BotContext): Promise<void> {
    this.#isBusy = true;
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await this.#answer(next);
    } catch (thrown) {
      // Whatever fails here is the bot's failure, as in a handler.
      if (!isOver(context))
        context.clock.after(0, () => {
          throw thrown;
        });
    } finally {
      this.#isBusy = false;
    }
  }

  async #answer({ context, nick, seq, text, draft }: Question): Promise<void> {
    const { name, instructions, pastLimit, answerTokens } = this.#settings;
    if (isOver(context)) return;
    const wait = this.#notBefore - context.clock.now();
    if (wait > 0) {
      say(draft, troubleInWords({ type: 'limited', wait }));
      return;
    }
    const past = await context.history(pastEntries, seq);
    const messages = promptOf({ name, instructions, past, pastLimit, question: { nick, text } });
    const left = await this.#spending.left(context, nick);
    const prompt = tokensAbout(messages);
    const tokens = Math.min(answerTokens, left.tokens - prompt);
    if (tokens < Math.min(fewestTokens, answerTokens)) {
      say(draft, usedUp(left));
      return;
    }
    // What it may cost is used before it is known what it did: a crash in between forgives nothing.
    const booked = prompt + tokens;
    await this.#spending.add(context, nick, booked);
    const outcome = await this.#endpoint.ask(context, messages, tokens, (written) => {
      draft.set(this.#safe(written));
    });
    const cost = costOf(outcome, prompt, booked);
    if (isOver(context)) return;
    await this.#spending.add(context, nick, cost - booked);
    this.#finish(context, draft, outcome);
  }

  #finish(context: BotContext, draft: Draft, outcome: Written | Trouble): void {
    const trouble = outcome.type !== 'written' ? outcome : outcome.end;
    const text = outcome.type === 'written' ? this.#safe(outcome.text) : '';
    if (typeof trouble !== 'string') {
      this.#note(context, trouble);
      if (text === '') say(draft, troubleInWords(trouble));
      else say(draft, brokenOffInWords(text, this.#settings.model, trouble));
      return;
    }
    this.#complaints.worked(context.clock.now());
    if (text === '') say(draft, emptyInWords);
    else close(draft, trouble === 'long' ? `${text}…` : text);
  }

  #note(context: BotContext, { type, detail, wait }: Trouble): void {
    const now = context.clock.now();
    const isNews = this.#complaints.isNews(type, now);
    context.log(`no answer (${type}): ${detail}`, isNews ? 'warn' : 'info');
    if (wait !== null) this.#notBefore = now + wait;
  }

  /** What a model wrote as something to say; a key that an endpoint says back is not. */
  #safe(written: string): string {
    const { name, key } = this.#settings;
    return tidy(key === null ? written : written.replaceAll(key, '…'), name);
  }
}

function isOver({ signal }: BotContext): boolean {
  return signal.aborted;
}

function close(draft: Draft, text: string): void {
  draft.set(text);
  draft.done();
}

/** What is not the model's is told with a reason of its own. */
function say(draft: Draft, { text, because }: Saying): void {
  draft.set(text);
  draft.done(because);
}

function usedUp({ first }: Left): Saying {
  return first ? usedUpInWords(first) : emptyInWords;
}

/**
 * As the endpoint counts, or as we do when it has said all it had to say. Of what broke off nobody knows how much more was
 * written, so that `booked`, which is the most it may have been, stays; only what certainly cost nothing is given back.
 */
function costOf(outcome: Written | Trouble, prompt: number, booked: number): number {
  if (outcome.type !== 'written') return outcome.isFree ? 0 : booked;
  const { tokens, counted, end } = outcome;
  if (end === 'whole') return tokens ?? prompt + counted;
  if (end === 'long') return tokens ?? Math.max(booked, prompt + counted);
  return Math.max(booked, tokens ?? prompt + counted);
}
