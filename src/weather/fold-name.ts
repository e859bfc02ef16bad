import { plainLetters } from '../util/plain-letters.ts';

/** Those, and what else stands in the names of places. */
const letters: Readonly<Record<string, string>> = { ...plainLetters, ŧ: 't', ŋ: 'n', ə: 'e', ʻ: '', ʼ: '' };
const special = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu');
/** Accents on Latin, Greek and Cyrillic letters. Vowel signs of other scripts are part of the word and stay. */
const accents = /[\u0300-\u036f]/gu;
const apostrophes = /['’‘`´ʹʺ]/gu;
/** "D.C.", "U.S.A.": the stop after a single letter joins, any other stop parts words. */
const stopAfterInitial = /(?<![\p{L}\p{M}\p{N}])(\p{L})\./gu;
const notWord = /[^\p{L}\p{M}\p{N}]+/gu;
const abbreviations: Readonly<Record<string, string>> = {
  st: 'saint',
  ste: 'sainte',
  ft: 'fort',
  mt: 'mount',
};

/**
 * A place name as the table is searched: lower case, without accents and punctuation, words parted by one space.
 * "Tromsø" and "TROMSO" give "tromso", "St. Petersburg" gives "saint petersburg". Folding twice changes nothing.
 * Empty if there is no letter or digit in it.
 */
export function foldName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(special, (letter) => letters[letter] ?? letter)
    .normalize('NFKD')
    .replace(accents, '')
    .replace(apostrophes, '')
    .replace(stopAfterInitial, '$1')
    .replace(notWord, ' ')
    .trim();
  const words = plain.split(' ').map((word) => abbreviations[word] ?? word);
  return words.join(' ').normalize('NFC');
}
