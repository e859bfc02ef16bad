/** What others import as `hobnob/test`: a rehearsal in which bots find the towns of the program's own table. */
import { type Backstage, type RehearsalOptions, rehearse as rehearseWith } from '../rehearsal/rehearse.ts';
import type { Rehearsal } from '../rehearsal/stage.ts';
import { Workplace } from '../rehearsal/workplace.ts';
import { givenBots } from './given-bots.ts';
import { guardFetch } from './guarded-fetch.ts';
import { placeTable } from './place-table.ts';

export type { Rehearsal, RehearsalOptions };

/**
 * Opens a room in which nobody is but `bots`. With what one of them fails is written to standard error, too. Rejects when one
 * of its options is not what it should be.
 */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  // Who writes a test in JavaScript may give anything, or nothing.
  givenBots((options as Partial<RehearsalOptions> | undefined)?.bots);
  const workplace = new Workplace();
  const openTable = await tableFor(options);
  const putBack = guardFetch(() => workplace.now !== null);
  const backstage: Backstage = {
    workplace,
    ...(openTable && { openTable }),
    tell: (type, text) => {
      if (type === 'trouble') process.stderr.write(`hobnob: ${text}\n`);
    },
    onClose: putBack,
  };
  return rehearseWith(options, backstage).catch((thrown: unknown) => {
    putBack();
    throw thrown;
  });
}

/** Machine code, which only those bots wait for that need it. */
async function tableFor({ bots }: RehearsalOptions): Promise<Backstage['openTable'] | null> {
  if (!bots.some(({ needs }) => needs?.places)) return null;
  const { openPlaces } = await import('../weather/places.ts');
  return () => openPlaces(placeTable());
}
