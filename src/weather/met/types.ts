/** What the MET client is told, given, and gives. */
import type { Clock } from '../../util/clock.ts';
import type { Random } from '../../util/random.ts';
import type { Forecasts } from '../types.ts';

/** What whoever runs the program says about the weather. Plain data. */
export interface MetSettings {
  /** False: no request, ever. */
  readonly enabled: boolean;
  /** Whom MET may write to: e-mail or web address. Without it nothing is asked. */
  readonly contact: string | null;
  /** With or without `/compact` at the end. HTTPS, or HTTP on this machine. */
  readonly url: string;
  /** Of this program. */
  readonly version: string;
}

/** What the client works with while whoever uses it is there: everything of it is in a bot's context. */
export interface MetMeans {
  readonly clock: Clock;
  readonly random: Random;
  /** Where answers are kept. */
  readonly store: MetStore;
  /** Resolves with a whole answer, after redirects. Rejects with a RangeError where trying again would end the same way. */
  fetch(url: string, options: { readonly headers: Readonly<Record<string, string>> }): Promise<Response>;
  /** Breaks off what is under way when aborted; later questions are answered with `switched_off`. */
  readonly signal: AbortSignal;
  /** What the administrator should know; the same matter at most once a day. */
  log(message: string, level: 'info' | 'warn' | 'error'): void;
}

/** JSON values by key. */
export interface MetStore {
  get(key: string): Promise<unknown>;
  /** Rejects with an error named `QuotaExceededError` what finds no room until something is deleted. */
  put(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<unknown>;
  entries(): Promise<readonly (readonly [key: string, value: unknown])[]>;
}

/** Where somebody may get forecasts from. */
export interface ForecastSource {
  /** Whom it asks, as a bot's `needs` name hosts. */
  readonly hosts: readonly string[];
  /** Asks nothing before the first question. */
  open(means: MetMeans): Forecasts;
}
