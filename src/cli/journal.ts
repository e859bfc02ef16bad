import { deafListener, type Listener } from '../hub/seat.ts';
import type { Entry } from '../room/types.ts';
import type { Note } from '../util/note.ts';
import { never } from '../util/result.ts';

/**
 * Writes what happens in the room to the log file, as someone who listens and never speaks. `withText`: what people say is
 * written down too, not only that they did.
 */
export function journalOf(note: Note, withText: boolean): Listener {
  return {
    ...deafListener,
    deliver(batch) {
      for (const entry of batch.entries) record(entry, note, withText);
    },
  };
}

function record(entry: Entry, note: Note, withText: boolean): void {
  const { seq, room, nick, kind } = entry;
  const about = { seq, room, nick, kind };
  switch (entry.type) {
    case 'message': {
      const text = withText ? { text: entry.text } : {};
      const action = entry.action ? { action: true } : {};
      note('info', 'message', { ...about, characters: entry.text.length, ...action, ...text });
      return;
    }
    case 'joined':
      note('info', 'joined', about);
      return;
    case 'left':
      note('info', 'left', { ...about, reason: entry.reason });
      return;
    case 'kicked':
      note('info', 'kicked', { ...about, by: entry.by, reason: entry.reason });
      return;
    case 'renamed':
      note('info', 'renamed', { ...about, to: entry.to });
      return;
    case 'topic':
      note('info', 'topic', about);
      return;
    case 'opened':
      note('info', 'opened', { seq, room });
      return;
    default:
      never(entry);
  }
}
