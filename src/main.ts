/** The program: reads the command line and hands over to what was asked for. */
import { readFileSync } from 'node:fs';
import { parseCommandLine } from './cli/options.ts';

const invocation = parseCommandLine(process.argv.slice(2), {
  env: process.env,
  readFile: (path) => readFileSync(path, 'utf8'),
  columns: process.stdout.columns || 100,
});
switch (invocation.type) {
  case 'print':
    process.stdout.write(invocation.text);
    break;
  case 'misused':
    process.stderr.write(`hobnob: ${invocation.message}\n`);
    process.exitCode = 2;
    break;
  case 'serve':
  case 'join':
  case 'admin':
  case 'export':
    process.stdout.write(`${JSON.stringify(invocation)}\n`);
}
