import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildFailure, Plugin } from 'esbuild';
import type { Bot } from '../bots/bot.ts';
import { messageOf } from '../util/result.ts';
import { checkBot } from './check-bot.ts';

export interface LoadedBots {
  readonly bots: readonly Bot[];
  /** A sentence for each file that is not among them. */
  readonly faults: readonly string[];
}

const requireBanner =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom";
const isSource = /(?<!\.(?:test|d))\.(?:ts|js|mjs)$/u;

/** The bots of a file, or of each `*.ts`, `*.js` and `*.mjs` in a folder that is no test, by their names. Never rejects. */
export async function loadBots(path: string): Promise<LoadedBots> {
  const files = filesOf(path);
  if (typeof files === 'string') return { bots: [], faults: [files] };
  if (files.length === 0) return { bots: [], faults: [`${path} holds no bot: no .ts, .js or .mjs file.`] };
  const { build, stop } = await import('esbuild');
  const loaded: (Bot | string)[] = [];
  for (const file of files) {
    try {
      const { outputFiles } = await build({
        entryPoints: [file],
        bundle: true,
        format: 'esm',
        platform: 'node',
        target: 'node20.19',
        // CommonJS packages inside an ES module ask for Node's own modules by `require`.
        banner: { js: `${requireBanner}(${JSON.stringify(resolve(file))});` },
        sourcemap: 'inline',
        write: false,
        logLevel: 'silent',
        plugins: [ourselves],
      });
      const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
      const module = (await import(`data:text/javascript;base64,${code}`)) as { readonly default?: unknown };
      const bot = checkBot(module.default);
      loaded.push(typeof bot === 'string' ? `${file} ${bot}.` : bot);
    } catch (thrown) {
      loaded.push(faultOf(file, thrown));
    }
  }
  // It keeps a process of its own.
  await stop();
  return {
    bots: loaded.filter((bot) => typeof bot !== 'string'),
    faults: loaded.filter((bot) => typeof bot === 'string'),
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
    const url = new URL(isBuilt ? './bot.js' : '../bots/bot.ts', import.meta.url);
    const found = isBuilt ? { path: url.href, external: true } : { path: fileURLToPath(url) };
    build.onResolve({ filter: /^hobnob\/bot$/ }, () => found);
  },
};

function faultOf(file: string, thrown: unknown): string {
  const [first] = (thrown as Partial<BuildFailure>).errors ?? [];
  if (!first) return `${file} cannot be run: ${messageOf(thrown)}`;
  const place = first.location
    ? `${resolve(first.location.file)}:${first.location.line}:${first.location.column}`
    : file;
  return `${place}: ${first.text}`;
}
