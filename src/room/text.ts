/** Controls, line and paragraph separators, and the marks that reverse the direction of what follows. */
const unwanted = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;
const unwantedAll = new RegExp(unwanted, 'g');

/**
 * What somebody typed, made safe to show anywhere: line breaks of every kind become `\n`, tabs spaces; other control
 * characters and bidirectional overrides go; unpaired surrogates become U+FFFD. Cleaning twice changes nothing.
 */
export function cleanText(typed: string): string {
  const text = typed.isWellFormed() ? typed : typed.toWellFormed();
  if (!unwanted.test(text)) return text;
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(unwantedAll, replacement);
}

function replacement(character: string): string {
  if (character === '\n') return '\n';
  return character === '\t' ? ' ' : '';
}

/** Characters (code points) in a text, counted no further than `limit + 1`. */
export function lengthUpTo(text: string, limit: number): number {
  if (text.length <= limit) return text.length;
  let count = 0;
  for (let at = 0; at < text.length && count <= limit; count++) {
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return count;
}
