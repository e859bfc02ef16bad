/** Where in its author's files a bot failed, which is for whoever runs it. */
import { SourceMap, type SourceMapPayload } from 'node:module';
import { brief } from '../../util/brief.ts';
import { messageOf } from '../../util/result.ts';
import type { Code } from './mind-messages.ts';

/** Places that are named, the innermost first. */
const mostPlaces = 3;
/** Characters of a stack that are looked at, and of what is told: `longestWords` where there is no place to tell. */
const longestStack = 10_000;
const longestMessage = 550;
const longestWords = 1_000;
const longestPlaces = 390;
const noWords = 'an error without a message';

/**
 * What was thrown in a bot's code and, in a line of its own, where: "(dice-bot.ts:12:7)". Without that where nobody can
 * tell. What people see of it is its first line: see `firstLine`.
 */
export function withPlace(thrown: unknown, code: Code): string {
  const place = placeOf(thrown, code);
  return brief(messageOf(thrown) || noWords, place === '' ? longestWords : longestMessage) + place;
}

/** As `withPlace`, why a file is no bot, as the end of a sentence that begins with it. */
export function whyNotRun(thrown: unknown, code: Code): string {
  const message = messageOf(thrown);
  const what = message === '' ? noWords : `"${brief(message, longestMessage)}"`;
  return `cannot be run: it throws ${what}${placeOf(thrown, code)}`;
}

/** What people may know of why a bot failed. */
export function firstLine(reason: string): string {
  return reason.split('\n', 1)[0] ?? '';
}

/** The whole of it, for a sentence. */
export function inOneLine(reason: string): string {
  return reason.split(/\s*\n\s*/u).join(' ');
}

function placeOf(thrown: unknown, code: Code): string {
  const places = placesIn(stackOf(thrown), code);
  return places.length === 0 ? '' : `\n(${brief(places.join(', from '), longestPlaces)})`;
}

function stackOf(thrown: unknown): string {
  try {
    const { stack } = thrown as Partial<Error>;
    return typeof stack === 'string' ? stack.slice(0, longestStack) : '';
  } catch {
    // It is the bot's object, which may do what it likes when it is looked at.
    return '';
  }
}

function placesIn(stack: string, code: Code): readonly string[] {
  if (code.type !== 'file' || code.map === undefined) return [];
  const lines = stack.split('\n');
  const read = unreadableIn(lines, code.file);
  const frames = read ? [read] : lines.flatMap((line) => frameIn(line, code.file) ?? []);
  if (frames.length === 0) return [];
  const map = new SourceMap(JSON.parse(code.map) as SourceMapPayload);
  const places = frames.flatMap(({ line, column }) => originOf(map, line, column) ?? []);
  return [...new Set(places)].slice(0, mostPlaces);
}

/** From 1. */
interface Frame {
  readonly line: number;
  readonly column: number;
}

/** Where the engine could not read `file`, which the stack then begins with: file and line, the line, and ^ below what it means. */
function unreadableIn([head = '', , marks = '']: readonly string[], file: string): Frame | null {
  const line = head.startsWith(`${file}:`) ? head.slice(file.length + 1) : '';
  const isRead = !/^\d{1,9}$/.test(line) || !/^\s*\^+$/.test(marks);
  return isRead ? null : { line: Number(line), column: marks.indexOf('^') + 1 };
}

/** Of a line such as "    at run (dice-bot.ts:12:7)" that lies in `file`. */
function frameIn(text: string, file: string): Frame | null {
  const begin = text.lastIndexOf(`${file}:`);
  if (begin < 0 || !text.trimStart().startsWith('at ')) return null;
  const [, line, column] = /^:(\d{1,9}):(\d{1,9})\)?$/.exec(text.slice(begin + file.length)) ?? [];
  return line === undefined || column === undefined ? null : { line: Number(line), column: Number(column) };
}

/** Null for what is not its author's. */
function originOf(map: SourceMap, line: number, column: number): string | null {
  const origin = map.findEntry(line - 1, column - 1);
  if (!('originalSource' in origin) || origin.originalSource.includes('node_modules')) return null;
  const { originalSource: source, originalLine, originalColumn } = origin;
  return `${source}:${originalLine + 1}:${originalColumn + 1}`;
}
