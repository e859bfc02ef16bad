import type { Entry } from '../room/types.ts';
import { never } from '../util/result.ts';

/** What happened, a line for each entry and one for each new day. Times are UTC. */
export function transcriptOf(entries: readonly Entry[]): string[] {
  let day = '';
  return entries.flatMap((entry) => {
    const [date = '', time = ''] = new Date(entry.time).toISOString().split('T');
    const isNew = date !== day;
    day = date;
    const line = `${time.slice(0, 8)} ${wordsOf(entry)}`;
    return isNew ? [date, line] : [line];
  });
}

/** An entry as one line of text without its time; further lines of a message are indented below it. */
export function wordsOf(entry: Entry): string {
  const { nick } = entry;
  switch (entry.type) {
    case 'message':
      return `${nick}: ${entry.text.replaceAll('\n', '\n           ')}`;
    case 'joined':
      return `* ${nick} joined`;
    case 'left':
      return `* ${nick} left`;
    case 'kicked':
      return `* ${nick} was removed: ${entry.reason}`;
    case 'topic':
      return `* ${nick} set the topic: ${entry.text}`;
    case 'opened':
      return '* the room opened';
    default:
      return never(entry);
  }
}
