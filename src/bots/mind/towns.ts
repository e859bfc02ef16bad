import type { OpenPlaces, Places } from '../../weather/types.ts';
import type { Bot } from '../bot.ts';

/**
 * The table of places for a bot that asks for it in its `needs`, opened when it first looks something up and closed when
 * `signal` is aborted.
 */
export function placesOf({ name, needs }: Bot, open: () => OpenPlaces, signal: AbortSignal): Places {
  let table: OpenPlaces | null = null;
  const opened = () => {
    if (!needs?.places) {
      throw new Error(
        `the table of places is not ${name}'s to use: its manifest must say needs: { places: true }`,
      );
    }
    signal.throwIfAborted();
    return (table ??= open());
  };
  signal.addEventListener('abort', () => table?.close());
  return {
    find: (given, within) => opened().find(nameIn(given), withinIn(within)),
    similar: (given, within) => opened().similar(nameIn(given), withinIn(within)),
  };
}

function nameIn(given: unknown): string {
  if (typeof given === 'string') return given;
  throw new TypeError('a place is looked up by its name, a text');
}

function withinIn(given: unknown): string | null {
  if (typeof given === 'string') return given;
  if (given === undefined || given === null) return null;
  throw new TypeError('where a place lies ("Texas", "France") is a text, null or left out');
}
