/** Commands about the room, its bots and the server as a whole. */
import type { BotStatus } from '../bots/bot-state.ts';
import type { Connection } from '../hub/admin.ts';
import type { SpeechState } from '../hub/admin.ts';
import { type Entry, type TopicSet, lineOf } from '../room/types.ts';
import { never } from '../util/result.ts';
import type { LogLine } from '../util/log-lines.ts';
import { botInFull, botTable, columnsExplained, faultLines, guestLines } from './bot-lines.ts';
import { type Desk, done, failed, type Outcome, type Row, splitWord } from './command.ts';
import { duration, localTime } from './local-clock.ts';
import { renderTable } from './table.ts';

const historyDefault = 20;
const historyLimit = 1000;

export const roomCommands: readonly Row[] = [
  {
    name: 'bots',
    args: '[NAME]',
    help: 'Lists the bots and how they are, or tells everything about one.',
    details: columnsExplained,
    complete: (desk, words) => (words.length === 1 ? botNames(desk) : []),
    run(desk, rest) {
      const { bots, now } = desk;
      const list = bots.list();
      if (rest === '') {
        const table = list.length === 0 ? ['This server has no bots.'] : botTable(list, now());
        return done(...table, ...faultLines(desk.notRunning()), ...guestLines(botGuests(desk)));
      }
      const bot = findBot(list, rest);
      return bot ? done(...botInFull(bot, now())) : failed(noBot(desk, rest));
    },
  },
  {
    name: 'bot',
    args: 'ACTION NAME',
    help: 'start, stop or restart a bot; reload: its newest version takes its place, unseen; log: shows what it wrote (bot log NAME [N]).',
    complete: (desk, words) =>
      words.length === 1 ? [...botActions.keys()] : words.length === 2 ? botNames(desk) : [],
    run(desk, rest) {
      const [action, name] = splitWord(rest);
      const act = botActions.get(action.toLowerCase());
      if (!act || name === '')
        return failed('An action and the name of a bot are needed: bot start|stop|restart|reload|log NAME');
      const [wanted] = splitWord(name);
      return findBot(desk.bots.list(), wanted) ? act(desk, name) : failed(noBot(desk, wanted));
    },
  },
  {
    name: 'breaker',
    args: '',
    help: 'Lists the bots that have spoken: what they may still say until a person speaks, and what was refused.',
    run({ admin }) {
      const bots = admin.speech();
      if (bots.length === 0) return done('No bot has spoken.');
      return done(
        ...renderTable(
          ['Bot', 'Messages left', 'Characters left', 'Refused', 'Last refusal'],
          bots.map(speechCells),
        ),
      );
    },
  },
  {
    name: 'history',
    args: '[N]',
    help: `Shows the newest N entries of the thread (${historyDefault}).`,
    async run({ admin }, rest) {
      const count = countIn(rest);
      if (count === null) return failed(`history ${rest}: ${wrongCount('entries')}`);
      const entries = await admin.history(count);
      return entries.length === 0 ? done('The thread is empty.') : done(...entries.map(entryLine));
    },
  },
  {
    name: 'stats',
    args: '',
    help: 'Shows how long the server has been running, who is there and what it has done.',
    run: (desk) => done(...statistics(desk)),
  },
  {
    name: 'exit',
    args: '',
    terminalOnly: true,
    help: 'Tells everyone, removes all connections and stops the server.',
    run: () => ({ lines: [], done: true, stop: true }),
  },
];

type BotAction = (desk: Desk, name: string) => Outcome | Promise<Outcome>;

const botActions: ReadonlyMap<string, BotAction> = new Map<string, BotAction>([
  ['start', ({ bots }, name) => told(bots.start(name))],
  ['stop', ({ bots }, name) => told(bots.stop(name, 'the administrator'))],
  ['restart', ({ bots }, name) => told(bots.restart(name, 'the administrator'))],
  ['reload', async ({ bots }, name) => told(await bots.reload(name))],
  ['log', showBotLog],
]);

function told({ done: isDone, message }: ReturnType<Desk['bots']['start']>): Outcome {
  return { lines: [message], done: isDone };
}

async function showBotLog(desk: Desk, rest: string): Promise<Outcome> {
  const { bots, botLog } = desk;
  const [name, wanted] = splitWord(rest);
  const bot = findBot(bots.list(), name);
  if (!bot) return failed(noBot(desk, name));
  const count = countIn(wanted);
  if (count === null) return failed(`bot log ${rest}: ${wrongCount('lines')}`);
  const lines = await botLog(bot.name, count);
  return done(...(lines.length === 0 ? [`${bot.name} has written nothing.`] : lines.map(logLine)));
}

function logLine({ time, level, message }: LogLine): string {
  return `${localTime(time)}  ${level === 'info' ? '' : `${level}: `}${message}`;
}

function botNames({ bots }: Desk): string[] {
  return bots.list().map(({ name }) => name);
}

function findBot(list: readonly BotStatus[], name: string): BotStatus | undefined {
  return list.find((bot) => bot.name.toLowerCase() === name.toLowerCase());
}

/** Bots in the room that run elsewhere. */
function botGuests({ admin, bots }: Desk): readonly Connection[] {
  const own = bots.list();
  return admin.connections().filter(({ kind, nick }) => kind === 'bot' && !findBot(own, nick));
}

/** Why nothing can be done with a bot of this name, and what can. */
function noBot(desk: Desk, name: string): string {
  const guest = botGuests(desk).find(({ nick }) => nick.toLowerCase() === name.toLowerCase());
  if (guest) {
    const { nick, wire, address } = guest;
    const from = `${nick} lives elsewhere: it came over the ${wire} wire from ${address}.`;
    return `${from} Whoever runs it there starts and stops it; "kick ${nick}" sends it away.`;
  }
  const known = botNames(desk).join(', ');
  return `There is no bot named ${name}. Bots here: ${known || 'none'}.`;
}

/** How many lines are wanted, null for what is no such number. */
function countIn(text: string): number | null {
  const count = text === '' ? historyDefault : Number(text);
  return Number.isInteger(count) && count >= 1 && count <= historyLimit ? count : null;
}

function wrongCount(what: string): string {
  return `the number of ${what} must be a whole number from 1 to ${historyLimit}.`;
}

function speechCells({ nick, messages, characters, refused, lastRefusal }: SpeechState): string[] {
  const last = lastRefusal === null ? '' : `${localTime(lastRefusal.time)} ${lastRefusal.message}`;
  return [nick, String(messages), String(characters), String(refused), last];
}

function entryLine(entry: Entry): string {
  return `${localTime(entry.time)}  ${inWords(entry)}`;
}

function inWords(entry: Entry): string {
  switch (entry.type) {
    case 'message':
      return lineOf(entry);
    case 'joined':
      return `User ${entry.nick} has joined the chat!`;
    case 'left':
      return `User ${entry.nick} left the chat${entry.reason ? ` (${entry.reason})` : ''}.`;
    case 'kicked':
      return `User ${entry.nick} was removed by ${entry.by} (${entry.reason}).`;
    case 'renamed':
      return `User ${entry.nick} is now called ${entry.to}.`;
    case 'topic':
      return topicInWords(entry);
    case 'opened':
      return 'The server started.';
    default:
      return never(entry);
  }
}

function topicInWords({ nick, text }: TopicSet): string {
  return text === '' ? `${nick} took the topic away.` : `${nick} set the topic: ${text}`;
}

function statistics({ admin, now, memory }: Desk): string[] {
  const figures = admin.figures();
  const rows: readonly (readonly [string, string])[] = [
    ['Running for', `${duration(now() - figures.startedAt)} (since ${localTime(figures.startedAt)})`],
    ['People', String(figures.people)],
    ['Bots', String(figures.bots)],
    ['Messages', String(figures.messages)],
    ['Entries stored', String(figures.entriesStored)],
    ['Deliveries', String(figures.deliveries)],
    ['Refusals', String(figures.refusals)],
    ['Memory', `${Math.round(memory() / 2 ** 20)} MiB`],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}`);
}
