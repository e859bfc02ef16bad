// `npm run bench`: the project's own figures in a table. Words after `--` choose among them by name.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { command, prepare, root } from './setup.mjs';

await command(async () => {
  await prepare();
  // Two folders below the root, as the kits are that it uses, so that their way to bin/ is right from here as well.
  const folder = mkdtempSync(join(root, 'dist', 'bench-'));
  try {
    const program = join(folder, 'bench.mjs');
    const { build } = await import('esbuild');
    await build({
      entryPoints: [join(root, 'bench', 'bench.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20.19',
      packages: 'external',
      logLevel: 'error',
    });
    const { bench } = await import(pathToFileURL(program).href);
    await bench(process.argv.slice(2).join(' '));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
