import { onTestFinished } from 'vitest';
import { temporaryFolder } from './folder.ts';
import { RawClient } from './raw-client.ts';
import { Program, startServer, type Surroundings } from './server.ts';

/** What a test has of folders, processes and connections. Each is gone when the test that asked for it has finished. */

export type Server = Awaited<ReturnType<typeof startServer>>;

/** What a classic client is shown between the thread's past and what happens now. */
export const separator = '------------[Start new messages]------------::EOMsg::';

export function dataFolder(): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder.clear());
  return folder.path;
}

/** `startServer` on a data folder of its own, unless one is given. */
export async function serve(words: readonly string[] = [], data = dataFolder(), around: Surroundings = {}) {
  const server = await startServer(data, words, around);
  onTestFinished(() => server.kill());
  return Object.assign(server, { data });
}

/** The program with any other words. */
export function start(words: readonly string[], around: Surroundings = {}): Program {
  const program = new Program(words, around);
  onTestFinished(() => program.kill());
  return program;
}

/** Runs the program to its end. */
export async function run(words: readonly string[], around: Surroundings = {}) {
  const program = start(words, around);
  const code = await program.exit();
  return { code, output: program.output, errors: program.errors };
}

/** A connection that has said nothing yet. */
export async function open({ port }: Pick<Server, 'port'>, host?: string, from?: string): Promise<RawClient> {
  const client = await RawClient.open(port, host, from);
  onTestFinished(() => client.close());
  return client;
}

/** A classic client that has said its name and seen all history. */
export async function join({ port }: Pick<Server, 'port'>, name: string): Promise<RawClient> {
  const client = await RawClient.classic(port, name);
  onTestFinished(() => client.close());
  return client;
}

/** Says `text` and resolves when `hearer` has it. */
export async function tell(speaker: RawClient, name: string, text: string, hearer: RawClient): Promise<void> {
  speaker.send(`${name}: ${text}::EOMsg::`);
  await hearer.until(`${name}: ${text}::EOMsg::`);
}

export interface Exported {
  readonly seq: number;
  readonly time: string;
  readonly kind: string;
  readonly author: string;
  readonly text: string;
}

/** The thread of a data folder, as `hobnob export` prints it. */
export async function thread(data: string): Promise<Exported[]> {
  const { code, output, errors } = await run(['export', '--data', data]);
  if (code !== 0) throw new Error(`export ended with ${code}: ${errors}`);
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Exported);
}
