/**
 * Times in a sentence, as ranges of the wall clock. Pieces (a day, a part of the day, an hour, a stretch from now) are
 * found one by one and then put together: "tomorrow" with "evening" and "at 7".
 */
import { dayMinutes, isoOf, minutesOf } from './calendar.ts';
import type { Found } from './phrases.ts';
import { sights } from './place-words.ts';
import { date, numericDate, relative } from './time-dates.ts';
import { clock, dayPart, distance, namedDay, nearDay, present, stretch } from './time-moments.ts';
import { key, type Match, type Now, type Piece, type Rule } from './time-piece.ts';
import { dayParts, joins, months, weekdays } from './time-words.ts';
import { spanOf, type Token } from './tokens.ts';
import type { LocalTime, TimeMention } from './types.ts';

export interface TimesFound {
  readonly time: TimeMention | null;
  /** The token ranges that are times: no place can stand there. */
  readonly taken: readonly Found<Piece>[];
}

const rules: readonly Rule[] = [
  present,
  nearDay,
  stretch,
  distance,
  namedDay,
  numericDate,
  date,
  relative,
  clock,
  dayPart,
];

function matchAt(tokens: readonly Token[], at: number, now: Now): Match {
  for (const rule of rules) {
    const match = rule(tokens, at, now);
    if (match !== null) return match;
  }
  return null;
}

/** "June Park", "Sunset Hills": a capital before another, or before a word that ends names of places. */
function beginsName(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (token?.type !== 'word' || next?.type !== 'word' || !/^(in|at|for|near|the)$/.test(key(tokens, at - 1)))
    return false;
  if (months.has(next.key) || weekdays.has(next.key) || dayParts.match(tokens, at + 1) !== null) return false;
  return (
    (sights.has(next.key) && next.key !== 'point') ||
    (token.capital && next.capital && /^\p{Lu}\p{Ll}/u.test(next.text))
  );
}

/** `tokens` are those of one sentence of `message`. */
export function findTimes(tokens: readonly Token[], message: string, at: LocalTime): TimesFound {
  const minutes = minutesOf(at);
  const now: Now = { minutes, today: Math.floor(minutes / dayMinutes), year: at.year, month: at.month };
  const taken: Found<Piece>[] = [];
  for (let i = 0; i < tokens.length;) {
    const match = beginsName(tokens, i) ? null : matchAt(tokens, i, now);
    if (match === null) {
      i++;
    } else {
      taken.push({ value: match.piece, from: i, to: i + match.length });
      i += match.length;
    }
  }
  return { taken, time: mention(tokens, message, taken, now) };
}

function mention(
  tokens: readonly Token[],
  message: string,
  taken: readonly Found<Piece>[],
  now: Now,
): TimeMention | null {
  const first = taken[0];
  if (first === undefined) return null;
  let to = first.to;
  for (const next of taken.slice(1)) {
    if (!tokens.slice(to, next.from).every((token) => joins.has(token.key))) break;
    to = next.to;
  }
  const range = rangeOf(taken, now);
  return { ...spanOf(tokens, message, first.from, to), from: isoOf(range.from), to: isoOf(range.to) };
}

/** Days narrowed by hours; hours alone are today's, or tomorrow's once they are over. */
function rangeOf(taken: readonly Found<Piece>[], now: Now): { readonly from: number; readonly to: number } {
  const pieces = taken.map((one) => one.value);
  const exact = pieces.find((piece) => piece.type === 'minutes');
  const whole = pieces.find((piece) => piece.type === 'days');
  const within = pieces.find((piece) => piece.type === 'hours');
  if (exact !== undefined && (whole === undefined || pieces.indexOf(exact) < pieces.indexOf(whole)))
    return exact;
  if (within === undefined) {
    const from = whole?.from ?? now.today;
    return { from: from * dayMinutes, to: (whole?.to ?? from + 1) * dayMinutes };
  }
  const over = now.today * dayMinutes + within.to * 60 <= now.minutes;
  const from = whole?.from ?? (over ? now.today + 1 : now.today);
  const last = whole === undefined ? from : whole.to - 1;
  return {
    from: from * dayMinutes + Math.round(within.from * 60),
    to: last * dayMinutes + Math.round(within.to * 60),
  };
}
