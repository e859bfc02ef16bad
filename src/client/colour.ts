/** How many colours names have. The page and the terminal each say what they look like. */
export const hueCount = 12;

/** The colour of a name, 0 to `hueCount` - 1: the same on every screen, in any case. */
export function hueOf(name: string): number {
  // FNV-1a, 32 bits, over UTF-16 units.
  let hash = 0x811c9dc5;
  for (const character of name.normalize('NFC').toLowerCase()) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  // The low bits alone would follow the last letter.
  return ((hash ^ (hash >>> 15)) >>> 0) % hueCount;
}
