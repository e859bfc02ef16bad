import { type FSWatcher, watch } from 'node:fs';
import type { Outcome } from '../bots/bot-state.ts';
import { messageOf } from '../util/result.ts';
import type { FileBot } from './bot-files.ts';
import type { Latecomers, Reception } from './latecomers.ts';

/** Editors write a file in several steps: what comes within this long is one change, ms. */
const settleMs = 200;

/** A bot, and what it is made from. */
export type Watched = Pick<FileBot, 'name' | 'folders' | 'hasChanged'>;

export interface WatchOptions {
  readonly bots: readonly Watched[];
  /** Files that are no bots here yet, and whoever receives them; they are looked at again when something has changed. */
  readonly latecomers?: { readonly files: Latecomers; readonly reception: Reception };
  readonly reload: (name: string) => Promise<Outcome>;
  readonly tell: (outcome: Outcome) => void;
  /** A folder cannot be watched. */
  readonly onTrouble: (message: string) => void;
}

/** Loads bots again when their files, or what these use, have changed. Returns what ends it. */
export function watchBots(options: WatchOptions): () => void {
  const watcher = new BotWatcher(options);
  return () => watcher.close();
}

class BotWatcher {
  readonly #options: WatchOptions;
  readonly #folders = new Map<string, FSWatcher>();
  #timer: NodeJS.Timeout | null = null;
  #looking = false;
  #again = false;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#follow();
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    for (const watcher of this.#folders.values()) watcher.close();
  }

  #follow(): void {
    const { latecomers, onTrouble } = this.#options;
    const folders = this.#bots.flatMap((bot) => bot.folders());
    for (const folder of new Set([...folders, ...(latecomers?.files.folders() ?? [])])) {
      if (this.#folders.has(folder)) continue;
      try {
        const watcher = watch(folder, () => this.#changed());
        watcher.on('error', (error) => onTrouble(`${folder} is not watched any more: ${error.message}`));
        this.#folders.set(folder, watcher);
      } catch (thrown) {
        onTrouble(`${folder} cannot be watched: ${messageOf(thrown)}`);
      }
    }
  }

  get #bots(): readonly Watched[] {
    const { bots, latecomers } = this.#options;
    return [...bots, ...(latecomers?.files.bots ?? [])];
  }

  #changed(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), settleMs);
  }

  async #look(): Promise<void> {
    this.#again = this.#looking;
    if (this.#looking) return;
    this.#looking = true;
    for (const bot of this.#bots) {
      if (await bot.hasChanged()) this.#options.tell(await this.#options.reload(bot.name));
    }
    const { latecomers } = this.#options;
    await latecomers?.files.look(latecomers.reception);
    this.#follow();
    this.#looking = false;
    if (this.#again) this.#changed();
  }
}
