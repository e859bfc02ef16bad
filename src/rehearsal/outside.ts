import type { Fetch } from '../bots/mind/limited-fetch.ts';
import type { Means } from '../bots/mind/local-mind.ts';
import type { OpenPlaces, Places } from '../weather/types.ts';

/** What bots reach of the world in a rehearsal: what somebody has made up, the table of places, and otherwise nothing. */
export function outsideOf(
  { fetch = noNetwork, places }: { readonly fetch?: Fetch; readonly places?: Places },
  openTable: () => OpenPlaces = noTable,
): Pick<Means, 'fetch' | 'places'> {
  return { fetch, places: places ? () => lent(places) : openTable };
}

/** What was given is whoever's gave it, also when a bot is done with it. */
function lent(places: Places): OpenPlaces {
  return {
    find: (name, within) => places.find(name, within),
    similar: (name, within) => places.similar(name, within),
    close: () => undefined,
  };
}

async function noNetwork(url: string): Promise<Response> {
  throw new Error(
    `There is no network in a rehearsal: ${url} needs a "fetch" among its options that answers.`,
  );
}

function noTable(): never {
  throw new Error('There is no table of places in this rehearsal: it needs "places" among its options.');
}
