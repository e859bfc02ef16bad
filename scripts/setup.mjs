// Makes a checkout runnable: packages as package-lock.json says, dist/ as src/ says. Node builtins only, because it
// runs before anything is installed; nothing heavy, because every `npm start` passes through it.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Something the person at the keyboard can put right. */
export class Trouble extends Error {}

/**
 * Runs `main`, and says in words what went wrong instead of showing a stack.
 * @param {() => Promise<void>} main
 */
export async function command(main) {
  try {
    requireNode();
    await main();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Trouble(
    `hobnob needs Node.js 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org/`,
  );
}

/**
 * Installs and builds what is missing. `dev` wants the packages for tests and linting as well; `rebuild` builds in any case.
 * @param {{ dev?: boolean, rebuild?: boolean, directory?: string }} [wanted]
 */
export async function prepare({ dev = false, rebuild = false, directory = root } = {}) {
  const toBuild = () => rebuild || !isBuilt(directory);
  if (isInstalled(directory, dev) && !toBuild()) return;
  await alone(directory, async () => {
    if (!isInstalled(directory, dev)) await install(directory, dev);
    if (toBuild()) await build(directory);
  });
}

/**
 * @typedef {{ version?: string, integrity?: string, dev?: boolean, optional?: boolean, devOptional?: boolean, link?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Locked
 * @typedef {Record<string, Locked>} Packages
 */

/**
 * The packages of a lock file by their folder; null where there is none.
 * @param {string} file
 * @returns {Packages | null}
 */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    // Missing or cut short: both mean that nothing is known to be installed.
    return null;
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm leaves its own lock file inside node_modules.
 * @param {string} directory
 * @param {boolean} dev
 */
export function isInstalled(directory, dev) {
  const wanted = packagesIn(join(directory, 'package-lock.json'));
  const present = packagesIn(join(directory, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([folder, locked]) => {
    if (folder === '' || locked.link || (locked.dev && !dev) || !isForThisMachine(locked)) return true;
    const found = present[folder];
    return (
      found?.version === locked.version &&
      found?.integrity === locked.integrity &&
      existsSync(join(directory, folder, 'package.json'))
    );
  });
}

/** @param {Locked} locked */
function isForThisMachine({ optional, devOptional, os, cpu, libc }) {
  if (!optional && !devOptional) return true;
  // npm leaves out optional packages that do not fit, and which C library it found is not ours to guess.
  if (!os || !cpu || libc) return false;
  return os.includes(process.platform) && cpu.includes(process.arch);
}

/**
 * @param {string} directory
 * @param {boolean} dev
 */
async function install(directory, dev) {
  // Whoever has the development packages keeps them.
  const everything = dev || hasDevPackages(directory);
  say(everything ? 'Installing packages, those for tests as well …' : 'Installing packages …');
  // npm's own pauses between attempts keep a person without a network waiting for more than a minute.
  const patience = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=8000'];
  const extent = everything ? '--include=dev' : '--omit=dev';
  const { code, output } = await npm(directory, ['ci', extent, '--loglevel=error', ...patience]);
  if (code === 0) return;
  throw new Trouble(`${output.trim()}\n\n${adviceFor(output)}`);
}

/** @param {string} directory */
function hasDevPackages(directory) {
  const present = packagesIn(join(directory, 'node_modules', '.package-lock.json')) ?? {};
  return Object.values(present).some((found) => found.dev);
}

/** @param {string} output */
function adviceFor(output) {
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|fetch failed/.test(output)
  ) {
    return 'The packages could not be fetched: the npm registry cannot be reached. Check the network (and `npm config get registry`), then run the same command again.';
  }
  if (/ENOSPC/.test(output)) return 'The disk is full. Make room, then run the same command again.';
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return 'npm may not write here. Give yourself the rights to this folder, then run the same command again.';
  }
  return 'npm could not install the packages; what it said is above.';
}

/**
 * @param {string} directory
 * @param {string[]} words
 */
function npm(directory, words) {
  const self = process.env['npm_execpath'];
  // Under `npm start` this is the npm that was called, which need not be the first on the PATH.
  if (self && /^npm(-cli)?\.c?js$/.test(basename(self)))
    return run(process.execPath, [self, ...words], directory);
  return run('npm', words, directory, process.platform === 'win32');
}

/**
 * Runs a program quietly; `output` is all that it wrote, on both channels.
 * @param {string} program
 * @param {readonly string[]} words
 * @param {string} directory
 * @param {boolean} [shell]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(program, words, directory = root, shell = false) {
  return new Promise((resolve) => {
    const child = spawn(program, words, { cwd: directory, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
    }
    child.on('error', (error) => resolve({ code: 127, output: `${program}: ${error.message}` }));
    child.on('close', (code, signal) => {
      resolve({ code: code ?? 1, output: signal ? `${output}\n${program} was ended by ${signal}` : output });
    });
  });
}

/**
 * What a build depends on, as one short text: the names, sizes and times of all files that go in.
 * @param {string} directory
 */
export function fingerprint(directory) {
  const hash = createHash('sha256');
  const sources = readdirSync(join(directory, 'src'), { recursive: true, encoding: 'utf8' });
  const scripts = ['bundle.mjs', 'types.mjs'].map((name) => join('scripts', name));
  const inputs = ['package.json', 'package-lock.json', ...scripts];
  for (const name of [...inputs, ...sources.map((source) => join('src', source)).sort()]) {
    if (/\.test\.tsx?$/.test(name)) continue;
    const stat = statSync(join(directory, name), { throwIfNoEntry: false });
    if (stat?.isFile()) hash.update(`${name} ${stat.size} ${stat.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** @param {string} directory */
function isBuilt(directory) {
  try {
    const built = JSON.parse(readFileSync(join(directory, 'dist', 'built.json'), 'utf8'));
    return (
      built.fingerprint === fingerprint(directory) &&
      built.files.every((/** @type {string} */ file) => existsSync(join(directory, 'dist', file)))
    );
  } catch {
    // No build, or one that was interrupted.
    return false;
  }
}

/** @param {string} directory */
async function build(directory) {
  say('Building, which takes a few seconds …');
  // A process of its own, so that the server does not carry the builder's memory.
  const { code, output } = await run(process.execPath, [join(directory, 'scripts', 'bundle.mjs')], directory);
  if (code !== 0) throw new Trouble(`${output.trim()}\n\nThe build failed; what it said is above.`);
}

/**
 * Runs `work` while no other process of this checkout does: two that install at once would undo each other.
 * @param {string} directory
 * @param {() => Promise<void>} work
 */
async function alone(directory, work) {
  // Inside dist/, because an installation empties node_modules.
  mkdirSync(join(directory, 'dist'), { recursive: true });
  const lock = join(directory, 'dist', 'setup.lock');
  for (let told = false; !take(lock); told = true) {
    if (!told) say('Waiting for another hobnob that is setting up here …');
    await pause(200);
  }
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release);
  const stop = () => process.exit(130);
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    await work();
  } finally {
    release();
    process.off('exit', release).off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/**
 * @param {string} lock
 * @returns {boolean} whether the lock is ours now
 */
function take(lock) {
  try {
    const file = openSync(lock, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code;
    if (code !== 'EEXIST') throw new Trouble(`This folder cannot be written: ${String(error)}`);
    if (!isHeld(lock)) rmSync(lock, { force: true });
    return false;
  }
}

/** @param {string} lock */
function isHeld(lock) {
  try {
    // A file without a number is being written this moment, unless it is old.
    const holder = Number(readFileSync(lock, 'utf8'));
    if (!holder) return Date.now() - statSync(lock).mtimeMs < 10_000;
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
