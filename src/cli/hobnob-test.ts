/** What others import as `hobnob/test`: a rehearsal in which bots find the towns of the program's own table. */
import { type Rehearsal, type RehearsalOptions, rehearse as rehearseWith } from '../rehearsal/rehearse.ts';
import { placeTable } from './place-table.ts';

export type { Rehearsal, RehearsalOptions };

/** Opens a room in which nobody is but `bots`. Rejects when one of its options is not what it should be. */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  // Machine code, which only those bots wait for that need it.
  if (!options.bots.some(({ needs }) => needs?.places)) return rehearseWith(options);
  const { openPlaces } = await import('../weather/places.ts');
  return rehearseWith(options, () => openPlaces(placeTable()));
}
