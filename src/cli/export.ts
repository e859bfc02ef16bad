import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Entry } from '../room/types.ts';
import { storedEntries } from '../log/sqlite/scan.ts';
import { never } from '../util/result.ts';
import { isReaderGone } from './reader-gone.ts';

/**
 * Writes the thread of a data folder to `out` as JSON lines, oldest first, at the reader's pace; `out` stays open. A
 * server may be using the folder. A reader that goes away (`| head`) is no failure. Rejects with a Fault otherwise.
 */
export async function exportThread(folder: string, out: Writable): Promise<void> {
  try {
    await pipeline(Readable.from(exportedPages(folder), { highWaterMark: 1 }), out, { end: false });
  } catch (thrown) {
    if (!isReaderGone(thrown)) throw thrown;
  }
}

function* exportedPages(folder: string): Generator<string> {
  for (const entries of storedEntries(folder)) yield entries.map(exportedLine).join('');
}

/** One entry as a line: `time` in ISO 8601, UTC, with milliseconds; `text` is the reason where somebody went. */
function exportedLine(entry: Entry): string {
  const { seq, room, type, nick } = entry;
  const time = new Date(entry.time).toISOString();
  return `${JSON.stringify({ seq, time, room, kind: type, author: nick, text: textOf(entry) })}\n`;
}

function textOf(entry: Entry): string {
  switch (entry.type) {
    case 'message':
    case 'topic':
      return entry.text;
    case 'left':
    case 'kicked':
      return entry.reason;
    case 'joined':
    case 'opened':
      return '';
    default:
      return never(entry);
  }
}
