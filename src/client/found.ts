import { phrasesOf } from '../util/phrases.ts';
import { isMuted } from './preferences.ts';
import type { Said } from './rows.ts';
import type { ChatState, Search } from './state.ts';

export interface Heard {
  /** Newest last; `number`: its place among all that was found, from 1. */
  readonly messages: readonly { readonly entry: Said; readonly number: number }[];
  /** What is to be said of the others; empty where there are none. */
  readonly leftOut: string;
}

/** What was found, without those who are not heard. */
export function heardOf({ entries }: Search, { preferences, name }: ChatState): Heard {
  const said = entries.flatMap((entry, index) =>
    entry.type === 'message' ? [{ entry, number: index + 1 }] : [],
  );
  const messages = said.filter(({ entry }) => entry.nick === name || !isMuted(preferences, entry));
  const others = said.length - messages.length;
  const words =
    others === 1 ? '1 message that you do not hear is' : `${others} messages that you do not hear are`;
  return { messages, leftOut: others === 0 ? '' : `${words} left out.` };
}

/** A piece of a text; `isMeant` where it is what somebody was looking for. */
export interface Piece {
  readonly text: string;
  readonly isMeant: boolean;
}

/** Characters of a long text that are shown, and of these before the first word. */
const longest = 240;
const ahead = 80;

/** So much of a text as shows what was looked for, in pieces. */
export function piecesOf(text: string, quest: string): readonly Piece[] {
  const phrases = phrasesOf(quest);
  const shown = excerpt(text, phrases[0] ?? '');
  if (phrases.length === 0) return [{ text: shown, isMeant: false }];
  const patterns = phrases.map((phrase) =>
    phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+'),
  );
  const parts = shown.split(new RegExp(`(${patterns.join('|')})`, 'giu'));
  return parts.map((part, index) => ({ text: part, isMeant: index % 2 === 1 }));
}

function excerpt(text: string, word: string): string {
  if (text.length <= longest) return text;
  const at = Math.max(0, text.toLowerCase().indexOf(word.toLowerCase()) - ahead);
  return `${at > 0 ? '…' : ''}${text.slice(at, at + longest).toWellFormed()}…`;
}
