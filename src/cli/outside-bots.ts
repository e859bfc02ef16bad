import type { LinkStatus } from '../client/state.ts';
import type { Config } from '../config.ts';
import type { Selection } from '../config-values.ts';
import { hostNick } from '../room/types.ts';
import type { Note } from '../util/note.ts';
import { terminalSafe } from '../util/terminal-safe.ts';
import { openBotStore, openBotStores } from './bot-stores.ts';
import { bringBots } from './bring-bots.ts';
import type { Dest } from './dest.ts';
import { endAll } from './end-process.ts';
import { knownBots } from './known-bots.ts';
import { liveWay } from './live-way.ts';
import { openResidents } from './open-residents.ts';
import { misused, type Misused } from './settings.ts';

export interface OutsideAsked {
  readonly config: Config;
  readonly dest: Dest;
  /** Names of residents and paths of files. The Host is not among them: a room has one. */
  readonly bots: Selection;
  /** Folder for what the bots keep, and for how far they are; or `memory`. */
  readonly data: string;
  /** Gives up when the server cannot be reached. */
  readonly once: boolean;
}

/**
 * Runs bots in a room elsewhere until somebody stops them: 0. Without any that could go on, or with `once` when the server is
 * not there: 1. Rejects with a Fault when it cannot start.
 */
export async function runOutside(asked: OutsideAsked): Promise<number | Misused> {
  const { config, dest, bots, data, once } = asked;
  const note: Note = (_level, message) => print(message);
  const { residents, threads, noWeather } = await openResidents(config, note);
  const guests = residents.filter(({ name }) => name !== hostNick);
  const known = await knownBots(bots, guests, threads, config);
  if (typeof known === 'string') return misused(`bots ${bots.toString()}: must be ${known}`);
  const faults = known.faults.map(({ message }) => message);
  if (known.bots.length === 0) return misused(faults.join('\n'));
  for (const warning of [...faults, ...known.strangers]) print(warning);
  const tellWeather = known.bots.some((bot) => guests.includes(bot) && bot.needs.places);
  if (noWeather !== null && tellWeather) print(noWeather);

  const names = known.bots.map(({ name }) => name);
  const stores = await openBotStores(data, names, config.durability);
  let end: (code: number) => void = () => undefined;
  const ended = new Promise<number>((resolve) => (end = resolve));
  const statuses = new Statuses(dest, once ? () => end(1) : null);
  const onStatus = (nick: string, status: LinkStatus) => statuses.tell(nick, status);
  const openStore = (bot: string) => openBotStore(data, bot, config.durability);
  const { living } = threads;
  const brought = await bringBots({
    config,
    bots: known.bots,
    fromFiles: known.fromFiles,
    latecomers: known.latecomers,
    living,
    way: await liveWay({ dest, stores, openStore, note, onStatus }),
    note,
    onOver: () => end(1),
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));
  return endAll(await ended, living, () => brought.close());
}

function print(message: string): void {
  process.stdout.write(`${new Date().toISOString().slice(0, 19)}Z ${terminalSafe(message)}\n`);
}

/** A line for each change of how it stands with a bot's connection. */
class Statuses {
  readonly #where: string;
  /** Null where it is tried again. */
  readonly #onLost: (() => void) | null;
  readonly #last = new Map<string, 'in' | 'out'>();

  constructor({ host, port }: Dest, onLost: (() => void) | null) {
    this.#where = `${host} and port ${port}`;
    this.#onLost = onLost;
  }

  tell(nick: string, status: LinkStatus): void {
    const before = this.#last.get(nick);
    if (status.type === 'online') {
      this.#last.set(nick, 'in');
      print(`${nick} is ${status.again ? 'back ' : ''}in the room.`);
    } else if (status.type === 'waiting') {
      this.#last.set(nick, 'out');
      const trouble =
        before === 'in' ? 'has lost the chat server' : 'cannot reach a chat server with a live wire';
      if (before !== 'out')
        print(
          `${nick} ${trouble} on ${this.#where} (${status.reason})${this.#onLost ? '' : ' and keeps trying'}.`,
        );
      this.#onLost?.();
    } else if (status.type === 'left') {
      this.#last.delete(nick);
      if (before === 'in') print(`${nick} left the room.`);
    }
  }
}
