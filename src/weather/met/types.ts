/** What the MET client is given and what it can tell. */
import type { Clock } from '../../util/clock.ts';
import type { Note } from '../../util/note.ts';
import type { Random } from '../../util/random.ts';
import type { Forecasts } from '../types.ts';
import type { Trip } from './breaker.ts';

export interface MetOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Where answers are kept; made when first needed. */
  readonly cacheFolder: string;
  /** Whom MET may write to: e-mail or web address. Without it nothing is asked. */
  readonly contact: string | null;
  /** With or without `/compact` at the end. HTTPS, or HTTP on this machine. */
  readonly baseUrl?: string;
  /** Of this program. */
  readonly version: string;
  /** False: no request, ever. */
  readonly enabled: boolean;
  /** What the administrator should know; the same matter at most once a day. */
  readonly onNotice: Note;
}

export interface MetFigures {
  /** Sent to MET, redirects and retries included. */
  readonly requests: number;
  readonly notModified: number;
  /** Questions answered with what was kept and still good, or by a request that another question had caused. */
  readonly hits: number;
  /** Questions answered with something older, because MET could not be asked. */
  readonly stale: number;
  /** Answers that should have been a forecast and were not. */
  readonly invalid: number;
  /** Exchanges without an answer, or with a status from 500. */
  readonly failures: number;
  readonly breaker: 'closed' | Trip;
  /** When MET may be asked again, ms UTC; `null` while the breaker is closed. */
  readonly retryAt: number | null;
}

export interface MetForecasts extends Forecasts {
  figures(): MetFigures;
  /** Why this configuration asks nothing of MET, in words for people; `null` if live weather is on. */
  offBecause(): string | null;
  /** Breaks off what is under way; later questions are answered with `switched_off`. */
  close(): void;
}
