import { type BotStatus, commandsOf } from '../bots/bot-state.ts';
import type { Connection, Figures } from '../hub/admin.ts';
import type { AdminBot, AdminFigures, AdminGuest, AdminState } from '../wire/admin/messages.ts';
import type { Desk } from './command.ts';

/** Guests that one page is shown; it looks for the others by `find`. */
const guestsAtMost = 200;
/** Rates are taken over this long, in ms. */
const rateWindow = 5000;

/** All but the guests: the same for every page. */
export type SharedState = Omit<AdminState, 'guests'>;

/** Figures at one moment, for rates. */
export interface Sample {
  /** ms UTC */
  readonly time: number;
  readonly messages: number;
  readonly deliveries: number;
}

/** `samples` with the figures of now, and without what is too old to matter. */
export function sampled(samples: readonly Sample[], figures: Figures, now: number): readonly Sample[] {
  const { messages, deliveries } = figures;
  return [...samples.filter(({ time }) => now - time < rateWindow), { time: now, messages, deliveries }];
}

/** Rejects with a Fault when the bans cannot be read. */
export async function sharedState(desk: Desk, samples: readonly Sample[]): Promise<SharedState> {
  const [bans, host] = await Promise.all([desk.admin.bans(), desk.host.state()]);
  return { figures: figuresOf(desk, samples), bans, host, bots: desk.bots.list().map(botOf) };
}

/**
 * The guests whose name, address or wire has `text` in it: of many, those that were active last. In an order in which
 * nobody changes places: people, then bots, as they came.
 */
export function guestsMatching(desk: Desk, text: string): AdminState['guests'] {
  const all = desk.admin.connections();
  const wanted = text.toLowerCase();
  const matching = all.filter(({ nick, address, wire }) =>
    [nick, address, wire].some((part) => part.toLowerCase().includes(wanted)),
  );
  const active = matching.toSorted((a, b) => b.lastReceivedAt - a.lastReceivedAt).slice(0, guestsAtMost);
  const shown = active.toSorted(
    (a, b) =>
      Number(a.kind === 'bot') - Number(b.kind === 'bot') ||
      a.joinedAt - b.joinedAt ||
      a.nick.localeCompare(b.nick),
  );
  return { shown: shown.map(guestOf), matching: matching.length, total: all.length };
}

function figuresOf({ admin, memory, version }: Desk, samples: readonly Sample[]): AdminFigures {
  const { startedAt, people, bots, messages, deliveries, entriesStored, refusals } = admin.figures();
  const [first] = samples;
  const last = samples.at(-1);
  const rate = (figure: 'messages' | 'deliveries') => {
    if (!first || !last || last.time === first.time) return 0;
    return Math.round(((last[figure] - first[figure]) * 10_000) / (last.time - first.time)) / 10;
  };
  return {
    version,
    startedAt,
    people,
    bots,
    messages,
    messagesPerSecond: rate('messages'),
    deliveries,
    deliveriesPerSecond: rate('deliveries'),
    entriesStored,
    refusals,
    memoryMiB: Math.round(memory() / 2 ** 20),
  };
}

function guestOf({
  nick,
  kind,
  wire,
  address,
  rooms,
  away,
  joinedAt,
  lastReceivedAt,
}: Connection): AdminGuest {
  return { name: nick, kind, wire, address, rooms, away, joinedAt, lastReceivedAt };
}

function botOf(bot: BotStatus): AdminBot {
  const { name, about, state, needs, restarts, answers, answersPerMinute, lag, memory, errors } = bot;
  return {
    name,
    about,
    commands: commandsOf(bot),
    hosts: needs.hosts,
    modules: needs.modules,
    state: state.type,
    by: state.type === 'stopped' ? state.by : null,
    until: state.type === 'backing off' ? state.until : null,
    since: state.since,
    restarts,
    answers,
    answersPerMinute,
    lag: lag === null ? null : Math.round(lag),
    memoryMiB: memory === null ? null : Math.round((memory * 10) / 2 ** 20) / 10,
    errors,
  };
}
