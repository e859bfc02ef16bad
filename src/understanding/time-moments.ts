/** Rules for times counted from now or within a day: "now", "in 2 hours", "the next 3 days", "evening", "at 5 pm". */
import { dayMinutes } from './calendar.ts';
import { numberAt } from './numbers.ts';
import { words } from './phrases.ts';
import { days, hours, key, keys, matched, type Now, type Piece, type Rule, upcoming } from './time-piece.ts';
import {
  dayParts,
  mealParts,
  months,
  namedDays,
  nearDays,
  nowPhrases,
  remainders,
  units,
} from './time-words.ts';
import type { Token } from './tokens.ts';

export const present: Rule = (tokens, at, now) => {
  const found = nowPhrases.match(tokens, at);
  if (found === null) return null;
  return matched({ type: 'minutes', from: now.minutes, to: now.minutes + 60 }, found.length);
};

export const nearDay: Rule = (tokens, at, now) => {
  // "And the day after?", not "the day after Christmas".
  const length = key(tokens, at) === 'the' ? 3 : 2;
  if (/^(the )?day after$/.test(keys(tokens, at, length)) && tokens[at + length]?.type !== 'word')
    return matched(days(now.today + 2, 1), length);
  const found = nearDays.match(tokens, at);
  return found === null ? null : matched(days(now.today + found.value, 1), found.length);
};

export const namedDay: Rule = (tokens, at, now) => {
  const found = namedDays.match(tokens, at);
  if (found === null) return null;
  const [month, day] = found.value;
  return matched(days(upcoming(now, month, day), 1), found.length);
};

const atWords = words('at by around before after until till for about during this');

export const dayPart: Rule = (tokens, at) => {
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

const fewLeads = words('few several a the');

function fewAt(tokens: readonly Token[], at: number) {
  if (!fewLeads.has(key(tokens, at))) return null;
  if (key(tokens, at) === 'few' || key(tokens, at) === 'several') return { value: 3, length: 1 };
  if (/^(a|the) few$/.test(keys(tokens, at, 2))) return { value: 3, length: 2 };
  if (/^a couple of$/.test(keys(tokens, at, 3))) return { value: 2, length: 3 };
  return /^a couple$/.test(keys(tokens, at, 2)) ? { value: 2, length: 2 } : null;
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

export const distance: Rule = (tokens, at, now) => {
  const lead = key(tokens, at) === 'in' || key(tokens, at) === 'within' ? 1 : 0;
  const found = wholeLengthAt(tokens, at + lead);
  if (found === null) return null;
  const end = at + lead + found.length;
  const tail = keys(tokens, end, 2);
  if (tail === 'from now') return matched(fromNow(now, found.minutes, found.unit), end + 2 - at);
  if (tail.startsWith('ago')) return matched(fromNow(now, -found.minutes, found.unit), end + 1 - at);
  if (tail.startsWith('later')) return matched(fromNow(now, found.minutes, found.unit), end + 1 - at);
  if (lead === 0 || key(tokens, at + 1) === 'the') return null;
  if (key(tokens, at) === 'within')
    return matched(
      { type: 'minutes', from: now.minutes, to: now.minutes + Math.round(found.minutes) },
      end - at,
    );
  const time = tail.startsWith('time') || tail === "' time" ? (tail.startsWith('time') ? 1 : 2) : 0;
  return matched(fromNow(now, found.minutes, found.unit), end + time - at);
};

/** "the next 3 days", "next two weeks", "coming days", "7 day" before "forecast". */
export const stretch: Rule = (tokens, at, now) => {
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

/** "The rest of the day", "later today", "the rest of the week". */
export const remainder: Rule = (tokens, at, now) => {
  const found = remainders.match(tokens, at);
  if (found === null) return null;
  const week = 7 - ((now.today + 3) % 7);
  const until = now.today + (found.value === 'week' ? week : 1);
  return matched({ type: 'minutes', from: now.minutes, to: until * dayMinutes }, found.length);
};

/** "Between 3 and 6 pm", "from 9 to 12": the first number has its half of the day from the second. */
const spanned: Rule = (tokens, at) => {
  if (!/^(from|between)$/.test(key(tokens, at - 1)) || tokens[at]?.type !== 'number') return null;
  if (!/^(to|and|-|–|until|till)$/.test(key(tokens, at + 1)) || tokens[at + 2]?.type !== 'number')
    return null;
  const [from, to] = [Number(key(tokens, at)), Number(key(tokens, at + 2))];
  const half = key(tokens, at + 3);
  if (!(from < to && to <= 24) || units.has(half) || months.has(half) || /^degrees?$/.test(half)) return null;
  const late = half === 'pm' && to <= 12 ? 12 : 0;
  const noon = half === 'pm' && to === 12 ? -12 : 0;
  return matched(hours(from + late + noon, to + late + noon), /^(am|pm)$/.test(half) ? 4 : 3);
};

/** "5 pm", "05:44:13", "six o'clock", "at 15"; a bare number only after "at" or "around". */
export const clock: Rule = (tokens, at, now) => {
  const span = spanned(tokens, at, now);
  if (span !== null) return span;
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
