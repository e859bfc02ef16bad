/** Slash commands of bots: how one is typed, and who has which. Pure. */
import type { BotCommand } from '../room/types.ts';
import { listed } from '../util/listed.ts';
import type { Manifest, Usage } from './manifest.ts';

export interface TypedCommand {
  readonly name: string;
  /** Trimmed. */
  readonly args: string;
}

/** What a command may be called. */
export const commandName = /^[a-z][a-z0-9_-]{0,31}$/;

/** `/weather  Oslo ` is `weather` with `Oslo`, in any case. Null for what is no command: `/`, `//`, `/ x`, `/etc/hosts`. */
export function commandIn(text: string): TypedCommand | null {
  const [, name, args = ''] = /^\/([a-z][a-z0-9_-]{0,31})(?:\s+([^]*))?$/iu.exec(text) ?? [];
  return name === undefined ? null : { name: name.toLowerCase(), args: args.trim() };
}

/** The command of that name, of a bot or its manifest. */
export function commandOf<Spec>(
  { commands = {} }: { readonly commands?: Readonly<Record<string, Spec>> },
  name: string,
): Spec | undefined {
  return Object.hasOwn(commands, name) ? commands[name] : undefined;
}

export function offersOf(bot: Pick<Manifest, 'name' | 'commands'>): readonly BotCommand[] {
  return Object.entries(bot.commands).map(([name, { args = '', help }]) => ({
    name,
    args,
    help,
    bot: bot.name,
  }));
}

/** What to say to somebody who left out what the command needs; null if nothing is missing. */
export function usageOf({ args = '', help }: Usage, typed: TypedCommand): string | null {
  if (typed.args !== '' || args === '' || args.startsWith('[')) return null;
  return `/${typed.name} ${args}: ${help}`;
}

/** What whoever runs the server is told of the bot's commands that clients keep: see `SupervisorOptions.keptCommands`. */
export function keptFrom(
  { name, kind, commands }: Pick<Manifest, 'name' | 'kind' | 'commands'>,
  kept: ReadonlyMap<string, string>,
): readonly string[] {
  // What of the Host's has the same name does the same.
  if (kind === 'host') return [];
  return Object.keys(commands).flatMap((command) => {
    const clients = kept.get(command);
    if (clients === undefined) return [];
    return `/${command} does not reach ${name} from ${clients}: a command of that name is there already. Give it another name.`;
  });
}

/** The bots, each command with the first of them that has it. `note` hears of those that lose one. */
export function withoutDoubles<Bot extends Manifest>(
  bots: readonly Bot[],
  note: (sentence: string) => void,
): readonly Bot[] {
  const owners = new Map<string, string>();
  return bots.map((bot) => {
    const all = Object.entries(bot.commands);
    const own = all.filter(([name]) => {
      const owner = owners.get(name);
      if (owner !== undefined) note(`/${name} is ${owner}’s; ${bot.name} goes without it.`);
      else owners.set(name, bot.name);
      return owner === undefined;
    });
    return own.length === all.length ? bot : { ...bot, commands: Object.fromEntries(own) };
  });
}

/** `/roll is Dice_Bot’s; Other_Bot answers it only while Dice_Bot does not.` `others` are commands, with whose they are. */
export function othersInWords(
  name: string,
  others: readonly (readonly [command: string, owner: string])[],
): string {
  const owners = [...new Set(others.map(([, owner]) => owner))];
  const theirs = owners.map((owner) => {
    const own = others.filter((each) => each[1] === owner).map(([command]) => `/${command}`);
    return `${listed(own)} ${own.length === 1 ? 'is' : 'are'} ${owner}’s`;
  });
  const it = others.length === 1 ? 'it' : 'them';
  const does = owners.length === 1 ? 'does' : 'do';
  return `${listed(theirs)}; ${name} answers ${it} only while ${listed(owners)} ${does} not.`;
}
