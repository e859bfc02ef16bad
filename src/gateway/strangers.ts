import type { Socket } from 'node:net';
import type { Clock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';

export interface StrangersOptions {
  readonly clock: Clock;
  /** Time to say who one is, through all layers of a connection, in ms. */
  readonly handshakeTimeout: number;
  readonly note: Note;
}

interface Stranger {
  /** `reason` completes "Kicked by the host for …". */
  turnAway: (reason: string) => void;
  readonly cancel: () => void;
}

/** The connections that have not said who they are. Each has one deadline, whatever it speaks and however often it begins. */
export class Strangers {
  readonly #options: StrangersOptions;
  readonly #waiting = new Map<Socket, Stranger>();

  constructor(options: StrangersOptions) {
    this.#options = options;
  }

  /** The deadline of `connection` begins. */
  add(connection: Socket, address: string): void {
    const { clock, handshakeTimeout, note } = this.#options;
    const cancel = clock.after(handshakeTimeout, () => {
      note('info', 'A connection said nothing and was closed.', { address });
      this.#waiting.get(connection)?.turnAway('not saying who you are in time.');
    });
    this.#waiting.set(connection, { turnAway: () => connection.destroy(), cancel });
    connection.once('close', () => this.remove(connection));
  }

  /** How to turn away from now on; by cutting the connection where nothing can be said on it. */
  answer(connection: Socket, turnAway: Stranger['turnAway'] = () => connection.destroy()): void {
    const stranger = this.#waiting.get(connection);
    if (stranger) stranger.turnAway = turnAway;
  }

  /** It has said who it is, or is somebody else's to watch. */
  remove(connection: Socket): void {
    this.#waiting.get(connection)?.cancel();
    this.#waiting.delete(connection);
  }

  close(reason: string): void {
    for (const stranger of this.#waiting.values()) stranger.turnAway(reason);
  }
}
