import { phrasesOf } from '../util/phrases.ts';

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
