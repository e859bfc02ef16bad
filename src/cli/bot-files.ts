import { readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Bot } from '../bots/bot.ts';
import { checkBot } from '../bots/check-bot.ts';
import type { BotSource } from '../bots/mind/mind.ts';
import { evaluate } from '../bots/worker/evaluate.ts';
import { limitedRequire } from '../bots/worker/modules.ts';
import { whyNotRun } from '../bots/worker/whereabouts.ts';
import { describeBot, type WorkerOptions } from '../bots/worker/worker-mind.ts';
import type { Allowances } from '../config-values.ts';
import { messageOf } from '../util/result.ts';
import { type Bundle, Bundler, faultOf } from './bundler.ts';
import { type FileFault, type Loaded, type LoadedBots, loadedBots } from './choose-bots.ts';

const isSource = /(?<!\.(?:test|d))\.(?:ts|js|mjs)$/u;

/**
 * The code of the bots in a file, or in each `*.ts`, `*.js` and `*.mjs` in a folder that is no test, by their names. None of it
 * has run. Never rejects.
 */
export function bundlesIn(path: string): Promise<LoadedBots<Bundle>> {
  const bundler = new Bundler();
  return botsOf(path, (file) => bundler.bundle(file));
}

/**
 * The bot in a bundle, loaded in this thread with all that it needs, for whoever tries it out. Returns what is wrong with it in
 * a sentence.
 */
export function botIn(bundle: Bundle): Bot | string {
  try {
    const granted = new Set<string>();
    const bot = checkBot(attempt(bundle, granted));
    if (typeof bot === 'string') throw new Error(bot);
    const { modules = [] } = bot.needs ?? {};
    const fault = unnamedIn(bundle.imports, modules);
    if (fault !== null) throw new Error(fault);
    for (const name of modules) granted.add(name);
    return bot;
  } catch (thrown) {
    return faultOf(bundle.file, thrown);
  }
}

/** A bot from a file, which may change. */
export interface FileBot extends BotSource {
  /** Where the file and what it uses lie, as far as that is known. */
  readonly folders: () => readonly string[];
  /** Whether the file would be something else now than what was loaded last. */
  readonly hasChanged: () => Promise<boolean>;
}

export interface FileBotOptions {
  readonly threads: WorkerOptions;
  /** What whoever runs the server lets bots have. */
  readonly allowed: Allowances;
  readonly bundler: Bundler;
}

/** The bots of a file or a folder, as with `bundlesIn`, each in a thread of its own. */
export function loadBotThreads(path: string, options: FileBotOptions): Promise<LoadedBots<FileBot>> {
  return botsOf(path, (file) => new BotFile(file, options).load());
}

/** A file that is loaded, well or not, as often as it changes. */
export class BotFile {
  readonly #file: string;
  readonly #options: FileBotOptions;
  /** What was tried last, well or not. */
  #tried: Bundle | null = null;
  /** What tells one content of the file from another: its code, or what is wrong with it. */
  #stamp: string | null = null;

  constructor(file: string, options: FileBotOptions) {
    this.#file = file;
    this.#options = options;
  }

  async load(): Promise<FileBot> {
    const { bundler, threads, allowed } = this.#options;
    this.#tried = null;
    const bundle = await bundler.bundle(this.#file).catch((thrown: unknown) => {
      this.#stamp = faultOf(this.#file, thrown);
      throw thrown;
    });
    this.#tried = bundle;
    this.#stamp = stampOf(bundle);
    const { file, source, map, imports } = bundle;
    const bot = await describeBot({ type: 'file', file, source, map }, threads);
    const fault = kindFault(bot) ?? unnamedIn(imports, bot.needs.modules) ?? withheldFrom(bot, allowed);
    if (fault === null) return this.#botOf(bot);
    await bot.forget?.();
    throw new Error(fault);
  }

  /** Where the file and what it uses lie, as far as that is known. */
  folders(): readonly string[] {
    return this.#tried?.folders ?? [dirname(resolve(this.#file))];
  }

  /** Whether the file would be something else now than what was loaded last. */
  async hasChanged(): Promise<boolean> {
    const now = await this.#options.bundler
      .bundle(this.#file)
      .then(stampOf, (thrown: unknown) => faultOf(this.#file, thrown));
    return now !== this.#stamp;
  }

  #botOf(bot: BotSource): FileBot {
    return {
      ...bot,
      folders: () => this.folders(),
      hasChanged: () => this.hasChanged(),
      renew: async () => {
        const next = await this.load().catch((thrown: unknown) => {
          throw new Error(faultOf(this.#file, thrown), { cause: thrown });
        });
        if (next.name === bot.name) return next;
        await next.forget?.();
        throw new Error(
          `${this.#file} is called ${next.name} now, which counts from the next start of hobnob on.`,
        );
      },
    };
  }
}

function stampOf({ source, map }: Bundle): string {
  return source + map;
}

function attempt({ file, source, map }: Bundle, granted: ReadonlySet<string>): unknown {
  try {
    return evaluate(source, file, limitedRequire(granted));
  } catch (thrown) {
    throw new Error(whyNotRun(thrown, { type: 'file', file, source, map }), { cause: thrown });
  }
}

/** Of what the thread says, this side sees to what matters most: one Host is enough. */
function kindFault({ kind }: BotSource): string | null {
  return kind === 'bot' ? null : 'wants to be the Host, which is taken';
}

/** What a bot needs and may not have, as the end of a sentence that begins with its file; null if nothing is. */
function withheldFrom({ name, needs }: BotSource, allowed: Allowances): string | null {
  const own = allowed.get(name.toLowerCase());
  const isWithheld = (each: string) => own?.has(each) !== true;
  // Hosts are granted as the manifest names them, unless somebody has said otherwise; a module is the whole machine.
  const withheld = [...(own ? needs.hosts.filter(isWithheld) : []), ...needs.modules.filter(isWithheld)];
  if (withheld.length === 0) return null;
  const all = [...needs.hosts, ...needs.modules].join(',');
  return `needs ${withheld.join(' and ')}, which whoever runs the server must allow: --bot-allow ${name}=${all}`;
}

async function botsOf<Bot>(path: string, load: (file: string) => Promise<Bot>): Promise<LoadedBots<Bot>> {
  const files = filesOf(path);
  if (typeof files === 'string') return { bots: [], faults: [{ file: path, message: files }] };
  if (files.length === 0) {
    const message = `${path} holds no bot: no .ts, .js or .mjs file.`;
    return { bots: [], faults: [{ file: path, message }] };
  }
  const each = await Promise.all(
    files.map(async (file): Promise<Loaded<Bot> | FileFault> => {
      try {
        return { file, bot: await load(file) };
      } catch (thrown) {
        return { file, message: faultOf(file, thrown) };
      }
    }),
  );
  return loadedBots(each);
}

/** The files of bots in a path: itself, or those in it where it is a folder. Returns what is wrong with it in a sentence. */
export function filesOf(path: string): readonly string[] | string {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const names = readdirSync(path).filter((name) => isSource.test(name));
    return names.sort().map((name) => join(path, name));
  } catch (thrown) {
    return `${path} cannot be read (${messageOf(thrown)}).`;
  }
}

/** A module that a bot uses without saying so, as the end of a sentence that begins with its file. */
function unnamedIn(imports: Bundle['imports'], modules: readonly string[]): string | null {
  const unnamed = [...imports].find(([name]) => !modules.includes(name));
  if (!unnamed) return null;
  const [name, importer] = unnamed;
  const needs = `needs: { modules: ['${name}'] }`;
  return `imports ${name} (in ${relative('.', importer)}), which reaches beyond the bot: its manifest must say ${needs}`;
}
