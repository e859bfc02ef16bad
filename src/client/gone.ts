import type { Kicked, Left } from '../room/types.ts';

/** How somebody went, behind their name: `left (stopped by the administrator)`. A reason's full stop ends no sentence here. */
export function goneInWords(entry: Left | Kicked): string {
  const what = entry.type === 'left' ? 'left' : `was removed by ${entry.by}`;
  const why = entry.reason.replace(/(?<!\.)\.$/, '');
  return why === '' ? what : `${what} (${why})`;
}
