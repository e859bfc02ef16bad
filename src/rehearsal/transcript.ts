import { type Entry, lineOf as spoken } from '../room/types.ts';
import { never } from '../util/result.ts';

/** What happened, a line for each entry and one for each new day. Times are UTC. */
export function transcriptOf(entries: readonly Entry[]): string[] {
  let day = '';
  return entries.flatMap((entry) => {
    const isNew = dayOf(entry) !== day;
    day = dayOf(entry);
    return isNew ? [day, lineOf(entry)] : [lineOf(entry)];
  });
}

/** `2026-01-05` */
export function dayOf({ time }: Entry): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** An entry with its time of day; further lines of a message are indented below it. */
export function lineOf(entry: Entry): string {
  return `${new Date(entry.time).toISOString().slice(11, 19)} ${wordsOf(entry)}`;
}

function wordsOf(entry: Entry): string {
  const { nick } = entry;
  switch (entry.type) {
    case 'message':
      return spoken(entry).replaceAll('\n', '\n           ');
    case 'joined':
      return `* ${nick} joined`;
    case 'left':
      return `* ${nick} left`;
    case 'kicked':
      return `* ${nick} was removed: ${entry.reason}`;
    case 'renamed':
      return `* ${nick} is now called ${entry.to}`;
    case 'topic':
      return `* ${nick} set the topic: ${entry.text}`;
    case 'opened':
      return '* the room opened';
    default:
      return never(entry);
  }
}
