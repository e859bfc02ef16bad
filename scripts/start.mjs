// `npm start`: whatever is missing, then the server, in this very process so that signals and the terminal reach it.
import { command, prepare } from './setup.mjs';

await command(async () => {
  await prepare();
  process.argv.splice(2, 0, 'serve');
  const program = '../dist/main.js';
  await import(program);
});
