import type { BotStatus, Outcome } from '../bots/bot-state.ts';
import type { Supervisor } from '../bots/supervisor.ts';
import type { Hub } from '../hub/hub.ts';
import type { HouseSeat } from '../hub/seat.ts';
import type { Entry, Message, Seq } from '../room/types.ts';
import { hostNick } from '../room/types.ts';
import type { Duration } from '../util/duration.ts';
import { durationMs } from '../util/duration.ts';
import { listenerOf } from './cast.ts';
import type { Transcript } from './transcript.ts';
import { settle, type VirtualClock } from './virtual-clock.ts';

/** How long `settle` lets pass at the most, ms: more than a handler may take, and as much as a bot that failed is ever away. */
const patience = 60_000;

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
  /**
   * Lets time pass until every bot has answered what it heard, and those that failed are back; at most a minute. Nobody waits
   * for a bot that is parked or was stopped.
   */
  settle(): Promise<void>;
  /** Lets time pass: `90s`, `5m`, `1h`. */
  pass(duration: Duration): Promise<void>;
  /** The newest message, of anybody or of one. */
  last(name?: string): Message | undefined;
  /** Everything that happened since the beginning, oldest first. */
  readonly entries: readonly Entry[];
  /** The same as lines of text, with times, and with what bots failed. */
  transcript(): string;
  /** What bots wrote into their logs, and what their supervisor told of them. */
  readonly notes: readonly string[];
  /** What people were not allowed, in words. What a bot was not is in its log. */
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

/** What a stage is made of. */
export interface Setting {
  readonly hub: Hub;
  readonly supervisor: Supervisor;
  readonly clock: VirtualClock;
  readonly notes: readonly string[];
  readonly refusals: readonly string[];
  readonly refused: (sentence: string) => void;
  readonly transcript: Transcript;
  /** What the store held when the rehearsal began ends here. */
  readonly before: Seq;
  /** See `Backstage`. */
  readonly isRecorded: boolean;
  readonly onClose: () => void;
}

export class Stage implements Rehearsal {
  readonly #hub: Hub;
  readonly #supervisor: Supervisor;
  readonly #clock: VirtualClock;
  readonly #people = new Map<string, HouseSeat>();
  readonly notes: readonly string[];
  readonly refusals: readonly string[];
  readonly entries: Entry[] = [];
  readonly #refused: (sentence: string) => void;
  readonly #transcript: Transcript;
  readonly #isRecorded: boolean;
  readonly #onClose: () => void;

  constructor(setting: Setting) {
    const { hub, supervisor, clock, notes, refusals, refused, transcript, before } = setting;
    this.#hub = hub;
    this.#supervisor = supervisor;
    this.#clock = clock;
    this.notes = notes;
    this.refusals = refusals;
    this.#refused = refused;
    this.#transcript = transcript;
    this.#isRecorded = setting.isRecorded;
    this.#onClose = setting.onClose;
    const watcher = {
      nick: hostNick,
      kind: 'host',
      address: 'log',
      wire: 'log',
      replay: { after: before },
    } as const;
    const onEntry = (entry: Entry) => {
      this.entries.push(entry);
      transcript.entry(entry);
    };
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
      if (typeof outcome !== 'string') this.#refused(`${name}: ${outcome.message}`);
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
      if ('code' in outcome) this.#refused(outcome.message);
    });
  }

  async settle(): Promise<void> {
    await settle();
    const end = this.#clock.now() + patience;
    while ((this.#supervisor.isBusy || this.#isAnyBackBy(end)) && (await this.#clock.step(end)));
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
    return this.#transcript.lines.map((line) => `${line}\n`).join('');
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
    this.#onClose();
  }

  #isAnyBackBy(time: number): boolean {
    return this.bots().some(({ state }) => state.type === 'backing off' && state.until <= time);
  }

  #seatOf(name: string): HouseSeat {
    const key = name.toLowerCase();
    const known = this.#people.get(key);
    if (known) return known;
    const refused = (message: string) => this.#refused(`${name}: ${message}`);
    const listener = listenerOf({
      onRefusal: ({ message }) => refused(message),
      onClosed: ({ refusal }) => {
        if (refusal) refused(refusal.message);
        const held = seat.nick.toLowerCase();
        if (this.#people.get(held) === seat) this.#people.delete(held);
      },
    });
    const person = { nick: name, kind: 'person', address: 'rehearsal', wire: 'rehearsal' } as const;
    const seat: HouseSeat = this.#hub.join({ ...person, replay: 0, unlimited: this.#isRecorded }, listener);
    this.#people.set(key, seat);
    return seat;
  }
}
