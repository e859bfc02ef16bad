import type { Entry, Joined, Message } from '../room/types.ts';
import { asksWhy } from '../understanding/asks-why.ts';
import { never } from '../util/result.ts';
import { commandIn, commandOf } from './commands.ts';
import type { Manifest } from './manifest.ts';
import type { Place } from './place.ts';

/** Of messages that came together, how many are looked at to find the newest that is for this bot. */
const size = 16;

export type Said = Message & Entry;

/** What came together. */
export interface Mail {
  readonly newcomer: (Joined & Entry) | null;
  /** Oldest first. */
  readonly heard: readonly Said[];
}

/** What people have done since the bot last looked, as far as it is for this bot; the newest of it. */
export class Mailbox {
  readonly #place: Place;
  #heard: Said[] = [];
  #newcomer: (Joined & Entry) | null = null;

  constructor(place: Place) {
    this.#place = place;
  }

  get isEmpty(): boolean {
    return this.#heard.length === 0 && this.#newcomer === null;
  }

  /** The messages, oldest first. */
  get heard(): readonly Said[] {
    return this.#heard;
  }

  /** Takes something that a person did. */
  put(entry: Entry, bot: Manifest): void {
    switch (entry.type) {
      case 'message': {
        // What somebody does is said to nobody, and no question.
        if (entry.action) break;
        const command = commandIn(entry.text);
        // Every bot tells why it spoke.
        const isHeard = bot.hears.messages || asksWhy(entry.text, true);
        if (command ? !commandOf(bot, command.name) : !isHeard) break;
        this.#heard.push(entry);
        this.#place.waits(entry.seq);
        if (this.#heard.length > size) this.#pass(this.#heard.shift());
        break;
      }
      case 'joined':
        if (bot.hears.joins) this.#welcome(entry);
        break;
      case 'renamed':
        if (this.#newcomer?.nick === entry.nick) this.#newcomer = { ...this.#newcomer, nick: entry.to };
        break;
      case 'opened':
        this.#welcome(null);
        break;
      case 'left':
      case 'kicked':
        if (this.#newcomer?.nick === entry.nick) this.#welcome(null);
        break;
      case 'topic':
        break;
      default:
        never(entry);
    }
  }

  take(): Mail {
    const mail = { newcomer: this.#newcomer, heard: this.#heard };
    this.clear();
    return mail;
  }

  /** Forgets everything; what waited still does. */
  clear(): void {
    this.#heard = [];
    this.#newcomer = null;
  }

  #welcome(newcomer: (Joined & Entry) | null): void {
    this.#pass(this.#newcomer);
    this.#newcomer = newcomer;
    if (newcomer) this.#place.waits(newcomer.seq);
  }

  #pass(entry: Entry | null | undefined): void {
    if (entry) this.#place.passed(entry.seq);
  }
}
