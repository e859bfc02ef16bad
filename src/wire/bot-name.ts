import type { Member } from '../room/types.ts';

/** What somebody is where nobody says: bots end in `bot`, in any case, since the original. */
export function kindByName(name: string): Member['kind'] {
  return name.toLowerCase().endsWith('bot') ? 'bot' : 'person';
}
