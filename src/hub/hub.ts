/**
 * The one loop. Everything that anyone asks of the house goes through a queue; a turn decides all that is queued, stores
 * it in one append, and only then shows it. The hub is the only caller of `decide` and of `log.append`. It knows the
 * rooms and the log's port; it must not know wires, gateways, bots or any log backend.
 * Long because it is one thing: the order in which a turn decides, stores, adopts and shows is read best in one place.
 */
import type { Log } from '../log/log.ts';
import type { House, Rules } from '../room/house.ts';
import { emptyHouse, listRooms, membersOf } from '../room/house.ts';
import { isPrivate } from '../room/rooms.ts';
import type { Command, Entry, Event, Nick, Refusal, Seq } from '../room/types.ts';
import { lobby, refuse } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import { Fault, messageOf } from '../util/result.ts';
import { keepSessions, refusalOf } from './admission.ts';
import { Answers } from './answers.ts';
import type { Bans } from './bans.ts';
import type { SpeechRule } from './breaker.ts';
import { Breaker } from './breaker.ts';
import type { FloodRule } from './flood.ts';
import { FloodGate } from './flood.ts';
import { Hearing } from './hearing.ts';
import type { Keeper } from './occupant.ts';
import { Occupant } from './occupant.ts';
import type { Defer } from './pace.ts';
import { costOf, type OwnRequest } from './request.ts';
import { unsaid } from './resent.ts';
import type { Farewell, HouseSeat, JoinRequest, Listener } from './seat.ts';
import type { Session, Sessions } from './sessions.ts';
import type { Seats, Task } from './task.ts';
import type { Accepted, Draft } from './turn.ts';
import { decideAll, draftOf, personsMoved, takeBackNames } from './turn.ts';

export interface HubOptions {
  readonly log: Log;
  readonly bans: Bans;
  readonly sessions: Sessions;
  readonly rules: Rules;
  readonly flood: FloodRule | null;
  /** What bots may say among themselves. */
  readonly speech: SpeechRule | null;
  /** Backlog at which a seat is closed as too slow, in bytes. */
  readonly backlogLimit: number;
  /** Entries of the lobby kept in memory for newcomers. */
  readonly tailSize: number;
  /** How long the seat of a lost connection waits for its session to be continued, in ms. */
  readonly grace: number;
  readonly clock: Clock;
  readonly note: Note;
  readonly defer: Defer;
}

/** After a failed append, departures are tried again so that nobody stays in the house as a ghost. */
const retryPause = 1000;

export class Hub {
  readonly #options: HubOptions;
  readonly #hearing: Hearing;
  readonly #answers = new Answers();
  readonly #keeper: Keeper;
  #house: House;
  #seats: Seats = new Map();
  /** Those who hear the lobby without being in it: the Host's seats. */
  readonly #hosts = new Set<Occupant>();
  #queue: Task[] = [];
  #turning = false;
  #busy = false;
  #stopping = false;
  #closed = false;
  #idle: (() => void) | null = null;
  #time: number;
  readonly breaker: Breaker;
  readonly counted = { entriesStored: 0, messages: 0, deliveries: 0, refusals: 0, turns: 0 };

  private constructor(options: HubOptions, house: House, newest: readonly Entry[]) {
    this.#options = options;
    this.#house = house;
    this.breaker = new Breaker(options.speech, options.note);
    this.#time = newest.at(-1)?.time ?? 0;
    this.#hearing = new Hearing({
      ...options,
      newest,
      breaker: this.breaker,
      house: () => this.#house,
      seats: () => this.#seats,
      remove: (occupant, farewell) => this.#remove(occupant, farewell),
    });
    this.#keeper = {
      ask: (occupant, request) => this.#ask(occupant, request),
      leave: (occupant, reason) => this.#leave(occupant, reason),
      lost: (occupant) => this.#lost(occupant),
      voice: this.#hearing,
      markRead: ({ session }, room, seq) => {
        if (session) options.sessions.markRead(session, room, seq);
      },
      members: () => this.members(),
      rooms: () => listRooms(this.#house),
      read: (page) => options.log.read(page),
      search: (query) => options.log.search(query),
    };
  }

  /** Continues the log. Rejects with a Fault when it cannot be read or written. */
  static async open(options: HubOptions): Promise<Hub> {
    const { log, sessions, rules, tailSize } = options;
    const past = await log.rooms();
    const byUse = past.toSorted((a, b) => a.newest - b.newest);
    for (const { room } of byUse) if (isPrivate(room)) sessions.converse(room);
    const rooms = byUse.filter(({ room, spoken }) => room === lobby || (spoken && !isPrivate(room)));
    const newest = await log.read({ room: lobby, limit: tailSize });
    const hub = new Hub(options, emptyHouse(rules, rooms), newest);
    const last = Math.max(0, ...past.map((summary) => summary.newest));
    hub.#hearing.skipTo(last);
    sessions.opened(last);
    const behind = hub.#time - options.clock.now();
    if (behind > 0) {
      const seconds = Math.ceil(behind / 1000);
      options.note('warn', `The clock is ${seconds} s behind the newest message; times wait for it.`);
    }
    const opened = await hub.ask({ type: 'open' });
    if ('code' in opened) throw new Fault(opened.message);
    options.clock.after(options.grace, () => sessions.releaseNames());
    return hub;
  }

  /** The door. The seat can be used at once; whether it was granted is told to the listener. */
  join(request: JoinRequest, listener: Listener): HouseSeat {
    const { clock, flood, sessions } = this.#options;
    const now = clock.now();
    const session = typeof request.session === 'string' ? sessions.find(request.session) : null;
    const rule = request.kind === 'host' || request.unlimited ? null : flood;
    const gate = this.#gateOf(session) ?? new FloodGate(rule, now);
    const occupant = new Occupant(this.#keeper, request, listener, gate, now);
    occupant.session = session;
    if (this.#stopping) this.#reject(occupant, refuse('stopping', 'The service is stopping!'));
    else this.#enqueue({ occupant, request: { type: 'enter' } });
    return occupant;
  }

  /** Whether only residents of the server may take this name. */
  isReserved(name: string): boolean {
    return this.#house.rules.reserved.has(name);
  }

  members() {
    return membersOf(this.#house, lobby);
  }

  /** Everyone with a seat, the Host's not among them. */
  occupants(): readonly Occupant[] {
    return [...this.#seats.values()];
  }

  /** The newest entries of the lobby, or those before `before`. */
  history(limit: number, before?: Seq): Promise<readonly Entry[]> {
    return this.#keeper.read({ room: lobby, limit, ...(before === undefined ? {} : { before }) });
  }

  /**
   * Says something to everyone who is here now and can be told so, or of them to the one called `to`, and keeps it nowhere.
   * Returns how many that are.
   */
  announce(text: string, to?: Nick): number {
    const meant = to === undefined ? this.occupants() : this.occupants().filter(({ nick }) => nick === to);
    const hearers = meant.filter(({ state, listener }) => state === 'seated' && 'notice' in listener);
    for (const hearer of hearers) this.#hearing.tell(hearer, () => hearer.listener.notice?.(text));
    return hearers.length;
  }

  /** Asks for something in the name of the server. Resolves when it is done and shown, or refused. */
  ask(command: Command, farewell: Farewell | null = null): Promise<readonly Event[] | Refusal> {
    return new Promise((done) => {
      this.#enqueue({ occupant: null, request: command, done, farewell });
    });
  }

  /** Finishes what was asked before, then closes every seat. Nobody can join or say anything from now on. */
  async close(farewell: Farewell): Promise<void> {
    this.#stopping = true;
    if (this.#turning || this.#queue.length > 0) {
      await new Promise<void>((resolve) => {
        this.#idle = resolve;
      });
    }
    this.#closed = true;
    for (const occupant of [...this.#seats.values(), ...this.#hosts]) this.#dismiss(occupant, farewell);
    this.#seats.clear();
    this.#hosts.clear();
    await this.#options.sessions.flush();
  }

  #ask(occupant: Occupant, request: OwnRequest): void {
    const now = this.#options.clock.now();
    occupant.lastReceivedAt = now;
    if (this.#stopping) return;
    if (occupant.gate.pass(now, costOf(request, occupant.stays.keys()))) this.#enqueue({ occupant, request });
    else this.#remove(occupant, { code: 'flood', reason: 'sending too many messages in too short a time.' });
  }

  /** Whoever comes again has said what it said before. */
  #gateOf(session: Session | null): FloodGate | undefined {
    const holder = session && this.#seats.get(session.nick);
    return holder?.session?.key === session?.key ? holder?.gate : undefined;
  }

  #leave(occupant: Occupant, reason: string): void {
    this.#hearing.leave(occupant);
    occupant.state = 'closed';
    if (occupant.kind === 'host') this.#hosts.delete(occupant);
    else this.#enqueue({ occupant, request: { type: 'depart', reason } });
  }

  /** The seat waits for its session to be continued; without one it is given up. */
  #lost(occupant: Occupant): void {
    if (occupant.session === null) {
      this.#leave(occupant, 'left');
      return;
    }
    this.#hearing.leave(occupant);
    occupant.state = 'away';
    this.#options.clock.after(this.#options.grace, () => {
      if (occupant.state !== 'away' || this.#closed) return;
      occupant.state = 'seated';
      this.#leave(occupant, 'lost the connection');
    });
  }

  /** Takes someone out of the house by the server's own decision, now; the log hears of it in the next turn. */
  #remove(occupant: Occupant, farewell: Farewell): void {
    const { reason, code } = farewell;
    if (code === 'slow' && occupant.session && occupant.state === 'seated') {
      this.#hearing.tell(occupant, () => occupant.listener.closed(farewell));
      this.#lost(occupant);
      return;
    }
    this.#dismiss(occupant, farewell);
    if (occupant.kind === 'host') this.#hosts.delete(occupant);
    else this.#enqueue({ occupant, request: { type: code === 'flood' ? 'eject' : 'depart', reason } });
  }

  #enqueue(task: Task): void {
    if (this.#closed) {
      if (task.occupant === null) task.done(refuse('stopping', 'The service is stopping!'));
      return;
    }
    this.#queue.push(task);
    if (!this.#turning) this.#schedule();
  }

  #schedule(): void {
    this.#turning = true;
    this.#options.defer(() => this.#turn(), this.#busy);
  }

  /** Never rejects: whatever fails in a turn is answered to those who asked for it. */
  async #turn(): Promise<void> {
    const queued = this.#queue;
    this.#queue = [];
    const refusing = this.#refuse.bind(this);
    const tasks = await unsaid(queued, this.#options, this.#answers, refusing);
    this.#busy = tasks.length > 1 || tasks.some((task) => task.request.type !== 'utter');
    this.counted.turns += 1;
    const draft = draftOf(this.#house, this.#seats, tasks);
    this.#time = Math.max(this.#time, this.#options.clock.now());
    let accepted: readonly Accepted[] = [];
    try {
      accepted = decideAll(this.#admitted(tasks), draft, this.#time, this.breaker, refusing);
      const entries = await this.#store(accepted);
      const newcomers = this.#adopt(draft, accepted);
      // A crash must not make a token worthless that was told, or bring somebody back who was thrown out.
      if (!accepted.every(({ task }) => task.request.type === 'utter')) await this.#options.sessions.flush();
      this.#hearing.show(entries, newcomers, personsMoved(accepted));
      for (const { task, events } of accepted) if (task.occupant === null) task.done(events);
    } catch (fault) {
      this.#undo(accepted, fault);
    }
    this.#answers.tell((occupant, fault) => this.#hearing.lose(occupant, fault));
    this.counted.deliveries = this.#hearing.deliveries;
    this.#turning = this.#queue.length > 0;
    if (this.#turning) this.#schedule();
    else this.#idle?.();
  }

  /** The turn's events as entries, once they are durable. What was stored long ago (a resent id) is not among them. */
  async #store(accepted: readonly Accepted[]): Promise<readonly Entry[]> {
    const events = accepted.flatMap((each) => each.events);
    if (events.length === 0) return [];
    const places = await this.#options.log.append(events);
    const entries: Entry[] = [];
    let index = 0;
    for (const { task, events: own } of accepted) {
      for (const event of own) {
        const place = places[index++];
        if (place === undefined) throw new Fault('the log lost count of what it stored');
        const { fresh, seq } = place;
        if (fresh) entries.push({ ...event, seq });
        if (event.type !== 'message') continue;
        if (fresh) this.counted.messages += 1;
        this.breaker.stored(event, seq);
        if (task.occupant && event.id !== null) {
          this.#answers.add({ occupant: task.occupant, id: event.id, outcome: { room: event.room, seq } });
        }
      }
    }
    this.counted.entriesStored += entries.length;
    const last = entries.at(-1);
    if (last) this.#options.sessions.stored(last.seq);
    return entries;
  }

  /** Those tasks that no ban and no held name stands against. A ban may come while a join waits for its turn. */
  #admitted(tasks: readonly Task[]): readonly Task[] {
    const { bans, sessions } = this.#options;
    return tasks.filter((task) => {
      const refusal = refusalOf(task, bans, sessions);
      if (refusal) this.#refuse(task, refusal);
      return !refusal;
    });
  }

  /** Makes the draft the house, and closes the seats that are not in it any more. Returns the newcomers, not yet live. */
  #adopt(draft: Draft, accepted: readonly Accepted[]): readonly Occupant[] {
    this.#house = draft.house;
    this.#seats = draft.seats;
    const newcomers: Occupant[] = [];
    for (const each of accepted) {
      const { task, removed, replaced } = each;
      const { occupant } = task;
      if (replaced) this.#dismiss(replaced, { code: 'replaced', reason: 'being here from another place.' });
      if (task.request.type === 'enter' && occupant?.state === 'waiting') {
        newcomers.push(occupant);
        if (occupant.kind === 'host') this.#hosts.add(occupant);
      } else if (task.occupant === null && task.farewell) {
        for (const loser of removed) this.#dismiss(loser, task.farewell);
      }
      keepSessions(each, this.#house, this.#options.sessions);
      if (occupant && task.request.type === 'rename') {
        this.#answers.add({ occupant, told: task.request.told, outcome: occupant.nick });
      }
      // Whoever was thrown out comes back as somebody new.
      if (task.request.type === 'depart') continue;
      for (const { session } of removed) if (session) this.#options.sessions.forget(session);
    }
    return newcomers;
  }

  #dismiss(occupant: Occupant, farewell: Farewell): void {
    if (occupant.state === 'closed') return;
    this.#hearing.leave(occupant);
    occupant.state = 'closed';
    try {
      occupant.listener.closed(farewell);
    } catch (fault) {
      // The seat is gone already, which is all that this call was to announce.
      this.#options.note('error', `Closing the connection of ${occupant.nick} failed: ${messageOf(fault)}`);
    }
  }

  #reject(occupant: Occupant, refusal: Refusal): void {
    this.counted.refusals += 1;
    this.#dismiss(occupant, { code: 'refused', reason: refusal.message, refusal });
  }

  #refuse(task: Task, refusal: Refusal): void {
    if (task.occupant === null) {
      task.done(refusal);
      return;
    }
    const { occupant, request } = task;
    if (request.type === 'enter') {
      this.#reject(occupant, refusal);
      return;
    }
    this.counted.refusals += 1;
    if (request.type === 'rename') {
      this.#answers.add({ occupant, told: request.told, outcome: refusal });
      return;
    }
    const id = request.type === 'utter' ? (request.id ?? null) : null;
    this.#answers.add({ occupant, id, outcome: refusal });
  }

  /** The append failed: nobody has seen anything, the house is as before, and everyone who asked is told. */
  #undo(accepted: readonly Accepted[], fault: unknown): void {
    const sentence = messageOf(fault);
    this.#options.note('error', `Nothing could be stored: ${sentence}`);
    const refusal = refuse('not_stored', `This could not be stored, and nobody has seen it: ${sentence}`);
    const departures: Task[] = [];
    takeBackNames(accepted, this.breaker);
    for (const { task } of accepted) {
      const departure = task.request.type === 'depart' || task.request.type === 'eject';
      if (departure) departures.push(task);
      else this.#refuse(task, refusal);
    }
    if (departures.length === 0) return;
    this.#options.clock.after(retryPause, () => departures.forEach((task) => this.#enqueue(task)));
  }
}
