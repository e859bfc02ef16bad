/** How a bot is, as lines of the console. Pure. */
import { type BotStatus, commandsOf, stateInWords } from '../bots/bot-state.ts';
import type { Connection } from '../hub/admin.ts';
import { cut, terminalSafe, wrapText } from '../util/terminal-safe.ts';
import { localTime } from './local-clock.ts';
import { renderTable } from './table.ts';

/** What every terminal has. */
const columns = 80;
const head = ['Bot', 'State', 'Restarts', 'Per min', 'Lag ms', 'MB'];
/** Columns of a name and of a state in the table; `bots NAME` tells them whole. */
const widestName = 16;
const widestState = 28;

/** What is older is no news; `bots NAME` tells it still. */
const errorsSpanMs = 24 * 3_600_000;
const errorsHead = 'The last error of each, within 24 hours:';

/** What `help bots` tells of the columns. */
export const columnsExplained: readonly string[] = [
  'State     starting, running, backing off (it failed and comes back by itself),',
  '          ending (it starts when its old thread has ended, which is doing',
  '          what nothing can interrupt), parked (failed too often: "bot start"',
  '          tries again), stopped by whom',
  'Restarts  how often it was started again since the server started',
  'Per min   messages and joins that it answered within the last minute',
  'Lag ms    how long the oldest message has waited that it is not done with,',
  '          beyond the second that it takes to think; 0 where nothing waits',
  'MB        memory that it alone holds; - while it is not running',
  '"bots NAME" shows all about one, "bot log NAME" what it wrote.',
];

/** A table no wider than a terminal, and below it who failed and why, the newest last. */
export function botTable(bots: readonly BotStatus[], now: number): string[] {
  const rows = bots.map(({ name, state, restarts, answersPerMinute, lag, memory }) => [
    safely(name, widestName),
    safely(stateInWords(state, now), widestState),
    String(restarts),
    String(answersPerMinute),
    lag === null ? '-' : String(Math.round(lag)),
    memory === null ? '-' : inMegabytes(memory),
  ]);
  const errors = lastErrors(bots, now);
  return [...renderTable(head, rows), ...(errors.length > 0 ? [errorsHead, ...errors] : [])];
}

/** The last of each bot, in the order of time. */
function lastErrors(bots: readonly BotStatus[], now: number): string[] {
  return bots
    .flatMap(({ name, lastError }) => (lastError === null ? [] : [{ name, ...lastError }]))
    .filter(({ time }) => now - time < errorsSpanMs)
    .sort((a, b) => a.time - b.time)
    .map(({ name, message, time }) => safely(`${second(time)} ${name}: ${message}`, columns));
}

/** What does not run, and why. */
export function faultLines(faults: readonly string[]): string[] {
  return faults.length === 0 ? [] : ['Files that do not run:', ...faults.map(terminalSafe)];
}

/** Who is here and runs elsewhere. */
export function guestLines(guests: readonly Pick<Connection, 'nick'>[]): string[] {
  if (guests.length === 0) return [];
  const names = guests.map(({ nick }) => nick).join(', ');
  return wrapText(`From elsewhere, where they are started and stopped: ${terminalSafe(names)}`, columns);
}

const leftOver =
  'that of an earlier stay has not ended: it is in the middle of something that nothing can interrupt';

/** Everything about one bot. */
export function botInFull(bot: BotStatus, now: number): string[] {
  const { name, about, state, restarts, answers, answersPerMinute, lag, memory, errors } = bot;
  const facts: readonly (readonly [label: string, text: string])[] = [
    ['State', `${stateInWords(state, now)}, since ${second(state.since)}`],
    ['Thread', bot.isLeftOver ? leftOver : ''],
    ['Answers', `${answersPerMinute} within the last minute, ${answers} since the server started`],
    ['Lag', lag === null ? '' : `${Math.round(lag)} ms`],
    ['Restarts', String(restarts)],
    ['Memory', memory === null ? '' : `${inMegabytes(memory)} MB in a thread of its own`],
    ['Commands', commandsOf(bot).join(', ')],
    ['Every', bot.intervals.join(', ')],
    ['Operations', bot.operations.join(', ')],
    ['Hosts', bot.needs.hosts.join(', ')],
    ['Modules', bot.needs.modules.join(', ')],
    ['Places', bot.needs.places ? 'yes' : ''],
  ];
  const told = facts.filter(([, text]) => text !== '').flatMap(([label, text]) => fact(label, text));
  const failed = errors.flatMap(({ time, message }) => fact(second(time), message, 21));
  return [
    ...wrapText(terminalSafe(`${name}: ${about}`), columns),
    ...told,
    ...(failed.length > 0 ? ['Last errors:', ...failed] : []),
  ];
}

function fact(label: string, text: string, width = 12): string[] {
  const [first = '', ...rest] = wrapText(terminalSafe(text), columns - width);
  return [label.padEnd(width) + first, ...rest.map((line) => ' '.repeat(width) + line)];
}

function inMegabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

function safely(text: string, width: number): string {
  return cut(terminalSafe(text), width);
}

/** `2022-03-31 15:45:55` */
function second(time: number): string {
  return localTime(time).slice(0, 19);
}
