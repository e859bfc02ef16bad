/** A bot's seat in a room elsewhere. A line over 300 because each message that may come has its line here. */
import { Link } from '../client/link.ts';
import type { Dial } from '../client/socket.ts';
import type { LinkStatus } from '../client/state.ts';
import { Batch } from '../hub/batch.ts';
import type { Farewell, JoinRequest, Listener, Seat, Sketch } from '../hub/seat.ts';
import type { BotCommand, Entry, Kind, Member, Nick, Seq, Utterance } from '../room/types.ts';
import { lobby, refuse } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import type { Random } from '../util/random.ts';
import { messageOf, never } from '../util/result.ts';
import type { ClientMessage, ServerMessage } from '../wire/live/messages.ts';
import { liveVersion } from '../wire/live/messages.ts';
import { Members } from './members.ts';
import { PastPages } from './past-pages.ts';
import { Sketches } from './sketches.ts';
import { Speech } from './speech.ts';

export interface LiveDoorOptions {
  readonly dial: Dial;
  readonly clock: Clock;
  readonly random: Random;
  readonly tokens: Tokens;
  /** How it stands with the connection of whoever is called `nick`. */
  readonly onStatus: (nick: string, status: LinkStatus) => void;
}

/** The secrets of sessions, by name. Kept beyond this process they give the place back to one that was killed. */
export interface Tokens {
  /** Null where there is none. */
  get(nick: string): string | null;
  keep(nick: string, token: string): void;
}

type Hello = Extract<ClientMessage, { readonly type: 'hello' }>;
type Of<Type extends ServerMessage['type']> = Extract<ServerMessage, { readonly type: Type }>;

/** What is older than this when the connection comes back is past: nobody waits for an answer to it any more. ms. */
const freshMs = 60_000;
const deaf = 'I hear only what is said in the lobby.';

/** One place in the lobby of a server elsewhere, over as many connections as it takes. */
export class LiveSeat implements Seat {
  readonly kind: Kind;
  readonly #options: LiveDoorOptions;
  readonly #listener: Listener;
  readonly #replay: JoinRequest['replay'];
  readonly #link: Link;
  readonly #speech: Speech;
  readonly #past: PastPages;
  readonly #sketches: Sketches;
  readonly #members = new Members();
  #nick: Nick;
  #offers: readonly BotCommand[] = [];
  /** Everything up to here has been delivered; null before the first `live`. */
  #cursor: number | null = null;
  /** What came on this connection and is not known to be all. */
  #coming: Entry[] = [];
  /** Rooms whose history is complete on this connection. */
  readonly #live = new Set<string>();
  /** Private rooms in which we have said that we do not listen. */
  readonly #toldDeaf = new Set<string>();
  /** The server's clock is ahead of ours by this, ms; null before it has told its time. */
  #ahead: number | null = null;
  /** The history of the lobby is complete on this connection, up to here; null before it is. */
  #complete: number | null = null;
  /** We are connected, and nobody has been told. */
  #arrival: LinkStatus | null = null;
  #isOver = false;

  constructor(options: LiveDoorOptions, { nick, kind, replay }: JoinRequest, listener: Listener) {
    const { dial, clock, random } = options;
    this.#options = options;
    this.#listener = listener;
    this.#nick = nick as Nick;
    this.kind = kind;
    this.#replay = replay;
    this.#link = new Link({
      dial,
      clock,
      random,
      hello: () => this.#hello(),
      onMessage: (message) => this.#received(message),
      onStatus: (status) => this.#became(status),
      onLag: () => undefined,
    });
    const send = (message: ClientMessage) => this.#live.has(lobby) && this.#link.send(message);
    this.#past = new PastPages(send);
    this.#sketches = new Sketches(clock, send);
    this.#speech = new Speech({ clock, random, listener, send });
    this.#link.start();
  }

  get nick(): Nick {
    return this.#nick;
  }

  say(utterance: Utterance): void {
    if (this.#isOver) return;
    if (utterance.id !== undefined) this.#sketches.said(utterance.id);
    this.#speech.say(utterance);
  }

  draft(sketch: Sketch): void {
    if (!this.#isOver) this.#sketches.draw(sketch);
  }

  leave(): void {
    if (this.#isOver) return;
    this.#finish();
    this.#link.leave();
  }

  members(): readonly Member[] {
    return this.#members.list;
  }

  history(limit: number, before?: Seq): Promise<readonly Entry[]> {
    return this.#past.ask(limit, before);
  }

  now(): number {
    return this.#options.clock.now() + (this.#ahead ?? 0);
  }

  unstored(): readonly Seq[] {
    return this.#speech.answering;
  }

  offer(commands: readonly BotCommand[]): void {
    this.#offers = commands;
    if (this.#live.has(lobby)) this.#sendOffers();
  }

  #hello(): Hello {
    const session = this.#options.tokens.get(this.#nick) ?? true;
    const kind = this.kind === 'person' ? 'person' : 'bot';
    return {
      type: 'hello',
      version: liveVersion,
      name: this.#nick,
      kind,
      session,
      ...pastWanted(this.#cursor, this.#replay),
    };
  }

  #became(status: LinkStatus): void {
    if (this.#isOver && status.type !== 'left') return;
    // Whoever reads that it is there may kill it: its welcome, with the token, is dealt with first.
    if (status.type === 'online') this.#arrival = status;
    else this.#options.onStatus(this.#nick, status);
    switch (status.type) {
      case 'connecting':
        this.#lost();
        break;
      case 'waiting':
        this.#lost();
        // The hub throws out whoever says too much, wherever they sit.
        if (status.code === 'flood') this.#close({ code: 'flood', reason: status.reason });
        break;
      case 'stopped':
        this.#close(farewellOf(status));
        break;
      case 'idle':
      case 'online':
      case 'left':
        break;
      default:
        never(status);
    }
  }

  #received(message: ServerMessage): void {
    if (this.#isOver) return;
    try {
      this.#obey(message);
    } catch (thrown) {
      this.#close({ code: 'slow', reason: `an error of its own: ${messageOf(thrown)}` });
    }
  }

  #obey(message: ServerMessage): void {
    const listener = this.#listener;
    switch (message.type) {
      case 'welcome':
        this.#welcomed(message);
        break;
      case 'room':
        if (message.room === lobby) this.#members.meet(message.members);
        break;
      case 'entry':
        this.#happened(message.entry);
        break;
      case 'live':
        if (message.room === lobby) this.#complete = message.seq;
        else this.#live.add(message.room);
        this.#goLive();
        break;
      case 'accepted':
        this.#speech.accepted(message);
        break;
      case 'refused':
        if (message.ref === null) this.#speech.refused(message);
        else this.#past.refused(message.ref, message.message);
        break;
      case 'page':
        this.#past.answered(message);
        break;
      case 'commands':
        listener.commands?.(message.commands);
        break;
      case 'notice':
        listener.notice?.(message.message);
        break;
      case 'pong':
        this.#ahead = message.time === null ? 0 : message.time - this.#options.clock.now();
        this.#goLive();
        break;
      case 'found':
      case 'rooms':
      case 'bots':
      case 'renamed':
      case 'conversation':
      case 'typing':
      case 'draft':
      case 'closing':
        break;
      default:
        never(message);
    }
  }

  #welcomed({ name, limits, session }: Of<'welcome'>): void {
    const isFirst = this.#cursor === null;
    this.#nick = name as Nick;
    this.#speech.frameLimit = limits.frame;
    if (session !== null) this.#options.tokens.keep(name, session);
    if (this.#arrival) this.#options.onStatus(this.#nick, this.#arrival);
    this.#arrival = null;
    if (isFirst) this.#listener.seated(this.#nick, session);
  }

  #happened(entry: Entry): void {
    if (entry.room !== lobby) this.#whispered(entry);
    else if (entry.seq > (this.#cursor ?? 0)) {
      if (this.#live.has(lobby)) this.#deliver([entry]);
      else this.#coming.push(entry);
    }
  }

  /** Whoever talks to us where we do not listen should know. */
  #whispered({ type, room, kind, seq }: Entry): void {
    if (type !== 'message' || kind !== 'person' || !this.#live.has(room) || this.#toldDeaf.has(room)) return;
    this.#toldDeaf.add(room);
    this.say({ text: deaf, room, answers: seq });
  }

  /** When we know what we have missed, and what time it is there: how old that is depends on it. */
  #goLive(): void {
    if (this.#complete === null || this.#ahead === null || this.#live.has(lobby)) return;
    this.#live.add(lobby);
    this.#becameLive(this.#complete);
  }

  #becameLive(seq: number): void {
    const isFirst = this.#cursor === null;
    const coming = this.#coming.filter((entry) => entry.seq <= seq);
    const since = this.#coming.slice(coming.length);
    this.#coming = [];
    const fresh = this.now() - freshMs;
    const wanted = isFirst ? coming : coming.filter(({ time }) => time >= fresh);
    for (const entry of coming) this.#members.see(entry);
    if (wanted.length > 0) this.#listener.deliver(new Batch(wanted));
    // It may be less than before: then this is another thread, such as one that a backup took the place of.
    this.#cursor = seq;
    if (isFirst) this.#listener.live(lobby, seq);
    if (!this.#isOver && since.length > 0) this.#deliver(since);
    if (this.#isOver) return;
    if (this.#offers.length > 0) this.#sendOffers();
    this.#speech.forget(this.#options.clock.now() - freshMs);
    this.#speech.goOn();
    this.#past.goOn();
  }

  #deliver(entries: readonly Entry[]): void {
    for (const entry of entries) this.#members.see(entry);
    this.#cursor = entries.at(-1)?.seq ?? this.#cursor;
    this.#listener.deliver(new Batch(entries));
  }

  #sendOffers(): void {
    const commands = this.#offers.map(({ name, args, help }) => ({ name, args, help }));
    this.#link.send({ type: 'offer', commands });
  }

  #lost(): void {
    this.#live.clear();
    this.#complete = null;
    this.#coming = [];
    this.#speech.lost();
    this.#sketches.lost();
    this.#past.lost();
  }

  #finish(): void {
    this.#isOver = true;
    this.#speech.end();
    this.#sketches.lost();
    this.#past.end();
  }

  #close(farewell: Farewell): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#link.close();
    // It asks what was not stored yet.
    this.#listener.closed(farewell);
    this.#finish();
  }
}

function pastWanted(cursor: number | null, replay: JoinRequest['replay']): Pick<Hello, 'since' | 'history'> {
  if (cursor !== null) return { since: cursor };
  if (replay === 'all') return { since: 0 };
  return typeof replay === 'number' ? { history: Math.min(1000, replay) } : { since: replay.after };
}

/** A name may become free, all else that ends it for good does not pass by itself. */
function farewellOf({ code, reason }: Extract<LinkStatus, { type: 'stopped' }>): Farewell {
  if (code !== 'name_taken') return { code: 'kicked', reason };
  return { code: 'refused', reason, refusal: refuse(code, reason) };
}
