import type { ProtocolError } from '../protocol-error.ts';
import { FrameReader } from './frames.ts';

/** What a classic client can ask for. */
export type ClassicCommand =
  { readonly type: 'connect'; readonly name: string } | { readonly type: 'say'; readonly text: string };

/** The server's ear: a connect message `NAME: NAME` first, then `NAME: text` for each thing said. */
export class ClassicParser {
  readonly #frames: FrameReader;
  #prefixes: readonly string[] | null = null;

  /** `frameLimit` in bytes. */
  constructor(frameLimit: number) {
    this.#frames = new FrameReader(frameLimit);
  }

  push(chunk: Buffer): void {
    this.#frames.push(chunk);
  }

  /** The next command in order, null when more bytes are needed. After a ProtocolError only null follows. */
  next(): ClassicCommand | ProtocolError | null {
    const frame = this.#frames.next();
    if (frame === null || typeof frame !== 'string') return frame;
    if (this.#prefixes === null) return this.#connect(frame);
    return { type: 'say', text: oneLine(withoutPrefix(frame, this.#prefixes)) };
  }

  #connect(frame: string): ClassicCommand | ProtocolError {
    const given = frame.slice(0, Math.max(0, frame.indexOf(': ')));
    const name = given.trim().replaceAll(' ', '_');
    if (name === '') {
      return { type: 'protocol-error', message: 'not providing a valid username for identification.' };
    }
    this.#prefixes = [`${given}: `, `${name}: `];
    return { type: 'connect', name };
  }
}

/** A client puts its own name before what it says. Any other name stays: it is part of the text, not an author. */
function withoutPrefix(frame: string, prefixes: readonly string[]): string {
  const prefix = prefixes.find((candidate) => frame.startsWith(candidate));
  return prefix === undefined ? frame : frame.slice(prefix.length);
}

function oneLine(text: string): string {
  return text.replace(/\r\n|[\r\n]/g, ' ');
}

/** A frame as a classic server sends it, read by a client. */
export type ClassicLine =
  | { readonly type: 'message'; readonly nick: string; readonly text: string }
  | { readonly type: 'host'; readonly text: string }
  | { readonly type: 'joined'; readonly nick: string }
  | { readonly type: 'left'; readonly nick: string }
  | { readonly type: 'renamed'; readonly nick: string; readonly to: string }
  | { readonly type: 'live' }
  | { readonly type: 'removed'; readonly reason: string }
  | { readonly type: 'other'; readonly text: string };

/** The client's ear. Anything at all gives a line; what fits no form is `other`. */
export function parseLine(frame: string): ClassicLine {
  if (/^-+\[Start new messages\]-+$/.test(frame)) return { type: 'live' };
  const removed = /^Kicked by the host for (.*)$/s.exec(frame);
  if (removed) return { type: 'removed', reason: removed[1] ?? '' };
  const joined = /^User (.+) has joined the chat!$/.exec(frame);
  if (joined?.[1] !== undefined) return { type: 'joined', nick: joined[1] };
  const left = /^Host: User (.+) left the chat\.$/.exec(frame);
  if (left?.[1] !== undefined) return { type: 'left', nick: left[1] };
  const renamed = /^Host: User (.+) is now called (.+)\.$/.exec(frame);
  if (renamed?.[1] !== undefined && renamed[2] !== undefined)
    return { type: 'renamed', nick: renamed[1], to: renamed[2] };
  const host = /^\n?Host: (.*)$/s.exec(frame);
  if (host?.[1] !== undefined) return { type: 'host', text: host[1] };
  const colon = frame.indexOf(': ');
  if (colon > 0) return { type: 'message', nick: frame.slice(0, colon), text: frame.slice(colon + 2) };
  return { type: 'other', text: frame };
}
