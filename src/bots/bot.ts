/**
 * What a bot is: one value, no inheritance. It sees messages and joins, and answers through its context; timing,
 * manners, restarts and the seat are the runner's. Knows nothing of wires, gateways, logs or the hub's inside.
 */
import type { Entry, Member, Nick, Seq } from '../room/types.ts';
import type { Understanding } from '../understanding/types.ts';
import type { Clock } from '../util/clock.ts';
import type { Random } from '../util/random.ts';

/** A message from a person, as a bot gets it. */
export interface Heard {
  readonly seq: Seq;
  readonly nick: Nick;
  readonly text: string;
  readonly time: number;
  readonly understood: Understanding;
  /** The bot was called by its name. */
  readonly addressed: boolean;
}

/**
 * What a bot may do. Everything here ends with the bot: once it is stopped nothing it says reaches the room, its timers
 * are gone and `signal` is aborted.
 */
export interface BotContext {
  readonly nick: Nick;
  /** Answers the message or join at hand; from `every`, the same as `say`. `because` says why, for whoever asks. */
  reply(text: string, because?: string): void;
  /** Says something of its own accord. */
  say(text: string, because?: string): void;
  members(): readonly Member[];
  /** When a person last said something (ms UTC), null if nobody has since the bot came. */
  lastHeardAt(): number | null;
  /** Up to `limit` entries of the room's past, oldest first. */
  history(limit: number): Promise<readonly Entry[]>;
  /** One of `variants`, never the same as the last time for the same `variants` array. */
  readonly choose: (variants: readonly string[]) => string;
  /** What is thrown in `after` counts as the bot's failure, as everywhere else. */
  readonly clock: Clock;
  readonly random: Random;
  /** Aborted the moment the bot is stopped. Pass it on to whatever waits. */
  readonly signal: AbortSignal;
  log(message: string): void;
}

export interface Bot {
  readonly name: string;
  /** The Host speaks for whoever runs the room; every other bot is a member like the rest. Default `bot`. */
  readonly kind?: 'bot' | 'host';
  /** One sentence for the list of bots. */
  readonly about: string;
  /** Whether a message is this bot's subject: in polite company it answers only these, and when addressed. */
  readonly concerns?: (heard: Heard) => boolean;
  /** True if newcomers are this bot's to greet in polite company. */
  readonly greets?: boolean;
  readonly on: Handlers;
}

/** A handler that throws, rejects or takes longer than 30 s ends the bot; its supervisor starts it again. */
export interface Handlers {
  readonly message?: (context: BotContext, heard: Heard) => void | Promise<void>;
  readonly join?: (context: BotContext, newcomer: Member) => void | Promise<void>;
  /** Runs `run` every `seconds` while the bot is in the room, but never twice at once. */
  readonly every?: { readonly seconds: number; readonly run: (context: BotContext) => void | Promise<void> };
}

/** Checks the shape of a bot where it is written. */
export function defineBot(bot: Bot): Bot {
  return bot;
}
