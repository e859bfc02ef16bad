/**
 * The loop breaker: bots may answer each other, but not for ever. Pure: it is told what is about to be stored and what
 * was, and says no. Every bot is under it, whatever wire it came by. A guest who is taken for one (see `Echoes`) is a link in
 * the chain of answers, but never refused anything: what stops is what bots answer it.
 *
 * What a bot says it answers is believed: whether it answers a person while other bots have spoken meanwhile, or answers them
 * and says otherwise, looks the same from here, and the first must not be refused. So depth ends the loops of bots that tell
 * the truth, or nothing; those of bots that do not are bounded by what each may say in a minute.
 */
import type { Message, Nick, Refusal, RoomName, Seq } from '../room/types.ts';
import { refuse } from '../room/types.ts';
import type { Note } from '../util/note.ts';
import type { SpeechState } from './admin.ts';
import { Echoes } from './echoes.ts';

/** What a bot may say until a person speaks; null where nothing is to be broken. */
export interface SpeechRule {
  /** Messages in a row that answer each other, the first of them a person's or nobody's answer. */
  readonly depth: number;
  /** For each bot, within a minute. */
  readonly messages: number;
  readonly characters: number;
}

/** What is about to be said. */
type Saying = Pick<Message, 'nick' | 'kind' | 'room' | 'time' | 'text' | 'answers'>;

interface Speech {
  messages: number;
  characters: number;
  filledAt: number;
  refused: number;
  lastRefusal: SpeechState['lastRefusal'];
}

/** The newest message of a room. */
interface Latest {
  readonly nick: Nick;
  readonly depth: number;
  readonly time: number;
}

const minute = 60_000;
/** A message that says nothing of what it answers is taken to answer the one before it, if that is so young, in ms. */
const answersWithin = 30_000;
/** Messages of bots whose depth is remembered, and bots whose budget is. */
const mostMessages = 2000;
const mostBots = 500;
/** Rooms whose newest message is. */
const mostRooms = 2000;

export class Breaker {
  readonly #rule: SpeechRule | null;
  readonly #depths = new Map<Seq, number>();
  readonly #pending = new WeakMap<Message, number>();
  readonly #latest = new Map<RoomName, Latest>();
  readonly #bots = new Map<Nick, Speech>();
  readonly #echoes: Echoes;

  /** `note` hears of guests who are taken for bots. */
  constructor(rule: SpeechRule | null, note: Note = () => undefined) {
    this.#rule = rule;
    this.#echoes = new Echoes((nick) => note('warn', takenInWords(nick)));
  }

  /** Why a message may not be said; null if it may, and then it counts. `isGuess`: nobody says that it is not a bot's. */
  weigh(message: Message, isGuess = false): Refusal | null {
    const { nick, kind, room, time } = message;
    if (this.#rule === null) return null;
    if (kind === 'person' && isGuess && this.#echoes.guest(nick, room, time)) {
      this.#count(message, this.#depthOf(message));
      return null;
    }
    if (kind !== 'bot') {
      if (kind === 'person') this.#refill();
      this.#remember(room, { nick, depth: 0, time });
      return null;
    }
    const depth = this.#depthOf(message);
    const speech = this.#speechOf(nick, time, this.#rule);
    const refusal = refusalOf(depth, message.text.length, speech, this.#rule);
    if (refusal) {
      speech.refused += 1;
      speech.lastRefusal = { time, message: refusal.message };
      return refusal;
    }
    speech.messages -= 1;
    speech.characters -= message.text.length;
    this.#count(message, depth);
    this.#echoes.bot(room, time);
    return null;
  }

  /** Whether something could be said now; what is only being written counts for nothing. */
  allows(saying: Saying): boolean {
    const { nick, kind, time, text } = saying;
    if (this.#rule === null || kind !== 'bot') return true;
    const speech = this.#speechOf(nick, time, this.#rule);
    return refusalOf(this.#depthOf(saying), text.length, speech, this.#rule) === null;
  }

  /** A message that was weighed has its place in the log. */
  stored(message: Message, seq: Seq): void {
    const depth = this.#pending.get(message);
    if (depth === undefined) return;
    this.#depths.set(seq, depth);
    forgetOldest(this.#depths, mostMessages);
  }

  /** Another name is no other bot. */
  renamed(from: Nick, to: Nick): void {
    this.#echoes.renamed(from, to);
    const speech = this.#bots.get(from);
    this.#bots.delete(from);
    if (speech) this.#bots.set(to, speech);
    for (const [room, latest] of this.#latest) {
      if (latest.nick === from) this.#latest.set(room, { ...latest, nick: to });
    }
  }

  /** Every bot that has spoken. */
  list(): readonly SpeechState[] {
    return Array.from(this.#bots, ([nick, { messages, characters, refused, lastRefusal }]) => {
      return {
        nick,
        messages: Math.floor(messages),
        characters: Math.floor(characters),
        refused,
        lastRefusal,
      };
    });
  }

  /** 1 for what answers a person, or nobody. */
  #depthOf({ nick, room, time, answers }: Saying): number {
    if (answers !== null) return (this.#depths.get(answers) ?? 0) + 1;
    const latest = this.#latest.get(room);
    if (!latest || time - latest.time >= answersWithin) return 1;
    return latest.nick === nick ? latest.depth : latest.depth + 1;
  }

  #count(message: Message, depth: number): void {
    const { nick, room, time } = message;
    this.#pending.set(message, depth);
    this.#remember(room, { nick, depth, time });
  }

  #remember(room: RoomName, latest: Latest): void {
    this.#latest.delete(room);
    this.#latest.set(room, latest);
    forgetOldest(this.#latest, mostRooms);
  }

  #speechOf(nick: Nick, now: number, { messages, characters }: SpeechRule): Speech {
    const known = this.#bots.get(nick);
    if (!known) {
      const speech: Speech = { messages, characters, filledAt: now, refused: 0, lastRefusal: null };
      this.#bots.set(nick, speech);
      forgetOldest(this.#bots, mostBots);
      return speech;
    }
    const share = Math.max(0, now - known.filledAt) / minute;
    known.messages = Math.min(messages, known.messages + share * messages);
    known.characters = Math.min(characters, known.characters + share * characters);
    known.filledAt = now;
    return known;
  }

  #refill(): void {
    if (this.#rule === null) return;
    for (const speech of this.#bots.values()) {
      speech.messages = this.#rule.messages;
      speech.characters = this.#rule.characters;
    }
  }
}

function takenInWords(nick: Nick): string {
  const what = 'answers bots again and again within 3 s, as a program does';
  return `${nick} ${what}: the loop breaker counts it as a bot until it speaks without one before it.`;
}

function refusalOf(depth: number, length: number, left: Speech, rule: SpeechRule): Refusal | null {
  if (depth > rule.depth) {
    return refuse(
      'bots_only',
      `Bots have answered each other ${rule.depth} times. A person must speak first.`,
    );
  }
  if (left.messages >= 1 && left.characters >= length) return null;
  const { messages, characters } = rule;
  return refuse(
    'spoken_enough',
    `A bot may say ${messages} messages and ${characters} characters a minute until a person speaks.`,
  );
}

function forgetOldest(map: Map<unknown, unknown>, most: number): void {
  if (map.size <= most) return;
  const [oldest] = map.keys();
  map.delete(oldest);
}
