/** Times and numbers as people read them. Times are ms. */
import { span } from '../../util/span.ts';

/** `just now`, `12 s ago`, `4 min ago`, `2 h ago`, `3 d ago`. */
export function ago(time: number, now: number): string {
  const passed = Math.max(0, now - time);
  return passed < 5000 ? 'just now' : `${span(passed)} ago`;
}

/** `1,234`, `56.7`. */
export function count(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 1 });
}

/** The IP address in `192.0.2.7:51299`, `[2001:db8::7]:51299`; null where it is none, as with residents. */
export function addressIn(address: string): string | null {
  const [, v6, v4] = /^(?:\[([\da-f:.]+)\]|(\d+\.\d+\.\d+\.\d+))(?::\d+)?$/i.exec(address) ?? [];
  return v6 ?? v4 ?? null;
}
