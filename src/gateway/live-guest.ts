import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { Batch } from '../hub/batch.ts';
import type { Farewell, JoinRequest, Listener, Seat } from '../hub/seat.ts';
import type { Entry, MessageId, Nick, Refusal, Seq } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import { messageOf, never } from '../util/result.ts';
import { kindByName } from '../wire/bot-name.ts';
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
  renderUnreadable,
  renderWelcome,
} from '../wire/live/render.ts';
import { lingerOver } from './linger.ts';

/** Pages of history that may be asked for before the first of them has come. */
const pagesAtOnce = 16;
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
  /** Bytes that may wait to be read by the other side. */
  readonly backlogLimit: number;
  readonly note: Note;
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
  readonly #identified: () => void;
  #seat: Seat | null = null;
  #isSeated = false;
  #isClosed = false;
  #pages = Promise.resolve();
  #pagesWaiting = 0;

  /** `identified` is called when there has been a hello or there will be none, perhaps more than once. */
  constructor(
    webSocket: WebSocket,
    connection: Duplex,
    address: string,
    options: LiveOptions,
    identified: () => void,
  ) {
    this.#webSocket = webSocket;
    this.#connection = connection;
    this.#address = address;
    this.#options = options;
    const cancel = options.clock.after(options.handshakeTimeout, () => {
      this.#close('silent', 'not saying hello in time.');
    });
    this.#identified = () => {
      cancel();
      identified();
    };
    webSocket.on('ping', (data) => {
      if (this.#mayWrite()) webSocket.pong(data);
    });
    webSocket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    webSocket.on('close', () => this.#ended());
    // An error is always followed by `close`, where the seat is given up.
    webSocket.on('error', () => undefined);
  }

  /** Ends it from ours, before anyone has said hello. */
  turnAway(reason: string): void {
    this.#close('stopping', reason);
  }

  seated(nick: Nick): void {
    this.#isSeated = true;
    const { textLimit: text, frameLimit: frame } = this.#options;
    this.#send(renderWelcome(nick, { text, frame }));
    this.#send(renderMembers(this.#seat?.members() ?? []));
  }

  deliver(batch: Batch): void {
    const bytes = batch.bytes(renderEntryFrame);
    if (bytes.length > 0 && !this.#isClosed) this.#connection.write(bytes);
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
    if (this.#isClosed) return;
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
      this.#identified();
      this.#options.note('info', 'connected', { nick: command.name, address: this.#address, wire: 'live' });
      this.#seat = this.#options.join(this.#requestOf(command), this);
    }
  }

  #requestOf({ name, kind = kindByName(name), since, history }: Hello): JoinRequest {
    const replay = since === undefined ? (history ?? this.#options.replay) : { after: since };
    return { nick: name, kind, address: this.#address, wire: 'live', replay };
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
        this.#queuePage(command, seat);
        return;
      case 'ping':
        this.#send(renderPong(command.ref, this.#options.clock.now()));
        return;
      default:
        never(command);
    }
  }

  /** One page after the other, each when the one before has been taken. */
  #queuePage(request: PageRequest, seat: Seat): void {
    if (++this.#pagesWaiting > pagesAtOnce) {
      this.#close('flood', 'asking for too many pages at once.');
      return;
    }
    this.#pages = this.#pages.then(async () => {
      await new Promise<void>((resolve) => this.whenDrained(resolve));
      if (!this.#isClosed) await this.#page(request, seat);
      this.#pagesWaiting -= 1;
    });
  }

  /** Never rejects: a log that cannot be read is answered. */
  async #page({ ref, before, limit = 50 }: PageRequest, seat: Seat): Promise<void> {
    if (!this.#isSeated) {
      this.#close('protocol', 'the past is for those who have been welcomed');
      return;
    }
    try {
      const wanted = Math.min(limit, longestPage);
      // One more than wanted tells whether there are more.
      const entries: readonly Entry[] = await seat.history(wanted + 1, before);
      this.#send(renderPage(ref, entries.slice(-wanted), entries.length > wanted));
    } catch (fault) {
      this.#send(renderUnreadable(ref, `The history cannot be read: ${messageOf(fault)}`));
    }
  }

  #ended(): void {
    this.#isClosed = true;
    this.#identified();
    this.#seat?.leave('left');
  }

  #send(message: string): void {
    if (this.#mayWrite()) this.#webSocket.send(message);
  }

  /** Whoever asks and does not read the answers is cut off, like one that does not read the room. */
  #mayWrite(): boolean {
    if (this.#isClosed || this.#webSocket.readyState !== this.#webSocket.OPEN) return false;
    if (this.#connection.writableLength <= this.#options.backlogLimit) return true;
    this.#connection.destroy();
    return false;
  }

  #close(code: keyof typeof closeCodes, reason: string, detail: string = code): void {
    if (this.#isClosed) return;
    this.#send(renderClosing(detail, reason));
    this.#isClosed = true;
    this.#identified();
    this.#seat?.leave(reason);
    this.#webSocket.close(closeCodes[code], reason.slice(0, 40));
    lingerOver(this.#connection);
  }
}

function textOf(data: RawData): string {
  if (Buffer.isBuffer(data)) return data.toString();
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data).toString();
}
