/**
 * Pieces of times put together to one range of the wall clock: days narrowed by hours, one piece up to another ("from
 * Monday to Wednesday", "between 3 pm and 6 pm"), and what lies before or after one ("until Friday", "after 5 pm").
 */
import { dayMinutes } from './calendar.ts';
import type { Found } from './phrases.ts';
import { key, type Now, type Piece } from './time-piece.ts';
import type { Token } from './tokens.ts';

/** Wall-clock minutes, `to` exclusive. */
interface Range {
  readonly from: number;
  readonly to: number;
}
type Days = Extract<Piece, { type: 'days' }>;
type Hours = Extract<Piece, { type: 'hours' }>;
type Of<P> = Omit<Found<Piece>, 'value'> & { readonly value: P };

/** `taken` are the pieces in `tokens`, from left to right, at least one. Hours alone are today's, or tomorrow's once they are over. */
export function rangeOf(tokens: readonly Token[], taken: readonly Found<Piece>[], now: Now): Range {
  const pieces = taken.map((one) => one.value);
  const exact = pieces.find((piece) => piece.type === 'minutes');
  const whole = daysOf(tokens, taken.filter(isDays), now);
  const within = hoursOf(tokens, taken.filter(isHours));
  const dated = pieces.findIndex((piece) => piece.type === 'days');
  if (exact !== undefined && (dated < 0 || pieces.indexOf(exact) < dated)) return exact;
  if (within === null) {
    const from = whole?.from ?? now.today;
    return { from: from * dayMinutes, to: (whole?.to ?? from + 1) * dayMinutes };
  }
  const over = !within.today && now.today * dayMinutes + within.to * 60 <= now.minutes;
  const from = whole?.from ?? (over ? now.today + 1 : now.today);
  const last = whole === null ? from : whole.to - 1;
  const begins = from * dayMinutes + Math.round(within.from * 60);
  const open = within.from === 0 && begins < now.minutes && from === now.today;
  return { from: open ? now.minutes : begins, to: last * dayMinutes + Math.round(within.to * 60) };
}

const isDays = (one: Found<Piece>): one is Of<Days> => one.value.type === 'days';
const isHours = (one: Found<Piece>): one is Of<Hours> => one.value.type === 'hours';

const upTo = /^(to|until|till|through|-|–)$/;
const either = /^(and|or|,|&)$/;

/** The word between two pieces that are next to each other but for it and "on". */
function linkOf(tokens: readonly Token[], one: Found<unknown>, other: Found<unknown>): string {
  const between = tokens.slice(one.to, other.from).map((token) => token.key);
  const [word = '', next] = between;
  return between.length === 1 || (between.length === 2 && next === 'on') ? word : '';
}

/** "From Monday to Wednesday", "Saturday and Sunday", "until Friday"; of other days the first. */
function daysOf(tokens: readonly Token[], [first, second]: readonly Of<Days>[], now: Now): Days | null {
  if (first === undefined) return null;
  const { from, to } = first.value;
  if (second !== undefined) {
    const link = linkOf(tokens, first, second);
    const length = second.value.to - second.value.from;
    // A weekday that comes before the first one is that of the week after.
    const begins = second.value.from + (second.value.from < from && length === 1 ? 7 : 0);
    const joined = upTo.test(link) || (either.test(link) && begins === to);
    if (joined && begins >= from && begins - from < 366) return { type: 'days', from, to: begins + length };
  }
  const until = /^(until|till|through)$/.test(key(tokens, first.from - 1)) && from > now.today;
  return { type: 'days', from: until ? now.today : from, to };
}

interface Within {
  readonly from: number;
  readonly to: number;
  /** Said to be today's: "this morning". */
  readonly today: boolean;
}

/** "Between 3 pm and 6 pm", "tonight at 9", "after 5 pm", "before noon". */
function hoursOf(tokens: readonly Token[], [first, second]: readonly Of<Hours>[]): Within | null {
  if (first === undefined) return null;
  const { from, to } = first.value;
  const today = key(tokens, first.from) === 'this';
  if (second !== undefined) {
    const spanned = spanOfHours(tokens, first, second);
    if (spanned !== null) return { ...spanned, today };
    const [clock, part] = [first.value, second.value].sort((a, b) => a.to - a.from - (b.to - b.from));
    const at = clock !== undefined && part !== undefined ? hourWithin(clock, part) : null;
    if (at !== null) return { from: at, to: at + 1, today };
  }
  const lead = key(tokens, first.from - 1);
  if (/^(until|till|before)$/.test(lead) && from > 0) return { from: 0, to: from, today };
  if (lead === 'after') return { from: to - from === 1 ? from : to, to: Math.max(24, to + 1), today };
  return { from, to, today };
}

function spanOfHours(tokens: readonly Token[], first: Of<Hours>, second: Of<Hours>): Range | null {
  const link = linkOf(tokens, first, second);
  const between = link === 'and' && key(tokens, first.from - 1) === 'between';
  if (!upTo.test(link) && !between) return null;
  const { from, to } = second.value;
  const end = to - from === 1 ? from : to;
  return end > first.value.from ? { from: first.value.from, to: end } : null;
}

/** The hour of "9" in "tonight at 9"; null where it is none of them. */
function hourWithin(clock: Hours, part: Hours): number | null {
  if (clock.to - clock.from !== 1 || part.to - part.from <= 1) return null;
  return [0, 12, 24].map((more) => clock.from + more).find((at) => at >= part.from && at < part.to) ?? null;
}
