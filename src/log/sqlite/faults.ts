import { Fault, messageOf } from '../../util/result.ts';

/** Primary result codes, https://www.sqlite.org/rescode.html */
const none = 0;
const busy = 5;
const readOnly = 8;
const ioError = 10;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const notADatabase = 26;

/** Whatever SQLite threw over `file`, as a sentence that tells the operator what to do. */
export function databaseFault(thrown: unknown, file: string): Fault {
  if (thrown instanceof Fault) return thrown;
  return new Fault(sentence(thrown, file), { cause: thrown });
}

export function damaged(file: string, detail: string): string {
  return (
    `${file} is damaged or not a hobnob database (${detail}). It was left as it is. ` +
    `Move it aside or restore a backup; what can be saved from it: sqlite3 '${file}' .recover | sqlite3 rescued.db`
  );
}

export function isBusy(thrown: unknown): boolean {
  return primaryCode(thrown) === busy;
}

function sentence(thrown: unknown, file: string): string {
  const detail = messageOf(thrown);
  switch (primaryCode(thrown)) {
    case full:
      return `No space is left for ${file}: nothing was stored. Free some space; no restart is needed.`;
    case readOnly:
      return `${file} cannot be written (${detail}): nothing was stored. Check the permissions of the file and its folder.`;
    case ioError:
      return `The disk failed under ${file} (${detail}): nothing was stored. Check the disk and the system's log.`;
    case busy:
      return `${file} is locked by another program (${detail}): nothing was stored. Close that program.`;
    case cannotOpen:
      return `${file} cannot be opened (${detail}). Check the permissions of the file and its folder.`;
    case corrupt:
    case notADatabase:
      return damaged(file, detail);
    default:
      return `${file}: ${detail}`;
  }
}

function primaryCode(thrown: unknown): number {
  if (!(thrown instanceof Error) || !('errcode' in thrown) || typeof thrown.errcode !== 'number') return none;
  return thrown.errcode & 0xff;
}
