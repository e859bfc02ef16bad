/** A phrase in quotes of one kind or another, with nothing that belongs to it before and behind; or a word. */
const parts = /(?<![^\s\0])["“”„«»]([^"“”„«»]*)["“”„«»](?![^\s\0])|[^\s\0]+/g;

/**
 * The words of what somebody looks for, and of what is in quotes the words together, with one blank between. A quote that
 * does not stand around something is part of its word.
 */
export function phrasesOf(text: string): readonly string[] {
  return Array.from(text.matchAll(parts), ([word, quoted]) => {
    return (quoted ?? word).replaceAll(/[\s\0]+/g, ' ').trim();
  }).filter((phrase) => phrase !== '');
}
