// Runs TypeScript of this repository that is not part of the program, such as a benchmark.
import { mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './setup.mjs';

/**
 * Bundles a file and gives what it exports to `use`. Everything must be installed and built already.
 * @param {string[]} entry the path of the file from the root of the repository
 * @param {(exported: any) => Promise<void>} use
 */
export async function withBundled(entry, use) {
  const name = basename(join(...entry), '.ts');
  // Two folders below the root, as the kits are that it uses, so that their way to bin/ is right from here as well.
  const folder = mkdtempSync(join(root, 'dist', `${name}-`));
  try {
    const program = join(folder, `${name}.mjs`);
    const { build } = await import('esbuild');
    await build({
      entryPoints: [join(root, ...entry)],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20.19',
      packages: 'external',
      logLevel: 'error',
    });
    await use(await import(pathToFileURL(program).href));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
