import { cleanText } from '../room/text.ts';
import type { Kind, MessageId, Nick, RoomName, Seq } from '../room/types.ts';
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

/** What is being written and not said yet. It is kept nowhere, and shown no more often than anyone can read. */
export class Drafts {
  readonly #options: DraftsOptions;
  readonly #writers = new Map<Occupant, Writer>();

  constructor(options: DraftsOptions) {
    this.#options = options;
  }

  /** All that `occupant` has written so far of one message; with no text it is given up. */
  write(occupant: Occupant, room: RoomName, sketch: Sketch): void {
    if (sketch.text === null) {
      this.#takeAway(occupant, sketch.id);
      return;
    }
    const writer = this.#writerOf(occupant, room);
    const known = writer.sheets.get(sketch.id);
    if (!known && writer.sheets.size >= mostAtOnce) return;
    known?.cancelExpiry();
    const cancelExpiry = this.#options.clock.after(patience, () => this.#takeAway(occupant, sketch.id));
    writer.sheets.set(sketch.id, { sketch, isNew: true, isShown: known?.isShown ?? false, cancelExpiry });
    this.#showSoon(occupant, writer);
  }

  /** It is said: whoever sees the message needs to be told nothing else. */
  said(occupant: Occupant, id: MessageId): void {
    this.#drop(occupant, id);
  }

  /** Whatever `occupant` has begun is given up. */
  leave(occupant: Occupant): void {
    for (const id of [...(this.#writers.get(occupant)?.sheets.keys() ?? [])]) this.#takeAway(occupant, id);
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
    const { clock, allows, show, textLimit } = this.#options;
    let reached = 0;
    for (const sheet of writer.sheets.values()) {
      if (!sheet.isNew) continue;
      sheet.isNew = false;
      const page = new Page(occupant, writer.room, sheet.sketch, textLimit);
      if (allows(occupant, page)) {
        sheet.isShown = true;
        reached += show(occupant, page);
      } else if (sheet.isShown) {
        sheet.isShown = false;
        reached += show(occupant, nothing(occupant, writer.room, sheet.sketch.id));
      }
    }
    writer.nextAt = clock.now() + Math.max(shortestPause, reached * pauseForEach);
  }

  #takeAway(occupant: Occupant, id: MessageId): void {
    const room = this.#writers.get(occupant)?.room;
    const sheet = this.#drop(occupant, id);
    if (room === undefined || !sheet?.isShown) return;
    this.#options.show(occupant, nothing(occupant, room, id));
  }

  #drop(occupant: Occupant, id: MessageId): Sheet | undefined {
    const writer = this.#writers.get(occupant);
    const sheet = writer?.sheets.get(id);
    if (!writer || !sheet) return undefined;
    sheet.cancelExpiry();
    writer.sheets.delete(id);
    if (writer.sheets.size > 0) return sheet;
    writer.cancelNext?.();
    this.#writers.delete(occupant);
    return sheet;
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

  bytes(render: (unfinished: Unfinished) => Buffer): Buffer {
    const known = this.#rendered.get(render);
    if (known) return known;
    const bytes = render(this);
    this.#rendered.set(render, bytes);
    return bytes;
  }
}
