const rest = '…';

/** A text of at most `limit` UTF-16 units: what is longer ends after a paragraph, a sentence or a word, with "…". */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const room = Math.max(0, limit - rest.length - 1);
  const head = text.slice(0, room + 1);
  // An end that is far from the limit would throw away more than it is worth.
  const ends = [/\n\s*\n/gu, /(?<=[.!?…。！？]["'”’)\]]?)\s/gu];
  for (const end of ends) {
    const at = lastMatch(head, end);
    if (at > room / 2) return `${head.slice(0, at)} ${rest}`.slice(0, limit);
  }
  const word = lastMatch(head, /\s/gu);
  const cut = head.slice(0, word > room / 2 ? word : room);
  // Half a character is none.
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}${rest}`.slice(0, limit);
}

function lastMatch(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].at(-1)?.index ?? -1;
}
