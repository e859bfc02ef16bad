/** A phrase in quotes of one kind or another, with nothing that belongs to it before and behind; or a word. */
const parts = /(?<![^\s\0])["“”„«»]([^"“”„«»]*)["“”„«»](?![^\s\0])|[^\s\0]+/g;

/** Of a quote that is not closed; one that stands alone is a word. */
const opened = /^["“”„«»]+(?=[^"“”„«»\p{M}])/u;

/**
 * The words of what somebody looks for, and of what is in quotes the words together, with one blank between. A quote that
 * is not closed is passed over, and within or behind a word it is part of it.
 */
export function phrasesOf(text: string): readonly string[] {
  return Array.from(text.matchAll(parts), ([word, quoted]) => {
    return (quoted ?? word.replace(opened, '')).replaceAll(/[\s\0]+/g, ' ').trim();
  }).filter((phrase) => phrase !== '');
}
