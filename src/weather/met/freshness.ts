/** How long an answer may be used without asking again. Pure. */
import type { Random } from '../../util/random.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** An answer without a usable `Expires` is kept so long, and up to `spread` more, so that installations do not keep step. */
const unstated = 30 * minute;
const spread = 5 * minute;
/** No answer is kept longer without asking. */
const longest = 2 * hour;

/**
 * When an answer received at `now` expires (ms UTC). Lifetimes are reckoned from MET's own `Date`, so that a wrong
 * clock on this machine neither asks too early nor shows old weather.
 */
export function expiryOf(
  expiresHeader: string | undefined,
  dateHeader: string | undefined,
  now: number,
  random: Random,
): number {
  const expires = httpDate(expiresHeader);
  const sent = httpDate(dateHeader) ?? now;
  if (expires === null || expires <= sent) return now + unstated + random() * spread;
  return now + Math.min(expires - sent, longest);
}

/** Milliseconds to wait by a `Retry-After` header (seconds or a date, RFC 9110 10.2.3), `null` if it says nothing usable. */
export function retryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  const wait = /^\d{1,9}$/.test(value.trim()) ? Number(value) * 1000 : (httpDate(value) ?? NaN) - now;
  return Number.isFinite(wait) && wait >= 0 ? Math.min(Math.max(wait, 1000), day) : null;
}

/** ms UTC, or `null` for what is not the one form of date that HTTP/1.1 servers send ("Tue, 29 Mar 2022 12:21:41 GMT"). */
export function httpDate(value: string | undefined): number | null {
  if (value === undefined || !/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(value))
    return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : time;
}
