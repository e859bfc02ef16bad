/** Times as people read them, on the clock of whoever looks. */

/** A number for the day that a time (ms UTC) falls on, different from that of any other day. */
function dayOf(time: number): number {
  const date = new Date(time);
  return date.getFullYear() * 400 + date.getMonth() * 31 + date.getDate();
}

/** "14:05". */
export function clockTime(time: number): string {
  const date = new Date(time);
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}

/** "Today", "Yesterday", "Monday, 23 November", with the year where it is another one. */
export function dayName(time: number, now: number): string {
  if (dayOf(time) === dayOf(now)) return 'Today';
  if (dayOf(time) === dayOf(now - 24 * 3_600_000)) return 'Yesterday';
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(time);
}

/** "14:05" for today, "23 Nov 14:05" for another day. */
export function shortDate(time: number, now: number): string {
  if (dayOf(time) === dayOf(now)) return clockTime(time);
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }).format(time);
  return `${day} ${clockTime(time)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
