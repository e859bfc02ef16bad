/**
 * The door of a room that is elsewhere: a Seat over a classic connection of its own, so that what lives in a server can
 * also come from outside. The wire carries neither kinds nor numbers nor times: who is a bot is told by the name, places
 * are counted here, times are those of arrival.
 */
import { Batch } from '../../hub/batch.ts';
import type { JoinRequest, Listener, Seat } from '../../hub/seat.ts';
import type { Entry, Kind, Member, Nick, Seq, Utterance } from '../../room/types.ts';
import { hostNick, lobby, refuse } from '../../room/types.ts';
import type { Clock } from '../../util/clock.ts';
import type { Random } from '../../util/random.ts';
import { kindByName } from '../../wire/bot-name.ts';
import type { ClassicLine } from '../../wire/classic/parse.ts';
import { ClassicConnection, type ConnectionEvent, type Ended } from './connection.ts';

export interface DoorOptions {
  readonly dest: string;
  readonly port: number;
  readonly clock: Clock;
  readonly random: Random;
}

/** Entries kept for `Seat.history`. */
const historyKept = 500;

export function classicDoor(options: DoorOptions): (request: JoinRequest, listener: Listener) => Seat {
  return (request, listener) => new ClassicSeat(options, request, listener);
}

class ClassicSeat implements Seat {
  readonly nick: Nick;
  readonly kind: Kind;
  readonly #listener: Listener;
  readonly #clock: Clock;
  readonly #connection: ClassicConnection;
  readonly #members = new Map<string, Member>();
  #entries: Entry[] = [];
  #seq = 0;
  #past: Entry[] = [];
  /** What was asked to be said, in order, until it is handed over. */
  #utterances: Utterance[] = [];
  #isClosed = false;

  constructor({ clock, ...rest }: DoorOptions, { nick, kind }: JoinRequest, listener: Listener) {
    this.nick = nick as Nick;
    this.kind = kind;
    this.#listener = listener;
    this.#clock = clock;
    const options = { ...rest, clock, name: nick, once: false, pace: true };
    this.#connection = new ClassicConnection(options, (event) => this.#happened(event));
    this.#connection.start();
  }

  say(utterance: Utterance): void {
    if (this.#isClosed) return;
    this.#utterances.push(utterance);
    this.#connection.say(utterance.text);
  }

  leave(): void {
    this.#isClosed = true;
    this.#connection.leave();
  }

  members(): readonly Member[] {
    return [...this.#members.values()];
  }

  history(limit: number, before?: Seq): Promise<readonly Entry[]> {
    const entries = before === undefined ? this.#entries : this.#entries.filter(({ seq }) => seq < before);
    return Promise.resolve(limit > 0 ? entries.slice(-limit) : []);
  }

  #happened(event: ConnectionEvent): void {
    switch (event.type) {
      case 'joined':
        if (!this.#isClosed) this.#listener.seated(this.nick, null);
        break;
      case 'past':
        this.#past.push(...this.#entriesOf(event.line));
        break;
      case 'live':
        this.#live();
        break;
      case 'line':
        this.#deliver(this.#entriesOf(event.line));
        break;
      case 'said':
        if (!event.again) this.#said(event.text);
        break;
      case 'ended':
        this.#ended(event);
        break;
      case 'lost':
      case 'rejoined':
        break;
    }
  }

  #live(): void {
    const past = this.#past;
    this.#past = [];
    this.#deliver(past);
    this.#members.set(this.nick, { nick: this.nick, kind: memberKind(this.kind) });
    if (!this.#isClosed) this.#listener.live(lobby, 0);
  }

  #said(text: string): void {
    const utterance = this.#utterances.shift();
    const { id = null, answers = null, because = null } = utterance ?? {};
    const entry: Entry = {
      ...this.#about(this.nick, this.kind),
      type: 'message',
      text,
      id,
      answers,
      because,
    };
    this.#deliver([entry]);
    if (id !== null && !this.#isClosed) this.#listener.stored(id, entry.seq, lobby);
  }

  #deliver(entries: readonly Entry[]): void {
    if (entries.length === 0 || this.#isClosed) return;
    this.#entries = [...this.#entries, ...entries].slice(-historyKept);
    this.#listener.deliver(new Batch(entries));
  }

  /** `kicked` and `stopping` tell who sits here not to come back by themselves: the name is taken, or the room is gone. */
  #ended({ why, reason }: Ended): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const { id = null } of this.#utterances) {
      this.#listener.refused(refuse('not_here', 'The connection is gone.'), id);
    }
    const away = why === 'refused' || why === 'removed';
    this.#listener.closed({
      code: away ? 'kicked' : 'stopping',
      reason: away ? reason : 'the chat server is gone',
    });
  }

  #entriesOf(line: ClassicLine): Entry[] {
    switch (line.type) {
      case 'message':
        this.#meet(line.nick);
        return [this.#message(line.nick, kindByName(line.nick), line.text)];
      case 'host':
        return [this.#message(hostNick, 'host', line.text)];
      case 'joined':
        this.#meet(line.nick);
        return [{ ...this.#about(line.nick, kindByName(line.nick)), type: 'joined' }];
      case 'left':
        this.#members.delete(line.nick);
        return [{ ...this.#about(line.nick, kindByName(line.nick)), type: 'left', reason: '' }];
      case 'renamed': {
        const { nick, to } = line;
        this.#members.delete(nick);
        this.#meet(to);
        return [{ ...this.#about(nick, kindByName(nick)), type: 'renamed', to: to as Nick }];
      }
      case 'live':
      case 'removed':
      case 'other':
        return [];
    }
  }

  #meet(nick: string): void {
    if (!this.#members.has(nick)) this.#members.set(nick, { nick: nick as Nick, kind: kindByName(nick) });
  }

  #message(nick: string, kind: Kind, text: string): Entry {
    return { ...this.#about(nick, kind), type: 'message', text, id: null, answers: null, because: null };
  }

  #about(nick: string, kind: Kind) {
    this.#seq += 1;
    return { room: lobby, time: this.#clock.now(), nick: nick as Nick, kind, seq: this.#seq as Seq };
  }
}

function memberKind(kind: Kind): Member['kind'] {
  return kind === 'host' ? 'person' : kind;
}
