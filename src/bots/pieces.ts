import type { Seq } from '../room/types.ts';
import { asksWhy } from '../understanding/asks-why.ts';
import type { Heard } from './bot.ts';
import { commandIn, commandOf } from './commands.ts';
import type { Mail, Said } from './mailbox.ts';
import type { Manifest } from './manifest.ts';
import { mayGreet } from './manners.ts';
import type { Work } from './mind/mind.ts';

/** One thing to do: about one trigger, or about the newest of several. */
export interface Piece {
  readonly seqs: readonly Seq[];
  readonly work: Work;
}

export interface Reading {
  readonly bot: Manifest;
  readonly polite: boolean;
  /** Whether a message calls the bot by its name. */
  readonly named: (text: string) => boolean;
  /** The message as the bot gets it. */
  readonly read: (message: Said) => Heard;
}

/** The messages that ask for the bot, by command or by name. */
export function asksIn({ commands, candidates }: Work): readonly Heard[] {
  return [...commands.map(({ heard }) => heard), ...candidates.filter(({ addressed }) => addressed)];
}

/** What there is to do about some mail, in order: every command, of joins and of other messages the newest each. */
export function piecesOf({ newcomer, heard }: Mail, reading: Reading): readonly Piece[] {
  const { bot, polite, read } = reading;
  const nothing: Work = { newcomer: null, commands: [], candidates: [], polite };
  const pieces: Piece[] = [];
  if (newcomer) {
    const { seq, nick } = newcomer;
    pieces.push({
      seqs: [seq],
      work: { ...nothing, newcomer: mayGreet(bot, polite) ? { seq, nick } : null },
    });
  }
  for (const message of heard) {
    const command = commandIn(message.text);
    if (!command || !commandOf(bot, command.name)) continue;
    pieces.push({
      seqs: [message.seq],
      work: { ...nothing, commands: [{ ...command, heard: read(message) }] },
    });
  }
  const talk = heard.filter(({ text }) => commandIn(text) === null);
  const candidates = candidatesAmong(talk, reading);
  if (talk.length > 0) pieces.push({ seqs: talk.map(({ seq }) => seq), work: { ...nothing, candidates } });
  return pieces;
}

/** What the bot may answer as far as that can be told without it, the newest first. */
function candidatesAmong(talk: readonly Said[], { bot, polite, named, read }: Reading): readonly Heard[] {
  const newestFirst = talk.toReversed();
  if (bot.hears.calls) return newestFirst.filter(({ text }) => named(text)).map(read);
  const found: Heard[] = [];
  for (const message of newestFirst) {
    const isCalled = named(message.text);
    const isCertain = !polite || isCalled || asksWhy(message.text, isCalled);
    if (isCertain || bot.concerned) found.push(read(message));
    if (isCertain) break;
  }
  return found;
}
