/**
 * What `hobnob admin` and a running server say to each other over a socket file in the data folder: one JSON line asks,
 * `{"words":["kick","Ann"]}`; JSON lines answer, any number of `{"line":"…"}` and at the end `{"exit":0}` (1 if the
 * command was not carried out).
 */
import { join, relative } from 'node:path';

/** Bytes of one request. */
export const requestLimit = 64 * 1024;

/** The system's limit is 104 to 108 bytes, with a byte for the end. */
const pathLimit = 100;

/** Where the socket is, as a path short enough for the system; null if there is none. */
export function controlPath(dataDir: string, cwd: string): string | null {
  const path = join(dataDir, 'control.sock');
  const shorter = relative(cwd, path);
  return [path, shorter].find((candidate) => Buffer.byteLength(candidate) <= pathLimit) ?? null;
}

export const pathTooLong = (dataDir: string) =>
  `The path of the data folder ${dataDir} is too long for a socket file. Use a shorter one, or start from a folder nearer to it.`;

export function renderRequest(words: readonly string[]): string {
  return `${JSON.stringify({ words })}\n`;
}

/** The words of a request, null if it is none. */
export function parseRequest(line: string): readonly string[] | null {
  const words = parseObject(line)['words'];
  if (!Array.isArray(words) || words.length === 0) return null;
  return words.every((word) => typeof word === 'string') ? words : null;
}

export type Answer =
  { readonly type: 'line'; readonly line: string } | { readonly type: 'exit'; readonly code: number };

export function renderAnswer(answer: Answer): string {
  const content = answer.type === 'line' ? { line: answer.line } : { exit: answer.code };
  return `${JSON.stringify(content)}\n`;
}

/** Null for what is not an answer. */
export function parseAnswer(text: string): Answer | null {
  const { line, exit } = parseObject(text);
  if (typeof line === 'string') return { type: 'line', line };
  return typeof exit === 'number' ? { type: 'exit', code: exit } : null;
}

function parseObject(text: string): { readonly [key: string]: unknown; readonly words?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // Not JSON is one of the things that are not what was expected.
    return {};
  }
}
