import type { Batch } from '../../src/hub/batch.ts';
import type { Farewell, Listener, RoomView, Unfinished } from '../../src/hub/seat.ts';
import type { BotCommand, Entry, MessageId, Nick, Refusal, RoomName, Seq } from '../../src/room/types.ts';

/** A listener that remembers everything it was told. */
export class Witness implements Listener {
  nick: Nick | null = null;
  token: string | null = null;
  /** Rooms in the order entered. */
  readonly views: RoomView[] = [];
  /** What was told of conversations since: whom they are with, and who is here. */
  readonly conversations: string[] = [];
  readonly liveRooms: RoomName[] = [];
  readonly typists: string[] = [];
  /** In the order shown; null for what was taken away. */
  readonly drafts: (string | null)[] = [];
  readonly notices: string[] = [];
  /** Each time that commands were told: `bot/name` of all of them. */
  readonly offers: string[][] = [];
  /** Before and after `live`. */
  readonly history: Entry[] = [];
  readonly since: Entry[] = [];
  isLive = false;
  readonly refusals: Refusal[] = [];
  readonly confirmed: [MessageId, Seq][] = [];
  farewell: Farewell | null = null;
  /** What `backlog` answers. */
  queued = 0;
  #resume: (() => void) | null = null;

  get entries(): readonly Entry[] {
    return [...this.history, ...this.since];
  }

  /** Texts said in the room, oldest first. */
  get texts(): readonly string[] {
    return this.entries.flatMap((entry) => (entry.type === 'message' ? [entry.text] : []));
  }

  /** What was said in one room, oldest first. */
  textsIn(room: string): readonly string[] {
    return this.entries.flatMap((entry) =>
      entry.type === 'message' && entry.room === room ? [entry.text] : [],
    );
  }

  seated(nick: Nick, token: string | null): void {
    this.nick = nick;
    this.token = token;
  }

  entered(view: RoomView): void {
    this.views.push(view);
  }

  conversation({ with: other, members }: RoomView): void {
    this.conversations.push(`${other}: ${members.map(({ nick }) => nick).join(', ')}`);
  }

  typing(room: RoomName, nick: Nick): void {
    this.typists.push(`${nick} in ${room}`);
  }

  drafted({ text }: Unfinished): void {
    this.drafts.push(text);
  }

  notice(text: string): void {
    this.notices.push(text);
  }

  commands(commands: readonly BotCommand[]): void {
    this.offers.push(commands.map(({ bot, name }) => `${bot}/${name}`));
  }

  deliver(batch: Batch): void {
    (this.isLive ? this.since : this.history).push(...batch.entries);
  }

  live(room: RoomName): void {
    this.isLive = true;
    this.liveRooms.push(room);
  }

  refused(refusal: Refusal): void {
    this.refusals.push(refusal);
  }

  stored(id: MessageId, seq: Seq): void {
    this.confirmed.push([id, seq]);
  }

  closed(farewell: Farewell): void {
    this.farewell = farewell;
  }

  backlog(): number {
    return this.queued;
  }

  whenDrained(resume: () => void): void {
    if (this.queued === 0) resume();
    else this.#resume = resume;
  }

  drain(): void {
    this.queued = 0;
    this.#resume?.();
    this.#resume = null;
  }
}
