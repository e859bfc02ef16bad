/**
 * Where everything of a bot's own runs, its handlers and what they call: in this thread (`local-mind`) or in one of its own
 * (`worker-mind`). Whoever runs the bot sees this and its manifest.
 */
import type { Sketch } from '../../hub/seat.ts';
import type { Entry, Member, MessageId, Nick, Seq } from '../../room/types.ts';
import type { Note } from '../../util/note.ts';
import type { Random } from '../../util/random.ts';
import type { Heard } from '../bot.ts';
import type { TypedCommand } from '../commands.ts';
import type { Manifest } from '../manifest.ts';
import type { Records } from './records.ts';

/** What came together for one bot. It greets, then does what it was told to, then answers. */
export interface Work {
  readonly newcomer: { readonly seq: Seq; readonly nick: Nick } | null;
  readonly commands: readonly TypedTo[];
  /** Of these the first that it may answer is answered, or all where it hears calls alone; the newest is the first. */
  readonly candidates: readonly Heard[];
  /** It answers only what is for it. */
  readonly polite: boolean;
}

/** A command of the bot's, typed in a message. */
export interface TypedTo extends TypedCommand {
  readonly heard: Heard;
}

export interface Mind {
  /** Resolves when the bot is done with it; rejects with what it threw. The others likewise. */
  attend(work: Work): Promise<void>;
  tick(interval: string): Promise<void>;
  /** One of the operations in its manifest. Arguments and answer are JSON values. */
  ask(operation: string, args: readonly unknown[]): Promise<unknown>;
  /** What happens in the room, as it happens, from when the bot is in it. */
  follow(entry: Entry): void;
  /** Bytes that the bot alone holds; null where nobody can tell. */
  memory(): number | null;
  /** Aborts what is under way and ends its timers. Resolves when nothing of it is left. */
  close(): Promise<void>;
}

/** What a mind gets from, and does to, the world. Everything but `members` and `lastHeardAt` may come at any time. */
export interface Voice {
  /** `id` is that of the draft that it was. */
  say(text: string, because: string | undefined, answers: Seq | undefined, id?: MessageId): void;
  /** Shows what is being written, or that it is not any more. */
  draft(sketch: Sketch): void;
  members(): readonly Member[];
  /** ms UTC */
  lastHeardAt(): number | null;
  history(limit: number, before?: Seq): Promise<readonly Entry[]>;
  readonly records: Records;
  readonly note: Note;
  /** Something of the bot's own failed that nobody waits for. */
  failed(reason: string): void;
}

/** A bot that can be run here. */
export interface BotSource extends Manifest {
  /** A new mind for a new stay in the room. It may be given work at once; where it cannot be made, it fails. */
  readonly wake: (voice: Voice, random: Random) => Mind;
  /**
   * Looks for a newer version and resolves with it, ready to be woken. Rejects with what is wrong with that, as the end of a
   * sentence that begins with the bot. Absent where there is never another.
   */
  readonly renew?: () => Promise<BotSource>;
  /** Ends what it holds ready for its next stay. It can be woken all the same. Resolves when that is gone. */
  readonly forget?: () => Promise<void>;
}
