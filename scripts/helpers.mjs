// The programs that some tests talk to: found on this machine, or installed where that can be done without asking. Says
// in a line each what it did. Never throws: what is missing in the end is told, and by the tests themselves.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { root } from './setup.mjs';

/**
 * @typedef {(program: string, words: readonly string[], seconds: number) => Promise<{ ok: boolean, output: string }>} Run
 * @typedef {{ run: Run, isRoot: boolean, print: (line: string) => void }} Machine
 */

/** How long an installation may take, in seconds. */
const patience = 600;

/** @type {Machine} */
export const thisMachine = {
  run: (program, words, seconds) =>
    new Promise((resolve) => {
      const options = {
        timeout: seconds * 1000,
        maxBuffer: 2 ** 26,
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      };
      execFile(program, words, options, (error, stdout, stderr) => {
        const late = error?.killed ? `\n${program} took longer than ${seconds} s.` : '';
        resolve({ ok: error === null, output: `${stdout}${stderr}${late}` });
      });
    }),
  isRoot: process.getuid?.() === 0,
  print: (line) => process.stdout.write(`${line}\n`),
};

/** @param {Machine} [machine] */
export async function provideHelpers(machine = thisMachine) {
  await providePackage(machine, 'tmux');
  await providePackage(machine, 'python3');
  await provideBrowser(machine);
}

/**
 * A Chromium that runs: one of the system's, otherwise the one that Playwright keeps. Null where there is none.
 * @param {Machine} [machine]
 * @returns {Promise<string | null>}
 */
export async function findBrowser(machine = thisMachine) {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const path = await find(machine, name);
    // Some distributions have a script of that name which only tells how to install the real one.
    if (path !== null && (await machine.run(path, ['--version'], 30)).ok) return path;
  }
  const own = await playwrightsBrowser();
  return own !== null && (await machine.run(own, ['--version'], 30)).ok ? own : null;
}

/** What to do where `findBrowser` finds nothing. */
export const browserAdvice =
  'There is no Chromium here. Debian: apt-get install chromium; elsewhere: npx playwright-core install --with-deps chromium';

/**
 * @param {Machine} machine
 * @param {string} name of the command and of the Debian package
 */
async function providePackage(machine, name) {
  if ((await find(machine, name)) !== null || (await installPackage(machine, name))) return;
  machine.print(
    `${name} is not installed: the tests that need it are skipped (Debian: apt-get install ${name}).`,
  );
}

/** @param {Machine} machine */
async function provideBrowser(machine) {
  let path = await findBrowser(machine);
  if (path === null && (await installPackage(machine, 'chromium'))) path = await findBrowser(machine);
  if (path === null) {
    machine.print('Fetching the Chromium of Playwright, which takes a minute …');
    const cli = join(root, 'node_modules', 'playwright-core', 'cli.js');
    const { ok, output } = await machine.run(process.execPath, [cli, 'install', 'chromium'], patience);
    if (!ok) machine.print(output.trim().split('\n').slice(-3).join('\n'));
    path = await findBrowser(machine);
  }
  machine.print(
    path === null ? `The browser tests will fail. ${browserAdvice}` : `Browser tests run in ${path}.`,
  );
}

/**
 * Installs a Debian package; false where that is not possible here, or failed.
 * @param {Machine} machine
 * @param {string} name
 */
async function installPackage(machine, name) {
  if (!machine.isRoot || (await find(machine, 'apt-get')) === null) return false;
  machine.print(`${name} is not installed: installing the Debian package …`);
  const quiet = ['-qq', '-o', 'DPkg::Lock::Timeout=60'];
  const install = () =>
    machine.run('apt-get', [...quiet, 'install', '--yes', '--no-install-recommends', name], patience);
  if ((await install()).ok) return true;
  // On a fresh machine apt-get knows no packages before its first update.
  await machine.run('apt-get', [...quiet, 'update'], patience);
  const { ok, output } = await install();
  if (!ok) machine.print(`${output.trim()}\nThe Debian package ${name} could not be installed.`);
  return ok;
}

/**
 * @param {Machine} machine
 * @param {string} name
 * @returns {Promise<string | null>} where it is
 */
async function find(machine, name) {
  const { ok, output } = await machine.run('sh', ['-c', `command -v ${name}`], 10);
  return ok ? output.trim() : null;
}

async function playwrightsBrowser() {
  try {
    // Not at the top: this file is read before the packages are installed.
    const { chromium } = await import('playwright-core');
    return chromium.executablePath();
  } catch {
    // No package, or a system that Playwright has no browser for.
    return null;
  }
}
