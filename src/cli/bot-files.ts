import { readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildFailure, Plugin } from 'esbuild';
import type { Bot } from '../bots/bot.ts';
import { checkBot } from '../bots/check-bot.ts';
import type { BotSource } from '../bots/mind.ts';
import { evaluate } from '../bots/worker/evaluate.ts';
import { builtinName, isHarmless, limitedRequire } from '../bots/worker/modules.ts';
import { describeBot, type WorkerOptions } from '../bots/worker-mind.ts';
import type { Allowances } from '../config-values.ts';
import { messageOf } from '../util/result.ts';
import type { LoadedBots } from './choose-bots.ts';

/** A file as one piece of code, with the modules of Node's that reach beyond it and the file that asks for each. */
interface Bundle {
  readonly file: string;
  readonly source: string;
  readonly imports: ReadonlyMap<string, string>;
}

const isSource = /(?<!\.(?:test|d))\.(?:ts|js|mjs)$/u;

/**
 * The bots of a file, or of each `*.ts`, `*.js` and `*.mjs` in a folder that is no test, by their names. Loaded here, with
 * all that they need, for whoever tries them out. Never rejects.
 */
export function loadBots(path: string): Promise<LoadedBots<Bot>> {
  return botsOf(path, async ({ file, source, imports }) => {
    const bot = checkBot(attempt(() => evaluate(source, file, limitedRequire(new Set(imports.keys())))));
    if (typeof bot === 'string') throw new Error(bot);
    const fault = unnamedIn(imports, bot.needs?.modules ?? []);
    if (fault !== null) throw new Error(fault);
    return bot;
  });
}

/** The same, each in a thread of its own. `allowed` is what whoever runs the server lets them have. */
export function loadBotThreads(
  path: string,
  options: WorkerOptions,
  allowed: Allowances,
): Promise<LoadedBots<BotSource>> {
  return botsOf(path, async ({ file, source, imports }) => {
    const { bot, forget } = await describeBot({ type: 'file', file, source }, options);
    const fault = unnamedIn(imports, bot.needs.modules) ?? withheldFrom(bot, allowed);
    if (fault === null) return bot;
    await forget();
    throw new Error(fault);
  });
}

function attempt<Value>(run: () => Value): Value {
  try {
    return run();
  } catch (thrown) {
    throw new Error(`cannot be run: ${messageOf(thrown)}`, { cause: thrown });
  }
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

async function botsOf<Loaded>(
  path: string,
  load: (bundle: Bundle) => Promise<Loaded>,
): Promise<LoadedBots<Loaded>> {
  const files = filesOf(path);
  if (typeof files === 'string') return { bots: [], faults: [files] };
  if (files.length === 0) return { bots: [], faults: [`${path} holds no bot: no .ts, .js or .mjs file.`] };
  const { build, stop } = await import('esbuild');
  const bundle = async (file: string): Promise<Bundle> => {
    const imports = new Map<string, string>();
    const { outputFiles } = await build({
      entryPoints: [file],
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: 'node20.19',
      write: false,
      logLevel: 'silent',
      plugins: [ourselves, worldly(imports)],
    });
    return { file, source: outputFiles[0]?.text ?? '', imports };
  };
  const loaded = await Promise.all(
    files.map(async (file) => {
      try {
        return { bot: await load(await bundle(file)) };
      } catch (thrown) {
        return faultOf(file, thrown);
      }
    }),
  );
  // It keeps a process of its own.
  await stop();
  return {
    bots: loaded.flatMap((each) => (typeof each === 'string' ? [] : [each.bot])),
    faults: loaded.filter((each) => typeof each === 'string'),
  };
}

function filesOf(path: string): readonly string[] | string {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const names = readdirSync(path).filter((name) => isSource.test(name));
    return names.sort().map((name) => join(path, name));
  } catch (thrown) {
    return `${path} cannot be read (${messageOf(thrown)}).`;
  }
}

/** Gives `hobnob/bot` wherever a bot's file lies: nobody has to install it there. */
const ourselves: Plugin = {
  name: 'hobnob',
  setup(build) {
    const isBuilt = !import.meta.url.endsWith('.ts');
    const path = fileURLToPath(new URL(isBuilt ? './bot.js' : '../bots/bot.ts', import.meta.url));
    build.onResolve({ filter: /^hobnob\/bot$/ }, () => ({ path }));
  },
};

/** Notes which of Node's modules are asked for that reach beyond the bot. */
function worldly(imports: Map<string, string>): Plugin {
  return {
    name: 'worldly',
    setup(build) {
      build.onResolve({ filter: /^[a-z]/ }, ({ path, importer }) => {
        const name = builtinName(path);
        if (name === null) return null;
        if (!isHarmless(name)) imports.set(name, importer);
        return { path: name, external: true };
      });
    },
  };
}

/** A module that a bot uses without saying so, as the end of a sentence that begins with its file. */
function unnamedIn(imports: Bundle['imports'], modules: readonly string[]): string | null {
  const unnamed = [...imports].find(([name]) => !modules.includes(name));
  if (!unnamed) return null;
  const [name, importer] = unnamed;
  const needs = `needs: { modules: ['${name}'] }`;
  return `imports ${name} (in ${relative('.', importer)}), which reaches beyond the bot: its manifest must say ${needs}`;
}

function faultOf(file: string, thrown: unknown): string {
  const [first] = (thrown as Partial<BuildFailure>).errors ?? [];
  if (!first) return `${file} ${messageOf(thrown)}.`;
  const place = first.location
    ? `${resolve(first.location.file)}:${first.location.line}:${first.location.column}`
    : file;
  return `${place}: ${first.text}`;
}
