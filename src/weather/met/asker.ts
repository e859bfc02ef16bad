/** Puts one question to MET: under our name, at our pace, through redirects, once more if the line was bad. */
import type { Clock } from '../../util/clock.ts';
import type { Random } from '../../util/random.ts';
import { isAllowed } from './address.ts';
import { Limiter } from './limiter.ts';
import { type Answer, type Failed, request } from './request.ts';

/** Not asked: too many questions wait already, or `mayAsk` said no. */
interface Unasked {
  readonly type: 'unasked';
}
export type Outcome = Answer | Failed | Unasked;

const mostRedirects = 5;
const mostRetries = 2;
/** Milliseconds before the first retry; doubled for the second, and up to as much again by chance. */
const retryPause = 1000;
/** Somebody waits for the answer: no retry begins later than this after the first try. */
const patience = 15_000;

export interface AskerOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly userAgent: string;
  /** Looked at before each exchange, after any waiting. */
  readonly mayAsk: () => boolean;
  readonly onRedirect: (target: string) => void;
}

export class Asker {
  readonly #options: AskerOptions;
  readonly #limiter: Limiter;
  readonly #stop = new AbortController();
  #requests = 0;
  #failures = 0;

  constructor(options: AskerOptions) {
    this.#options = options;
    this.#limiter = new Limiter(options.clock);
  }

  get requests(): number {
    return this.#requests;
  }

  /** Exchanges without an answer, or with a status from 500. */
  get failures(): number {
    return this.#failures;
  }

  /** Never rejects. `lastModified` makes the question conditional. */
  async ask(address: string, lastModified: string | null): Promise<Outcome> {
    const { clock, random } = this.#options;
    const start = clock.now();
    for (let retry = 0; ; retry++) {
      const outcome = await this.#follow(address, lastModified);
      if (!isBadLine(outcome)) return outcome;
      this.#failures++;
      const pause = retryPause * 2 ** retry * (1 + random());
      const late = clock.now() + pause - start > patience;
      if (retry === mostRetries || late || this.#stop.signal.aborted) return outcome;
      await this.#pause(pause);
    }
  }

  /** Breaks off what is under way and lets nothing more go. */
  close(): void {
    this.#stop.abort(new Error('the server is stopping'));
    this.#limiter.close();
  }

  async #follow(address: string, lastModified: string | null): Promise<Outcome> {
    let target = address;
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const outcome = await this.#exchange(target, lastModified);
      const location =
        outcome.type === 'answer' && isRedirect(outcome.status) ? outcome.header('location') : undefined;
      if (location === undefined) return outcome;
      const next = URL.canParse(location, target) ? new URL(location, target).href : '';
      if (!isAllowed(next))
        return { type: 'failed', reason: 'a redirect to an address without https', final: true };
      this.#options.onRedirect(next);
      target = next;
    }
    return { type: 'failed', reason: `more than ${mostRedirects} redirects`, final: true };
  }

  async #exchange(address: string, lastModified: string | null): Promise<Outcome> {
    const { clock, userAgent, mayAsk } = this.#options;
    const inTurn = await this.#limiter.take();
    if (!inTurn || this.#stop.signal.aborted || !mayAsk()) return { type: 'unasked' };
    this.#requests++;
    const headers = { 'user-agent': userAgent, accept: 'application/json', 'accept-encoding': 'gzip' };
    const condition = lastModified === null ? {} : { 'if-modified-since': lastModified };
    return request(address, { ...headers, ...condition }, clock, this.#stop.signal);
  }

  async #pause(ms: number): Promise<void> {
    const { signal } = this.#stop;
    await new Promise<void>((resolve) => {
      const cancel = this.#options.clock.after(ms, done);
      function done(): void {
        cancel();
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done);
    });
  }
}

function isBadLine(outcome: Outcome): boolean {
  return (
    (outcome.type === 'failed' && !outcome.final) || (outcome.type === 'answer' && outcome.status >= 500)
  );
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}
