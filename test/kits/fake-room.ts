import { Batch } from '../../src/hub/batch.ts';
import type { Farewell, JoinRequest, Listener, Seat, Sketch } from '../../src/hub/seat.ts';
import { type Entry, type Event, type Kind, lobby, type Member } from '../../src/room/types.ts';
import type { Nick, Seq, Utterance } from '../../src/room/types.ts';
import type { Clock } from '../../src/util/clock.ts';

/** What a seat said, and when (ms UTC). */
export interface Heard extends Utterance {
  readonly nick: string;
  readonly kind: Kind;
  readonly at: number;
}

interface Occupied {
  readonly request: JoinRequest;
  readonly listener: Listener;
}

/** A room without rules, log or limits: whoever comes is seated, and everyone hears everything at once. */
export class FakeRoom {
  readonly heard: Heard[] = [];
  /** What seats showed of what they were writing. */
  readonly sketches: Sketch[] = [];
  readonly requests: JoinRequest[] = [];
  readonly left: string[] = [];
  readonly #clock: Clock;
  readonly #people = new Map<string, Member>();
  readonly #seats = new Map<string, Occupied>();
  readonly #entries: Entry[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readonly door = (request: JoinRequest, listener: Listener): Seat => {
    const nick = request.nick as Nick;
    this.requests.push(request);
    this.#seats.set(nick, { request, listener });
    queueMicrotask(() => {
      if (!this.#seats.has(nick)) return;
      listener.seated(nick, null);
      listener.deliver(new Batch(this.#entries));
      listener.live(lobby, 0);
      this.#tell({ type: 'joined', ...this.#about(nick, request.kind) });
    });
    return {
      nick,
      kind: request.kind,
      say: (utterance) => {
        this.heard.push({ ...utterance, nick, kind: request.kind, at: this.#clock.now() });
        this.#message(nick, utterance.text, request.kind, utterance.answers);
      },
      draft: (sketch) => void this.sketches.push(sketch),
      leave: () => {
        if (this.#seats.delete(nick)) this.left.push(nick);
      },
      members: () => this.members(),
      history: async (limit) => this.#entries.slice(-limit),
    };
  };

  members(): readonly Member[] {
    const bots = [...this.#seats.values()].filter(({ request }) => request.kind !== 'host');
    return [...this.#people.values(), ...bots.map(({ request }) => memberOf(request.nick, 'bot'))];
  }

  join(nick: string, kind: Member['kind'] = 'person'): void {
    this.#people.set(nick, memberOf(nick, kind));
    this.#tell({ type: 'joined', ...this.#about(nick, kind) });
  }

  leave(nick: string): void {
    this.#people.delete(nick);
    this.#tell({ type: 'left', ...this.#about(nick, 'person'), reason: '' });
  }

  /** Said by somebody who need not be a member. */
  say(nick: string, text: string, kind: Kind = 'person'): void {
    this.#message(nick, text, kind);
  }

  /** Closes a seat as the hub would. */
  dismiss(nick: string, farewell: Farewell): void {
    const seat = this.#seats.get(nick);
    this.#seats.delete(nick);
    seat?.listener.closed(farewell);
  }

  /** What `nick` said so far. */
  by(nick: string): readonly string[] {
    return this.heard.filter((one) => one.nick === nick).map(({ text }) => text);
  }

  #message(nick: string, text: string, kind: Kind, answers: Seq | null = null): void {
    this.#tell({ type: 'message', ...this.#about(nick, kind), text, id: null, answers, because: null });
  }

  #tell(event: Event): void {
    const entry: Entry = { ...event, seq: (this.#entries.length + 1) as Seq };
    this.#entries.push(entry);
    const batch = new Batch([entry]);
    for (const { listener } of [...this.#seats.values()]) listener.deliver(batch);
  }

  #about(nick: string, kind: Kind) {
    return { room: lobby, time: this.#clock.now(), nick: nick as Nick, kind };
  }
}

function memberOf(nick: string, kind: Member['kind']): Member {
  return { nick: nick as Nick, kind };
}
