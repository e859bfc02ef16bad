import { Fault, messageOf } from '../../util/result.ts';

interface Trouble {
  /** Primary result code, https://www.sqlite.org/rescode.html */
  readonly code: number;
  /** SQLite's own words: `all` and `iterate` throw errors without a code. */
  readonly words: string;
  readonly sentence: (file: string, detail: string) => string;
}

const busy: Trouble = {
  code: 5,
  words: 'database is locked',
  sentence: (file, detail) =>
    `${file} is locked by another program (${detail}): nothing was stored. Close that program.`,
};

const troubles: readonly Trouble[] = [
  busy,
  {
    code: 8,
    words: 'readonly database',
    sentence: (file, detail) =>
      `${file} cannot be written (${detail}): nothing was stored. Check the permissions of the file and its folder.`,
  },
  {
    code: 10,
    words: 'disk I/O error',
    sentence: (file, detail) =>
      `The disk failed under ${file} (${detail}): nothing was stored. Check the disk and the system's log.`,
  },
  { code: 11, words: 'database disk image is malformed', sentence: damaged },
  {
    code: 13,
    words: 'database or disk is full',
    sentence: (file) =>
      `No space is left for ${file}: nothing was stored. Free some space; no restart is needed.`,
  },
  {
    code: 14,
    words: 'unable to open database file',
    sentence: (file, detail) =>
      `${file} cannot be opened (${detail}). Check the permissions of the file and its folder.`,
  },
  { code: 26, words: 'file is not a database', sentence: damaged },
];

/** Whatever SQLite threw over `file`, as a sentence that tells the operator what to do. */
export function databaseFault(thrown: unknown, file: string): Fault {
  if (thrown instanceof Fault) return thrown;
  const detail = messageOf(thrown);
  const trouble = troubles.find((one) => isIt(one, thrown));
  return new Fault(trouble ? trouble.sentence(file, detail) : `${file}: ${detail}`, { cause: thrown });
}

export function damaged(file: string, detail: string): string {
  return (
    `${file} is damaged or not a hobnob database (${detail}). It was left as it is. ` +
    `Move it aside or restore a backup; what can be saved from it: sqlite3 '${file}' .recover | sqlite3 rescued.db`
  );
}

export function isBusy(thrown: unknown): boolean {
  return isIt(busy, thrown);
}

function isIt(trouble: Trouble, thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  // The low byte of an extended code is the primary one.
  if ('errcode' in thrown && typeof thrown.errcode === 'number')
    return (thrown.errcode & 0xff) === trouble.code;
  return thrown.message.includes(trouble.words);
}
