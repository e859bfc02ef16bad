import type { Bot } from '../bots/bot.ts';
import type { BotStatus, Outcome } from '../bots/bot-state.ts';
import type { Manners } from '../bots/manners.ts';
import type { Fetch } from '../bots/limited-fetch.ts';
import { localBots } from '../bots/local-mind.ts';
import { Places as BotPlaces } from '../bots/places.ts';
import { Supervisor } from '../bots/supervisor.ts';
import { Bans } from '../hub/bans.ts';
import type { SpeechRule } from '../hub/breaker.ts';
import type { FloodRule } from '../hub/flood.ts';
import { Hub } from '../hub/hub.ts';
import type { HouseSeat } from '../hub/seat.ts';
import { Sessions } from '../hub/sessions.ts';
import type { Store } from '../log/log.ts';
import { memoryStore } from '../log/memory.ts';
import type { Entry, Message, Seq } from '../room/types.ts';
import { hostNick } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import type { Duration } from '../util/duration.ts';
import { durationMs } from '../util/duration.ts';
import type { Random } from '../util/random.ts';
import { seededRandom } from '../util/random.ts';
import type { OpenPlaces, Places } from '../weather/types.ts';
import { listenerOf } from './cast.ts';
import { outsideOf } from './outside.ts';
import { transcriptOf } from './transcript.ts';
import { settle, VirtualClock } from './virtual-clock.ts';

export interface RehearsalOptions {
  /** All of them are in the room when it begins. */
  readonly bots: readonly Bot[];
  /** The same seed gives the same evening, byte for byte. Default 1. */
  readonly seed?: number;
  /** Default `auto`, as in a server. */
  readonly manners?: Manners;
  /** When it begins, as `Date.parse` reads it, UTC: `2026-01-05T12:00Z`, the default. */
  readonly start?: string;
  /** What bots may say among themselves, and people at a time; as in a server unless given. Null: whatever they like. */
  readonly speech?: SpeechRule | null;
  readonly flood?: FloodRule | null;
  /** What answers when a bot fetches. By default nothing does. */
  readonly fetch?: Fetch;
  /** The towns that bots find. By default those of the program's table. */
  readonly places?: Places;
  /** Where the thread and what bots keep goes; the room goes on with what is there. Default: an empty one in memory. */
  readonly store?: Store;
}

/**
 * A room with bots in which time passes only when told. People are whom you name: in any case, and `Ann` is `ann`.
 * Nothing here waits for real time, and what is not awaited returns before anybody has heard of it.
 */
export interface Rehearsal {
  /** A person comes in. */
  join(name: string): void;
  /** A person says something in the room, and comes in first if they are not there. */
  say(name: string, text: string): void;
  /** A person does something: `waves`. */
  act(name: string, text: string): void;
  /** A person who is there takes another name. */
  rename(name: string, to: string): void;
  leave(name: string): void;
  /** Whoever runs the room removes a person or a bot. */
  kick(name: string, reason: string): void;
  /** Lets time pass until every bot has answered what it heard. Bots that work on for more than a minute are left to it. */
  settle(): Promise<void>;
  /** Lets time pass: `90s`, `5m`, `1h`. */
  pass(duration: Duration): Promise<void>;
  /** The newest message, of anybody or of one. */
  last(name?: string): Message | undefined;
  /** Everything that happened since the beginning, oldest first. */
  readonly entries: readonly Entry[];
  /** The same as lines of text, with times. */
  transcript(): string;
  /** What bots wrote into their logs, and what their supervisor told of them. */
  readonly notes: readonly string[];
  /** What was not allowed, to people and bots, in words. */
  readonly refusals: readonly string[];
  /** How the bots are. */
  bots(): readonly BotStatus[];
  stop(bot: string): Outcome;
  start(bot: string): Outcome;
  restart(bot: string): Outcome;
  /** ms UTC. */
  now(): number;
  /** Ends it, as a server is stopped. */
  close(): Promise<void>;
}

export const firstMoment = '2026-01-05T12:00Z';
const flood: FloodRule = { messages: 10, seconds: 4 };
const speech: SpeechRule = { depth: 3, messages: 30, characters: 12_000 };
/** How long `settle` lets pass at the most, ms: more than a handler may take. */
const patience = 60_000;

/**
 * Opens a room in which nobody is but `bots`. Rejects when one of its options is not what it should be. `openTable` opens the
 * program's table of places where a bot needs it.
 */
export async function rehearse(options: RehearsalOptions, openTable?: () => OpenPlaces): Promise<Rehearsal> {
  const { bots, seed = 1, start = firstMoment, store = memoryStore() } = options;
  const first = Date.parse(start);
  if (Number.isNaN(first))
    throw new TypeError(`start: ${JSON.stringify(start)} is no time, such as ${firstMoment}`);
  const time = new VirtualClock(first);
  // Whole milliseconds, as everybody is used to.
  const clock: Clock = { now: () => Math.floor(time.now()), after: (ms, run) => time.after(ms, run) };
  const random = seededRandom(seed);
  const notes: string[] = [];
  const note = (level: string, message: string) => void notes.push(`${level}: ${message}`);
  const secret = () => secretOf(random);
  const before = Math.max(0, ...(await store.log.rooms()).map(({ newest }) => newest)) as Seq;
  const hub = await Hub.open({
    log: store.log,
    bans: await Bans.load(store.shelf),
    sessions: await Sessions.load({ shelf: store.shelf, secret, clock, note }),
    grace: 60_000,
    rules: { textLimit: 4000, reservedNames: bots.map(({ name }) => name) },
    flood: options.flood === undefined ? flood : options.flood,
    speech: options.speech === undefined ? speech : options.speech,
    backlogLimit: 1024 ** 2,
    tailSize: 512,
    clock,
    note,
    defer: (run) => queueMicrotask(() => void run()),
  });
  const supervisor = new Supervisor({
    bots: localBots(bots, { clock, ...outsideOf(options, openTable) }),
    door: (request, listener) => hub.join(request, listener),
    manners: options.manners ?? 'auto',
    shelfOf: () => store.shelf,
    places: await BotPlaces.load({ shelf: store.shelf, clock, note }),
    clock,
    random,
    note,
    log: (bot, level, message) => note(level, `${bot}: ${message}`),
  });
  const stage = new Stage({ hub, supervisor, clock: time, notes, before });
  await settle();
  for (const { name } of bots) supervisor.start(name);
  await settle();
  return stage;
}

interface Setting {
  readonly hub: Hub;
  readonly supervisor: Supervisor;
  readonly clock: VirtualClock;
  readonly notes: readonly string[];
  /** What the store held when the rehearsal began ends here. */
  readonly before: Seq;
}

class Stage implements Rehearsal {
  readonly #hub: Hub;
  readonly #supervisor: Supervisor;
  readonly #clock: VirtualClock;
  readonly #people = new Map<string, HouseSeat>();
  readonly notes: readonly string[];
  readonly entries: Entry[] = [];
  readonly refusals: string[] = [];

  constructor({ hub, supervisor, clock, notes, before }: Setting) {
    this.#hub = hub;
    this.#supervisor = supervisor;
    this.#clock = clock;
    this.notes = notes;
    const watcher = {
      nick: hostNick,
      kind: 'host',
      address: 'log',
      wire: 'log',
      replay: { after: before },
    } as const;
    const onEntry = (entry: Entry) => void this.entries.push(entry);
    hub.join({ ...watcher, resident: true }, listenerOf({ onEntry }));
  }

  join(name: string): void {
    this.#seatOf(name);
  }

  say(name: string, text: string): void {
    this.#seatOf(name).say({ text });
  }

  act(name: string, text: string): void {
    this.#seatOf(name).say({ text, action: true });
  }

  rename(name: string, to: string): void {
    const key = name.toLowerCase();
    const seat = this.#seatOf(name);
    seat.rename(to, (outcome) => {
      if (typeof outcome !== 'string') this.refusals.push(`${name}: ${outcome.message}`);
      else if (this.#people.get(key) === seat) {
        this.#people.delete(key);
        this.#people.set(outcome.toLowerCase(), seat);
      }
    });
  }

  leave(name: string): void {
    const key = name.toLowerCase();
    this.#people.get(key)?.leave('left');
    this.#people.delete(key);
  }

  kick(nick: string, reason: string): void {
    const command = { type: 'kick', nick, by: hostNick, reason } as const;
    void this.#hub.ask(command, { code: 'kicked', reason }).then((outcome) => {
      if ('code' in outcome) this.refusals.push(outcome.message);
    });
  }

  async settle(): Promise<void> {
    await settle();
    const end = this.#clock.now() + patience;
    while (this.#supervisor.isBusy && (await this.#clock.step(end)));
  }

  async pass(duration: Duration): Promise<void> {
    const ms = durationMs(duration);
    if (ms === null)
      throw new TypeError(`pass: ${JSON.stringify(duration)} is no duration, such as 90s or 1h`);
    await this.#clock.advance(ms);
  }

  last(name?: string): Message | undefined {
    const wanted = name?.toLowerCase();
    const entry = this.entries.findLast(
      ({ type, nick }) => type === 'message' && (wanted === undefined || nick.toLowerCase() === wanted),
    );
    return entry?.type === 'message' ? entry : undefined;
  }

  transcript(): string {
    return transcriptOf(this.entries)
      .map((line) => `${line}\n`)
      .join('');
  }

  bots(): readonly BotStatus[] {
    return this.#supervisor.list();
  }

  stop(bot: string): Outcome {
    return this.#supervisor.stop(bot, 'the rehearsal');
  }

  start(bot: string): Outcome {
    return this.#supervisor.start(bot);
  }

  restart(bot: string): Outcome {
    return this.#supervisor.restart(bot, 'the rehearsal');
  }

  now(): number {
    return Math.floor(this.#clock.now());
  }

  async close(): Promise<void> {
    void this.#supervisor.close();
    await this.#hub.close({ code: 'stopping', reason: 'The service is stopping!' });
  }

  #seatOf(name: string): HouseSeat {
    const key = name.toLowerCase();
    const known = this.#people.get(key);
    if (known) return known;
    const refused = (message: string) => void this.refusals.push(`${name}: ${message}`);
    const listener = listenerOf({
      onRefusal: ({ message }) => refused(message),
      onClosed: ({ refusal }) => {
        if (refusal) refused(refusal.message);
        const held = seat.nick.toLowerCase();
        if (this.#people.get(held) === seat) this.#people.delete(held);
      },
    });
    const seat: HouseSeat = this.#hub.join(
      { nick: name, kind: 'person', address: 'rehearsal', wire: 'rehearsal', replay: 0 },
      listener,
    );
    this.#people.set(key, seat);
    return seat;
  }
}

function secretOf(random: Random): string {
  return Array.from({ length: 32 }, () => Math.floor(random() * 36).toString(36)).join('');
}
