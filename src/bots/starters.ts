/** The Host's conversation starters: from a file one can edit while the room is open, or else the built-in list. */
import { readFile, stat } from 'node:fs/promises';
import { messageOf } from '../util/result.ts';

export const startersFile = 'conversationInitiators.txt';
/** Larger files and longer lines are left aside: bytes, characters. */
const longestFile = 1_048_576;
const longestStarter = 1_000;

/** The starters as they are now. Never empty, never rejects. */
export type Starters = () => Promise<readonly string[]>;

/**
 * One starter a line, from the first of `paths` that has any, read again when it changed; `builtIn` where none has.
 * `log` hears of a file that is there and cannot be used.
 */
export function startersFrom(
  paths: readonly string[],
  builtIn: readonly string[],
  log: (message: string) => void,
): Starters {
  const files = paths.map((path) => watched(path, log));
  return async () => {
    for (const file of files) {
      const lines = await file();
      if (lines.length > 0) return lines;
    }
    return builtIn;
  };
}

/** The lines of one file, empty without it. The file is opened only when its size or time changed. */
function watched(path: string, log: (message: string) => void): Starters {
  let seen = '';
  let lines: readonly string[] = [];
  return async () => {
    const found = await stat(path).catch(() => null); // Not there: an ordinary case, the next source is asked.
    const stamp = found ? `${found.mtimeMs} ${found.size}` : '';
    if (stamp === seen) return lines;
    seen = stamp;
    lines = found ? await read(path, found.size, log) : [];
    return lines;
  };
}

async function read(path: string, size: number, log: (message: string) => void): Promise<readonly string[]> {
  if (size > longestFile) {
    log(`${path} is larger than ${longestFile} bytes and was left aside`);
    return [];
  }
  try {
    return linesOf(await readFile(path, 'utf8'));
  } catch (thrown) {
    log(`${path} cannot be read: ${messageOf(thrown)}`);
    return [];
  }
}

function linesOf(text: string): readonly string[] {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\r|\n/u);
  return lines.map((line) => line.trim()).filter((line) => line !== '' && line.length <= longestStarter);
}
