import type { Page, Search } from '../log/log.ts';
import type { RoomListing } from '../room/house.ts';
import type {
  BotCommand,
  Entry,
  Kind,
  Member,
  Nick,
  Refusal,
  RoomName,
  Seq,
  Utterance,
} from '../room/types.ts';
import { lobby, refuse } from '../room/types.ts';
import { phrasesOf } from '../util/phrases.ts';
import { Batch } from './batch.ts';
import type { FloodGate } from './flood.ts';
import type { OwnRequest } from './request.ts';
import type { HouseSeat, JoinRequest, Listener, Quest, Sketch, Stretch } from './seat.ts';
import type { Session } from './sessions.ts';

/** What others may hear of a seat without anything being said. */
export interface Voice {
  typing(occupant: Occupant, room: RoomName): void;
  offer(occupant: Occupant, commands: readonly BotCommand[], isStandIn: boolean): void;
  draft(occupant: Occupant, room: RoomName, sketch: Sketch): void;
}

/** What a seat may ask of the hub it belongs to. */
export interface Keeper {
  readonly voice: Voice;
  /** For the next turn, if the flood gate lets it pass. */
  ask(occupant: Occupant, request: OwnRequest): void;
  leave(occupant: Occupant, reason: string): void;
  lost(occupant: Occupant): void;
  markRead(occupant: Occupant, room: RoomName, seq: Seq): void;
  members(): readonly Member[];
  rooms(): readonly RoomListing[];
  read(page: Page): Promise<readonly Entry[]>;
  search(query: Search): Promise<readonly Entry[]>;
}

/**
 * The hub's side of one seat. `waiting` until the house has decided on the join, then `seated`; `away` while its
 * connection is lost and its session may still be continued; `closed` for good.
 */
export class Occupant implements HouseSeat {
  readonly #keeper: Keeper;
  readonly request: JoinRequest;
  readonly listener: Listener;
  readonly gate: FloodGate;
  readonly joinedAt: number;
  /** The rooms it hears, each with how far. */
  readonly stays = new Map<RoomName, Stay>();
  nick: Nick;
  kind: Kind;
  /** The one to be continued, and once seated the one it holds. Of what changes, `Sessions.latest` knows more. */
  session: Session | null = null;
  /** The session's secret, to be told to its holder. */
  token: string | null = null;
  state: 'waiting' | 'seated' | 'away' | 'closed' = 'waiting';
  lastReceivedAt: number;
  typedAt = -Infinity;

  constructor(keeper: Keeper, request: JoinRequest, listener: Listener, gate: FloodGate, now: number) {
    this.#keeper = keeper;
    this.request = request;
    this.listener = listener;
    this.gate = gate;
    this.nick = request.nick as Nick;
    this.kind = request.kind;
    this.joinedAt = now;
    this.lastReceivedAt = now;
  }

  say(utterance: Utterance): void {
    this.#ask({ ...utterance, type: 'utter' });
  }

  enter(room: string): void {
    this.#ask({ type: 'step-in', room });
  }

  part(room: string): void {
    this.#ask({ type: 'step-out', room });
  }

  setTopic(room: string, text: string): void {
    this.#ask({ type: 'set-topic', room, text });
  }

  rename(name: string, told: (outcome: Nick | Refusal) => void): void {
    this.#ask({ type: 'rename', name, told });
  }

  typing(room: string): void {
    const stay = this.stays.get(room as RoomName);
    if (stay && this.state === 'seated') this.#keeper.voice.typing(this, stay.room);
  }

  markRead(room: string, seq: Seq): void {
    const stay = this.stays.get(room as RoomName);
    if (stay && this.state === 'seated') this.#keeper.markRead(this, stay.room, seq);
  }

  offer(commands: readonly BotCommand[], isStandIn = false): void {
    if (this.state === 'seated' && this.kind !== 'person')
      this.#keeper.voice.offer(this, commands, isStandIn);
  }

  draft(sketch: Sketch): void {
    if (this.state === 'seated' && this.kind !== 'person') this.#keeper.voice.draft(this, lobby, sketch);
  }

  leave(reason: string): void {
    if (this.state !== 'closed' && this.state !== 'away') this.#keeper.leave(this, reason);
  }

  lost(): void {
    if (this.state !== 'closed' && this.state !== 'away') this.#keeper.lost(this);
  }

  members(): readonly Member[] {
    return this.#keeper.members();
  }

  rooms(): readonly RoomListing[] {
    return this.#keeper.rooms();
  }

  async history(limit: number, before?: Seq): Promise<readonly Entry[]> {
    const entries = await this.historyOf(lobby, { limit, ...(before === undefined ? {} : { before }) });
    return 'code' in entries ? [] : entries;
  }

  async historyOf(room: string, stretch: Stretch): Promise<readonly Entry[] | Refusal> {
    const [stay] = this.#roomsOpen(room);
    return stay === undefined ? notOpen(room) : this.#keeper.read({ ...stretch, room: stay });
  }

  async search({ room, ...quest }: Quest): Promise<readonly Entry[] | Refusal> {
    if (phrasesOf(quest.text).length === 0) return refuse('empty_text', 'There is no word to look for.');
    const rooms = this.#roomsOpen(room);
    if (room !== undefined && rooms.length === 0) return notOpen(room);
    return this.#keeper.search({ ...quest, rooms });
  }

  /** The past is for those who are in the room: the rooms whose past may be read, or the one of this name. */
  #roomsOpen(name?: string): readonly RoomName[] {
    if (this.state !== 'seated') return [];
    return [...this.stays.keys()].filter((room) => name === undefined || room === name);
  }

  #ask(request: OwnRequest): void {
    if (this.state !== 'closed' && this.state !== 'away') this.#keeper.ask(this, request);
  }
}

function notOpen(room: string): Refusal {
  return refuse(
    'not_here',
    `You are not in the room ${room.slice(0, 40)}, and its past is for those who are.`,
  );
}

/** One seat's being in one room: how far it has been shown what happens there. */
export class Stay {
  readonly occupant: Occupant;
  readonly room: RoomName;
  state: 'reading' | 'live' | 'over' = 'reading';
  /** Everything up to here has been delivered. */
  cursor = 0;
  /** Nothing after this is shown: with it the occupant left the room. */
  until = Infinity;

  constructor(occupant: Occupant, room: RoomName) {
    this.occupant = occupant;
    this.room = room;
  }

  /** Hands over those entries of a batch that were not delivered before. */
  deliver(batch: Batch): void {
    const first = batch.entries[0];
    const last = batch.entries.at(-1);
    if (first === undefined || last === undefined || last.seq <= this.cursor) return;
    const { cursor, until } = this;
    this.cursor = last.seq;
    const isWhole = first.seq > cursor && last.seq <= until;
    // A page of history may have ended in the middle of what one turn stored, and a turn may bring more than the leave.
    const entries = isWhole ? [] : batch.entries.filter(({ seq }) => seq > cursor && seq <= until);
    this.occupant.listener.deliver(isWhole ? batch : new Batch(entries));
  }
}
