/** One place as an inquiry looks at it: its forecast, the time that is meant on its own clocks, and what it adds up to. Pure. */
import { understand } from '../../understanding/understand.ts';
import { isoOf, wallClock, type WallTime } from '../../util/local-time.ts';
import { placeLabel } from '../../weather/describe.ts';
import type { Forecast, Place } from '../../weather/types.ts';
import type { Inquiry } from './inquiry.ts';
import { type Outlook, outlookOf, type Stretch, stretchOf } from './outlook.ts';
import { type Range, rangeWords } from './when.ts';

export interface View {
  readonly forecast: Forecast;
  /** "Paris, France" */
  readonly label: string;
  /** Another place of that name that may have been meant. */
  readonly other: Place | null;
  readonly local: (time: number) => WallTime;
  /** The place's wall clock now. */
  readonly wall: WallTime;
  readonly range: Range | null;
  readonly stretch: Stretch;
  /** It is about this very hour. */
  readonly isNow: boolean;
  readonly outlook: Outlook;
  /** "tomorrow", "at 13:00 local time" */
  readonly when: string;
}

/** `now` in ms UTC. */
export function viewOf(forecast: Forecast, other: Place | null, inquiry: Inquiry, now: number): View {
  const { place, steps } = forecast;
  const local = wallClock(place.timeZone);
  const wall = local(now);
  // Read again on the place's own clocks: "tomorrow" begins earlier in Tokyo.
  const range = inquiry.whenText === null ? null : understand(inquiry.whenText, wall).time;
  const stretch = stretchOf(steps, now, range, local);
  const isNow = range === null || (stretch.type === 'steps' && stretch.now);
  return {
    forecast,
    label: placeLabel(place, other ? [other] : []),
    other,
    local,
    wall,
    range,
    stretch,
    isNow,
    outlook: outlookOf(stretch.type === 'steps' ? stretch.steps : []),
    when: isNow ? `at ${isoOf(wall).slice(11)} local time` : rangeWords(range, wall),
  };
}
