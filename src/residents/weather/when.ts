/** Ranges of a place's wall clock in words, as an answer names them. Pure; texts such as "2026-11-23T18:00". */
import { isoOf, type WallTime } from '../../util/local-time.ts';

export interface Range {
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** "tomorrow", "on Friday 27 November", "at 15:00 today", "tomorrow from 18:00 to 24:00", "from … to …". */
export function rangeWords({ from, to }: Range, now: WallTime): string {
  const [start, end] = [timeOf(from), timeOf(to)];
  if (end - start <= hourMs) return momentWords(from, now);
  const wholeDays = from.endsWith('T00:00') && to.endsWith('T00:00');
  if (wholeDays && end - start === dayMs) return dayWords(from, now);
  if (spansDays({ from, to })) return daysWords(from, to.endsWith('T00:00') ? isoAt(end - 1) : to);
  const toMorning = from.endsWith('T18:00') && to.endsWith('T06:00');
  if (toMorning && from.startsWith(isoOf(now).slice(0, 10))) return 'tonight';
  const night = from.slice(11) >= '18:00' && to.slice(11) <= '06:00';
  if (to.slice(0, 10) !== from.slice(0, 10) && !to.endsWith('T00:00') && !night)
    return `from ${from.slice(11)} ${dayWords(from, now)} to ${to.slice(11)} ${dayWords(to, now)}`;
  const until = to.endsWith('T00:00') ? '24:00' : to.slice(11);
  return `${dayWords(from, now)} from ${from.slice(11)} to ${until}`;
}

/** "at 15:00 tomorrow" */
export function momentWords(at: string, now: WallTime): string {
  return `at ${at.slice(11)} ${dayWords(at, now)}`;
}

/** Whether a range is best told day by day; a night is not. */
export function spansDays({ from, to }: Range): boolean {
  return timeOf(to) - timeOf(from) > dayMs;
}

/** "Tuesday 1 December" */
export function dayOf(at: string): string {
  return day.format(timeOf(at)).replace(',', '');
}

/** "Tue 1" */
export function shortDayOf(at: string): string {
  return `${shortDay.format(timeOf(at))} ${Number(at.slice(8, 10))}`;
}

/** "from Saturday 28 to Sunday 29 November" */
function daysWords(from: string, last: string): string {
  const start = from.slice(0, 7) === last.slice(0, 7) ? dayOf(from).replace(/ \p{L}+$/u, '') : dayOf(from);
  return `from ${start} to ${dayOf(last)}`;
}

/** "today", "tomorrow", "on Tuesday 1 December" */
export function dayWords(at: string, now: WallTime): string {
  const today = isoOf(now).slice(0, 10);
  if (at.startsWith(today)) return 'today';
  const tomorrow = isoAt(timeOf(isoOf(now)) + dayMs).slice(0, 10);
  return at.startsWith(tomorrow) ? 'tomorrow' : `on ${dayOf(at)}`;
}

/** A wall clock reckoned as if it were UTC: right for names of days and for distances but for a change of the clocks. */
function timeOf(at: string): number {
  return Date.parse(`${at.slice(0, 16)}Z`);
}

function isoAt(time: number): string {
  return new Date(time).toISOString().slice(0, 16);
}

const day = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
});
const shortDay = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' });
