import type { BotCommand } from '../room/types.ts';
import { span } from '../util/span.ts';
import type { ListedBot } from '../wire/live/messages.ts';
import { botsAround, botsInWords, byName } from './quiet-commands.ts';
import type { ChatState } from './state.ts';

/** Every bot here, a line each in columns: those that live in the server, then those that came from elsewhere. */
export function botsListed(bots: readonly ListedBot[], state: ChatState, now: number): string {
  const known = new Set(bots.map(({ name }) => name));
  const guests = botsAround(state).filter((name) => !known.has(name));
  const lines = [
    ...bots.toSorted((a, b) => byName(a.name, b.name)).map((bot) => lineOf(bot, state.botCommands, now)),
    ...guests.map((name) =>
      [name, 'From elsewhere.', commandsOf(name, state.botCommands)].filter(Boolean).join('\t'),
    ),
  ];
  return [...lines, botsInWords(state.preferences)].join('\n');
}

function lineOf(bot: ListedBot, all: readonly BotCommand[], now: number): string {
  const { name, about, state } = bot;
  const commands = state === 'running' ? commandsOf(name, all) : '';
  return [name, stateInWords(bot, now), about, commands].filter(Boolean).join('\t');
}

/** "Running for 5 min: 3 answers a minute, lag 0 ms, 12 MB.", "Stopped by the administrator 2 h ago." */
function stateInWords(bot: ListedBot, now: number): string {
  const { state, by } = bot;
  const time = span(Math.max(0, now - bot.since));
  switch (state) {
    case 'running':
      return `Running for ${time}: ${figuresOf(bot)}.${failuresIn(bot, now)}`;
    case 'starting':
      return `Starting.${failuresIn(bot, now)}`;
    case 'ending':
      return `Ending, and starts again then.${failuresIn(bot, now)}`;
    case 'backing off':
      return `Backing off, tried again in ${span(Math.max(0, (bot.until ?? now) - now) + 999)}.${failuresIn(bot, now)}`;
    case 'parked':
      return `Parked for ${time}, because it kept failing.${failuresIn(bot, now)}`;
    case 'stopped':
      return `Stopped${by === null ? '' : ` by ${by}`} ${time} ago.`;
    default:
      return `Not running (${state}) for ${time}.`;
  }
}

function figuresOf({ answersPerMinute, lag, memory }: ListedBot): string {
  const answers = `${answersPerMinute} ${answersPerMinute === 1 ? 'answer' : 'answers'} a minute`;
  const waiting = lag === null ? '' : `lag ${lag} ms`;
  const held = memory === null ? '' : `${Math.max(1, Math.round(memory / 2 ** 20))} MB`;
  return [answers, waiting, held].filter(Boolean).join(', ');
}

function failuresIn({ failed, failure, restarts }: ListedBot, now: number): string {
  const what = failure === null ? '.' : `: ${failure}${/[.!?…]$/.test(failure) ? '' : '.'}`;
  const last = failed === null ? '' : ` Last failure ${span(Math.max(0, now - failed))} ago${what}`;
  return restarts === 0 ? last : `${last} ${restarts} ${restarts === 1 ? 'restart' : 'restarts'}.`;
}

function commandsOf(name: string, all: readonly BotCommand[]): string {
  const own = all.filter(({ bot }) => bot === name);
  return own.map((command) => `/${command.name}${command.args === '' ? '' : ` ${command.args}`}`).join(', ');
}
