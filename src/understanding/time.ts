/**
 * Times in a sentence, as ranges of the wall clock. Pieces (a day, a part of the day, an hour, a stretch from now) are
 * found one by one and then put together: "tomorrow" with "evening" and "at 7".
 */
import { dayMinutes, dayOf, isDate, isoOf, minutesOf, weekdayOf } from './calendar.ts';
import { numberAt } from './numbers.ts';
import { type Found, words } from './phrases.ts';
import { sights } from './place-words.ts';
import {
  dayParts,
  doubtfulMonths,
  doubtfulWeekdays,
  joins,
  mealParts,
  months,
  namedDays,
} from './time-words.ts';
import { nearDays, nowPhrases, seasons, units, weekdays } from './time-words.ts';
import { type Token, spanOf } from './tokens.ts';
import type { LocalTime, TimeMention } from './types.ts';

/** `days`: day numbers, `to` exclusive. `hours`: hours of a day. `minutes`: wall-clock minutes. */
type Piece =
  | { readonly type: 'days'; readonly from: number; readonly to: number }
  | { readonly type: 'hours'; readonly from: number; readonly to: number }
  | { readonly type: 'minutes'; readonly from: number; readonly to: number };
type Match = { readonly piece: Piece; readonly length: number } | null;
type Rule = (tokens: readonly Token[], at: number, now: Now) => Match;

interface Now {
  readonly minutes: number;
  readonly today: number;
  readonly year: number;
  readonly month: number;
}

export interface TimesFound {
  readonly time: TimeMention | null;
  /** The token ranges that are times: no place can stand there. */
  readonly taken: readonly Found<Piece>[];
}

const key = (tokens: readonly Token[], at: number) => tokens[at]?.key ?? '';
const days = (from: number, count: number): Piece => ({ type: 'days', from, to: from + count });
const hours = (from: number, to: number): Piece => ({ type: 'hours', from, to });
const matched = (piece: Piece, length: number): Match => ({ piece, length });

const present: Rule = (tokens, at, now) => {
  const found = nowPhrases.match(tokens, at);
  if (found === null) return null;
  return matched({ type: 'minutes', from: now.minutes, to: now.minutes + 60 }, found.length);
};

const nearDay: Rule = (tokens, at, now) => {
  const found = nearDays.match(tokens, at);
  return found === null ? null : matched(days(now.today + found.value, 1), found.length);
};

const namedDay: Rule = (tokens, at, now) => {
  const found = namedDays.match(tokens, at);
  if (found === null) return null;
  const [month, day] = found.value;
  return matched(days(upcoming(now, month, day), 1), found.length);
};

function upcoming(now: Now, month: number, day: number): number {
  const thisYear = dayOf(now.year, month, day);
  return thisYear >= now.today ? thisYear : dayOf(now.year + 1, month, day);
}

const atWords = words('at by around before after until till for about during this');

const dayPart: Rule = (tokens, at) => {
  const found = dayParts.match(tokens, at);
  if (found === null) return null;
  const meal = found.length === 1 && mealParts.has(key(tokens, at));
  if (meal && !atWords.has(key(tokens, at - 1))) return null;
  return matched(hours(found.value[0], found.value[1]), found.length);
};

/** "2 hours", "a week and a half", "one hour and 3 seconds": minutes (calendar months as 30.4 days), and tokens used. */
function lengthAt(tokens: readonly Token[], at: number) {
  const article = /^(a|an|the)$/.test(key(tokens, at)) ? { value: 1, length: 1 } : null;
  const half =
    key(tokens, at) === 'half' ? { value: 0.5, length: /^an?$/.test(key(tokens, at + 1)) ? 2 : 1 } : null;
  const amount = fewAt(tokens, at) ?? article ?? half ?? numberAt(tokens, at);
  if (amount === null) return null;
  let i = at + amount.length;
  let value = amount.value;
  if (/^and a half$/.test(keys(tokens, i, 3))) [value, i] = [value + 0.5, i + 3];
  const unit = units.get(key(tokens, i));
  if (unit === undefined) return null;
  i++;
  if (/^and a half$/.test(keys(tokens, i, 3))) [value, i] = [value + 0.5, i + 3];
  const size = unit === 'month' ? 30.4 * dayMinutes : unit === 'year' ? 365.25 * dayMinutes : unit;
  return { minutes: value * size, unit: size, length: i - at };
}

function fewAt(tokens: readonly Token[], at: number) {
  if (key(tokens, at) === 'few' || key(tokens, at) === 'several') return { value: 3, length: 1 };
  if (/^(a|the) few$/.test(keys(tokens, at, 2))) return { value: 3, length: 2 };
  if (/^a couple of$/.test(keys(tokens, at, 3))) return { value: 2, length: 3 };
  return /^a couple$/.test(keys(tokens, at, 2)) ? { value: 2, length: 2 } : null;
}

function keys(tokens: readonly Token[], at: number, count: number): string {
  let text = key(tokens, at);
  for (let i = at + 1; i < at + count; i++) text += ` ${key(tokens, i)}`;
  return text;
}

function wholeLengthAt(tokens: readonly Token[], at: number) {
  const first = lengthAt(tokens, at);
  if (first === null || key(tokens, at + first.length) !== 'and') return first;
  const second = lengthAt(tokens, at + first.length + 1);
  if (second === null) return first;
  return { ...second, minutes: first.minutes + second.minutes, length: first.length + 1 + second.length };
}

/** A moment so far from now: an hour long if counted in hours or less, else the whole day it falls on. */
function fromNow(now: Now, distance: number, unit: number): Piece {
  const moment = now.minutes + Math.round(distance);
  return unit < dayMinutes
    ? { type: 'minutes', from: moment, to: moment + 60 }
    : days(Math.floor(moment / dayMinutes), 1);
}

const distance: Rule = (tokens, at, now) => {
  const lead = key(tokens, at) === 'in' || key(tokens, at) === 'within' ? 1 : 0;
  const found = wholeLengthAt(tokens, at + lead);
  if (found === null) return null;
  const end = at + lead + found.length;
  const tail = keys(tokens, end, 2);
  if (tail === 'from now') return matched(fromNow(now, found.minutes, found.unit), end + 2 - at);
  if (tail.startsWith('ago')) return matched(fromNow(now, -found.minutes, found.unit), end + 1 - at);
  if (tail.startsWith('later')) return matched(fromNow(now, found.minutes, found.unit), end + 1 - at);
  if (lead === 0 || key(tokens, at + 1) === 'the') return null;
  const time = tail.startsWith('time') || tail === "' time" ? (tail.startsWith('time') ? 1 : 2) : 0;
  return matched(fromNow(now, found.minutes, found.unit), end + time - at);
};

/** "the next 3 days", "next two weeks", "coming days", "7 day" before "forecast". */
const stretch: Rule = (tokens, at, now) => {
  let i = at;
  if (key(tokens, i) === 'the') i++;
  const led = /^(next|coming|following)$/.test(key(tokens, i));
  if (led) i++;
  const found = lengthAt(tokens, i);
  if (found !== null && (led || /^(forecast|outlook|weather)$/.test(key(tokens, i + found.length)))) {
    return matched(
      { type: 'minutes', from: now.minutes, to: now.minutes + Math.round(found.minutes) },
      i + found.length - at,
    );
  }
  if (!led || key(tokens, i) === '' || !/^(days|hours)$/.test(key(tokens, i))) return null;
  const size = key(tokens, i) === 'days' ? 3 * dayMinutes : 360;
  return matched({ type: 'minutes', from: now.minutes, to: now.minutes + size }, i + 1 - at);
};

/** -1 for "last", 0 for "this" and "the", 1 for "next". */
const steps = new Map([
  ['last', -1],
  ['past', -1],
  ['this', 0],
  ['the', 0],
  ['current', 0],
  ['coming', 0],
  ['upcoming', 0],
  ['next', 1],
  ['following', 1],
]);

const relative: Rule = (tokens, at, now) => {
  let i = at;
  if (key(tokens, i) === 'the' && steps.has(key(tokens, i + 1))) i++;
  const step = steps.get(key(tokens, i));
  const lead = step === undefined ? 0 : 1;
  const piece = periodAt(tokens, i + lead, step ?? null, now);
  return piece === null
    ? null
    : matched(piece, i + lead + 1 - at + (key(tokens, i + lead + 1) === "'s" ? 1 : 0));
};

/** `step` is null where no "this" or "next" stands before. */
function periodAt(tokens: readonly Token[], at: number, step: number | null, now: Now): Piece | null {
  const word = key(tokens, at);
  const monday = now.today - weekdayOf(now.today) + 1;
  const by = step ?? 0;
  if (word === 'weekend' || word === 'week-end' || word === 'weekends') {
    // On a Sunday "this weekend" is what is left of it; "next weekend" is that of next week.
    const saturday = monday + 5 + 7 * by;
    return by === 0 && now.today > saturday ? days(now.today, 1) : days(saturday, 2);
  }
  if (word === 'week' && step !== null) return by === 0 ? restOf(now, monday + 7) : days(monday + 7 * by, 7);
  if (word === 'month' && step !== null) return monthPiece(now.year, now.month + by);
  if (word === 'year' && step !== null) return days(dayOf(now.year + by, 1, 1), 365);
  const season = seasons.get(word);
  if (season !== undefined && step !== null) return seasonPiece(now, season, by);
  const month = months.get(word);
  if (month !== undefined && step !== null && step !== 0)
    return monthPiece(nearestYear(now, month, by), month);
  const weekday = weekdays.get(word);
  if (weekday === undefined) return null;
  const led = step !== null || /^(on|by|for|until|every|and|or)$/.test(key(tokens, at - 1));
  if (doubtfulWeekdays.has(word) && !led) return null;
  return days(weekdayPiece(now, weekday, step), 1);
}

const restOf = (now: Now, to: number): Piece => ({ type: 'days', from: now.today, to });

/** "friday" and "this friday" are the coming one, today included; "next friday" is that of next week. */
function weekdayPiece(now: Now, weekday: number, step: number | null): number {
  const ahead = (weekday - weekdayOf(now.today) + 7) % 7;
  if (step === 1) return now.today - weekdayOf(now.today) + 7 + weekday;
  if (step === -1) return now.today + (ahead === 0 ? -7 : ahead - 7);
  return now.today + ahead;
}

function nearestYear(now: Now, month: number, step: number): number {
  if (step < 0) return month < now.month ? now.year : now.year - 1;
  return month > now.month ? now.year : now.year + 1;
}

function monthPiece(year: number, month: number): Piece {
  return { type: 'days', from: dayOf(year, month, 1), to: dayOf(year, month + 1, 1) };
}

function seasonPiece(now: Now, season: number, step: number): Piece {
  const past = dayOf(now.year, season + 3, 1) <= now.today && step === 0 ? 1 : step;
  const year = season === 12 && now.month <= 2 ? now.year - 1 : now.year;
  return { type: 'days', from: dayOf(year + past, season, 1), to: dayOf(year + past, season + 3, 1) };
}

/** "march 3rd", "mar. the third, 2037", "3 march", "the 3rd of march 2027"; "march" alone after "in". */
const date: Rule = (tokens, at, now) => {
  const found = monthFirst(tokens, at) ?? dayFirst(tokens, at);
  if (found === null) return monthAlone(tokens, at, now);
  let i = at + found.length;
  const comma = key(tokens, i) === ',' ? 1 : 0;
  const year = /^[12]\d{3}$/.test(key(tokens, i + comma)) ? Number(key(tokens, i + comma)) : null;
  if (year !== null) i += comma + 1;
  if (!isDate(year ?? 2024, found.month, found.day)) return null;
  const day = year === null ? upcoming(now, found.month, found.day) : dayOf(year, found.month, found.day);
  return matched(days(day, 1), i - at);
};

function monthFirst(tokens: readonly Token[], at: number) {
  const month = months.get(key(tokens, at));
  if (month === undefined) return null;
  let i = at + 1;
  if (key(tokens, i) === '.') i++;
  if (key(tokens, i) === 'the') i++;
  const day = numberAt(tokens, i);
  if (day === null || day.value < 1 || day.value > 31 || units.has(key(tokens, i + day.length))) return null;
  return { month, day: day.value, length: i + day.length - at };
}

function dayFirst(tokens: readonly Token[], at: number) {
  let i = at;
  if (key(tokens, i) === 'the') i++;
  const day = numberAt(tokens, i);
  if (day === null) return null;
  i += day.length;
  if (key(tokens, i) === '.' || key(tokens, i) === 'of') i++;
  const month = months.get(key(tokens, i));
  if (month === undefined) return null;
  i++;
  if (key(tokens, i) === '.' && key(tokens, i - 1).length <= 4) i++;
  return { month, day: day.value, length: i - at };
}

const monthAlone: Rule = (tokens, at, now) => {
  const word = key(tokens, at);
  const month = months.get(word);
  const led = /^(in|during|by|until|till|since|of|for)$/.test(key(tokens, at - 1));
  if (month === undefined || (doubtfulMonths.has(word) && !led)) return null;
  const dot = key(tokens, at + 1) === '.' && word.length <= 4 ? 1 : 0;
  return matched(monthPiece(month >= now.month ? now.year : now.year + 1, month), 1 + dot);
};

/** "2026-11-23", "7/13/2036" (month first where that is a date), "23.11.2026", "13/7". */
const numericDate: Rule = (tokens, at, now) => {
  const token = tokens[at];
  if (token?.type !== 'number') return null;
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(token.text);
  if (iso !== null) return dated(now, Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const slashed = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?$/.exec(token.text);
  const dotted = slashed ?? /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))$/.exec(token.text);
  if (dotted === null) return null;
  const [first, second] = [Number(dotted[1]), Number(dotted[2])];
  const given = dotted[3] === undefined ? null : Number(dotted[3]);
  const year = given === null || given > 99 ? given : 2000 + given;
  if (slashed === null) return dated(now, year, second, first);
  return dated(now, year, first, second) ?? dated(now, year, second, first);
};

function dated(now: Now, year: number | null, month: number, day: number): Match {
  if (!isDate(year ?? 2024, month, day)) return null;
  return matched(days(year === null ? upcoming(now, month, day) : dayOf(year, month, day), 1), 1);
}

/** "5 pm", "05:44:13", "six o'clock", "at 15"; a bare number only after "at" or "around". */
const clock: Rule = (tokens, at) => {
  const written = /^(\d{1,2})[:.](\d{2})(?::\d{2})?$/.exec(key(tokens, at));
  const spoken = written === null ? numberAt(tokens, at) : null;
  if (written === null && (spoken === null || spoken.ordinal)) return null;
  const hour = written === null ? (spoken?.value ?? 24) : Number(written[1]);
  const minute = written === null ? 0 : Number(written[2]);
  if (hour > 23 || minute > 59) return null;
  let i = at + (spoken?.length ?? 1);
  const half = /^(am|pm|a|p)$/.exec(key(tokens, i));
  const suffix =
    half !== null && half[0].length === 1 ? /^[ap] \. m$/.test(keys(tokens, i, 3)) : half !== null;
  if (suffix) {
    const late = half?.[0].startsWith('p') === true;
    i += half?.[0].length === 1 ? 3 : 1;
    if (key(tokens, i) === '.' && half?.[0].length === 1) i++;
    const shown = (hour % 12) + (late ? 12 : 0);
    return matched(hours(shown + minute / 60, shown + minute / 60 + 1), i - at);
  }
  const called = /^(o'clock|oclock)$/.test(key(tokens, i));
  const colon = written !== null && /:/.test(key(tokens, at));
  const led =
    /^(at|around|by|til|until|till|before|after|kl)$/.test(key(tokens, at - 1)) &&
    !/^(degrees?|%|percent)$/.test(key(tokens, i));
  if (!called && !colon && !led) return null;
  return matched(hours(hour + minute / 60, hour + minute / 60 + 1), i + (called ? 1 : 0) - at);
};

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
