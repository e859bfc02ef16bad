import { Pacer } from '../client/pacer.ts';
import type { Listener } from '../hub/seat.ts';
import type { Entry, MessageId, Refusal, Seq, Utterance } from '../room/types.ts';
import { refuse } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import type { Random } from '../util/random.ts';
import type { ClientMessage, ServerMessage } from '../wire/live/messages.ts';
import { longestBecause } from '../wire/live/messages.ts';

export interface SpeechOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Who hears what became of it. */
  readonly listener: Pick<Listener, 'refused' | 'stored'>;
  /** False where nothing can be said now. */
  readonly send: (message: ClientMessage) => boolean;
}

type Of<Type extends ServerMessage['type']> = Extract<ServerMessage, { readonly type: Type }>;

/** Something said that is not known to be in the log. */
interface Unsaid {
  /** What it is posted under. */
  readonly id: MessageId;
  readonly utterance: Utterance;
  /** When it was said, ms UTC. */
  readonly time: number;
  /** On this connection. */
  isSent: boolean;
  /** On any connection: it may be stored. */
  wasSent: boolean;
}

/** At most so many wait; whoever says more without a connection loses the first. */
const most = 100;

/** Brings what is said to the server: in order, not too fast, and again under the same ids after a lost connection. */
export class Speech {
  readonly #options: SpeechOptions;
  readonly #pacer = new Pacer();
  /** Never used again under this name, in any visit. */
  readonly #prefix: string;
  #count = 0;
  #list: readonly Unsaid[] = [];
  #cancel: () => void = () => {};
  /** Bytes, as the server told. */
  frameLimit = Infinity;

  constructor(options: SpeechOptions) {
    this.#options = options;
    const part = () => Math.floor(options.random() * 2 ** 32).toString(36);
    this.#prefix = `${part()}-${part()}-${part()}`;
  }

  /** What is answered by something that is not known to be in the log. */
  get answering(): readonly Seq[] {
    return this.#list.flatMap(({ utterance }) => utterance.answers ?? []);
  }

  say(utterance: Utterance): void {
    this.#count += 1;
    const id = utterance.id ?? (`${this.#prefix}-${this.#count}` as MessageId);
    const time = this.#options.clock.now();
    this.#list = [...this.#list, { id, utterance, time, isSent: false, wasSent: false }];
    if (this.#list.length > most) this.#notSaid(this.#list.slice(0, 1));
    this.goOn();
  }

  /** Sends what may go now, and comes back for the rest when it may. */
  goOn(): void {
    const { clock, send } = this.#options;
    this.#cancel();
    for (let next = this.#next(); next; next = this.#next()) {
      const wait = this.#pacer.wait(clock.now());
      if (wait > 0) {
        this.#cancel = clock.after(wait, () => this.goOn());
        return;
      }
      const post = postOf(next);
      if (byteLength(JSON.stringify(post)) > this.frameLimit) {
        this.#refuse(next, refuse('text_too_long', 'This message is too long and was not sent. Split it.'));
        continue;
      }
      if (!send(post)) return;
      this.#pacer.sent(clock.now());
      next.isSent = true;
      next.wasSent = true;
    }
  }

  accepted({ id, seq, room }: Of<'accepted'>): void {
    const own = this.#take(id)?.utterance.id;
    if (own !== undefined) this.#options.listener.stored(own, seq as Seq, room as Entry['room']);
  }

  refused({ code, message, id }: Of<'refused'>): void {
    const refusal = refuse(code as Refusal['code'], message);
    this.#options.listener.refused(refusal, this.#take(id)?.utterance.id ?? null);
  }

  /** The connection is gone. */
  lost(): void {
    this.#cancel();
    for (const unsaid of this.#list) unsaid.isSent = false;
  }

  /** Drops what was said of its own accord before `time` (ms UTC) and never sent: nobody waits for it. */
  forget(time: number): void {
    this.#notSaid(
      this.#list.filter(
        (unsaid) => !unsaid.wasSent && unsaid.utterance.answers === undefined && unsaid.time < time,
      ),
    );
  }

  end(): void {
    this.#cancel();
    this.#list = [];
  }

  #next(): Unsaid | undefined {
    return this.#list.find(({ isSent }) => !isSent);
  }

  #take(id: string | null): Unsaid | undefined {
    const found = this.#list.find((unsaid) => unsaid.id === id);
    this.#list = this.#list.filter((unsaid) => unsaid !== found);
    return found;
  }

  #notSaid(those: readonly Unsaid[]): void {
    const refusal = refuse('not_here', 'This was not said, for there was no connection.');
    for (const unsaid of those) this.#refuse(unsaid, refusal);
  }

  #refuse({ id, utterance }: Unsaid, refusal: Refusal): void {
    this.#take(id);
    this.#options.listener.refused(refusal, utterance.id ?? null);
  }
}

function postOf({ id, utterance }: Unsaid): Extract<ClientMessage, { readonly type: 'post' }> {
  const { text, room, to, answers, because } = utterance;
  return {
    type: 'post',
    id,
    text,
    ...(room !== undefined && { room }),
    ...(to !== undefined && { to }),
    ...(answers !== undefined && { answers }),
    ...(because && { because: because.slice(0, longestBecause) }),
  };
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
