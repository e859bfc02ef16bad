/** What it takes for a message to be found: the same in every backend. */
import { phrasesOf } from '../util/phrases.ts';
import { plainLetters } from '../util/plain-letters.ts';

/** One word of a search, or a phrase with blanks in it, ready to be looked for. */
export interface Word {
  /** What must occur in `fold` of a message. */
  readonly folded: string;
  /** What must occur in it as it is written, in any case: null where the searcher typed no mark or special letter. */
  readonly written: string | null;
}

const special = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g');
const marks = /[\u0300-\u036f]/g;
const loneSurrogate = /[\ud800-\udfff]/gu;

const ascii = /^[\0-\x7f]*$/;

/**
 * The words of what somebody searches for, those in quotes as one: between them any white space may be. Without marks they also find letters that have them, not the other way
 * round (asymmetric search, UTS #10, 8.2): `for` finds "før", `før` does not find "for".
 */
export function wordsOf(text: string): readonly Word[] {
  const words = phrasesOf(lower(text.replace(loneSurrogate, '\ufffd')));
  return [...new Set(words)].flatMap((written) => {
    const folded = fold(written);
    return folded === '' ? [] : [{ folded, written: folded === written ? null : written }];
  });
}

/** True if all `words` occur in `text`, also within its words. */
export function hasAll(text: string, words: readonly Word[]): boolean {
  const one = words.some(({ folded }) => folded.includes(' ')) ? text.replaceAll(/\s+/g, ' ') : text;
  const folded = fold(one);
  if (!words.every((word) => folded.includes(word.folded))) return false;
  if (words.every((word) => word.written === null)) return true;
  const written = lower(one);
  return words.every((word) => word.written === null || written.includes(word.written));
}

/** `text` without case, marks and special letters. */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  const bare = lower(text).normalize('NFD').replace(marks, '');
  return bare.replace(special, (letter) => plainLetters[letter] ?? letter).normalize('NFC');
}

/** In small letters, and one way to write what looks the same. A sigma at the end of a word is a sigma. */
function lower(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ').normalize('NFC');
}
