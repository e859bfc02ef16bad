/** Wall clocks of places. Formatters are costly to make; `wallClock` makes one and keeps it for as long as it is kept. */

/** Month 1–12, day 1–31, hour 0–23. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** Reads ms UTC on the clocks of an IANA zone; of UTC where the zone is not known to this Node. */
export function wallClock(timeZone: string): (time: number) => WallTime {
  if (timeZone === 'UTC') return inUtc;
  const format = formatter(timeZone);
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    return {
      year: part('year'),
      month: part('month'),
      day: part('day'),
      hour: part('hour'),
      minute: part('minute'),
    };
  };
}

/** Without the formatter that other zones need: everyone who reads messages has a clock of its own. */
function inUtc(time: number): WallTime {
  const date = new Date(time);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  };
}

/** "2026-11-23T00:00"; such texts sort as the times they name. */
export function isoOf({ year, month, day, hour, minute }: WallTime): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  const options = {
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  } as const;
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
  } catch {
    // A zone newer than this Node's tables: UTC is wrong by hours, refusing to answer would be worse.
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
  }
}
