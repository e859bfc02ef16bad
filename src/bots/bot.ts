/**
 * What a bot is: one value, no inheritance. It sees messages and joins, and answers through its context; timing,
 * manners, restarts and the seat are the runner's. Knows nothing of wires, gateways, logs or the hub's inside.
 */
import type { Entry, Member, Nick, RoomName, Seq } from '../room/types.ts';
import type { Understanding } from '../understanding/types.ts';
import type { Clock } from '../util/clock.ts';
import type { Duration } from '../util/duration.ts';
import type { Random } from '../util/random.ts';
import type { Place, Places } from '../weather/types.ts';

export type { Place, Places };

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

/** The room that a bot is in. */
export interface BotRoom {
  readonly name: RoomName;
  /** Everyone present now; the Host is not a member. */
  members(): readonly Member[];
  /** When a person last said something (ms UTC), null if nobody has since the bot came. */
  lastHeardAt(): number | null;
}

/** What a bot keeps: JSON values by key, its own and nobody else's, there again after a restart of bot and server. */
export interface BotStore {
  /** `undefined` if there is none. */
  get(key: string): Promise<unknown>;
  /**
   * Kept on disk when it resolves. Rejects what JSON cannot hold, keys over 200 and values over 65,536 characters; with an
   * error named `QuotaExceededError` what makes it more than 10,000 keys, or more bytes than whoever runs the bot lets it
   * keep (16 MiB).
   */
  put(key: string, value: unknown): Promise<void>;
  /** True if there was something to delete. */
  delete(key: string): Promise<boolean>;
  /** In no promised order, read in pages: what is put or deleted meanwhile may be among them or not. */
  entries(): Promise<readonly (readonly [key: string, value: unknown])[]>;
}

/** A message that others see growing before it is said. Once it is said or dropped, nothing changes it. */
export interface Draft {
  add(text: string): void;
  /** All of it anew. */
  set(text: string): void;
  /**
   * Says it, as one message; what is longer than a message may be is shortened. An empty one is dropped. `because` takes the
   * place of that which it was begun with.
   */
  done(because?: string): void;
  drop(): void;
}

export interface FetchOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The answer is there when it begins, with a body that comes as it is sent: 2 MiB within 5 min at the most. */
  readonly stream?: true;
  /** Gives it up when aborted. */
  readonly signal?: AbortSignal;
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
  /**
   * As `reply`, for what takes a while to write: page and terminal show it while it grows, the thread gets it when it is
   * done. Four at a time at the most are shown.
   */
  draft(because?: string): Draft;
  readonly room: BotRoom;
  /** Up to `limit` entries of the room's past, oldest first: the newest, or those before `before`. */
  history(limit: number, before?: Seq): Promise<readonly Entry[]>;
  readonly store: BotStore;
  /**
   * Asks one of the hosts that the bot's `needs` name. The answer is there as a whole: within 10 s, of at most 2 MiB, after
   * at most three redirects; otherwise it rejects. A RangeError says that asking again would end the same way. Headers that may be
   * a secret are not sent on to another host.
   */
  fetch(url: string, options?: FetchOptions): Promise<Response>;
  /** Towns and where they are, where the bot's `needs` say `places: true`. It takes no network and no file of the bot's. */
  readonly places: Places;
  /** One of `variants`, never the same as the last time for the same `variants` array. */
  readonly choose: (variants: readonly string[]) => string;
  /** What is thrown in `after` counts as the bot's failure, as everywhere else. */
  readonly clock: Clock;
  readonly random: Random;
  /** Aborted the moment the bot is stopped. Pass it on to whatever waits. */
  readonly signal: AbortSignal;
  /** Into the bot's own log; a `warn` or an `error` is told to whoever runs the server as well. Default `info`. */
  log(message: string, level?: 'info' | 'warn' | 'error'): void;
}

export interface Bot {
  readonly name: string;
  /** The Host speaks for whoever runs the room; every other bot is a member like the rest. Default `bot`. */
  readonly kind?: 'bot' | 'host';
  /** One sentence for the list of bots. */
  readonly about: string;
  /** Whether a message is this bot's subject: in polite company it answers only these, and when addressed. */
  readonly concerns?: (heard: Heard) => boolean;
  /** `calls`: it hears every message that calls it by name, and no other, whatever the manners. Default: see `concerns`. */
  readonly hears?: 'calls';
  /** True if newcomers are this bot's to greet in polite company. */
  readonly greets?: boolean;
  /** What it asks of the world outside. */
  readonly needs?: Needs;
  readonly on?: Handlers;
  /** By name: `weather` answers `/weather Oslo`, whatever the manners. */
  readonly commands?: Readonly<Record<string, CommandSpec>>;
  /** By name: what whoever runs the server may ask of it. Nobody in the room can. */
  readonly operations?: Readonly<Record<string, Operation>>;
}

export interface Needs {
  /** `api.met.no`, or with a port `api.met.no:8443`, means https; `http://127.0.0.1:8080` is for http. */
  readonly hosts?: readonly string[];
  /** Node's own modules that reach beyond the bot, such as `node:fs`. */
  readonly modules?: readonly string[];
  /** The table of places, `context.places`. */
  readonly places?: boolean;
}

/** Takes JSON values and gives one. What it throws is for whoever asked. */
export type Operation = (context: BotContext, ...args: readonly unknown[]) => unknown;

/** A message of the form `/name args`. The one bot that has the command answers it; nobody else hears of it. */
export interface CommandSpec {
  /** What follows the name, as help shows it: `PLACE`, or `[PLACE]` where it may be left out. Nothing if absent. */
  readonly args?: string;
  /** What it does, in a few words: completes "/weather PLACE". */
  readonly help: string;
  /** `args` is what was typed behind the name, trimmed; never empty where the spec asks for something. */
  run(context: BotContext, args: string, heard: Heard): void | Promise<void>;
}

/** A handler that throws, rejects or takes longer than 30 s ends the bot; its supervisor starts it again. */
export interface Handlers {
  readonly message?: (context: BotContext, heard: Heard) => void | Promise<void>;
  readonly join?: (context: BotContext, newcomer: Member) => void | Promise<void>;
  /** By interval, such as `5m`: runs while the bot is in the room, but none twice at once. */
  readonly every?: Readonly<Partial<Record<Duration, (context: BotContext) => void | Promise<void>>>>;
}

/** Checks the shape of a bot where it is written. */
export function defineBot(bot: Bot): Bot {
  return bot;
}
