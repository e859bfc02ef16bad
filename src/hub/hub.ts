/**
 * The one loop. Everything that anyone asks of the room goes through a queue; a turn decides all that is queued, stores
 * it in one append, and only then shows it. The hub is the only caller of `decide` and of `log.append`. It knows the
 * room and the log's port; it must not know wires, gateways, bots or any log backend.
 * Long because it is one thing: the order in which a turn decides, stores, adopts and shows is read best in one place.
 */
import type { Log } from '../log/log.ts';
import { nickKeys } from '../room/names.ts';
import type { Room, Rules } from '../room/room.ts';
import { emptyRoom } from '../room/room.ts';
import type { Command, Entry, Event, Refusal, Seq, Utterance } from '../room/types.ts';
import { lobby, refuse } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import { Fault, messageOf } from '../util/result.ts';
import { Answers } from './answers.ts';
import type { Bans } from './bans.ts';
import { Batch } from './batch.ts';
import { welcome } from './catch-up.ts';
import type { FloodRule } from './flood.ts';
import { FloodGate } from './flood.ts';
import type { House } from './occupant.ts';
import { Occupant } from './occupant.ts';
import type { Defer } from './pace.ts';
import type { Farewell, JoinRequest, Listener, Seat } from './seat.ts';
import { Tail } from './tail.ts';
import type { Seats, Task } from './task.ts';
import type { Accepted, Draft } from './turn.ts';
import { decideAll, draftOf } from './turn.ts';

export interface HubOptions {
  readonly log: Log;
  readonly bans: Bans;
  readonly rules: Rules;
  readonly flood: FloodRule | null;
  /** Backlog at which a seat is closed as too slow, in bytes. */
  readonly backlogLimit: number;
  /** Entries kept in memory for newcomers. */
  readonly tailSize: number;
  readonly clock: Clock;
  readonly note: Note;
  readonly defer: Defer;
}

/** After a failed append, departures are tried again so that nobody stays in the room as a ghost. */
const retryPause = 1000;
/** How long a newcomer may take for one page of its history, in ms. */
const readingPatience = 60_000;

export class Hub {
  readonly #options: HubOptions;
  readonly #tail: Tail;
  #seats: Seats = new Map();
  /** Those who hear the room without being in it: the Host's seats. */
  readonly #hosts = new Set<Occupant>();
  readonly #house: House;
  #room: Room;
  #queue: Task[] = [];
  readonly #answers = new Answers();
  #turning = false;
  #busy = false;
  #stopping = false;
  #closed = false;
  #idle: (() => void) | null = null;
  #time: number;
  #head = 0;
  readonly counted = { entriesStored: 0, messages: 0, deliveries: 0, refusals: 0, turns: 0 };

  private constructor(options: HubOptions, newest: readonly Entry[]) {
    this.#options = options;
    this.#room = emptyRoom(options.rules);
    this.#tail = new Tail(options.tailSize);
    this.#tail.push(newest);
    if (newest.length > 0) this.#tail.markPartial();
    this.#head = newest.at(-1)?.seq ?? 0;
    this.#time = newest.at(-1)?.time ?? 0;
    this.#house = {
      say: (occupant, utterance) => this.#say(occupant, utterance),
      leave: (occupant, reason) => this.#leave(occupant, reason),
      members: () => this.members(),
      history: (limit, before) => this.history(limit, before),
    };
  }

  /** Continues the log. Rejects with a Fault when it cannot be read or written. */
  static async open(options: HubOptions): Promise<Hub> {
    const newest = await options.log.read({ room: lobby, limit: options.tailSize });
    const hub = new Hub(options, newest);
    const behind = hub.#time - options.clock.now();
    if (behind > 0) {
      const seconds = Math.ceil(behind / 1000);
      options.note('warn', `The clock is ${seconds} s behind the newest message; times wait for it.`);
    }
    const opened = await hub.ask({ type: 'open' });
    if ('code' in opened) throw new Fault(opened.message);
    return hub;
  }

  /** The door. The seat can be used at once; whether it was granted is told to the listener. */
  join(request: JoinRequest, listener: Listener): Seat {
    const { clock, flood } = this.#options;
    const now = clock.now();
    const gate = new FloodGate(request.kind === 'host' ? null : flood, now);
    const occupant = new Occupant(this.#house, request, listener, gate, now);
    const ban = this.#banHitting(request);
    if (this.#stopping) {
      this.#reject(occupant, refuse('stopping', 'The service is stopping!'));
    } else if (ban) {
      this.#reject(occupant, refuse('banned', ban.reason));
    } else {
      this.#enqueue({ occupant, request: { type: 'enter' } });
    }
    return occupant;
  }

  /** Whether only residents of the server may take this name. */
  isReserved(name: string): boolean {
    return nickKeys(name.normalize('NFC')).some((key) => this.#room.reserved.has(key));
  }

  members() {
    return [...this.#room.members.values()];
  }

  /** Everyone with a seat, the Host's not among them. */
  occupants(): readonly Occupant[] {
    return [...this.#seats.values()];
  }

  history(limit: number, before?: Seq): Promise<readonly Entry[]> {
    return this.#options.log.read({ room: lobby, limit, ...(before === undefined ? {} : { before }) });
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
  }

  #say(occupant: Occupant, utterance: Utterance): void {
    const now = this.#options.clock.now();
    occupant.lastReceivedAt = now;
    if (this.#stopping) return;
    if (occupant.gate.pass(now)) {
      this.#enqueue({ occupant, request: { type: 'utter', ...utterance } });
    } else {
      const farewell: Farewell = { code: 'flood', reason: 'sending too many messages in too short a time.' };
      this.#remove(occupant, farewell);
    }
  }

  #leave(occupant: Occupant, reason: string): void {
    occupant.state = 'closed';
    if (occupant.kind === 'host') this.#hosts.delete(occupant);
    else this.#enqueue({ occupant, request: { type: 'depart', reason } });
  }

  /** Takes someone out of the room by the server's own decision, now; the log hears of it in the next turn. */
  #remove(occupant: Occupant, farewell: Farewell): void {
    const { reason } = farewell;
    this.#dismiss(occupant, farewell);
    if (occupant.kind === 'host') this.#hosts.delete(occupant);
    else
      this.#enqueue({ occupant, request: { type: farewell.code === 'flood' ? 'eject' : 'depart', reason } });
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
    const tasks = this.#queue;
    this.#queue = [];
    this.#busy = tasks.length > 1 || tasks.some((task) => task.request.type !== 'utter');
    this.counted.turns += 1;
    const draft = draftOf(this.#room, this.#seats, tasks);
    this.#time = Math.max(this.#time, this.#options.clock.now());
    let accepted: readonly Accepted[] = [];
    try {
      accepted = decideAll(this.#withoutBanned(tasks), draft, this.#time, (task, refusal) =>
        this.#refuse(task, refusal),
      );
      const entries = await this.#store(accepted);
      this.#show(entries, this.#adopt(draft, accepted));
      for (const { task, events } of accepted) if (task.occupant === null) task.done(events);
    } catch (fault) {
      this.#undo(accepted, fault);
    }
    this.#answers.tell((occupant, fault) => this.#lose(occupant, fault));
    if (this.#queue.length > 0) {
      this.#schedule();
      return;
    }
    this.#turning = false;
    this.#idle?.();
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
        if (place.fresh) entries.push({ ...event, seq: place.seq });
        if (place.fresh && event.type === 'message') this.counted.messages += 1;
        if (task.occupant && event.type === 'message' && event.id !== null) {
          this.#answers.add({ occupant: task.occupant, id: event.id, outcome: place.seq });
        }
      }
    }
    this.counted.entriesStored += entries.length;
    return entries;
  }

  /** A ban may have come while a join was waiting for its turn. */
  #withoutBanned(tasks: readonly Task[]): readonly Task[] {
    return tasks.filter((task) => {
      if (task.request.type !== 'enter' || task.occupant === null) return true;
      const ban = this.#banHitting(task.occupant.request);
      if (ban) this.#reject(task.occupant, refuse('banned', ban.reason));
      return !ban;
    });
  }

  #banHitting(request: JoinRequest) {
    return request.resident ? undefined : this.#options.bans.hitting(request.nick, request.address);
  }

  /** Makes the draft the room, and closes the seats that are not in it any more. Returns the newcomers, not yet live. */
  #adopt(draft: Draft, accepted: readonly Accepted[]): readonly Occupant[] {
    this.#room = draft.room;
    this.#seats = draft.seats;
    const newcomers: Occupant[] = [];
    for (const { task, removed } of accepted) {
      const { occupant } = task;
      if (task.request.type === 'enter' && occupant?.state === 'waiting') {
        newcomers.push(occupant);
        if (occupant.kind === 'host') this.#hosts.add(occupant);
      } else if (task.occupant === null && task.farewell) {
        for (const loser of removed) this.#dismiss(loser, task.farewell);
      }
    }
    return newcomers;
  }

  /** One batch for everyone who is live; newcomers get their history before it. */
  #show(entries: readonly Entry[], newcomers: readonly Occupant[]): void {
    const joinedAfter = this.#head;
    for (const newcomer of newcomers) this.#welcome(newcomer, joinedAfter);
    if (entries.length === 0) return;
    this.#tail.push(entries);
    this.#head = entries.at(-1)?.seq ?? this.#head;
    const batch = new Batch(entries);
    for (const occupant of this.#seats.values()) this.#deliver(occupant, batch);
    for (const occupant of this.#hosts) this.#deliver(occupant, batch);
  }

  #deliver(occupant: Occupant, batch: Batch): void {
    if (occupant.state !== 'live') return;
    try {
      // Looked at before and not after: one turn may bring more than the bound, and who had read all until then is not slow.
      if (occupant.listener.backlog() <= this.#options.backlogLimit) {
        occupant.deliver(batch);
        this.counted.deliveries += batch.entries.length;
        return;
      }
    } catch (fault) {
      this.#lose(occupant, fault);
      return;
    }
    this.#cutOff(occupant);
  }

  #cutOff(occupant: Occupant): void {
    this.#options.note('warn', `${occupant.nick} reads too slowly and was closed.`);
    this.#remove(occupant, { code: 'slow', reason: 'reading too slowly.' });
  }

  #welcome(newcomer: Occupant, joinedAfter: number): void {
    const { log, backlogLimit } = this.#options;
    if (newcomer.state !== 'waiting') return;
    newcomer.state = 'reading';
    this.#tell(newcomer, () => {
      newcomer.listener.seated(newcomer.nick);
      const past = { log, tail: this.#tail, room: lobby, joinedAfter, head: () => this.#head };
      const reading = welcome(newcomer, { ...past, backlogMark: backlogLimit / 2 });
      if (reading === null) return;
      reading.catch((fault: unknown) => this.#lose(newcomer, fault));
      this.#watch(newcomer);
    });
  }

  /** A newcomer may take long over a long history, but not stand still in it. */
  #watch(newcomer: Occupant): void {
    const { cursor } = newcomer;
    this.#options.clock.after(readingPatience, () => {
      if (newcomer.state !== 'reading' || this.#closed) return;
      if (newcomer.cursor > cursor) this.#watch(newcomer);
      else this.#cutOff(newcomer);
    });
  }

  /** Runs a call on a listener; one that throws loses its seat, and nobody else notices. */
  #tell(occupant: Occupant, call: () => void): void {
    try {
      call();
    } catch (fault) {
      this.#lose(occupant, fault);
    }
  }

  #lose(occupant: Occupant, fault: unknown): void {
    this.#options.note('error', `The connection of ${occupant.nick} failed: ${messageOf(fault)}`);
    if (occupant.state === 'closed') return;
    this.#remove(occupant, { code: 'slow', reason: 'an error of its connection.' });
  }

  #dismiss(occupant: Occupant, farewell: Farewell): void {
    if (occupant.state === 'closed') return;
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
    } else if (request.type === 'utter') {
      this.counted.refusals += 1;
      this.#answers.add({ occupant, id: request.id ?? null, outcome: refusal });
    }
  }

  /** The append failed: nobody has seen anything, the room is as before, and everyone who asked is told. */
  #undo(accepted: readonly Accepted[], fault: unknown): void {
    const sentence = messageOf(fault);
    this.#options.note('error', `Nothing could be stored: ${sentence}`);
    const refusal = refuse('not_stored', `This could not be stored, and nobody has seen it: ${sentence}`);
    const departures: Task[] = [];
    for (const { task } of accepted) {
      const departure = task.request.type === 'depart' || task.request.type === 'eject';
      if (departure) departures.push(task);
      else this.#refuse(task, refusal);
    }
    if (departures.length === 0) return;
    this.#options.clock.after(retryPause, () => {
      for (const task of departures) this.#enqueue(task);
    });
  }
}
