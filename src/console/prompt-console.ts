import type { Clock } from '../util/clock.ts';
import { openPrompt, type Prompt, type Screen } from '../util/prompt.ts';
import { messageOf } from '../util/result.ts';
import type { Desk } from './command.ts';
import { completeCommand, runCommand } from './run-command.ts';

export interface ConsoleOptions {
  readonly screen: Screen;
  readonly desk: Desk;
  readonly clock: Clock;
  /** The administrator wants the server to stop. Called at most once; `shutDown` is expected to follow. */
  requestStop(): void;
}

/** Carries out the stopping and calls `report` after each step, with what is done. */
export type Stopping = (report: (step: string) => void) => Promise<void>;

/** The server's own terminal, or the pipes in its place. The end of piped input stops nothing. */
export interface Console {
  print(lines: readonly string[]): void;
  /** Shows how the server stops, whoever wanted it, and gives the terminal back. Rejects as `stop` does. */
  shutDown(stop: Stopping): Promise<void>;
}

const promptText = 'Host $> ';
const spinner = ['|', '/', '-', '\\'];
const spinnerMs = 100;

export function startConsole(options: ConsoleOptions): Console {
  const { screen, desk, clock } = options;
  let stopping = false;
  /** Commands wait for those before them. */
  let work = Promise.resolve();

  const requestStop = () => {
    if (stopping) return;
    stopping = true;
    options.requestStop();
  };

  const run = async (line: string) => {
    if (stopping) return;
    // Shown when its turn comes, so that answers stand below their commands also for who types ahead.
    if (prompt.terminal) prompt.print([promptText + line]);
    const outcome = await runCommand(desk, line);
    prompt.print(outcome.lines);
    if (outcome.stop) requestStop();
  };

  const prompt = openPrompt(screen, {
    prompt: promptText,
    complete: (line) => completeCommand(desk, line),
    onLine(line) {
      work = work.then(() => run(line));
    },
    onInterrupt: requestStop,
    onEnd() {
      if (prompt.terminal && !stopping) prompt.print(['Type exit to stop the server.']);
    },
    onOutputLost() {
      // A server outlives the terminal it was started from.
    },
  });

  return {
    print: (lines) => prompt.print(lines),
    async shutDown(stop) {
      stopping = true;
      prompt.print(['Service is shutting down.']);
      const still = spin(prompt, clock);
      try {
        await stop((step) => prompt.print([`[OK] ${step}`]));
        prompt.print(['Service stopped successfully!']);
      } catch (thrown) {
        prompt.print([`The service could not be stopped cleanly: ${messageOf(thrown)}`]);
        throw thrown;
      } finally {
        still();
        prompt.close();
      }
    },
  };
}

/** Turns a spinner in the prompt's place until the returned function is called. */
function spin(prompt: Prompt, clock: Clock): () => void {
  let cancel = () => {};
  const show = (step: number) => {
    prompt.setPrompt(`${spinner[step % spinner.length] ?? ''} `);
    cancel = clock.after(spinnerMs, () => show(step + 1));
  };
  if (prompt.terminal) show(0);
  return () => cancel();
}
