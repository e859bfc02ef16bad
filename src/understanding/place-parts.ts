/** What a place that was mentioned says of city, region and country, by the known names of regions and countries. */
import { areaType } from './regions.ts';
import { tokenise } from './tokens.ts';
import type { PlaceMention } from './types.ts';

/** As written; null where nothing was said of it. */
export interface PlaceParts {
  readonly city: string | null;
  readonly region: string | null;
  readonly country: string | null;
}

/** "Paris, Texas" is a city in a region; of "Fort Point, San Francisco" the second is the city. */
export function partsOf({ name, within, type }: PlaceMention): PlaceParts {
  const area = within === null ? null : areaType(tokenise(within));
  const isTown = type === 'settlement';
  const strange = within !== null && area === null;
  return {
    city: isTown ? name : type === 'sight' && strange ? within : null,
    region: type === 'region' ? name : area === 'region' || (strange && isTown) ? within : null,
    country: type === 'country' ? name : area === 'country' ? within : null,
  };
}
