import { type Entry, lineOf as spoken } from '../room/types.ts';
import { never } from '../util/result.ts';

/** What happened, a line for each entry and each trouble, and one for each new day. Times are UTC. */
export class Transcript {
  readonly lines: string[] = [];
  readonly #onLine: (line: string) => void;
  #day = '';

  /** `onLine` hears of each line as it comes. */
  constructor(onLine: (line: string) => void = () => undefined) {
    this.#onLine = onLine;
  }

  entry(entry: Entry): void {
    this.#add(entry, lineOf(entry));
  }

  /** What nobody in the room saw, but whoever reads this should know. `time` is ms UTC. */
  trouble(time: number, sentence: string): void {
    this.#add({ time }, troubleLine(time, sentence));
  }

  #add(at: { readonly time: number }, line: string): void {
    const day = dayOf(at);
    if (day !== this.#day) this.#push(day);
    this.#day = day;
    this.#push(line);
  }

  #push(line: string): void {
    this.lines.push(line);
    this.#onLine(line);
  }
}

/** `2026-01-05` */
export function dayOf({ time }: { readonly time: number }): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** An entry with its time of day; further lines of a message are indented below it. */
export function lineOf(entry: Entry): string {
  return `${timeOf(entry.time)} ${wordsOf(entry)}`;
}

/** `18:00:00 * Dice_Bot failed: …`; further lines are indented below it. */
export function troubleLine(time: number, sentence: string): string {
  return `${timeOf(time)} * ${indented(sentence)}`;
}

function timeOf(time: number): string {
  return new Date(time).toISOString().slice(11, 19);
}

function indented(text: string): string {
  return text.replaceAll('\n', '\n           ');
}

function wordsOf(entry: Entry): string {
  const { nick } = entry;
  switch (entry.type) {
    case 'message':
      return indented(spoken(entry));
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
