import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { storedEntries } from '../log/sqlite/scan.ts';
import { isPrivate } from '../room/rooms.ts';
import type { Entry, RoomName } from '../room/types.ts';
import { never } from '../util/result.ts';
import { isReaderGone } from './reader-gone.ts';

/** Which rooms to print. */
export interface Selection {
  /** Empty: all that are not private. */
  readonly rooms: readonly RoomName[];
  /** All private conversations, too. */
  readonly private: boolean;
}

/**
 * Writes the threads of a data folder to `out` as JSON lines, oldest first, at the reader's pace; `out` stays open. A
 * server may be using the folder. A reader that goes away (`| head`) is no failure. Rejects with a Fault otherwise.
 */
export async function exportThread(folder: string, selection: Selection, out: Writable): Promise<void> {
  try {
    await pipeline(Readable.from(exportedPages(folder, selection), { highWaterMark: 1 }), out, {
      end: false,
    });
  } catch (thrown) {
    if (!isReaderGone(thrown)) throw thrown;
  }
}

function* exportedPages(folder: string, selection: Selection): Generator<string> {
  for (const entries of storedEntries(folder)) {
    const lines = entries.filter(({ room }) => isSelected(room, selection)).map(exportedLine);
    if (lines.length > 0) yield lines.join('');
  }
}

function isSelected(room: RoomName, selection: Selection): boolean {
  if (selection.private && isPrivate(room)) return true;
  return selection.rooms.length === 0 ? !isPrivate(room) : selection.rooms.includes(room);
}

/**
 * One entry as a line: `time` in ISO 8601, UTC, with milliseconds; `text` is the reason where somebody went, and the new
 * name where somebody took one. `action` is true where something was done and not said.
 */
function exportedLine(entry: Entry): string {
  const { seq, room, type, nick } = entry;
  const time = new Date(entry.time).toISOString();
  const isAction = entry.type === 'message' && entry.action === true;
  const line = { seq, time, room, kind: type, author: nick, text: textOf(entry) };
  return `${JSON.stringify(isAction ? { ...line, action: true } : line)}\n`;
}

function textOf(entry: Entry): string {
  switch (entry.type) {
    case 'message':
    case 'topic':
      return entry.text;
    case 'left':
    case 'kicked':
      return entry.reason;
    case 'renamed':
      return entry.to;
    case 'joined':
    case 'opened':
      return '';
    default:
      return never(entry);
  }
}
