/**
 * Guests of whom nobody says that they are programs, and who answer bots as only programs do. Pure: times are given. On some
 * wires a name is all that tells what somebody is, and a program may have any name.
 */
import type { Nick, RoomName } from '../room/types.ts';

/** Whoever speaks so soon after a bot may be answering it, ms. */
const soonMs = 3_000;
/** So often in a row no person does it: always about as quickly, or however quickly. */
const mostAlike = 10;
const mostInARow = 20;
/** What "about as quickly" is: between the quickest and the slowest, ms. */
const alikeMs = 1_000;
/** Guests and rooms that are remembered. */
const mostGuests = 500;
const mostRooms = 2000;

interface Guest {
  /** Times in a row that it spoke soon after a bot, several messages after the same one being once. */
  readonly rounds: number;
  /** When the bot spoke that it spoke after, ms UTC. */
  readonly after: number;
  readonly quickest: number;
  readonly slowest: number;
  readonly isKnown: boolean;
}

const stranger: Guest = {
  rounds: 0,
  after: -Infinity,
  quickest: Infinity,
  slowest: -Infinity,
  isKnown: false,
};

export class Echoes {
  readonly #bots = new Map<RoomName, number>();
  readonly #guests = new Map<Nick, Guest>();
  readonly #tell: (nick: Nick) => void;

  /** `tell` hears of each guest who is taken for a bot, once. */
  constructor(tell: (nick: Nick) => void) {
    this.#tell = tell;
  }

  /** A bot speaks, at `time` (ms UTC). */
  bot(room: RoomName, time: number): void {
    keep(this.#bots, room, time, mostRooms);
  }

  /** A guest speaks, at `time` (ms UTC). Returns whether it is to be taken for a bot: until it speaks without one before it. */
  guest(nick: Nick, room: RoomName, time: number): boolean {
    const next = after(this.#guests.get(nick) ?? stranger, this.#bots.get(room) ?? -Infinity, time);
    const isTaken = isProgram(next);
    keep(this.#guests, nick, { ...next, isKnown: next.isKnown || isTaken }, mostGuests);
    if (isTaken && !next.isKnown) this.#tell(nick);
    return isTaken;
  }

  renamed(from: Nick, to: Nick): void {
    const guest = this.#guests.get(from);
    this.#guests.delete(from);
    if (guest) keep(this.#guests, to, guest, mostGuests);
  }
}

function after(guest: Guest, bot: number, time: number): Guest {
  const ms = time - bot;
  if (ms > soonMs) return { ...stranger, isKnown: guest.isKnown };
  if (bot <= guest.after) return guest;
  return {
    ...guest,
    rounds: guest.rounds + 1,
    after: bot,
    quickest: Math.min(guest.quickest, ms),
    slowest: Math.max(guest.slowest, ms),
  };
}

function isProgram({ rounds, quickest, slowest }: Guest): boolean {
  return rounds >= mostInARow || (rounds >= mostAlike && slowest - quickest <= alikeMs);
}

/** As the newest; the one that has not been told of for the longest is forgotten for it. */
function keep<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
