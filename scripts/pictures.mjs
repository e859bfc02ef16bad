// `node scripts/pictures.mjs`: takes the pictures of docs/pictures/ anew. Needs tmux and a Chromium, as the tests do.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { provideHelpers } from './helpers.mjs';
import { command, prepare, root } from './setup.mjs';

await command(async () => {
  await prepare({ dev: true });
  await provideHelpers();
  // Two folders below the root, as the kits are that it uses, so that their way to bin/ is right from here as well.
  const folder = mkdtempSync(join(root, 'dist', 'pictures-'));
  try {
    const program = join(folder, 'pictures.mjs');
    const { build } = await import('esbuild');
    await build({
      entryPoints: [join(root, 'test', 'browser', 'pictures.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20.19',
      packages: 'external',
      logLevel: 'error',
    });
    const { takePictures } = await import(pathToFileURL(program).href);
    await takePictures(join(root, 'docs', 'pictures'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
