import type { Clock } from '../util/clock.ts';
import type { Random } from '../util/random.ts';
import type { Preferences } from './preferences.ts';
import type { Dial } from './socket.ts';
import type { Chat } from './state.ts';

export interface ChatOptions {
  readonly dial: Dial;
  readonly clock: Clock;
  readonly random: Random;
  /** The token of an earlier visit. */
  readonly session?: string | null;
  readonly preferences?: Preferences;
  /** Which day a time (ms UTC) belongs to where the person is: any number that differs from that of the next day. */
  readonly dayOf?: (time: number) => number;
  /** Commands of the view itself, such as /quit or /theme, beside those that all views share. */
  readonly commands?: readonly Command[];
}

/** A slash command. `run` gets what was typed behind the name, trimmed, and may answer with a line for the room. */
export interface Command {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** As the help shows it: `NAME TEXT`; empty for none. */
  readonly args: string;
  readonly help: string;
  run(rest: string, chat: Chat): Answer | null;
}

/** What a command says to the one who typed it. */
export interface Answer {
  readonly tone: 'info' | 'error';
  readonly text: string;
}

export type OpenChat = (options: ChatOptions) => Chat;
