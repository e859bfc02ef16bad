/** A longer time told hour by hour or day by day, in one line. Pure. */
import type { Condition } from '../../understanding/types.ts';
import { isoOf } from '../../util/local-time.ts';
import { stepAt } from '../../weather/steps.ts';
import type { Step } from '../../weather/types.ts';
import { rainIn, type Units, windIn } from '../../weather/units.ts';
import { emojiOf, joined, temperatureFigure } from './figures.ts';
import type { Inquiry } from './inquiry.ts';
import { type Outlook, outlookOf } from './outlook.ts';
import type { View } from './view.ts';
import { shortDayOf, spansDays } from './when.ts';

/** More would not be read in a chat, and of more than a few only the main figure. */
const mostCells = 10;
const fewCells = 7;

export interface Table {
  readonly text: string;
  /** What it goes by, where the time that was asked for need not be named. */
  readonly by: string | null;
}

/** "14:00 🌧️ 9 °C, 1 mm; 15:00 …" or "Sat 28 ☁️ 2 to 7 °C; Sun 29 …"; null where one figure for all does. */
export function tableOf(view: View, inquiry: Inquiry, now: number, units: Units): Table | null {
  const { stretch, range, forecast } = view;
  if (stretch.type !== 'steps') return null;
  if (inquiry.hourly) {
    const steps = view.isNow ? ahead(forecast.steps, now).slice(0, mostCells) : stretch.steps;
    return { text: hours(steps, view, inquiry, units), by: view.isNow ? 'hour by hour' : null };
  }
  return range && spansDays(range)
    ? { text: days(stretch.steps, view, inquiry, units), by: 'day by day' }
    : null;
}

/** Steps from the one that holds now. */
export function ahead(steps: readonly Step[], now: number): readonly Step[] {
  const current = stepAt(steps, now);
  return current ? steps.filter(({ time }) => time >= current.time) : [];
}

function hours(steps: readonly Step[], view: View, inquiry: Inquiry, units: Units): string {
  const every = Math.ceil(steps.length / mostCells);
  const cells = steps.filter((_, i) => i % every === 0);
  return cells
    .map((step) => `${clockOf(view, step)} ${cellOf(outlookOf([step]), inquiry, units)}`)
    .join('; ');
}

function days(steps: readonly Step[], view: View, inquiry: Inquiry, units: Units): string {
  const byDay = new Map<string, Step[]>();
  for (const step of steps) {
    const date = isoOf(view.local(step.time)).slice(0, 10);
    byDay.set(date, [...(byDay.get(date) ?? []), step]);
  }
  const brief = byDay.size > fewCells;
  return [...byDay]
    .slice(0, mostCells)
    .map(
      ([date, group]) => `${shortDayOf(`${date}T00:00`)} ${cellOf(outlookOf(group), inquiry, units, brief)}`,
    )
    .join('; ');
}

function clockOf({ local }: View, { time }: Step): string {
  return isoOf(local(time)).slice(11);
}

function cellOf(outlook: Outlook, { condition }: Inquiry, units: Units, brief = false): string {
  return (
    joined(
      [
        emojiOf(outlook),
        valueOf(outlook, condition?.condition ?? (brief ? 'temperature' : undefined), units) ?? 'no figures',
      ],
      ' ',
    ) ?? ''
  );
}

function valueOf(outlook: Outlook, condition: Condition | undefined, units: Units): string | null {
  const { wind, precipitation, humidity, cloud } = outlook;
  const temperature = temperatureFigure(outlook, units);
  const rain = precipitation === null ? null : rainIn(precipitation, units);
  switch (condition) {
    case 'rain':
    case 'snow':
      return rain;
    case 'wind':
    case 'storm':
      return wind === null ? null : windIn(wind, units);
    case 'humidity':
      return humidity === null ? null : `${Math.round(humidity)} %`;
    case 'sun':
    case 'cloud':
      return cloud === null ? null : `${Math.round(cloud)} % cloud`;
    case 'warm':
    case 'cold':
    case 'temperature':
      return temperature;
    case 'fog':
    case 'thunder':
    case undefined:
      return joined([temperature, (precipitation ?? 0) > 0 ? rain : null], ', ');
  }
}
