import type { Batch } from '../hub/batch.ts';
import type { Listener } from '../hub/seat.ts';
import type { Entry } from '../room/types.ts';
import type { Note } from '../util/note.ts';
import { never } from '../util/result.ts';

/** Writes what happens in the room to the log file, as someone who listens and never speaks. */
export class Journal implements Listener {
  readonly #note: Note;
  readonly #withText: boolean;

  /** `withText`: what people say is written down too, not only that they did. */
  constructor(note: Note, withText: boolean) {
    this.#note = note;
    this.#withText = withText;
  }

  deliver(batch: Batch): void {
    for (const entry of batch.entries) this.#record(entry);
  }

  seated(): void {}
  live(): void {}
  refused(): void {}
  stored(): void {}
  closed(): void {}

  backlog(): number {
    return 0;
  }

  whenDrained(resume: () => void): void {
    resume();
  }

  #record(entry: Entry): void {
    const { seq, room, nick, kind } = entry;
    const about = { seq, room, nick, kind };
    switch (entry.type) {
      case 'message': {
        const text = this.#withText ? { text: entry.text } : {};
        const action = entry.action ? { action: true } : {};
        this.#note('info', 'message', { ...about, characters: entry.text.length, ...action, ...text });
        return;
      }
      case 'joined':
        this.#note('info', 'joined', about);
        return;
      case 'left':
        this.#note('info', 'left', { ...about, reason: entry.reason });
        return;
      case 'kicked':
        this.#note('info', 'kicked', { ...about, by: entry.by, reason: entry.reason });
        return;
      case 'renamed':
        this.#note('info', 'renamed', { ...about, to: entry.to });
        return;
      case 'topic':
        this.#note('info', 'topic', about);
        return;
      case 'opened':
        this.#note('info', 'opened', { seq, room });
        return;
      default:
        never(entry);
    }
  }
}
