/** From the words of a command line to what is to be done, as a value. Runs nothing and prints nothing. */
import { Command, CommanderError, Option } from 'commander';
import { camelCase, optionNames, options, readOption, variableOf } from '../config.ts';
import type { Config, OptionName } from '../config.ts';
import { parseRoom } from '../room/rooms.ts';
import type { RoomName } from '../room/types.ts';
import { folderFirst } from './admin-words.ts';
import type { NewBotInvocation, OutsideInvocation, RehearseInvocation } from './bot-options.ts';
import { addBot, addBots, addRehearse } from './bot-options.ts';
import { destIn } from './dest.ts';
import { misused, settle, wrongValue } from './settings.ts';
import type { Given, Misused, Surroundings } from './settings.ts';
import { version } from './version.ts';

export type Invocation =
  | { readonly type: 'serve'; readonly config: Config; readonly given: Given }
  | {
      readonly type: 'join';
      readonly dest: string;
      readonly port: number;
      readonly username: string;
      /** Null: live on a terminal, classic in pipes. */
      readonly wire: 'live' | 'classic' | null;
      readonly tls: boolean;
      readonly bots: boolean;
      readonly once: boolean;
    }
  | { readonly type: 'admin'; readonly data: string; readonly words: readonly string[] }
  | {
      readonly type: 'export';
      readonly data: string;
      readonly rooms: readonly RoomName[];
      readonly private: boolean;
    }
  | { readonly type: 'understand'; readonly slots: boolean }
  | RehearseInvocation
  | NewBotInvocation
  | OutsideInvocation
  /** Help or the version, for standard output; the program ends with code 0. */
  | { readonly type: 'print'; readonly text: string }
  | Misused;

export interface Terminal extends Surroundings {
  /** Width of the help in characters. */
  readonly columns: number;
}

/** `words` without the program's name. */
export function parseCommandLine(words: readonly string[], terminal: Terminal): Invocation {
  const printed: string[] = [];
  const chosen: Invocation[] = [];
  const program = describe(terminal, (invocation) => chosen.push(invocation));
  for (const command of [program, ...program.commands]) capture(command, terminal.columns, printed);
  try {
    if (words.length === 0) program.outputHelp();
    else program.parse(lowerFlags(folderFirst(words), program), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) return misused(sentence(error.message, words));
  }
  return chosen[0] ?? { type: 'print', text: printed.join('') };
}

function describe(terminal: Terminal, choose: (invocation: Invocation) => void): Command {
  const program = new Command('hobnob')
    .description('A chat room with resident bots that anyone can host.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .enablePositionalOptions()
    .addHelpText('after', '\n`hobnob COMMAND --help` tells more about a command.\n');
  addServe(program, terminal, choose);
  addJoin(program, choose);
  addAdmin(program, terminal, choose);
  addExport(program, terminal, choose);
  addRehearse(program, choose);
  addBot(program, choose);
  addBots(program, terminal, choose);
  addUnderstand(program, choose);
  return program;
}

function addServe(program: Command, terminal: Terminal, choose: (invocation: Invocation) => void): void {
  const command = program.command('serve').description('run the room: server, Host and bots');
  for (const name of optionNames) for (const flag of flagsOf(name)) command.addOption(flag);
  command
    .addOption(new Option('--config <FILE>', 'read options from a TOML file').helpGroup(groups.common))
    .addHelpText(
      'after',
      `
Every option can also be a variable (${variableOf('host-every')}=60) or a line in the file of --config
(host-every = 60). The command line comes before the environment, the environment before the file.
The assistant's key is only taken from ${variableOf('assistant-key')} or the file.

Examples:
  hobnob serve --port 3000 --bots none
  hobnob serve --weather-contact you@your-domain.org
  hobnob serve --config hobnob.toml`,
    )
    .action((given: { config?: string }) => {
      const settings = settle(flagsGiven(command), given.config ?? null, terminal);
      choose(settings.type === 'settings' ? { ...settings, type: 'serve' } : settings);
    });
}

const groups = { common: 'Options:', limits: 'Limits:', assistant: 'Assistant (a language model):' };

/** An option as the command line has it. What is on or off has two forms; the help shows the one that changes something. */
function flagsOf(name: OptionName): Option[] {
  const option: (typeof options)[OptionName] & { short?: string; argument?: string; secret?: true } =
    options[name];
  if (option.secret) return [];
  const initial = option.fallback;
  if (option.argument === undefined) {
    const on = new Option(`--${name}`, option.about).helpGroup(groups[option.group]);
    const off = new Option(`--no-${name}`, `without ${option.about}`).helpGroup(groups[option.group]);
    return [on.hideHelp(initial === true), off.hideHelp(initial === false)];
  }
  const form = `${option.short ? `-${option.short}, ` : ''}--${name} <${option.argument}>`;
  const about = initial === null ? option.about : `${option.about} (${initial})`;
  return [new Option(form, about).helpGroup(groups[option.group])];
}

function flagsGiven(command: Command): Partial<Record<OptionName, string | boolean>> {
  const flags: Partial<Record<OptionName, string | boolean>> = {};
  for (const name of optionNames) {
    const key = camelCase(name);
    if (command.getOptionValueSource(key) === 'cli')
      flags[name] = command.getOptionValue(key) as string | boolean;
  }
  return flags;
}

interface JoinFlags {
  readonly dest: string;
  readonly port?: string;
  readonly username: string;
  readonly wire?: string;
  readonly tls: boolean;
  readonly bots: boolean;
  readonly once: boolean;
}

function addJoin(program: Command, choose: (invocation: Invocation) => void): void {
  program
    .command('join')
    .description('join a room from this terminal')
    .option('-d, --dest <ADDRESS>', 'where the room is: a host, HOST:PORT, or a link', '127.0.0.1')
    .option('-p, --port <PORT>', 'port of the room (2020; of a link, its own)')
    .option('-u, --username <NAME>', 'your name in the room', 'Chat_User')
    .option('--wire <WIRE>', 'live (full screen) or classic (lines); on a terminal live, in pipes classic')
    .option('--tls', 'encrypt the connection, where the server has a certificate (live wire)', false)
    .option('--bots', 'bring the four bots along, each as a user of its own', false)
    .option('--once', 'give up when the server is lost, instead of trying again', false)
    .addHelpText(
      'after',
      `
In the room: /quit leaves, /help lists what else there is, /keys tells what the keys do.

Examples:
  hobnob join --username Ann
  hobnob join -d chat.example.org -p 3000 -u Ann
  echo "Hello!" | hobnob join --once -u Ann`,
    )
    .action((flags: JoinFlags) => choose(readJoin(flags)));
}

function readJoin({ username, wire, bots, once, ...where }: JoinFlags): Invocation {
  const dest = destIn(where);
  if ('message' in dest) return dest;
  const { host, port, tls } = dest;
  if (username.trim() === '') return wrongValue(`--username ${JSON.stringify(username)}`, 'a name');
  if (wire !== undefined && wire !== 'live' && wire !== 'classic') {
    return wrongValue(`--wire ${wire}`, '"live" or "classic"');
  }
  if (tls && wire === 'classic') return misused('--tls: the classic wire is not encrypted');
  return { type: 'join', dest: host, port, username, wire: wire ?? null, tls, bots, once };
}

function addAdmin(program: Command, { env }: Surroundings, choose: (invocation: Invocation) => void): void {
  program
    .command('admin')
    .description('give a command to the server that runs on a data folder')
    .argument('<command...>', 'the command and what belongs to it')
    .option('--data <DIR>', `data folder of the server (${options.data.fallback})`)
    .passThroughOptions()
    .addHelpText(
      'after',
      `
Examples:
  hobnob admin list
  hobnob admin kick Ben too loud
  hobnob admin --data /srv/hobnob help`,
    )
    .action((words: string[], { data }: { data?: string }) => {
      choose(inFolder(data, env, (folder) => ({ type: 'admin', data: folder, words })));
    });
}

interface ExportFlags {
  readonly data?: string;
  readonly room: readonly string[];
  readonly private: boolean;
}

function addExport(program: Command, { env }: Surroundings, choose: (invocation: Invocation) => void): void {
  program
    .command('export')
    .description('print the threads of a data folder as JSON lines')
    .option('--data <DIR>', `data folder; a server may be running on it (${options.data.fallback})`)
    .addOption(
      new Option('--room <NAME>', 'only this room, may be given several times (all that are not private)')
        .argParser((name, before: readonly string[]) => [...before, name])
        .default([]),
    )
    .option('--private', 'private conversations, too', false)
    .addHelpText(
      'after',
      `
Examples:
  hobnob export --data /srv/hobnob > thread.jsonl
  hobnob export --room lobby --room garden`,
    )
    .action((flags: ExportFlags) => choose(readExport(flags, env)));
}

function readExport({ data, room, private: whole }: ExportFlags, env: Surroundings['env']): Invocation {
  const rooms: RoomName[] = [];
  for (const typed of room) {
    // Private conversations are named as they were printed.
    const name = typed.startsWith('@') ? (typed as RoomName) : parseRoom(typed);
    if (typeof name !== 'string') return misused(`--room: ${name.message}`);
    rooms.push(name);
  }
  return inFolder(data, env, (folder) => ({ type: 'export', data: folder, rooms, private: whole }));
}

function addUnderstand(program: Command, choose: (invocation: Invocation) => void): void {
  program
    .command('understand')
    .description('read messages, one a line, and print as JSON what a bot understands of each')
    .option('--slots', 'add the slots of a weather request, with the names of SNIPS', false)
    .addHelpText(
      'after',
      `
Examples:
  echo "whats the weather in tromso tomorrow" | hobnob understand
  hobnob understand --slots < messages.txt > understood.jsonl`,
    )
    .action(({ slots }: { slots: boolean }) => {
      choose({ type: 'understand', slots });
    });
}

/** The data folder that was given, where the server would look for it too. */
function inFolder(
  flag: string | undefined,
  env: Surroundings['env'],
  run: (folder: string) => Invocation,
): Invocation {
  const folder = flag ?? (env[variableOf('data')] || options.data.fallback);
  const read = readOption('data', folder);
  return read ? run(read.value) : wrongValue(`--data ${JSON.stringify(folder)}`, options.data.allowed);
}

function capture(command: Command, columns: number, printed: string[]): void {
  command
    .exitOverride()
    .configureHelp({ optionDescription: describeOption })
    .configureOutput({
      writeOut: (text) => printed.push(text),
      writeErr: () => undefined,
      getOutHelpWidth: () => columns,
      getOutHasColors: () => false,
    });
}

function describeOption({ description, defaultValue }: Option): string {
  return typeof defaultValue === 'string' ? `${description} (${defaultValue})` : description;
}

/** `--Port 3000` and `--PORT=3000` as `--port`; what follows an admin command is left as it is. */
function lowerFlags(words: readonly string[], program: Command): string[] {
  const known = new Set(program.commands.flatMap((command) => command.options.map((option) => option.long)));
  const admin = words[0] === 'admin';
  let ours = true;
  return words.map((word, index) => {
    const operand = !word.startsWith('-') && index > 0 && !/^-[^=]*$/.test(words[index - 1] ?? '');
    if (word === '--' || (admin && operand)) ours = false;
    const [flag = word] = word.split('=', 1);
    return ours && known.has(flag.toLowerCase()) ? flag.toLowerCase() + word.slice(flag.length) : word;
  });
}

/** Commander's message as one line without its prefix. */
function sentence(message: string, [first = '']: readonly string[]): string {
  const line = message
    .replace(/^error: /, '')
    .replace(/\n\(Did you mean (.+)\?\)/, '; did you mean $1?')
    .replaceAll('\n', ' ');
  return first.startsWith('-') ? `${line}; the command comes first, as in: hobnob serve ${first}` : line;
}
