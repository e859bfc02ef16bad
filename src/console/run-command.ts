/** From a typed line to what came of it. */
import { nearest } from '../util/nearest.ts';
import type { Completion } from '../util/prompt.ts';
import { messageOf } from '../util/result.ts';
import { wrapText } from '../util/terminal-safe.ts';
import { type Desk, done, failed, type Outcome, type Row, splitWord } from './command.ts';
import { guestCommands } from './guest-commands.ts';
import { hostCommands } from './host-commands.ts';
import { pageCommands } from './page-commands.ts';
import { roomCommands } from './room-commands.ts';

const help: Row = {
  name: 'help',
  args: '[COMMAND]',
  help: 'Shows what can be typed here, or what one command does.',
  complete: (_desk, words) => (words.length === 1 ? commands.map(({ name }) => name) : []),
  run(_desk, rest) {
    const [name] = splitWord(rest);
    if (name === '') return done(...describeCommands(80));
    const row = findCommand(name);
    return row ? done(...describeCommand(row)) : failed(...unknown(name));
  },
};

/** In the order in which they are shown. */
export const commands: readonly Row[] = withHelp([
  ...guestCommands,
  ...hostCommands,
  ...pageCommands,
  ...roomCommands,
]);

/** Before `exit`, which comes last. */
function withHelp(rows: readonly Row[]): readonly Row[] {
  return [...rows.slice(0, -1), help, ...rows.slice(-1)];
}

/** Carries out one line. An empty one does nothing. Never rejects. */
export async function runCommand(desk: Desk, line: string): Promise<Outcome> {
  const [name, rest] = splitWord(line);
  if (name === '') return done();
  const row = findCommand(name);
  if (!row) return failed(...unknown(name));
  try {
    return await row.run(desk, rest);
  } catch (thrown) {
    return failed(`${row.name} failed: ${messageOf(thrown)}`);
  }
}

/** The same for a line that came from the administrator's page. */
export async function runFromPage(desk: Desk, line: string): Promise<Outcome> {
  const row = findCommand(splitWord(line)[0]);
  return row?.terminalOnly ? failed(`${row.name} is for the terminal alone.`) : runCommand(desk, line);
}

/** What the end of `line` could become. */
export function completeCommand(desk: Desk, line: string): Completion {
  const words = line.trimStart().split(/\s+/);
  const word = words.at(-1) ?? '';
  const choices =
    words.length === 1
      ? commands.flatMap(({ name, aliases = [] }) => [name, ...aliases])
      : (findCommand(words[0] ?? '')?.complete?.(desk, words.slice(1)) ?? []);
  const begun = word.toLowerCase();
  return { word, candidates: choices.filter((choice) => choice.toLowerCase().startsWith(begun)) };
}

/** Each command with its description beside it, no wider than `columns`. */
export function describeCommands(columns: number): string[] {
  const usages = commands.map(usageOf);
  const indent = Math.min(Math.max(...usages.map((usage) => usage.length)), 30) + 4;
  return commands.flatMap((row) => {
    const usage = `  ${usageOf(row)}`;
    if (columns < indent + 30) return [usage, ...indented(row.help, 6, columns)];
    const [first = '', ...rest] = indented(row.help, indent, columns);
    return [usage.padEnd(indent) + first.trimStart(), ...rest];
  });
}

function describeCommand(row: Row): string[] {
  const also = row.aliases ? [`Also: ${row.aliases.join(', ')}`] : [];
  const details = (row.details ?? []).map((line) => `  ${line}`);
  return [usageOf(row), ...indented(row.help, 2, 80), ...details, ...also];
}

function indented(text: string, indent: number, columns: number): string[] {
  return wrapText(text, Math.max(10, columns - indent)).map((line) => ' '.repeat(indent) + line);
}

function usageOf({ name, args }: Row): string {
  return args === '' ? name : `${name} ${args}`;
}

function findCommand(name: string): Row | undefined {
  const wanted = name.toLowerCase();
  return commands.find((row) =>
    [row.name, ...(row.aliases ?? [])].some((known) => known.toLowerCase() === wanted),
  );
}

function unknown(name: string): string[] {
  const meant = nearest(
    name,
    commands.flatMap((row) => [row.name, ...(row.aliases ?? [])]),
  );
  const hint =
    meant === null ? '"help" lists the commands.' : `Did you mean ${meant}? "help" lists the commands.`;
  return [`The command ${name} was not recognized!`, hint];
}
