/**
 * A place in a room over the classic wire that outlives its TCP connections: what happens comes as events, what is said
 * is kept until it is handed over, and after a loss it goes on without hole or double (see overlap.ts).
 */
import type { Clock } from '../../util/clock.ts';
import type { Random } from '../../util/random.ts';
import type { ClassicLine } from '../../wire/classic/parse.ts';
import { frame } from '../../wire/classic/frames.ts';
import { renderSay } from '../../wire/classic/render.ts';
import { ClassicLink } from './link.ts';
import { continueFrom, type Seen } from './overlap.ts';
import { Pacer } from '../../client/pacer.ts';

export interface ConnectionOptions {
  readonly dest: string;
  readonly port: number;
  readonly name: string;
  /** Gives up when the server is lost, instead of trying again. */
  readonly once: boolean;
  /** Sends no faster than a server with the default flood limit bears. */
  readonly pace: boolean;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * In the order `joined`, `past`*, `live`, then `line`, `said` and any number of `lost` and `rejoined`; `ended` is the
 * last and may come at any time.
 */
export type ConnectionEvent =
  | { readonly type: 'joined' }
  /** A line of the thread from before. */
  | { readonly type: 'past'; readonly line: ClassicLine }
  | { readonly type: 'live' }
  | { readonly type: 'line'; readonly line: ClassicLine }
  /** What was said here is on its way: the system has taken it. `again`: it was lost the first time. */
  | { readonly type: 'said'; readonly text: string; readonly again: boolean }
  /** `first`: the connection was there until now; otherwise another try was in vain. */
  | { readonly type: 'lost'; readonly first: boolean; readonly reason: string; readonly retryMs: number }
  /**
   * The missed lines follow as `line`. `gap`: some may be missing. `uncertain`: said, but it is not known whether the
   * server has it.
   */
  | { readonly type: 'rejoined'; readonly gap: boolean; readonly uncertain: readonly string[] }
  | Ended;

/**
 * `left`: as asked. `unreachable`: there was no server at the start. `refused`: it did not let us in. `removed`: it sent
 * us away. `lost`: it is gone, and we were told not to try again, or in vain.
 */
export interface Ended {
  readonly type: 'ended';
  readonly why: 'left' | 'unreachable' | 'refused' | 'removed' | 'lost';
  readonly reason: string;
}

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** A connection that lasted this long starts the pauses from the beginning, ms. */
const steadyMs = 5_000;
/** A server may hold our name for as long as it takes to notice that we were lost, ms. */
const nameHeldMs = 5 * 60_000;
/** Lines kept to find the overlap; more than any server replays by default. */
const seenAtMost = 5_000;

interface Outgoing {
  readonly text: string;
  /** Was sent before, and shown. */
  readonly again: boolean;
}

export class ClassicConnection {
  readonly #options: ConnectionOptions;
  readonly #emit: (event: ConnectionEvent) => void;
  /** Each connection has its own: a server counts by connection. */
  #pacer = new Pacer();
  #link: ClassicLink | null = null;
  /** `knocking` until the first frame, `reading` until the thread was replayed. */
  #state: 'waiting' | 'knocking' | 'reading' | 'live' | 'leaving' | 'ended' = 'waiting';
  #everJoined = false;
  #everLive = false;
  #failures = 0;
  #liveAt = 0;
  #lostAt: number | null = null;
  #seen: Seen[] = [];
  #replay: ClassicLine[] = [];
  #outgoing: Outgoing[] = [];
  #sending = false;
  #cancelTimer: () => void = () => {};

  constructor(options: ConnectionOptions, emit: (event: ConnectionEvent) => void) {
    this.#options = options;
    this.#emit = emit;
  }

  /** Call once. */
  start(): void {
    this.#open();
  }

  /** Sent as soon as there is a connection and the pace allows; one line. */
  say(text: string): void {
    if (this.#isOver()) return;
    this.#outgoing.push({ text: asServersKeep(text), again: false });
    this.#send();
  }

  /** Lines that were said and not yet handed over. */
  get unsent(): number {
    return this.#outgoing.length;
  }

  /** Ends the connection behind what was handed over; `ended` follows. What was not is dropped. */
  leave(): void {
    if (this.#isOver()) return;
    this.#cancelTimer();
    const link = this.#state === 'waiting' ? null : this.#link;
    this.#state = 'leaving';
    if (link) link.end();
    else this.#end('left', '');
  }

  #isOver(): boolean {
    return this.#state === 'leaving' || this.#state === 'ended';
  }

  #open(): void {
    this.#state = 'knocking';
    this.#replay = [];
    this.#pacer = new Pacer();
    this.#link = new ClassicLink(this.#options, {
      line: (line) => this.#received(line),
      closed: (reason) => this.#closed(reason),
    });
  }

  #received(line: ClassicLine): void {
    if (this.#isOver()) return;
    if (line.type === 'removed') {
      this.#removed(line.reason);
      return;
    }
    if (this.#state === 'knocking') this.#greeted();
    if (line.type === 'live') this.#caughtUp();
    else if (this.#state === 'live') this.#show(line);
    else this.#past(line);
  }

  #greeted(): void {
    this.#state = 'reading';
    if (this.#everJoined) return;
    this.#everJoined = true;
    this.#emit({ type: 'joined' });
  }

  #past(line: ClassicLine): void {
    this.#replay.push(line);
    if (this.#lostAt === null) this.#emit({ type: 'past', line });
  }

  #caughtUp(): void {
    if (this.#state === 'live') return;
    this.#state = 'live';
    this.#liveAt = this.#options.clock.now();
    if (this.#lostAt !== null) this.#continue();
    else this.#keep(this.#replay);
    this.#replay = [];
    this.#lostAt = null;
    if (!this.#everLive) this.#emit({ type: 'live' });
    this.#everLive = true;
    this.#send();
  }

  #continue(): void {
    const { fresh, lost, uncertain, gap } = continueFrom(this.#seen, this.#replay, (nick) =>
      this.#isMe(nick),
    );
    this.#seen = [];
    this.#keep(this.#replay);
    this.#outgoing.unshift(...lost.map((text) => ({ text, again: true })));
    if (this.#everLive) this.#emit({ type: 'rejoined', gap, uncertain });
    for (const line of fresh) this.#emit({ type: this.#everLive ? 'line' : 'past', line });
  }

  #keep(lines: readonly ClassicLine[]): void {
    this.#seen = lines.map((line) => ({ line, pending: false, again: false }));
  }

  #show(line: ClassicLine): void {
    this.#remember({ line, pending: false, again: false });
    this.#emit({ type: 'line', line });
  }

  #remember(seen: Seen): void {
    this.#seen.push(seen);
    if (this.#seen.length > 2 * seenAtMost) this.#seen = this.#seen.slice(-seenAtMost);
  }

  /** One line at a time, so that none is lost with a connection that breaks. */
  #send(): void {
    const next = this.#outgoing[0];
    const link = this.#link;
    if (this.#state !== 'live' || this.#sending || next === undefined || link === null) return;
    const { clock, name, pace } = this.#options;
    this.#sending = true;
    const wait = pace ? this.#pacer.wait(clock.now()) : 0;
    if (wait > 0) {
      this.#cancelTimer = clock.after(wait, () => {
        this.#sending = false;
        this.#send();
      });
      return;
    }
    this.#pacer.sent(clock.now());
    link.send(renderSay(name, next.text), (ok) => {
      if (link !== this.#link || !ok) return;
      this.#sending = false;
      this.#handedOver(next);
      this.#send();
    });
  }

  #handedOver(line: Outgoing): void {
    this.#outgoing.shift();
    const { text, again } = line;
    this.#remember({ line: { type: 'message', nick: this.#options.name, text }, pending: true, again });
    this.#emit({ type: 'said', text, again });
  }

  /** The server says that it ends the connection, and why. */
  #removed(reason: string): void {
    const wasIn = this.#state !== 'knocking';
    this.#link?.drop();
    this.#link = null;
    if (isStopping(reason) && this.#everJoined) this.#lost(reason);
    else if (wasIn) this.#end('removed', reason);
    else if (this.#everJoined && isNameTaken(reason) && !this.#waitedTooLong()) this.#lost(reason);
    else this.#end(this.#everJoined ? 'removed' : 'refused', reason);
  }

  #waitedTooLong(): boolean {
    return this.#lostAt !== null && this.#options.clock.now() - this.#lostAt > nameHeldMs;
  }

  #closed(reason: string): void {
    this.#link = null;
    if (this.#state === 'leaving') this.#end('left', '');
    else if (this.#everJoined) this.#lost(reason);
    else this.#end('unreachable', reason);
  }

  #lost(reason: string): void {
    const { once, clock, random } = this.#options;
    if (this.#state === 'reading' && !this.#everLive && this.#lostAt === null) this.#keep(this.#replay);
    if (this.#state === 'live' && clock.now() - this.#liveAt >= steadyMs) this.#failures = 0;
    if (once) {
      this.#end('lost', reason);
      return;
    }
    this.#cancelTimer();
    this.#sending = false;
    const first = this.#lostAt === null;
    this.#lostAt ??= clock.now();
    this.#state = 'waiting';
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** this.#failures);
    const retryMs = Math.round(pause * (0.8 + 0.4 * random()));
    this.#failures += 1;
    this.#cancelTimer = clock.after(retryMs, () => this.#open());
    this.#emit({ type: 'lost', first, reason, retryMs });
  }

  #end(why: Ended['why'], reason: string): void {
    this.#cancelTimer();
    this.#state = 'ended';
    this.#emit({ type: 'ended', why, reason });
  }

  /** Our server writes a blank in a name as `_`, the original keeps it. */
  #isMe(nick: string): boolean {
    const { name } = this.#options;
    return nick === name || nick === name.trim().replaceAll(' ', '_').normalize('NFC');
  }
}

function isStopping(reason: string): boolean {
  return /^The service is stopping/i.test(reason);
}

function isNameTaken(reason: string): boolean {
  return /\b(taken|in use|already)\b/i.test(reason);
}

/** The text as it will stand in the thread: one line without controls, and nothing in it that ends a frame. */
function asServersKeep(text: string): string {
  const line = text.toWellFormed().replace(/[\t\r\n\u0085\u2028\u2029]+/g, ' ');
  const clean = line.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '');
  return frame(clean).toString().slice(0, -frame('').length);
}
