/** The Host's conversation starters, where there is a file of them. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { messageOf } from '../util/result.ts';

export const startersFile = 'conversationInitiators.txt';
/** Larger files and longer lines are left aside: bytes, characters. */
const longestFile = 1_048_576;
const longestStarter = 1_000;

/** Where starters are looked for; `log` hears of a file that is there and cannot be used. */
export class StarterFiles {
  readonly #paths: readonly string[];
  readonly #log: (message: string) => void;
  #seen = '';

  constructor(paths: readonly string[], log: (message: string) => void) {
    this.#paths = paths;
    this.#log = log;
  }

  /** One starter a line, from the first file that has any. */
  read(): readonly string[] {
    this.#seen = this.#stamp();
    for (const path of this.#paths) {
      const lines = read(path, this.#log);
      if (lines.length > 0) return lines;
    }
    return [];
  }

  /** Whether some file is another one than when they were read. */
  hasChanged(): boolean {
    return this.#stamp() !== this.#seen;
  }

  folders(): readonly string[] {
    return this.#paths.map((path) => dirname(resolve(path)));
  }

  #stamp(): string {
    const found = this.#paths.map((path) => statSync(path, { throwIfNoEntry: false }));
    return found.map((file) => (file ? `${file.mtimeMs} ${file.size}` : '')).join();
  }
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
