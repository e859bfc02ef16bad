import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Supervisor } from '../bots/supervisor.ts';
import { type BotFile, type FileBot, filesOf } from './bot-files.ts';
import { faultOf } from './bundler.ts';
import { type FileFault, refusalOf } from './choose-bots.ts';

export interface LatecomersOptions {
  /** Files and folders that bots come from. */
  readonly paths: readonly string[];
  /** Files whose bots are here from the start. */
  readonly here: readonly string[];
  /** What was wrong with others at the start. */
  readonly faults: readonly FileFault[];
  readonly open: (file: string) => BotFile;
}

/** What becomes of those who come late. */
export interface Reception {
  /** Takes a bot in, and tells so. Resolves with why not, as the rest of a sentence that begins with its file; null if it is in. */
  readonly admit: (bot: FileBot, file: string) => Promise<string | null>;
  /** A file does not run, for another reason than before. */
  readonly tell: (fault: string) => void;
}

interface Door {
  readonly supervisor: Pick<Supervisor, 'add' | 'start'>;
  /** Whose names are taken. */
  readonly others: () => readonly { readonly name: string }[];
  /** What has to be done first. Rejects with a Fault when that cannot be. */
  readonly prepare?: (bot: string) => Promise<void> | undefined;
  readonly say: (sentence: string) => void;
  readonly tell: Reception['tell'];
}

/** Takes those who come late in as those who were here from the start. */
export function receptionAt({ supervisor, others, prepare, say, tell }: Door): Reception {
  return {
    tell,
    async admit(bot, file) {
      const fault = refusalOf(bot, others());
      if (fault !== null) return fault;
      await prepare?.(bot.name);
      supervisor.add(bot);
      say(`${bot.name} comes in, from ${file}.`);
      supervisor.start(bot.name);
      return null;
    },
  };
}

/** The files that no bot here is from: those that were wrong at the start, and those that were added since. */
export class Latecomers {
  readonly #options: LatecomersOptions;
  readonly #here: Set<string>;
  readonly #faults: Map<string, string>;
  readonly #tried = new Map<string, BotFile>();
  readonly #bots: FileBot[] = [];

  constructor(options: LatecomersOptions) {
    this.#options = options;
    this.#here = new Set(options.here);
    this.#faults = new Map(options.faults.map(({ file, message }) => [file, message]));
  }

  /** Those who have come in. */
  get bots(): readonly FileBot[] {
    return this.#bots;
  }

  /** A sentence for each file that does not run. */
  get faults(): readonly string[] {
    return [...this.#faults.values()];
  }

  /** Where they may appear, or be mended. */
  folders(): readonly string[] {
    const folders = this.#options.paths.map((path) =>
      statSync(path, { throwIfNoEntry: false })?.isDirectory() ? resolve(path) : dirname(resolve(path)),
    );
    const tried = [...this.#tried].filter(([file]) => this.#faults.has(file));
    return [...folders, ...tried.flatMap(([, file]) => file.folders())].filter((folder) =>
      existsSync(folder),
    );
  }

  /** Tries those that are new, and those that have changed. Never rejects. */
  async look(reception: Reception): Promise<void> {
    for (const path of this.#options.paths) {
      const files = filesOf(path);
      if (typeof files === 'string') continue;
      if (files.length > 0) this.#faults.delete(path);
      for (const file of files) if (!this.#here.has(file)) await this.#try(file, reception);
    }
    for (const file of this.#faults.keys())
      if (this.#tried.has(file) && !existsSync(file)) this.#forget(file);
  }

  async #try(file: string, { admit, tell }: Reception): Promise<void> {
    const before = this.#tried.get(file);
    if (before && !(await before.hasChanged())) return;
    const source = before ?? this.#options.open(file);
    this.#tried.set(file, source);
    const fault = await this.#bring(source, file, admit);
    if (fault === null) {
      this.#here.add(file);
      this.#faults.delete(file);
      return;
    }
    if (this.#faults.get(file) !== fault) tell(fault);
    this.#faults.set(file, fault);
  }

  async #bring(source: BotFile, file: string, admit: Reception['admit']): Promise<string | null> {
    try {
      const bot = await source.load();
      const fault = await admit(bot, file);
      if (fault === null) this.#bots.push(bot);
      else await bot.forget?.();
      return fault === null ? null : `${file}${fault}.`;
    } catch (thrown) {
      return faultOf(file, thrown);
    }
  }

  #forget(file: string): void {
    this.#faults.delete(file);
    this.#tried.delete(file);
  }
}
