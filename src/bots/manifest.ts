import type { Bot, CommandSpec, Needs } from './bot.ts';

/** What a bot is, as plain data: all that whoever runs it has to know, wherever its code may be. */
export interface Manifest {
  readonly name: string;
  readonly kind: 'bot' | 'host';
  readonly about: string;
  /** `calls`: of messages only those that call it by name, but all of them. */
  readonly hears: { readonly messages: boolean; readonly joins: boolean; readonly calls: boolean };
  /** It can tell which messages are its subject. */
  readonly concerned: boolean;
  readonly greets: boolean;
  readonly commands: Readonly<Record<string, Usage>>;
  /** Between two calls of what it does now and then: `5m`. */
  readonly intervals: readonly string[];
  readonly operations: readonly string[];
  readonly needs: Required<Needs>;
}

/** A command without what it runs. */
export type Usage = Pick<CommandSpec, 'args' | 'help'>;

export function manifestOf(bot: Bot): Manifest {
  const { name, about, kind = 'bot', on = {}, commands = {}, operations = {}, needs = {} } = bot;
  const usages = Object.entries(commands).map(([command, { args, help }]): [string, Usage] => [
    command,
    args === undefined ? { help } : { args, help },
  ]);
  return {
    name,
    kind,
    about,
    hears: {
      messages: on.message !== undefined,
      joins: on.join !== undefined,
      calls: bot.hears === 'calls',
    },
    concerned: bot.concerns !== undefined,
    greets: bot.greets === true,
    commands: Object.fromEntries(usages),
    intervals: Object.entries(on.every ?? {}).flatMap(([interval, run]) => (run ? [interval] : [])),
    operations: Object.keys(operations),
    needs: { hosts: needs.hosts ?? [], modules: needs.modules ?? [], places: needs.places === true },
  };
}
