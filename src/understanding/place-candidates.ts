/** From what somebody wrote as a place to the names that are worth looking up. */
import { longestName } from './place-name.ts';
import { plainSights, sights } from './place-words.ts';
import { areaType } from './regions.ts';
import { fold, tokenise } from './tokens.ts';
import type { PlaceMention } from './types.ts';

/** A name to look up, and what narrows it. */
export interface PlaceReading {
  readonly name: string;
  readonly within: string | null;
  /** Only a place whose own name this is will do: the "Central Park" of New York is none of its nicknames. */
  readonly own?: boolean;
  /** The sight that was named: the place read is the town it lies in. */
  readonly around?: string;
}

/**
 * Likeliest first: as written, then with its last words as what narrows it ("paris texas"), then with words dropped at
 * the end ("oslo mate") and at the start ("dear oslo"). Of a sight nothing is dropped: "Lake Michigan" is not the
 * village of Lake; the town it is said to lie in follows instead. At most 16.
 */
export function placeCandidates(mention: PlaceMention): readonly PlaceReading[] {
  const parts = mention.name.split(/\s+/).slice(0, longestName);
  const sight = sightIn(mention, parts);
  if (sight !== null) return sight;
  const list: PlaceReading[] = [{ name: mention.name, within: mention.within }];
  for (let to = parts.length - 1; to > 0; to--) {
    if (mention.within === null)
      list.push({ name: join(parts, 0, to), within: join(parts, to, parts.length) });
  }
  for (let to = parts.length - 1; to > 0; to--)
    list.push({ name: join(parts, 0, to), within: mention.within });
  for (let from = 1; from < parts.length; from++)
    list.push({ name: join(parts, from, parts.length), within: mention.within });
  return list.slice(0, 16);
}

function join(parts: readonly string[], from: number, to: number): string {
  return parts
    .slice(from, to)
    .join(' ')
    .replace(/[,.]+$/, '');
}

/** "Oslo Airport" lies where the town does. */
const civic = /^(airport|station|stadium|harbou?r|university|zoo|marina|cathedral|castle)$/;
const heads = /^(lake|mount|mt|loch)$/;

/** "Eiffel Tower", "Stanley Park, Vancouver", "golden gate park san francisco". */
function sightIn({ name, within }: PlaceMention, parts: readonly string[]): readonly PlaceReading[] | null {
  const keys = parts.map((part) => fold(part).replace(/[.,]+$/, ''));
  if (parts.length < 2) return null;
  const whole: PlaceReading = { name, within, own: true };
  const headed = heads.test(keys[0] ?? '');
  if (headed || sights.has(keys.at(-1) ?? '')) {
    const split =
      headed && parts.length > 2 ? [{ name: join(parts, 0, -1), within: parts.at(-1) ?? null }] : [];
    const town = civic.test(keys.at(-1) ?? '') && within === null ? join(parts, 0, -1) : within;
    return [whole, ...split, ...lyingIn(town, name)];
  }
  const at = keys.findIndex((word, i) => i > 0 && plainSights.has(word)) + 1;
  if (at === 0 || at >= parts.length) return null;
  const [sight, rest] = [join(parts, 0, at), join(parts, at, parts.length)];
  return [whole, { name: sight, within: rest, own: true }, ...lyingIn(within ?? rest, sight)];
}

/** No sight is near the capital of its country or state; "New York" is a state and a town. */
function lyingIn(within: string | null, around: string): readonly PlaceReading[] {
  if (within === null) return [];
  const wide = areaType(tokenise(within)) !== null;
  return [{ name: within, within: null, around, ...(wide && { own: true }) }];
}
