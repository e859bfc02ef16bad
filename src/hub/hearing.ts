/** Who hears what. A few lines over 300 because whatever is told to a seat, stored or not, is told here. */
import type { Log } from '../log/log.ts';
import type { House, Rules } from '../room/house.ts';
import { roomsOf } from '../room/house.ts';
import { isPrivate } from '../room/rooms.ts';
import type { BotCommand, Entry, Nick, PersonId, RoomName } from '../room/types.ts';
import { lobby } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import { messageOf } from '../util/result.ts';
import { Audience } from './audience.ts';
import type { Breaker } from './breaker.ts';
import { Drafts } from './drafts.ts';
import type { Occupant, Voice } from './occupant.ts';
import { Stay } from './occupant.ts';
import { Offers } from './offers.ts';
import type { Farewell, Sketch, Unfinished } from './seat.ts';
import type { Sessions } from './sessions.ts';
import type { Seats } from './task.ts';
import { partiesPresent, Views } from './views.ts';

export interface HearingOptions {
  readonly log: Log;
  readonly sessions: Sessions;
  readonly rules: Rules;
  readonly breaker: Breaker;
  readonly backlogLimit: number;
  readonly tailSize: number;
  readonly clock: Clock;
  readonly note: Note;
  /** What the log of the lobby ends with. */
  readonly newest: readonly Entry[];
  readonly house: () => House;
  readonly seats: () => Seats;
  /** Ends a seat by the server's own decision. */
  readonly remove: (occupant: Occupant, farewell: Farewell) => void;
}

/** Entries of a room other than the lobby that are kept in memory for newcomers. */
const smallTail = 256;
/** In larger rooms nobody is told who is typing: it would cost as much as what is typed. */
const typingCrowd = 100;
/** Between two times that somebody is said to be typing, in ms. */
const typingPause = 2000;
/** Between two times that everybody is told which commands there are, in ms. */
const commandsPause = 1000;

/** Who hears what: an audience for each room in which somebody listens. */
export class Hearing implements Voice {
  readonly #options: HearingOptions;
  readonly #audiences = new Map<RoomName, Audience>();
  /** The newest entry of any room that was shown. */
  #head: number;
  readonly #offers = new Offers();
  /** Those that everybody was told of, and when. */
  #commandsTold: readonly BotCommand[] = [];
  #commandsToldAt = -Infinity;
  #willTellCommands = false;
  readonly #drafts: Drafts;
  /** One entry reaching one seat counts as one. */
  deliveries = 0;

  constructor(options: HearingOptions) {
    this.#options = options;
    const { newest, breaker, clock, rules } = options;
    this.#drafts = new Drafts({
      clock,
      textLimit: rules.textLimit,
      allows: (writer, unfinished) => breaker.allows({ ...sayingOf(writer, unfinished), time: clock.now() }),
      show: (writer, unfinished) => this.#showDraft(writer, unfinished),
    });
    this.#head = newest.at(-1)?.seq ?? 0;
    this.#audiences.set(lobby, this.#open(options.tailSize, newest, newest.length === 0));
  }

  /** What is stored up to `seq` is past. */
  skipTo(seq: number): void {
    this.#head = Math.max(this.#head, seq);
  }

  /**
   * Shows what a turn has stored; newcomers get the history of their rooms before it. Of those who `moved`, whoever talks with
   * them in private is told what they are called now, and whether they are here.
   */
  show(entries: readonly Entry[], newcomers: readonly Occupant[], moved: ReadonlySet<PersonId>): void {
    const views = new Views(this.#options);
    for (const newcomer of newcomers) this.#seat(newcomer, views);
    if (entries.length === 0) return;
    const movers = moversOf(entries, this.#options.seats());
    const leaving = entries.flatMap((entry) => this.#move(entry, movers.get(entry), views));
    for (const run of runsOf(entries)) {
      this.deliveries += (this.#audiences.get(run[0].room)?.show(run) ?? 0) * run.length;
    }
    for (const stay of leaving) this.#end(stay);
    for (const entry of entries) this.#endDraft(entry);
    this.#head = entries.at(-1)?.seq ?? this.#head;
    for (const person of moved) this.#tellOf(person, newcomers, views);
  }

  /** Nothing more is shown to this one. */
  leave(occupant: Occupant): void {
    for (const stay of occupant.stays.values()) this.#end(stay);
    occupant.stays.clear();
    this.#drafts.leave(occupant);
    this.#offersChanged(this.#offers.remove(occupant));
  }

  /** The commands that this one answers, for everyone to know. */
  offer(occupant: Occupant, commands: readonly BotCommand[], isStandIn: boolean): void {
    this.#offersChanged(this.#offers.put(occupant, commands, isStandIn));
  }

  typing(occupant: Occupant, room: RoomName): void {
    const now = this.#options.clock.now();
    const audience = this.#audiences.get(room);
    if (!audience || audience.size > typingCrowd || now - occupant.typedAt < typingPause) return;
    occupant.typedAt = now;
    for (const other of audience.occupants()) {
      if (other !== occupant) this.tell(other, () => other.listener.typing?.(room, occupant.nick));
    }
  }

  /** What this one is writing, for the others in the room to see. */
  draft(occupant: Occupant, room: RoomName, sketch: Sketch): void {
    this.#drafts.write(occupant, room, sketch);
  }

  /** Runs a call on a listener; one that throws loses its seat, and nobody else notices. */
  tell(occupant: Occupant, call: () => void): void {
    try {
      call();
    } catch (fault) {
      this.lose(occupant, fault);
    }
  }

  lose(occupant: Occupant, fault: unknown): void {
    this.#options.note('error', `The connection of ${occupant.nick} failed: ${messageOf(fault)}`);
    if (occupant.state === 'closed') return;
    this.#options.remove(occupant, { code: 'slow', reason: 'an error of its connection.' });
  }

  /**
   * Everybody is told at once, and then no more for a while: what one bot does often must not cost all others much. Only those
   * for whom it is `urgent` need not wait.
   */
  #offersChanged(urgent: readonly Occupant[]): void {
    const { clock } = this.#options;
    const wait = Math.min(commandsPause, this.#commandsToldAt + commandsPause - clock.now());
    if (this.#offers.list !== this.#commandsTold && !this.#willTellCommands && wait <= 0) {
      this.#tellCommands();
      return;
    }
    for (const occupant of new Set(urgent)) this.#tellOfCommands(occupant);
    if (this.#offers.list === this.#commandsTold || this.#willTellCommands) return;
    this.#willTellCommands = true;
    clock.after(wait, () => {
      this.#willTellCommands = false;
      if (this.#offers.list !== this.#commandsTold) this.#tellCommands();
    });
  }

  #tellOf(person: PersonId, newcomers: readonly Occupant[], views: Views): void {
    for (const room of this.#options.sessions.roomsWith(person)) {
      for (const occupant of this.#audiences.get(room)?.occupants() ?? []) {
        // Newcomers have been told with the room.
        if (newcomers.includes(occupant)) continue;
        this.tell(occupant, () => occupant.listener.conversation?.(views.of(room, occupant, this.#head)));
      }
    }
  }

  #tellCommands(): void {
    this.#commandsToldAt = this.#options.clock.now();
    this.#commandsTold = this.#offers.list;
    // The Host's seats as well, which hear it without being in it.
    for (const occupant of this.#audiences.get(lobby)?.occupants() ?? []) this.#tellOfCommands(occupant);
  }

  #tellOfCommands(occupant: Occupant): void {
    if (occupant.state !== 'seated') return;
    this.tell(occupant, () => occupant.listener.commands?.(this.#offers.listFor(occupant)));
  }

  /** Whoever is behind with reading misses a draft, and nothing by it. */
  #showDraft(writer: Occupant, unfinished: Unfinished): number {
    const mark = this.#options.backlogLimit / 2;
    const hearers = this.#audiences.get(unfinished.room)?.occupants() ?? [];
    for (const hearer of hearers) {
      if (hearer === writer) continue;
      this.tell(hearer, () => {
        if (hearer.listener.backlog() <= mark) hearer.listener.drafted?.(unfinished);
      });
    }
    return hearers.length;
  }

  #endDraft(entry: Entry): void {
    if (entry.type !== 'message' || entry.id === null || entry.kind === 'person') return;
    const writer = this.#options.seats().get(entry.nick);
    if (writer) this.#drafts.said(writer, entry.id);
  }

  #cutOff(occupant: Occupant): void {
    this.#options.note('warn', `${occupant.nick} reads too slowly and was closed.`);
    this.#options.remove(occupant, { code: 'slow', reason: 'reading too slowly.' });
  }

  #seat(newcomer: Occupant, views: Views): void {
    if (newcomer.state !== 'waiting') return;
    newcomer.state = 'seated';
    this.tell(newcomer, () => newcomer.listener.seated(newcomer.nick, newcomer.token));
    if (this.#offers.list.length > 0) this.#tellOfCommands(newcomer);
    const { session, nick, kind } = newcomer;
    const rooms = kind === 'host' ? [lobby] : roomsOf(this.#options.house(), nick).toReversed();
    const conversations = session ? this.#options.sessions.conversationsOf(session.person) : [];
    for (const room of [...rooms, ...conversations]) this.#welcome(newcomer, room, views);
  }

  #welcome(occupant: Occupant, room: RoomName, views: Views): void {
    if (occupant.state !== 'seated' || occupant.stays.has(room)) return;
    const audience = this.#audiences.get(room) ?? this.#open(smallTail, [], false);
    this.#audiences.set(room, audience);
    const stay = new Stay(occupant, room);
    occupant.stays.set(room, stay);
    audience.welcome(stay, views.of(room, occupant, this.#head));
  }

  /**
   * Lets those hear an entry who do so from now on: who joined the room, and the two of a conversation. Returns who left the
   * room with it, and will hear no more.
   */
  #move({ room, type, seq }: Entry, occupant: Occupant | undefined, views: Views): readonly Stay[] {
    if (isPrivate(room)) {
      if (this.#audiences.get(room)?.size === 2) return [];
      for (const party of partiesPresent(room, this.#options.seats())) this.#welcome(party, room, views);
      return [];
    }
    if (!occupant) return [];
    if (type === 'joined') this.#welcome(occupant, room, views);
    const stay = occupant.stays.get(room);
    if (!stay || (type !== 'left' && type !== 'kicked')) return [];
    stay.until = seq;
    occupant.stays.delete(room);
    return [stay];
  }

  #end(stay: Stay): void {
    const audience = this.#audiences.get(stay.room);
    audience?.leave(stay);
    if (audience?.size === 0 && stay.room !== lobby) this.#audiences.delete(stay.room);
  }

  #open(tailSize: number, newest: readonly Entry[], isWhole: boolean): Audience {
    const { log, clock, backlogLimit } = this.#options;
    return new Audience({
      log,
      clock,
      backlogLimit,
      tailSize,
      newest,
      isWhole,
      cutOff: (occupant) => this.#cutOff(occupant),
      lose: (occupant, fault) => this.lose(occupant, fault),
    });
  }
}

/**
 * The entries cut where the room changes. A connection may break between any two, and whoever has seen one must have seen
 * all before it, whatever the room.
 */
function runsOf(entries: readonly Entry[]): readonly (readonly [Entry, ...Entry[]])[] {
  const runs: [Entry, ...Entry[]][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    if (run?.[0].room === entry.room) run.push(entry);
    else runs.push([entry]);
  }
  return runs;
}

/**
 * Who came into a room other than the lobby with an entry, or left it. Names tell only together with what followed in the
 * same turn: whoever came or left may have got another name since, and somebody else may have the one that is free.
 * `seats` are those after the turn.
 */
function moversOf(entries: readonly Entry[], seats: Seats): ReadonlyMap<Entry, Occupant> {
  const movers = new Map<Entry, Occupant>();
  const holders = new Map<Nick, Occupant | undefined>();
  const holderOf = (nick: Nick) => (holders.has(nick) ? holders.get(nick) : seats.get(nick));
  for (const entry of entries.toReversed()) {
    if (entry.type === 'message' || entry.type === 'topic') continue;
    const { room, nick, type } = entry;
    if (room !== lobby) {
      const holder = holderOf(nick);
      if (holder) movers.set(entry, holder);
    } else {
      const earlier = type === 'renamed' ? holderOf(entry.to) : undefined;
      if (type === 'renamed') holders.set(entry.to, undefined);
      holders.set(nick, earlier);
    }
  }
  return movers;
}

/** What the breaker has to know of something that is not said yet. */
function sayingOf({ nick, kind }: Occupant, { room, text, answers }: Unfinished) {
  return { nick, kind, room, text: text ?? '', answers };
}
