import { Places } from '../bots/places.ts';
import { dialWith, type WebSocketLike } from '../client/socket.ts';
import type { LinkStatus } from '../client/state.ts';
import type { Store } from '../log/log.ts';
import { liveDoor } from '../outside/live-door.ts';
import { openSocket } from '../terminal/screen/open-socket.ts';
import { systemClock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import type { Way } from './bring-bots.ts';
import { type Dest, liveAddress } from './dest.ts';
import { keptTokens } from './kept-tokens.ts';

/** Goodbyes take no longer than this, in ms. */
const goodbyeWithin = 2000;
/** How far the bots have heard a room, which is named after it. */
const placesBucket = 'outside-places';

export interface LiveWayOptions {
  readonly dest: Dest;
  /** The bots' own, which is closed with the way. */
  readonly store: Store;
  readonly note: Note;
  readonly onStatus: (nick: string, status: LinkStatus) => void;
}

/** Into a room by the live wire: what the store keeps lets a bot that was killed go on where it was. */
export async function liveWay({ dest, store, note, onStatus }: LiveWayOptions): Promise<Way> {
  const address = liveAddress(dest);
  const { shelf } = store;
  const bucket = `${placesBucket} ${address}`;
  const places = await Places.load({ shelf, bucket, clock: systemClock, note });
  const tokens = await keptTokens(shelf, address, places, note);
  const sockets = new Sockets(address);
  const door = liveDoor({
    dial: dialWith(() => sockets.open()),
    clock: systemClock,
    random: Math.random,
    tokens,
    onStatus,
  });
  return { door, shelf, places, gone: () => sockets.closed(), close: () => store.close() };
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
