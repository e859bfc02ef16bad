// `npm test`: installs and builds what is missing, then every check and every test. The last line counts them.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideHelpers } from './helpers.mjs';
import { command, prepare, root, run } from './setup.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** What holds for the whole repository, each found by one tool. */
const checks = [
  { name: 'types', tool: ['typescript', 'bin', 'tsc'], words: ['-p', '.'] },
  { name: 'types of the page', tool: ['typescript', 'bin', 'tsc'], words: ['-p', 'src/web'] },
  { name: 'types of the browser tests', tool: ['typescript', 'bin', 'tsc'], words: ['-p', 'test/browser'] },
  { name: 'lint', tool: ['eslint', 'bin', 'eslint.js'], words: ['.', '--max-warnings', '0'] },
  { name: 'format', tool: ['prettier', 'bin', 'prettier.cjs'], words: ['--check', '.'] },
  { name: 'unused code', tool: ['knip', 'bin', 'knip.js'], words: ['--no-progress'] },
];

await command(async () => {
  useCleanEnvironment();
  try {
    await prepare({ dev: true });
  } catch (error) {
    // Without packages or a build there is nothing to test, and that is a failure like any other.
    print(`${error instanceof Error ? error.message : String(error)}\n\n0 passed, 1 failed`);
    process.exitCode = 1;
    return;
  }
  await provideHelpers();
  const counts = [...(await Promise.all(checks.map(check))), await runTests()];
  const total = (/** @type {keyof Count} */ key) => counts.reduce((sum, count) => sum + count[key], 0);
  const skipped = total('skipped');
  print(`\n${total('passed')} passed, ${total('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`);
  process.exitCode = total('failed') ? 1 : 0;
});

/** What the person has set for their own server, or for production, is not the tests' business. */
function useCleanEnvironment() {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('HOBNOB_') || ['NODE_ENV', 'NODE_OPTIONS'].includes(name))
      Reflect.deleteProperty(process.env, name);
  }
}

/**
 * @param {(typeof checks)[number]} check
 * @returns {Promise<Count>}
 */
async function check({ name, tool, words }) {
  const started = Date.now();
  const { code, output } = await run(process.execPath, [join(root, 'node_modules', ...tool), ...words]);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  print(code === 0 ? `✓ ${name} (${seconds} s)` : `✗ ${name} (${seconds} s)\n${output.trim()}\n`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** @returns {Promise<Count>} */
async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'hobnob-test-'));
  try {
    const report = join(folder, 'report.json');
    const code = await vitest([
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]);
    return countTests(report, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Runs vitest in view; other words of `npm test` (a file, a name) choose among the tests.
 * @param {string[]} words
 * @returns {Promise<number>} its exit code
 */
function vitest(words) {
  const program = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...words, ...process.argv.slice(2)], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * Tests by vitest's own report. A file that did not load counts as one failure, and so does a run that ended badly
 * without a failed test: a crash, or an error outside of any test.
 * @param {string} report
 * @param {number} code
 * @returns {Count}
 */
function countTests(report, code) {
  const { testResults } = readReport(report);
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const file of testResults) {
    const failedBefore = count.failed;
    for (const { status } of file.assertionResults) {
      if (status === 'passed') count.passed++;
      else if (status === 'failed') count.failed++;
      else count.skipped++;
    }
    if (file.status === 'failed' && count.failed === failedBefore) count.failed++;
  }
  if (count.failed === 0 && (code !== 0 || count.passed === 0)) {
    print('The tests ended without a result that could be trusted.');
    count.failed = 1;
  }
  return count;
}

/**
 * @param {string} file
 * @returns {{ testResults: { status: string, assertionResults: { status: string }[] }[] }}
 */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // vitest crashed before it could write one; no test counts as passed then.
    return { testResults: [] };
  }
}

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n`);
}
