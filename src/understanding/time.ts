/**
 * Times in a sentence, as ranges of the wall clock. Pieces (a day, a part of the day, an hour, a stretch from now) are
 * found one by one and then put together: "tomorrow" with "evening" and "at 7".
 */
import { dayMinutes, isoOf, minutesOf } from './calendar.ts';
import type { Found } from './phrases.ts';
import { sights } from './place-words.ts';
import { date, numericDate, ordinalDay, relative } from './time-dates.ts';
import { clock, dayPart, distance, namedDay, nearDay, present, remainder, stretch } from './time-moments.ts';
import { rangeOf } from './time-range.ts';
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
  remainder,
  nearDay,
  stretch,
  distance,
  namedDay,
  numericDate,
  date,
  ordinalDay,
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
  const range = rangeOf(tokens, taken, now);
  let to = first.to;
  for (const [i, next] of taken.slice(1).entries()) {
    const joined = tokens.slice(to, next.from).every((token) => joins.has(token.key));
    // "To Wednesday" belongs to "from Monday" if it changed what is meant.
    const before = rangeOf(tokens, taken.slice(0, i + 1), now);
    if (!joined && (next.from > to + 2 || (before.from === range.from && before.to === range.to))) break;
    to = next.to;
  }
  return { ...spanOf(tokens, message, first.from, to), from: isoOf(range.from), to: isoOf(range.to) };
}
