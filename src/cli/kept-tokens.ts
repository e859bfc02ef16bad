import type { Places } from '../bots/places.ts';
import type { Shelf } from '../log/log.ts';
import type { Tokens } from '../outside/live-seat.ts';
import type { Note } from '../util/note.ts';
import { messageOf } from '../util/result.ts';

const tokenBucket = 'outside';

/** What lets each bot have its seat at `address` back. Rejects with a Fault when the shelf cannot be read. */
export async function keptTokens(shelf: Shelf, address: string, places: Places, note: Note): Promise<Tokens> {
  const known = new Map<string, unknown>(await shelf.entries(tokenBucket));
  const keyOf = (nick: string) => `${address} ${nick}`;
  return {
    get(nick) {
      const token = known.get(keyOf(nick));
      return typeof token === 'string' ? token : null;
    },
    keep(nick, token) {
      const key = keyOf(nick);
      if (known.get(key) === token) return;
      known.set(key, token);
      // A server that does not know the token has not kept it, or is another one: its thread may be another one, too.
      places.of(nick).forget();
      void places.keep();
      // Without it the bot only has to wait for its name when it is killed.
      shelf.put(tokenBucket, key, token).catch((thrown: unknown) => note('warn', messageOf(thrown)));
    },
  };
}
