import type { Listener, Seat } from '../hub/seat.ts';
import type { Nick } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import type { Random } from '../util/random.ts';
import type { Manners } from './manners.ts';
import type { BotSource } from './mind/mind.ts';
import type { Place } from './place.ts';
import type { Read } from './reading-once.ts';
import type { BotShelf } from './store.ts';

/** `dismissed`: whoever runs the room wants the bot gone. `failed`: anything else that ended it. */
export interface Ended {
  readonly type: 'failed' | 'dismissed';
  readonly reason: string;
  /** Resolves when nothing of the bot is left. */
  readonly gone: Promise<void>;
}

/** What of a bot is broken off, and will not be answered. */
export interface Broken {
  /** `failed`: it failed with that. `cut off`: an old version of it was not done with that in time. */
  readonly type: 'failed' | 'cut off';
  /** Who has asked for that. */
  readonly askers: readonly Nick[];
  /** What it had not begun, oldest first: it goes on with that if it is back in time. */
  readonly waiting: readonly Spoken[];
}

/** Called after `onEnd`, if that was its end. */
export type OnBroken = (broken: Broken) => void;

/** What somebody said. */
export interface Spoken {
  readonly nick: Nick;
  readonly text: string;
}

export interface RunnerOptions {
  readonly bot: BotSource;
  /** The hub's join or a connection, with the request already made. */
  readonly door: (listener: Listener) => Seat;
  readonly manners: Manners;
  /** What the bot keeps. */
  readonly kept: BotShelf;
  /** Characters in a message. */
  readonly textLimit: number;
  /** How far it is in the log. */
  readonly place: Place;
  /** What messages are about. */
  readonly read: Read;
  readonly clock: Clock;
  readonly random: Random;
  readonly note: Note;
  /** The bot is in the room and hears what is said from now on. */
  readonly onLive: () => void;
  /** Commands of the bot that another one has, with whose they are. */
  readonly onOthers: (commands: ReadonlyMap<string, string>) => void;
  /** It answered somebody. */
  readonly onAnswer: () => void;
  /** The bot has failed. True when another version was put in its place with `replace`; otherwise it is the end of its stay. */
  readonly isReplaced: (reason: string) => boolean;
  readonly onBroken: OnBroken;
  /** Called once, unless `stop` was called before. */
  readonly onEnd: (ended: Ended) => void;
}
