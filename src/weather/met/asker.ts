/** Puts one question to MET: under our name, at our pace, once more if the line was bad. */
import { messageOf } from '../../util/result.ts';
import { Limiter } from './limiter.ts';
import type { MetMeans } from './types.ts';

export interface Answer {
  readonly type: 'answer';
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: string;
  /** The path that answered, where that was not the address asked. It does not tell the place. */
  readonly movedTo: string | null;
}
interface Failed {
  readonly type: 'failed';
  readonly reason: string;
  /** Trying again at once would end the same way. */
  readonly final: boolean;
}
/** Not asked: too many questions wait already, or `mayAsk` said no. */
interface Unasked {
  readonly type: 'unasked';
}
export type Outcome = Answer | Failed | Unasked;

const mostRetries = 2;
/** Milliseconds before the first retry; doubled for the second, and up to as much again by chance. */
const retryPause = 1000;
/** Somebody waits for the answer: no retry begins later than this after the first try. */
const patience = 15_000;

export class Asker {
  readonly #means: MetMeans;
  readonly #userAgent: string;
  /** Looked at before each exchange, after any waiting. */
  readonly #mayAsk: () => boolean;
  readonly #limiter: Limiter;

  constructor(means: MetMeans, userAgent: string, mayAsk: () => boolean) {
    this.#means = means;
    this.#userAgent = userAgent;
    this.#mayAsk = mayAsk;
    this.#limiter = new Limiter(means.clock);
    means.signal.addEventListener('abort', () => this.#limiter.close());
  }

  /** Never rejects. `lastModified` makes the question conditional. */
  async ask(address: string, lastModified: string | null): Promise<Outcome> {
    const { clock, random, signal } = this.#means;
    const start = clock.now();
    for (let retry = 0; ; retry++) {
      const outcome = await this.#exchange(address, lastModified);
      if (!isBadLine(outcome)) return outcome;
      const pause = retryPause * 2 ** retry * (1 + random());
      const late = clock.now() + pause - start > patience;
      if (retry === mostRetries || late || signal.aborted) return outcome;
      await this.#pause(pause);
    }
  }

  async #exchange(address: string, lastModified: string | null): Promise<Outcome> {
    const { signal } = this.#means;
    const inTurn = await this.#limiter.take();
    if (!inTurn || signal.aborted || !this.#mayAsk()) return { type: 'unasked' };
    const headers = {
      'user-agent': this.#userAgent,
      accept: 'application/json',
      'accept-encoding': 'gzip',
      ...(lastModified !== null && { 'if-modified-since': lastModified }),
    };
    try {
      return await answerOf(await this.#means.fetch(address, { headers }));
    } catch (thrown) {
      return {
        type: 'failed',
        reason: messageOf(causeOf(thrown)),
        final: thrown instanceof RangeError,
      };
    }
  }

  async #pause(ms: number): Promise<void> {
    const { clock, signal } = this.#means;
    await new Promise<void>((resolve) => {
      const cancel = clock.after(ms, done);
      function done(): void {
        cancel();
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done);
    });
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const { status, headers, redirected, url } = response;
  const header = (name: string) => headers.get(name) ?? undefined;
  const movedTo = redirected ? new URL(url).pathname : null;
  return { type: 'answer', status, header, body: await response.text(), movedTo };
}

function isBadLine(outcome: Outcome): boolean {
  return (
    (outcome.type === 'failed' && !outcome.final) || (outcome.type === 'answer' && outcome.status >= 500)
  );
}

/** Node's fetch says "fetch failed" and gives the reason as the cause. */
function causeOf(thrown: unknown): unknown {
  return thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
}
