import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { Batch } from '../hub/batch.ts';
import type { Farewell, JoinRequest, Listener, Seat } from '../hub/seat.ts';
import type { Entry, MessageId, Nick, Refusal, Seq } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import { messageOf, never } from '../util/result.ts';
import type { Hello, LiveCommand, PageRequest } from '../wire/live/parse.ts';
import { liveVersion, longestPage, parseLive } from '../wire/live/parse.ts';
import {
  renderAccepted,
  renderClosing,
  renderEntryFrame,
  renderLive,
  renderMembers,
  renderPage,
  renderPong,
  renderRefused,
  renderWelcome,
} from '../wire/live/render.ts';

/** How long a closed connection may take to say goodbye, in ms. */
const lingering = 2000;
/** WebSocket close codes (4000 to 4999 are a program's own), by the reason that `closing` gives. */
const closeCodes = {
  protocol: 4000,
  version: 4001,
  refused: 4002,
  kicked: 4003,
  flood: 4004,
  slow: 4005,
  stopping: 4006,
  silent: 4007,
};

export interface LiveOptions {
  readonly join: (request: JoinRequest, listener: Listener) => Seat;
  readonly replay: number | 'all';
  /** Time until the hello, in ms. */
  readonly handshakeTimeout: number;
  readonly clock: Clock;
  /** Characters in a message, bytes in a frame: told to clients. */
  readonly textLimit: number;
  readonly frameLimit: number;
}

/**
 * One connection that speaks the live wire. What everyone gets is written to the connection below the WebSocket, as
 * frames that all seats share; the WebSocket itself reads, answers and closes. Its frames are written whole and at once
 * (it does not compress), so the two never mix.
 */
export class LiveGuest implements Listener {
  readonly #webSocket: WebSocket;
  readonly #connection: Duplex;
  readonly #address: string;
  readonly #options: LiveOptions;
  readonly #cancelHandshake: () => void;
  #seat: Seat | null = null;

  constructor(webSocket: WebSocket, connection: Duplex, address: string, options: LiveOptions) {
    this.#webSocket = webSocket;
    this.#connection = connection;
    this.#address = address;
    this.#options = options;
    this.#cancelHandshake = options.clock.after(options.handshakeTimeout, () => {
      this.#close('silent', 'not saying hello in time.');
    });
    webSocket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    webSocket.on('close', () => this.#ended());
    // An error is always followed by `close`, where the seat is given up.
    webSocket.on('error', () => undefined);
  }

  seated(nick: Nick): void {
    const { textLimit: text, frameLimit: frame } = this.#options;
    this.#send(renderWelcome(nick, { text, frame }));
    this.#send(renderMembers(this.#seat?.members() ?? []));
  }

  deliver(batch: Batch): void {
    const bytes = batch.bytes(renderEntryFrame);
    if (bytes.length > 0) this.#connection.write(bytes);
  }

  live(): void {
    this.#send(renderLive());
  }

  refused(refusal: Refusal, id: MessageId | null): void {
    this.#send(renderRefused(refusal, id));
  }

  stored(id: MessageId, seq: Seq): void {
    this.#send(renderAccepted(id, seq));
  }

  closed(farewell: Farewell): void {
    if (farewell.code === 'slow') this.#connection.destroy();
    else this.#close(farewell.code, farewell.reason, farewell.refusal?.code);
  }

  backlog(): number {
    return this.#connection.writableLength;
  }

  whenDrained(resume: () => void): void {
    if (this.#connection.writableNeedDrain) this.#connection.once('drain', resume);
    else resume();
  }

  #receive(data: RawData, isBinary: boolean): void {
    const command = isBinary
      ? ({ type: 'protocol-error', message: 'messages are text, not binary' } as const)
      : parseLive(textOf(data));
    if (command.type === 'protocol-error') this.#close('protocol', command.message);
    else if (this.#seat === null) this.#greet(command);
    else this.#carryOut(command, this.#seat);
  }

  #greet(command: LiveCommand): void {
    if (command.type !== 'hello') {
      this.#close('protocol', 'the first message must be a hello');
    } else if (command.version !== liveVersion) {
      this.#close('version', `this server speaks version ${liveVersion} of the protocol`);
    } else {
      this.#cancelHandshake();
      this.#seat = this.#options.join(this.#requestOf(command), this);
    }
  }

  #requestOf({ name, since, history }: Hello): JoinRequest {
    const replay = since === undefined ? (history ?? this.#options.replay) : { after: since };
    return { nick: name, kind: 'person', address: this.#address, wire: 'live', replay };
  }

  #carryOut(command: LiveCommand, seat: Seat): void {
    switch (command.type) {
      case 'hello':
        this.#close('protocol', 'a second hello');
        return;
      case 'post': {
        const { text, id, answers } = command;
        seat.say({ text, ...(id !== undefined && { id }), ...(answers !== undefined && { answers }) });
        return;
      }
      case 'page':
        void this.#page(command, seat);
        return;
      case 'ping':
        this.#send(renderPong(command.ref, this.#options.clock.now()));
        return;
      default:
        never(command);
    }
  }

  /** Never rejects: a log that cannot be read is answered. */
  async #page({ ref, before, limit = 50 }: PageRequest, seat: Seat): Promise<void> {
    try {
      const wanted = Math.min(limit, longestPage);
      // One more than wanted tells whether there are more.
      const entries: readonly Entry[] = await seat.history(wanted + 1, before);
      this.#send(renderPage(ref, entries.slice(-wanted), entries.length > wanted));
    } catch (fault) {
      const message = `The history cannot be read: ${messageOf(fault)}`;
      this.#send(JSON.stringify({ type: 'refused', ref, code: 'unreadable', message }));
    }
  }

  #ended(): void {
    this.#cancelHandshake();
    this.#seat?.leave('left');
  }

  #send(message: string): void {
    if (this.#webSocket.readyState === this.#webSocket.OPEN) this.#webSocket.send(message);
  }

  #close(code: keyof typeof closeCodes, reason: string, detail: string = code): void {
    this.#cancelHandshake();
    this.#seat?.leave(reason);
    this.#send(renderClosing(detail, reason));
    this.#webSocket.close(closeCodes[code], reason.slice(0, 40));
    // Whoever does not answer the goodbye is not waited for.
    const impatience = setTimeout(() => this.#connection.destroy(), lingering);
    this.#connection.once('close', () => clearTimeout(impatience));
  }
}

function textOf(data: RawData): string {
  if (Buffer.isBuffer(data)) return data.toString();
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data).toString();
}
