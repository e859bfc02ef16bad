/** The program: reads the command line and hands over to what was asked for, which is loaded only then. */
import { readFileSync } from 'node:fs';
import type { Invocation } from './cli/options.ts';
import { parseCommandLine } from './cli/options.ts';
import { bearReaderGone } from './cli/reader-gone.ts';
import { Fault, messageOf, never } from './util/result.ts';

bearReaderGone(process.stdout, ({ message }) => {
  process.stderr.write(`hobnob: ${message}\n`);
  process.exit(1);
});
// That nobody can be told of troubles ends nothing.
bearReaderGone(process.stderr, () => undefined);
const invocation = parseCommandLine(process.argv.slice(2), {
  env: process.env,
  readFile: (path) => readFileSync(path, 'utf8'),
  columns: process.stdout.columns || 100,
});
try {
  await finish(await run(invocation));
} catch (thrown) {
  process.stderr.write(`hobnob: ${messageOf(thrown)}\n`);
  // What is no Fault is a mistake in the program, and the place where it happened helps to mend it.
  if (!(thrown instanceof Fault) && thrown instanceof Error) process.stderr.write(`${thrown.stack ?? ''}\n`);
  await finish(1);
}

/** Resolves with the exit code; rejects with a Fault. */
async function run(asked: Invocation): Promise<number> {
  switch (asked.type) {
    case 'serve': {
      const { serve } = await import('./cli/serve.ts');
      const outcome = await serve(asked.config, asked.given);
      return typeof outcome === 'number' ? outcome : run(outcome);
    }
    case 'export': {
      const { exportThread } = await import('./cli/export.ts');
      await exportThread(asked.data, asked, process.stdout);
      return 0;
    }
    case 'rehearse': {
      const { runRehearsal } = await import('./cli/rehearse.ts');
      const complain = (line: string) => process.stderr.write(`hobnob: ${line}\n`);
      const outcome = await runRehearsal(asked, process.stdout, complain);
      return typeof outcome === 'number' ? outcome : run(outcome);
    }
    case 'bots': {
      const { runOutside } = await import('./cli/outside-bots.ts');
      const outcome = await runOutside(asked);
      return typeof outcome === 'number' ? outcome : run(outcome);
    }
    case 'new-bot': {
      const [{ newBot }, { calledAs }] = await Promise.all([
        import('./cli/new-bot.ts'),
        import('./cli/called-as.ts'),
      ]);
      const program = calledAs(process.argv[1] ?? 'hobnob', {
        cwd: process.cwd(),
        path: process.env['PATH'] ?? '',
      });
      process.stdout.write(`${newBot(asked.name, asked.folder, program)}\n`);
      return 0;
    }
    case 'understand': {
      const { understandMessages } = await import('./cli/understand.ts');
      await understandMessages(process.stdin, process.stdout, asked);
      return 0;
    }
    case 'print':
      process.stdout.write(asked.text);
      return 0;
    case 'misused':
      process.stderr.write(`hobnob: ${asked.message}\n`);
      return 2;
    case 'join': {
      const { joinRoom } = await import('./cli/join.ts');
      const outcome = await joinRoom(asked);
      return typeof outcome === 'number' ? outcome : run(outcome);
    }
    case 'admin': {
      const { runAdmin } = await import('./console/control-client.ts');
      return runAdmin(asked.words, asked.data, {
        print: (line) => process.stdout.write(`${line}\n`),
        printError: (line) => process.stderr.write(`hobnob: ${line}\n`),
      });
    }
    default:
      return never(asked);
  }
}

/** Ends the process once everything printed has been taken. */
async function finish(code: number): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writableLength > 0) await new Promise((resolve) => stream.write('', resolve));
  }
  // That something could not be printed is told a turn later.
  await new Promise((resolve) => setImmediate(resolve));
  process.exit(code);
}
