const rest = '…';

/** A text of at most `most` UTF-16 units, "…" at its end where more was left out. It keeps nothing of the rest in memory. */
export function brief(text: string, most = 1_000): string {
  if (text.length <= most) return text;
  // A piece of a string holds on to the whole of it; a clone does not.
  return structuredClone(text.slice(0, most - rest.length).toWellFormed()) + rest;
}

/** What code in JavaScript gave where a text was asked for. Throws a TypeError for what cannot become one. */
export function asText(given: unknown): string {
  return typeof given === 'string' ? given : String(given);
}
