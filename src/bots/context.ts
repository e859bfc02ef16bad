import type { Entry, Member, Nick, Seq } from '../room/types.ts';
import { lobby } from '../room/types.ts';
import type { Shelf } from '../log/log.ts';
import type { Clock } from '../util/clock.ts';
import type { Random } from '../util/random.ts';
import type { Bot, BotContext } from './bot.ts';
import { chooser } from './choose.ts';
import type { Fetch } from './limited-fetch.ts';
import { limitedFetch } from './limited-fetch.ts';
import { storeOf } from './store.ts';

/** What a bot's stay in the room gives it. */
export interface Stay {
  readonly say: (text: string, because?: string) => void;
  readonly members: () => readonly Member[];
  readonly history: (limit: number, before?: Seq) => Promise<readonly Entry[]>;
  readonly lastHeardAt: () => number | null;
  /** A timer that does not outlive the bot. */
  readonly after: (ms: number, run: () => void) => () => void;
  readonly signal: AbortSignal;
}

/** What the program lends to a bot. */
export interface Means {
  readonly bot: Bot;
  /** Where it keeps what it keeps. */
  readonly shelf: Shelf;
  /** How it reaches the world, which its manifest limits. */
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: (message: string) => void;
}

/** Everything that a bot may do, for as long as it stays. */
export function contextFor({ bot, clock, random, log, shelf, fetch }: Means, stay: Stay): BotContext {
  const { say, members, history, lastHeardAt, after, signal } = stay;
  return {
    nick: bot.name as Nick,
    reply: say,
    say,
    room: { name: lobby, members, lastHeardAt },
    history,
    store: storeOf(shelf, bot.name, signal),
    fetch: limitedFetch({ hosts: bot.needs?.hosts ?? [], fetch, clock, signal }),
    choose: chooser(random),
    clock: { now: () => clock.now(), after },
    random,
    signal,
    log,
  };
}
