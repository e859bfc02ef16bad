import type { BotState } from '../bots/bot-state.ts';
import type { BotSource } from '../bots/mind.ts';
import { Supervisor } from '../bots/supervisor.ts';
import { dialWith, type WebSocketLike } from '../client/socket.ts';
import type { LinkStatus } from '../client/state.ts';
import type { Config } from '../config.ts';
import type { Selection } from '../config-values.ts';
import type { Shelf } from '../log/log.ts';
import { openStore } from '../log/open.ts';
import { liveDoor } from '../outside/live-door.ts';
import type { Tokens } from '../outside/live-seat.ts';
import { openSocket } from '../terminal/screen/open-socket.ts';
import { systemClock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import { messageOf } from '../util/result.ts';
import { terminalSafe } from '../util/terminal-safe.ts';
import { loadBotThreads } from './bot-files.ts';
import { Bundler } from './bundler.ts';
import { chooseBots } from './choose-bots.ts';
import { type Dest, liveAddress } from './dest.ts';
import { endProcess, goneOrLate } from './end-process.ts';
import { openResidents } from './open-residents.ts';
import type { Misused } from './settings.ts';
import { misused } from './settings.ts';

export interface OutsideAsked {
  readonly config: Config;
  readonly dest: Dest;
  /** Names of residents and paths of files. */
  readonly bots: Selection;
  /** Folder for what the bots keep. */
  readonly data: string;
  /** Gives up when the server cannot be reached. */
  readonly once: boolean;
}

/** Goodbyes take no longer than this, in ms. */
const goodbyeWithin = 2000;
/** Ending takes no longer than this, in ms. */
const stopWithin = 4500;
/** Where a bot's place in a room is kept. */
const tokenBucket = 'outside';

/**
 * Runs bots in a room elsewhere until somebody stops them: 0. Without any that could go on, or with `once` when the server is
 * not there: 1. Rejects with a Fault when it cannot start.
 */
export async function runOutside({
  config,
  dest,
  bots,
  data,
  once,
}: OutsideAsked): Promise<number | Misused> {
  const note: Note = (_level, message) => print(message);
  const { residents, threads } = await openResidents(config, data, note);
  const guests = residents.filter(({ kind }) => kind !== 'host');
  const files = { threads, allowed: config.botAllow, bundler: new Bundler() };
  const chosen = await chooseBots<BotSource>(bots, guests, (path) => loadBotThreads(path, files));
  if (typeof chosen === 'string') return misused(`bots ${bots.toString()}: must be ${chosen}`);
  if (chosen.faults.length > 0) return misused(chosen.faults.join('\n'));

  const address = liveAddress(dest);
  const store = await openStore(data, { durability: config.durability });
  const tokens = await keptTokens(store.shelf, address, note);
  let end: (code: number) => void = () => undefined;
  const ended = new Promise<number>((resolve) => (end = resolve));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));
  const sockets = new Sockets(address);
  const statuses = new Statuses(dest, once ? () => end(1) : null);
  const supervisor = new Supervisor({
    bots: chosen.bots,
    door: liveDoor({
      dial: dialWith(() => sockets.open()),
      clock: systemClock,
      random: Math.random,
      tokens,
      onStatus: (nick, status) => statuses.tell(nick, status),
    }),
    manners: config.manners,
    shelf: store.shelf,
    clock: systemClock,
    random: Math.random,
    note: (level, message, fields) => {
      note(level, message, fields);
      // It may be told of something while it is made, or not all of them have been started.
      queueMicrotask(() => {
        if (supervisor.list().every(({ state }) => isOver(state))) end(1);
      });
    },
    log: (bot, level, message) => note(level, `${bot}: ${message}`),
  });
  for (const { name } of chosen.bots) supervisor.start(name);
  const code = await ended;
  const { living } = threads;
  const impatience = setTimeout(() => endProcess(code, living), stopWithin);
  const botsGone = supervisor.close();
  await sockets.closed();
  await goneOrLate(botsGone, living);
  await store.close();
  clearTimeout(impatience);
  if (living.size > 0) endProcess(code, living);
  return code;
}

/** Nobody is here who would start it again. */
function isOver({ type }: BotState): boolean {
  return type === 'parked' || type === 'stopped';
}

function print(message: string): void {
  process.stdout.write(`${new Date().toISOString().slice(0, 19)}Z ${terminalSafe(message)}\n`);
}

/** What lets each bot have its place back that was killed a moment ago. */
async function keptTokens(shelf: Shelf, address: string, note: Note): Promise<Tokens> {
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
      // Without it the bot only has to wait for its name when it is killed.
      shelf.put(tokenBucket, key, token).catch((thrown: unknown) => note('warn', messageOf(thrown)));
    },
  };
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
