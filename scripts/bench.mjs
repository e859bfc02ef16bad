// `npm run bench`: the project's own figures in a table. Words after `--` choose among them by name.
import { withBundled } from './bundled.mjs';
import { command, prepare } from './setup.mjs';

await command(async () => {
  await prepare();
  await withBundled(['bench', 'bench.ts'], ({ bench }) => bench(process.argv.slice(2).join(' ')));
});
