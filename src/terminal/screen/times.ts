/** Times as the person's clock shows them. */
export interface Times {
  /** "12:34". */
  clock(time: number): string;
  /** "Monday, 23 November 2026". */
  day(time: number): string;
}

export function localTimes(): Times {
  const day = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  return {
    clock(time) {
      const date = new Date(time);
      return `${two(date.getHours())}:${two(date.getMinutes())}`;
    },
    day: (time) => day.format(time),
  };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
