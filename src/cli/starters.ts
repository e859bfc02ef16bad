/** The Host's conversation starters, where there is a file of them. */
import { readFileSync, statSync } from 'node:fs';
import { messageOf } from '../util/result.ts';

export const startersFile = 'conversationInitiators.txt';
/** Larger files and longer lines are left aside: bytes, characters. */
const longestFile = 1_048_576;
const longestStarter = 1_000;

/** One starter a line, from the first of `paths` that has any; `log` hears of a file that is there and cannot be used. */
export function readStarters(paths: readonly string[], log: (message: string) => void): readonly string[] {
  for (const path of paths) {
    const lines = read(path, log);
    if (lines.length > 0) return lines;
  }
  return [];
}

function read(path: string, log: (message: string) => void): readonly string[] {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return [];
    if (found.size <= longestFile) return linesOf(readFileSync(path, 'utf8'));
    log(`${path} is larger than ${longestFile} bytes and was left aside`);
  } catch (thrown) {
    log(`${path} cannot be read: ${messageOf(thrown)}`);
  }
  return [];
}

function linesOf(text: string): readonly string[] {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\r|\n/u);
  return lines.map((line) => line.trim()).filter((line) => line !== '' && line.length <= longestStarter);
}
