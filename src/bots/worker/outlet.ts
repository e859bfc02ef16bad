import { mostAtOnce } from './mind-messages.ts';

/** Messages that may wait. */
const mostWaiting = 1_000;

/**
 * What a worker has to say, in order. One handful at a time is under way, so that a bot that does not stop cannot bury the
 * thread that listens; one that says more than can wait is told so by an exception.
 */
export class Outlet<Message> {
  readonly #post: (messages: readonly Message[]) => void;
  #waiting: Message[] = [];
  /** Nothing goes before the first `more`. */
  #underWay = true;
  #scheduled = false;

  constructor(post: (messages: readonly Message[]) => void) {
    this.#post = post;
  }

  /** Throws a RangeError when too much waits. */
  send(message: Message): void {
    if (this.isFull) {
      throw new RangeError(`more than ${mostWaiting} things said, noted or asked for at once`);
    }
    this.force(message);
  }

  get isFull(): boolean {
    return this.#waiting.length >= mostWaiting;
  }

  /** For what must be said however much waits. */
  force(message: Message): void {
    this.#waiting.push(message);
    if (this.#scheduled || this.#underWay) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  /** What was sent has been taken. */
  more(): void {
    this.#underWay = false;
    this.#flush();
  }

  /** Posts what can go at a time, at the end of the thread. */
  last(): void {
    if (this.#waiting.length > 0) this.#post(this.#waiting.splice(0, mostAtOnce));
  }

  #flush(): void {
    if (this.#underWay || this.#waiting.length === 0) return;
    this.#underWay = true;
    this.#post(this.#waiting.splice(0, mostAtOnce));
  }
}
