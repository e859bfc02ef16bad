import { offerLimits } from '../room/types.ts';
import { brief } from '../util/brief.ts';
import { durationMs } from '../util/duration.ts';
import type { Bot } from './bot.ts';
import { commandName } from './commands.ts';
import { originOf } from './mind/limited-fetch.ts';

const handlers = ['message', 'join', 'every'];
/** Between two calls, ms. */
const shortestInterval = 100;

type Fields = Readonly<Record<string, unknown>>;

/**
 * What a file exports as a bot, or what is wrong with it, as the end of a sentence that begins with the file. Whether its
 * name is one is for the room to say.
 */
export function checkBot(value: unknown): Bot | string {
  const bot = fieldsIn(value);
  if (!bot) return 'has no bot: it needs export default defineBot({ … })';
  if (typeof bot['name'] !== 'string') return 'has a bot without a name';
  if (typeof bot['about'] !== 'string') return 'needs "about", a sentence that says what the bot does';
  const { concerns, greets, hears, kind } = bot;
  if (kind === 'host') return 'wants to be the Host, which is taken';
  if (kind !== undefined && kind !== 'bot') return '"kind" must be "bot" or left out';
  if (!['function', 'undefined'].includes(typeof concerns)) return '"concerns" must be a function';
  if (!['boolean', 'undefined'].includes(typeof greets)) return '"greets" must be true or false';
  if (hears !== undefined && hears !== 'calls') return '"hears" must be "calls" or left out';
  const fault =
    handlersFault(bot['on']) ??
    commandsFault(bot['commands']) ??
    operationsFault(bot['operations']) ??
    needsFault(bot['needs']);
  return fault ?? (value as Bot);
}

function handlersFault(given: unknown): string | null {
  if (given === undefined) return null;
  const on = fieldsIn(given);
  if (!on) return '"on" must be an object of handlers';
  const odd = Object.keys(on).find((name) => !handlers.includes(name));
  if (odd !== undefined) return `"on" has no handler "${odd}"; there are ${handlers.join(', ')}`;
  const { message, join, every = {} } = on;
  for (const [name, handler] of Object.entries({ message, join })) {
    if (handler !== undefined && typeof handler !== 'function') return `"on.${name}" must be a function`;
  }
  const intervals = fieldsIn(every);
  if (!intervals) return '"on.every" must be an object such as { "5m": (context) => … }';
  for (const [interval, run] of Object.entries(intervals)) {
    if ((durationMs(interval) ?? 0) < shortestInterval) {
      return `"on.every" takes intervals of at least ${shortestInterval}ms, such as 30s, 5m or 1h, not "${interval}"`;
    }
    if (typeof run !== 'function') return `"on.every" must have a function for "${interval}"`;
  }
  return null;
}

function commandsFault(given: unknown): string | null {
  if (given === undefined) return null;
  const commands = fieldsIn(given);
  if (!commands) return '"commands" must be an object of commands';
  const { commands: most, args: longestArgs, help: longestHelp } = offerLimits;
  if (Object.keys(commands).length > most) return `may have ${most} commands, not more`;
  for (const [name, value] of Object.entries(commands)) {
    if (!commandName.test(name)) return `"${name}" is no name for a command: small letters, digits, - and _`;
    const spec = fieldsIn(value);
    if (typeof spec?.['run'] !== 'function') return `the command "${name}" needs a function "run"`;
    const { help, args = '' } = spec;
    if (typeof help !== 'string') return `the command "${name}" needs "help", a few words`;
    if (!isLine(help, longestHelp) || help === '') {
      return `"help" of "${name}" must be one line of 1 to ${longestHelp} characters`;
    }
    if (typeof args !== 'string') return `"args" of "${name}" must be text`;
    if (!isLine(args, longestArgs)) {
      return `"args" of "${name}" must be one line of at most ${longestArgs} characters`;
    }
  }
  return null;
}

/** What every client may show as it is. */
function isLine(text: string, longest: number): boolean {
  return text.length <= longest && /^[^\p{C}\p{Zl}\p{Zp}]*$/u.test(text);
}

function operationsFault(given: unknown): string | null {
  if (given === undefined) return null;
  const operations = Object.entries(fieldsIn(given) ?? { operations: null });
  const odd = operations.find(([, run]) => typeof run !== 'function');
  return odd ? '"operations" must be an object of functions' : null;
}

function needsFault(given: unknown): string | null {
  if (given === undefined) return null;
  const needs = fieldsIn(given);
  const odd = Object.keys(needs ?? {}).find((name) => !['hosts', 'modules', 'places'].includes(name));
  const isFine =
    needs &&
    odd === undefined &&
    [needs['hosts'], needs['modules']].every(isWords) &&
    ['boolean', 'undefined'].includes(typeof needs['places']);
  return isFine
    ? hostsFault(needs['hosts'] as readonly string[] | undefined)
    : '"needs" must be such as { hosts: ["api.met.no"], modules: ["node:fs"], places: true }';
}

function hostsFault(hosts: readonly string[] = []): string | null {
  const odd = hosts.find((host) => originOf(host) === null);
  if (odd === undefined) return null;
  const allowed = 'a name such as "api.met.no", which means https, or "http://HOST:PORT" for http';
  return `"needs.hosts" takes ${allowed}, not "${brief(odd, 100)}"`;
}

function isWords(given: unknown): boolean {
  return (
    given === undefined || (Array.isArray(given) && given.every((word: unknown) => typeof word === 'string'))
  );
}

function fieldsIn(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null ? (value as Fields) : null;
}
