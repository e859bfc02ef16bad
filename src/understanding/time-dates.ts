/** Rules for times of the calendar: weekdays, weekends, months, seasons and dates. */
import { dayOf, isDate, weekdayOf } from './calendar.ts';
import { numberAt } from './numbers.ts';
import { days, key, type Match, matched, type Now, type Piece, type Rule, upcoming } from './time-piece.ts';
import { doubtfulMonths, doubtfulWeekdays, months, seasons, units, weekdays } from './time-words.ts';
import type { Token } from './tokens.ts';

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

export const relative: Rule = (tokens, at, now) => {
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
  if (
    word === 'helgen' ||
    word === 'helga' ||
    word === 'weekend' ||
    word === 'week-end' ||
    word === 'weekends'
  ) {
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
  const led =
    (step !== null && key(tokens, at - 1) !== 'the') ||
    /^(on|by|for|until|every|and|or)$/.test(key(tokens, at - 1));
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
export const date: Rule = (tokens, at, now) => {
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

/** "On the 24th": the next such day of a month. */
export const ordinalDay: Rule = (tokens, at, now) => {
  const article = key(tokens, at) === 'the' ? 1 : 0;
  if (article === 0 && key(tokens, at - 1) !== 'on') return null;
  const day = numberAt(tokens, at + article);
  if (day?.ordinal !== true || day.length !== 2 || tokens[at + article]?.type !== 'number') return null;
  const next = tokens[at + article + day.length];
  if (next?.type === 'word' && !/^(in|at|for|will|is|and|please)$/.test(next.key)) return null;
  for (let month = now.month; month < now.month + 12; month++) {
    const year = now.year + Math.floor((month - 1) / 12);
    const found = dayOf(year, month, day.value);
    if (isDate(year, ((month - 1) % 12) + 1, day.value) && found >= now.today)
      return matched(days(found, 1), article + day.length);
  }
  return null;
};

/** "2026-11-23", "7/13/2036" (month first where that is a date), "23.11.2026", "13/7". */
export const numericDate: Rule = (tokens, at, now) => {
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
