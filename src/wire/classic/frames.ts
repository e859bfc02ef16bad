/**
 * The classic wire, a text protocol of 2022: UTF-8 messages that each end with `::EOMsg::`, no lengths, no escapes.
 * Specified in docs/wire-classic.md. Pure: bytes in, values out and back. Knows nothing of sockets or the hub.
 */
import type { ProtocolError } from '../protocol-error.ts';

export const endOfMessage = '::EOMsg::';
const end = Buffer.from(endOfMessage);

/** Cuts a byte stream into frames, however it was split on the way. Holds at most `limit` bytes of an unfinished one. */
export class FrameReader {
  readonly #limit: number;
  #pending: Buffer = Buffer.alloc(0);
  /** Where in `#pending` the current frame starts, and from where its end is still to be looked for. */
  #start = 0;
  #scanned = 0;
  #broken = false;

  /** `limit` is the longest frame in bytes, without its end code. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  push(chunk: Buffer): void {
    if (this.#broken) return;
    const rest = this.#pending.subarray(this.#start);
    this.#pending = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    this.#scanned = Math.max(0, rest.length - end.length + 1);
    this.#start = 0;
  }

  /** The next whole frame as text (invalid UTF-8 replaced), null when more bytes are needed. After an error, only null. */
  next(): string | ProtocolError | null {
    if (this.#broken) return null;
    const at = this.#pending.indexOf(end, this.#scanned);
    const length = (at === -1 ? this.#pending.length : at) - this.#start;
    // An unfinished frame may end in part of the end code, which does not count.
    if (length > this.#limit + (at === -1 ? end.length - 1 : 0)) return this.#break();
    if (at === -1) {
      this.#keepRest();
      return null;
    }
    const frame = this.#pending.toString('utf8', this.#start, at);
    this.#start = this.#scanned = at + end.length;
    return frame;
  }

  /** Copies what is left, so that a few bytes do not hold on to the whole chunk they came in. */
  #keepRest(): void {
    const rest = this.#pending.subarray(this.#start);
    this.#pending = Buffer.allocUnsafeSlow(rest.length);
    rest.copy(this.#pending);
    this.#start = 0;
    this.#scanned = Math.max(0, rest.length - end.length + 1);
  }

  #break(): ProtocolError {
    this.#broken = true;
    this.#pending = Buffer.alloc(0);
    return {
      type: 'protocol-error',
      message: `sending a message of more than ${this.#limit} bytes without its end code.`,
    };
  }
}

/** One frame as bytes. Nothing in the text can end the frame early. */
export function frame(text: string): Buffer {
  return Buffer.from(text.replaceAll('::EOMsg', ':: EOMsg') + endOfMessage);
}
