import { Places } from '../bots/places.ts';
import { dialWith, type WebSocketLike } from '../client/socket.ts';
import type { LinkStatus } from '../client/state.ts';
import type { Shelf, Store } from '../log/log.ts';
import { liveDoor } from '../outside/live-door.ts';
import type { Tokens } from '../outside/live-seat.ts';
import { openSocket } from '../terminal/screen/open-socket.ts';
import { systemClock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import { Fault } from '../util/result.ts';
import type { Way } from './bring-bots.ts';
import { type BotStores, closeStores } from './bot-stores.ts';
import { type Dest, liveAddress, roomName } from './dest.ts';
import { keptTokens } from './kept-tokens.ts';

/** Goodbyes take no longer than this, in ms. */
const goodbyeWithin = 2000;
/** How far the bots have heard a room, which is named after it. */
const placesBucket = 'outside-places';

export interface LiveWayOptions {
  readonly dest: Dest;
  /** Closed with the way. */
  readonly stores: BotStores;
  /** For a bot that comes later. Without it none does. */
  readonly openStore?: (bot: string) => Promise<Store>;
  readonly note: Note;
  readonly onStatus: (nick: string, status: LinkStatus) => void;
}

/**
 * Into a room by the live wire: what the store keeps lets a bot that was killed go on where it was. Rejects with the stores
 * closed.
 */
export async function liveWay(options: LiveWayOptions): Promise<Way> {
  try {
    return await open(options);
  } catch (thrown) {
    await closeStores(options.stores);
    throw thrown;
  }
}

async function open({ dest, stores, openStore, note, onStatus }: LiveWayOptions): Promise<Way> {
  const room = roomName(dest);
  const bucket = `${placesBucket} ${room}`;
  const kept = new Map<string, Kept>();
  const keep = async (bot: string, { shelf }: Store) => {
    const places = await Places.load({ shelf, bucket, clock: systemClock, note });
    kept.set(bot, { shelf, places, tokens: await keptTokens(shelf, room, places, note) });
  };
  for (const [bot, store] of stores) await keep(bot, store);
  const all = new Map(stores);
  const keptOf = (bot: string) => {
    const found = kept.get(bot.toLowerCase());
    if (found) return found;
    throw new Fault(`Nothing can be kept for ${bot}.`);
  };
  const sockets = new Sockets(liveAddress(dest));
  const door = liveDoor({
    dial: dialWith(() => sockets.open()),
    clock: systemClock,
    random: Math.random,
    tokens: {
      // A server may have called a bot something else, of which nothing is kept.
      get: (nick) => kept.get(nick.toLowerCase())?.tokens.get(nick) ?? null,
      keep: (nick, token) => kept.get(nick.toLowerCase())?.tokens.keep(nick, token),
    },
    onStatus,
  });
  const everyPlace = (act: (places: Places) => Promise<void>) =>
    Promise.all([...kept.values()].map(({ places }) => act(places))).then(() => undefined);
  return {
    door,
    shelfOf: (bot) => keptOf(bot).shelf,
    places: {
      of: (bot) => keptOf(bot).places.of(bot),
      keep: () => everyPlace((places) => places.keep()),
      close: () => everyPlace((places) => places.close()),
    },
    ...(openStore && {
      async prepare(bot: string) {
        const key = bot.toLowerCase();
        if (kept.has(key)) return;
        const store = await openStore(bot);
        all.set(key, store);
        await keep(key, store);
      },
    }),
    gone: () => sockets.closed(),
    close: () => closeStores(all),
  };
}

/** What there is of one bot. */
interface Kept {
  readonly shelf: Shelf;
  readonly places: Places;
  readonly tokens: Tokens;
}

/** The connections of all bots. */
class Sockets {
  readonly #address: string;
  readonly #open = new Set<object>();
  #onClose: () => void = () => undefined;

  constructor(address: string) {
    this.#address = address;
  }

  open(): WebSocketLike {
    const socket = openSocket(this.#address);
    this.#open.add(socket);
    socket.once('close', () => {
      this.#open.delete(socket);
      this.#onClose();
    });
    return socket;
  }

  /** Resolves when all have said goodbye, or have had the time for it. */
  async closed(): Promise<void> {
    await new Promise<void>((resolve) => {
      const stop = systemClock.after(goodbyeWithin, resolve);
      this.#onClose = () => {
        if (this.#open.size > 0) return;
        stop();
        resolve();
      };
      this.#onClose();
    });
  }
}
