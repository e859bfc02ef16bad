import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildFailure, Plugin } from 'esbuild';
import { builtinName, isHarmless } from '../bots/worker/modules.ts';
import { inOneLine } from '../bots/worker/whereabouts.ts';
import { messageOf } from '../util/result.ts';

/** A file as one piece of code. */
export interface Bundle {
  readonly file: string;
  readonly source: string;
  /** As in `Code`. */
  readonly map: string;
  /** The modules of Node's that reach beyond the code, and the file that asks for each. */
  readonly imports: ReadonlyMap<string, string>;
  /** Where its parts lie, packages not among them. */
  readonly folders: readonly string[];
}

/** Makes bundles of bots' files. */
export class Bundler {
  #underWay = 0;

  /** Rejects with what is wrong, which `faultOf` puts in words. */
  async bundle(file: string): Promise<Bundle> {
    const { build, stop } = await import('esbuild');
    const imports = new Map<string, string>();
    this.#underWay++;
    try {
      const { outputFiles, metafile } = await build({
        entryPoints: [file],
        bundle: true,
        format: 'cjs',
        platform: 'node',
        target: 'node20.19',
        write: false,
        // Nothing is written there; it is from where the paths in the map are seen.
        outfile: resolve('bot.js'),
        sourcemap: 'external',
        sourcesContent: false,
        metafile: true,
        logLevel: 'silent',
        plugins: [ourselves, worldly(imports)],
      });
      const parts = Object.keys(metafile.inputs).filter((part) => !part.includes('node_modules'));
      const folders = [...new Set(parts.map((part) => dirname(resolve(part))))];
      const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
      return { file, source: text('.js'), map: text('.map'), imports, folders };
    } finally {
      // It keeps a process of its own.
      if (--this.#underWay === 0) await stop();
    }
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

/** What is wrong with a file, in a sentence. */
export function faultOf(file: string, thrown: unknown): string {
  if (!existsSync(file)) return `${file} is gone.`;
  const [first] = (thrown as Partial<BuildFailure>).errors ?? [];
  if (!first) return `${file} ${inOneLine(messageOf(thrown))}.`;
  const place = first.location
    ? `${resolve(first.location.file)}:${first.location.line}:${first.location.column + 1}`
    : file;
  return `${place}: ${plainly(first.text)}`;
}

/** What the bundler says, where a bot's author needs other words. */
function plainly(text: string): string {
  if (text.startsWith('Top-level await')) return 'a bot’s file has no top-level await: wait in its handlers';
  const [, missing] = /^Could not resolve "([^"]+)"$/u.exec(text) ?? [];
  if (missing === undefined) return text;
  return /^[./]/u.test(missing)
    ? `there is no file "${missing}"`
    : `there is no package "${missing}": it must be installed where the file is`;
}
