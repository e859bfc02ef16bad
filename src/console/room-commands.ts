/** Commands about the room, its bots and the server as a whole. */
import type { BotStatus } from '../bots/bot-state.ts';
import { stateInWords } from '../bots/bot-state.ts';
import type { SpeechState } from '../hub/admin.ts';
import type { Entry, TopicSet } from '../room/types.ts';
import { never } from '../util/result.ts';
import { type Desk, done, failed, type Row, splitWord } from './command.ts';
import { duration, localTime } from './local-clock.ts';
import { renderTable } from './table.ts';

const historyDefault = 20;
const historyLimit = 1000;

export const roomCommands: readonly Row[] = [
  {
    name: 'bots',
    args: '',
    help: 'Lists the bots with their state, restarts, answers, memory and last error.',
    run({ bots, now }) {
      const list = bots.list();
      if (list.length === 0) return done('This server has no bots.');
      const head = ['Bot', 'State', 'Restarts', 'Answers', 'Memory', 'Last error'];
      return done(
        ...renderTable(
          head,
          list.map((status) => botCells(status, now())),
        ),
      );
    },
  },
  {
    name: 'bot',
    args: 'start|stop|restart NAME',
    help: 'Starts, stops or restarts a bot.',
    complete: (desk, words) =>
      words.length === 1 ? [...botActions.keys()] : words.length === 2 ? botNames(desk) : [],
    run(desk, rest) {
      const [action, name] = splitWord(rest);
      const act = botActions.get(action.toLowerCase());
      if (!act || name === '')
        return failed('An action and the name of a bot are needed: bot start|stop|restart NAME');
      const { done: isDone, message } = act(desk, name);
      return { lines: [message], done: isDone };
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
        ...renderTable(['Bot', 'Messages', 'Characters', 'Refused', 'Last refusal'], bots.map(speechCells)),
      );
    },
  },
  {
    name: 'history',
    args: '[N]',
    help: `Shows the newest N entries of the thread (${historyDefault}).`,
    async run({ admin }, rest) {
      const count = rest === '' ? historyDefault : Number(rest);
      if (!Number.isInteger(count) || count < 1 || count > historyLimit) {
        return failed(
          `history ${rest}: the number of entries must be a whole number from 1 to ${historyLimit}.`,
        );
      }
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

type BotAction = (desk: Desk, name: string) => ReturnType<Desk['bots']['start']>;

const botActions: ReadonlyMap<string, BotAction> = new Map<string, BotAction>([
  ['start', ({ bots }, name) => bots.start(name)],
  ['stop', ({ bots }, name) => bots.stop(name, 'the administrator')],
  ['restart', ({ bots }, name) => bots.restart(name, 'the administrator')],
]);

function botNames({ bots }: Desk): string[] {
  return bots.list().map(({ name }) => name);
}

function botCells({ name, state, restarts, answers, memory, lastError }: BotStatus, now: number): string[] {
  const error = lastError === null ? '' : `${localTime(lastError.time)} ${lastError.message}`;
  const held = memory === null ? '' : `${(memory / 2 ** 20).toFixed(1)} MB`;
  return [name, stateInWords(state, now), String(restarts), String(answers), held, error];
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
      return `${entry.nick}: ${entry.text}`;
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
