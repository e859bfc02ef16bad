import type { BotCommand } from '../room/types.ts';
import { span } from '../util/span.ts';
import type { ListedBot } from '../wire/live/messages.ts';
import { botsAround, botsInWords, byName } from './quiet-commands.ts';
import type { ChatState } from './state.ts';

/** Every bot here, a line each: those that live in the server, then those that came from elsewhere. */
export function botsListed(bots: readonly ListedBot[], state: ChatState, now: number): string {
  const known = new Set(bots.map(({ name }) => name));
  const guests = botsAround(state).filter((name) => !known.has(name));
  const lines = [
    ...bots.toSorted((a, b) => byName(a.name, b.name)).map((bot) => lineOf(bot, state.botCommands, now)),
    ...guests.map((name) => `${name}\tfrom elsewhere.${commandsOf(name, state.botCommands)}`),
  ];
  return [...lines, botsInWords(state.preferences)].join('\n');
}

function lineOf(
  { name, about, running, since, answersPerMinute }: ListedBot,
  all: readonly BotCommand[],
  now: number,
) {
  const time = span(Math.max(0, now - since));
  const answers = answersPerMinute === 1 ? 'answer' : 'answers';
  const state = running
    ? `Running for ${time}, ${answersPerMinute} ${answers} a minute.`
    : `Not running for ${time}.`;
  return `${name}\t${about} ${state}${running ? commandsOf(name, all) : ''}`;
}

function commandsOf(name: string, all: readonly BotCommand[]): string {
  const own = all.filter(({ bot }) => bot === name);
  return own.map((command) => ` /${command.name}${command.args === '' ? '' : ` ${command.args}`}`).join(',');
}
