// `node scripts/pictures.mjs`: takes the pictures of docs/pictures/ anew. Needs tmux and a Chromium, as the tests do.
import { join } from 'node:path';
import { withBundled } from './bundled.mjs';
import { provideHelpers } from './helpers.mjs';
import { command, prepare, root } from './setup.mjs';

await command(async () => {
  await prepare({ dev: true });
  await provideHelpers();
  await withBundled(['test', 'browser', 'pictures.ts'], ({ takePictures }) =>
    takePictures(join(root, 'docs', 'pictures')),
  );
});
