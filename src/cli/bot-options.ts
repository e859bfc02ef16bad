import { join } from 'node:path';
import type { Command } from 'commander';
import { options, readOption } from '../config.ts';
import { inMemory } from '../log/log.ts';
import { type Dest, destIn, roomName } from './dest.ts';
import type { OutsideAsked } from './outside-bots.ts';
import type { RehearsalAsked } from './rehearsal-messages.ts';
import { misused, type Misused, type Settings, settle, type Surroundings, wrongValue } from './settings.ts';
import { stateFolder } from './state-folder.ts';

export type RehearseInvocation = ({ readonly type: 'rehearse' } & RehearsalAsked) | Misused;

export type NewBotInvocation =
  { readonly type: 'new-bot'; readonly name: string; readonly folder: string } | Misused;

export type OutsideInvocation = ({ readonly type: 'bots' } & OutsideAsked) | Misused;

interface OutsideFlags {
  readonly dest: string;
  readonly port?: string;
  readonly tls: boolean;
  readonly manners?: string;
  readonly botAllow?: string;
  readonly weatherContact?: string;
  readonly data?: string;
  readonly watch?: true;
  readonly once: boolean;
}

interface Flags {
  readonly log?: string;
  readonly bots: string;
  readonly seed: string;
  readonly manners: string;
  readonly hostEvery: string;
}

/** The command `rehearse`. */
export function addRehearse(program: Command, choose: (invocation: RehearseInvocation) => void): void {
  program
    .command('rehearse')
    .description('play a scripted evening, or a recorded room again, with the bots of your choice')
    .argument('[script]', 'file that says who does what and when')
    .option('--log <DIR>', 'data folder whose room is played again; prints what the bots would say otherwise')
    .option('--bots <NAMES>', options.bots.about, options.bots.fallback)
    .option('--seed <N>', 'the same number gives the same evening', '1')
    .option('--manners <HOW>', options.manners.about, options.manners.fallback)
    .option('--host-every <SECONDS>', options['host-every'].about, '0')
    .addHelpText(
      'after',
      `
A script has a line for each thing that somebody does:
  # The weather is the same all evening.
  weather: 7 °C, 92 % cloud
  18:00 ann joins
  18:01 ann: Can we play tennis?
  +30s ben: Is it sunny in Oslo?
  ann: This comes when everybody has answered.
  18:10 stop Weather_Bot
  19:00 end
A line without a time waits until everybody has answered, and bots that failed are back: a minute at the most, and not for
one that is parked.

With --log a diff is printed, with the recorded times: - what is not said any more, + what is said instead (below it) or
besides. The Host's own starters are not compared. Bots keep to the limits that a server has unless told otherwise (--flood,
--bot-speech, --bot-depth); people do what they did. A bot that picks at random differs by chance: the room's seed is not known.

Bots are confined as in a server; modules that their manifests name are allowed. Where nothing goes on for 5 s, or more than
1024 MB are needed, the rehearsal ends and says with which bot.

Exit codes: 0; 1 when a bot failed or something could not be done; 2 when there was nothing to play.
With --log, as with diff: 0 when all is as recorded, 1 when something differs, 2 when a bot failed or nothing could be played.

Examples:
  hobnob rehearse evening.txt --seed 7
  hobnob rehearse --log ./data --bots ./my-bots/`,
    )
    .action((script: string | undefined, flags: Flags) => choose(readRehearse(script, flags)));
}

/** The command `bot`. */
export function addBot(program: Command, choose: (invocation: NewBotInvocation) => void): void {
  program
    .command('bot')
    .description('write a bot of your own, with its test')
    .argument('<action>', '"new"')
    .argument('<name>', 'what the bot is called, such as Dice_Bot')
    .option('--to <DIR>', 'folder for it', '.')
    .addHelpText(
      'after',
      `
Examples:
  hobnob bot new Dice_Bot --to ./my-bots/
  node --test ./my-bots/*.test.mjs
  hobnob serve --bots all,./my-bots/`,
    )
    .action((action: string, name: string, { to }: { to: string }) => {
      if (action !== 'new') choose(misused(`bot ${action}: there is "bot new NAME"`));
      else choose({ type: 'new-bot', name, folder: to });
    });
}

/** The command `bots`. */
export function addBots(
  program: Command,
  surroundings: Surroundings,
  choose: (invocation: OutsideInvocation) => void,
): void {
  program
    .command('bots')
    .description('run bots here, in a room that is elsewhere')
    .argument('<bots...>', 'files, folders such as ./my-bots/, and names of the four')
    .option('-d, --dest <ADDRESS>', 'where the room is: a host, HOST:PORT, or a link', '127.0.0.1')
    .option('-p, --port <PORT>', 'port of the room (2020; of a link, its own)')
    .option('--tls', 'encrypt the connection, as with a link that begins with https', false)
    .option('--manners <HOW>', `${options.manners.about} (${options.manners.fallback})`)
    .option('--bot-allow <NAME=WHAT>', options['bot-allow'].about)
    .option(
      '--data <DIR>',
      'folder for what the bots keep and have heard, or "memory" to keep nothing (~/.local/state/hobnob/bots/HOST_PORT)',
    )
    .option('--weather-contact <CONTACT>', options['weather-contact'].about)
    .option('--watch', options.watch.about)
    .option('--once', 'give up when the server cannot be reached or is lost, instead of trying again', false)
    .addHelpText(
      'after',
      `
They go by the live wire, which a server of the original does not speak, and behave as with "hobnob serve --bots".
Ctrl-C ends them. When they come again, also after a crash, they answer what was said within the last minute.

Examples:
  hobnob bots --dest https://chat.example.org ./my-bots/
  hobnob bots -d 192.0.2.7:3000 dice.ts Weather_Bot
  hobnob bots --watch dice.ts`,
    )
    .action((words: string[], flags: OutsideFlags) => choose(readOutside(words, flags, surroundings)));
}

function readOutside(
  words: readonly string[],
  { manners, botAllow, weatherContact, data: folder, watch, once, ...where }: OutsideFlags,
  surroundings: Surroundings,
): OutsideInvocation {
  const dest = destIn(where);
  if ('message' in dest) return dest;
  const bots = readOption('bots', words.join(','));
  if (!bots || bots.value.length === 0) {
    return misused(`bots ${words.join(' ')}: takes files, folders such as ./my-bots/, and names of bots`);
  }
  const given = {
    ...(manners !== undefined && { manners }),
    ...(botAllow !== undefined && { 'bot-allow': botAllow }),
    ...(weatherContact !== undefined && { 'weather-contact': weatherContact }),
    ...(folder !== undefined && { data: folder }),
    ...(watch !== undefined && { watch }),
  };
  const settings = settle(given, null, surroundings);
  if (settings.type === 'misused') return settings;
  const { config } = settings;
  const data = folder ?? botsFolder(dest, settings, surroundings);
  return { type: 'bots', config, dest, bots: bots.value, data, once };
}

/** For what bots keep of one room: beside the data of a server, if somebody has said where that is. */
function botsFolder(dest: Dest, { config, given }: Settings, { env }: Surroundings): string {
  if (config.data === inMemory) return inMemory;
  const isUsual = given.data === `--data ${options.data.fallback}`;
  const folder = isUsual ? join(stateFolder(env), 'bots') : join(config.data, 'outside');
  return join(folder, roomName(dest));
}

function readRehearse(script: string | undefined, { log, seed, ...flags }: Flags): RehearseInvocation {
  const path = script ?? log;
  if (path === undefined) return misused('rehearse: takes a script, or a data folder with --log');
  if (script !== undefined && log !== undefined)
    return misused('rehearse: takes a script or --log, not both');
  const bots = readOption('bots', flags.bots);
  if (!bots) return wrongValue(`--bots ${flags.bots}`, options.bots.allowed);
  const manners = readOption('manners', flags.manners);
  if (!manners) return wrongValue(`--manners ${flags.manners}`, options.manners.allowed);
  const hostEvery = readOption('host-every', flags.hostEvery);
  if (!hostEvery) return wrongValue(`--host-every ${flags.hostEvery}`, options['host-every'].allowed);
  if (!/^\d{1,9}$/.test(seed)) return wrongValue(`--seed ${seed}`, 'a whole number from 0 to 999999999');
  return {
    type: 'rehearse',
    what: { type: script === undefined ? 'log' : 'script', path },
    seed: Number(seed),
    bots: bots.value,
    manners: manners.value,
    hostEvery: hostEvery.value,
  };
}
