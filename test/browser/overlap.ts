/** `before` and what follows it in `now`, of a list that is seen in pieces from its beginning to its end. */
export function overlapped(before: readonly string[], now: readonly string[]): string[] {
  if (before.length === 0) return [...now];
  if (now.length === 0) return [...before];
  for (let length = Math.min(before.length, now.length); length > 0; length--) {
    const tail = before.slice(-length);
    if (tail.every((piece, index) => piece === now[index])) return [...before, ...now.slice(length)];
  }
  // A look may also show a part of what was seen.
  const joined = now.join('\n');
  if (before.join('\n').includes(joined)) return [...before];
  throw new Error(
    `seen one after the other, but not connected: …${before.slice(-3).join(' | ')} / ${joined.slice(0, 200)}`,
  );
}
