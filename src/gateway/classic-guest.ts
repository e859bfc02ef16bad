import type { Socket } from 'node:net';
import type { Batch } from '../hub/batch.ts';
import type { Farewell, HouseSeat, JoinRequest, Listener, Seat } from '../hub/seat.ts';
import type { Nick, Refusal } from '../room/types.ts';
import type { Note } from '../util/note.ts';
import { never } from '../util/result.ts';
import { kindByName } from '../wire/bot-name.ts';
import { ClassicParser } from '../wire/classic/parse.ts';
import { renderEntry, renderNotice, renderRemoval, separator } from '../wire/classic/render.ts';
import { lingerOver } from './linger.ts';

export interface GuestOptions {
  readonly join: (request: JoinRequest, listener: Listener) => HouseSeat;
  /** Bytes in one frame. */
  readonly frameLimit: number;
  readonly replay: number | 'all';
  readonly note: Note;
}

/** One connection that speaks the classic wire: bytes from the socket to its seat, and back. */
export class ClassicGuest implements Listener {
  readonly #socket: Socket;
  readonly #address: string;
  readonly #options: GuestOptions;
  readonly #parser: ClassicParser;
  readonly #identified: () => void;
  #seat: Seat | null = null;
  #isLive = false;
  #isClosed = false;

  /** `identified` is called once, when the connect message has come. */
  constructor(socket: Socket, address: string, options: GuestOptions, identified: () => void) {
    this.#socket = socket;
    this.#address = address;
    this.#options = options;
    this.#parser = new ClassicParser(options.frameLimit);
    this.#identified = identified;
  }

  /** Bytes have come. */
  receive(chunk: Buffer): void {
    this.#parser.push(chunk);
    for (;;) {
      const command = this.#isClosed ? null : this.#parser.next();
      if (command === null) return;
      switch (command.type) {
        case 'connect':
          this.#connect(command.name);
          break;
        case 'say':
          this.#seat?.say({ text: command.text });
          break;
        case 'protocol-error':
          this.#seat?.leave('not speaking the protocol');
          this.#end(command.message);
          break;
        default:
          never(command);
      }
    }
  }

  /** The connection has ended from the other side, or broke. */
  ended(reason: string): void {
    this.#isClosed = true;
    this.#seat?.leave(reason);
  }

  /** Ends it from ours. `reason` completes "Kicked by the host for …". */
  turnAway(reason: string): void {
    this.#seat?.leave(reason);
    this.#end(reason);
  }

  seated(nick: Nick): void {
    this.#options.note('info', 'connected', { nick, address: this.#address, wire: 'classic' });
    // History, separator and the first live messages leave in one write.
    this.#socket.cork();
  }

  deliver(batch: Batch): void {
    // The thread holds one's own words of before; what one says now is not sent back.
    const nick = this.#isLive ? this.#seat?.nick : undefined;
    const bytes = nick === undefined ? batch.bytes(renderEntry) : batch.bytesWithout(nick, renderEntry);
    if (bytes.length > 0) this.#socket.write(bytes);
  }

  live(): void {
    this.#isLive = true;
    this.#socket.write(separator);
    process.nextTick(() => {
      this.#socket.uncork();
    });
  }

  refused(refusal: Refusal): void {
    this.#socket.write(renderNotice(refusal.message));
  }

  notice(text: string): void {
    this.#socket.write(renderNotice(text));
  }

  stored(): void {
    // The classic wire has no message ids, so there is nobody to tell.
  }

  closed(farewell: Farewell): void {
    if (farewell.code === 'slow') this.#socket.destroy();
    else this.#end(farewell.reason);
  }

  backlog(): number {
    return this.#socket.writableLength;
  }

  whenDrained(resume: () => void): void {
    // History that takes more than one write cannot be held back for what follows it.
    this.#socket.uncork();
    if (this.#socket.writableNeedDrain) this.#socket.once('drain', resume);
    else resume();
  }

  #connect(name: string): void {
    this.#identified();
    const kind = kindByName(name);
    const { join, replay } = this.#options;
    const request = {
      nick: name,
      kind,
      kindIsGuess: true,
      address: this.#address,
      wire: 'classic',
      replay,
    } as const;
    this.#seat = join(request, this);
  }

  #end(reason: string): void {
    this.#isClosed = true;
    const socket = this.#socket;
    if (socket.destroyed) return;
    socket.uncork();
    socket.end(renderRemoval(reason));
    lingerOver(socket);
  }
}
