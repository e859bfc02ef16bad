import { cleanText } from '../room/text.ts';
import type { Kind, MessageId, Nick, RoomName, Seq, Written } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import type { Occupant } from './occupant.ts';
import type { Sketch, Unfinished } from './seat.ts';

export interface DraftsOptions {
  readonly clock: Clock;
  /** Characters in a message. */
  readonly textLimit: number;
  /** Whether the writer could say this now. */
  readonly allows: (writer: Occupant, unfinished: Unfinished) => boolean;
  /** Shows it to the others in the room; returns how many they are. */
  readonly show: (writer: Occupant, unfinished: Unfinished) => number;
}

/** Between two times that the others are shown what one is writing, in ms: at least, and for each who is shown it. */
const shortestPause = 200;
const pauseForEach = 2;
/** What has not grown for so long, in ms, is taken away until it does. */
const patience = 20_000;
/** Messages that one may write at a time. */
const mostAtOnce = 4;

interface Sheet {
  /** The newest; without text once it is given up, until the others were told. */
  sketch: Sketch;
  /** There is something that the others have not been shown. */
  isNew: boolean;
  isShown: boolean;
  cancelExpiry: () => void;
}

interface Writer {
  readonly room: RoomName;
  readonly sheets: Map<MessageId, Sheet>;
  /** The others may be shown something again then, in ms UTC. */
  nextAt: number;
  cancelNext: (() => void) | null;
}

/**
 * What is being written and not said yet. It is kept nowhere, and shown no more often than anyone can read: also what is
 * taken away waits for the next time, and whoever wrote is remembered until it leaves, or giving up would forget the pause.
 */
export class Drafts {
  readonly #options: DraftsOptions;
  readonly #writers = new Map<Occupant, Writer>();

  constructor(options: DraftsOptions) {
    this.#options = options;
  }

  /** All that `occupant` has written so far of one message; with no text it is given up. */
  write(occupant: Occupant, room: RoomName, sketch: Sketch): void {
    if (sketch.text === null) {
      this.#giveUp(occupant, sketch.id);
      return;
    }
    const writer = this.#writerOf(occupant, room);
    const known = writer.sheets.get(sketch.id);
    if (!known && writer.sheets.size >= mostAtOnce) return;
    known?.cancelExpiry();
    const cancelExpiry = this.#options.clock.after(patience, () => this.#giveUp(occupant, sketch.id));
    writer.sheets.set(sketch.id, { sketch, isNew: true, isShown: known?.isShown ?? false, cancelExpiry });
    this.#showSoon(occupant, writer);
  }

  /** It is said: whoever sees the message needs to be told nothing else. */
  said(occupant: Occupant, id: MessageId): void {
    const sheets = this.#writers.get(occupant)?.sheets;
    sheets?.get(id)?.cancelExpiry();
    sheets?.delete(id);
  }

  /** Whatever `occupant` has begun is taken away, now: it will write no more. */
  leave(occupant: Occupant): void {
    const writer = this.#writers.get(occupant);
    if (!writer) return;
    this.#writers.delete(occupant);
    writer.cancelNext?.();
    for (const [id, { isShown, cancelExpiry }] of writer.sheets) {
      cancelExpiry();
      if (isShown) this.#options.show(occupant, nothing(occupant, writer.room, id));
    }
  }

  #writerOf(occupant: Occupant, room: RoomName): Writer {
    const known = this.#writers.get(occupant);
    if (known) return known;
    const writer: Writer = { room, sheets: new Map(), nextAt: -Infinity, cancelNext: null };
    this.#writers.set(occupant, writer);
    return writer;
  }

  #showSoon(occupant: Occupant, writer: Writer): void {
    if (writer.cancelNext) return;
    const wait = writer.nextAt - this.#options.clock.now();
    if (wait <= 0) {
      this.#showNew(occupant, writer);
      return;
    }
    writer.cancelNext = this.#options.clock.after(wait, () => {
      writer.cancelNext = null;
      this.#showNew(occupant, writer);
    });
  }

  #showNew(occupant: Occupant, writer: Writer): void {
    const fresh = [...writer.sheets.values()].filter(({ isNew }) => isNew);
    if (fresh.length === 0) return;
    const reached = fresh.reduce((sum, sheet) => sum + this.#show(occupant, writer, sheet), 0);
    writer.nextAt = this.#options.clock.now() + Math.max(shortestPause, reached * pauseForEach);
  }

  /** Returns how many others it reached. */
  #show(occupant: Occupant, { room, sheets }: Writer, sheet: Sheet): number {
    const { allows, show, textLimit } = this.#options;
    const { id, text } = sheet.sketch;
    const wasShown = sheet.isShown;
    const page = new Page(occupant, room, sheet.sketch, textLimit);
    sheet.isNew = false;
    sheet.isShown = text !== null && allows(occupant, page);
    if (text === null) sheets.delete(id);
    if (sheet.isShown) return show(occupant, page);
    return wasShown ? show(occupant, nothing(occupant, room, id)) : 0;
  }

  /** What nobody has seen is forgotten; what was shown is taken away when something may be shown again. */
  #giveUp(occupant: Occupant, id: MessageId): void {
    const writer = this.#writers.get(occupant);
    const sheet = writer?.sheets.get(id);
    if (!writer || !sheet) return;
    sheet.cancelExpiry();
    if (!sheet.isShown) {
      writer.sheets.delete(id);
      return;
    }
    sheet.sketch = { id, text: null };
    sheet.isNew = true;
    this.#showSoon(occupant, writer);
  }
}

/** Takes the place of what others were shown. */
function nothing(writer: Occupant, room: RoomName, id: MessageId): Page {
  return new Page(writer, room, { id, text: null }, 0);
}

/** What the others are shown, as bytes once for each wire. */
class Page implements Unfinished {
  readonly room: RoomName;
  readonly nick: Nick;
  readonly kind: Kind;
  readonly id: MessageId;
  readonly text: string | null;
  readonly answers: Seq | null;
  readonly #rendered = new Map<unknown, Buffer>();

  constructor(writer: Occupant, room: RoomName, sketch: Sketch, textLimit: number) {
    this.room = room;
    this.nick = writer.nick;
    this.kind = writer.kind;
    this.id = sketch.id;
    this.text = sketch.text === null ? null : cleanText(sketch.text.slice(0, textLimit));
    this.answers = sketch.answers ?? null;
  }

  bytes(render: (written: Written) => Buffer): Buffer {
    const known = this.#rendered.get(render);
    if (known) return known;
    const bytes = render(this);
    this.#rendered.set(render, bytes);
    return bytes;
  }
}
