import type { Command } from 'commander';
import { options, readOption } from '../config.ts';
import type { RehearsalAsked } from './rehearse.ts';
import { misused, type Misused, wrongValue } from './settings.ts';

export type RehearseInvocation = ({ readonly type: 'rehearse' } & RehearsalAsked) | Misused;

export type NewBotInvocation =
  { readonly type: 'new-bot'; readonly name: string; readonly folder: string } | Misused;

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
  node --test ./my-bots/
  hobnob serve --bots all,./my-bots/`,
    )
    .action((action: string, name: string, { to }: { to: string }) => {
      if (action !== 'new') choose(misused(`bot ${action}: there is "bot new NAME"`));
      else choose({ type: 'new-bot', name, folder: to });
    });
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
