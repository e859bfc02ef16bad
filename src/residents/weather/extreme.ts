/** The highest or lowest of a longer time, with when it comes: "which day will be the warmest?". Pure. */
import { isoOf } from '../../util/local-time.ts';
import { horizonMs } from '../../weather/steps.ts';
import type { Step } from '../../weather/types.ts';
import type { Units } from '../../weather/units.ts';
import { contestantOf, type Measure, measureOf } from './compare.ts';
import { emojiOf, joined } from './figures.ts';
import type { Inquiry } from './inquiry.ts';
import { outlookOf } from './outlook.ts';
import { ahead } from './table.ts';
import type { View } from './view.ts';
import { dayWords, spansDays } from './when.ts';

const highest =
  /\b(?:max|maximum|highs?|highest|warmest|hottest|windiest|wettest|rainiest|snowiest|cloudiest|most)\b/iu;
const lowest = /\b(?:min|minimum|lows?|lowest|coldest|coolest|chilliest|sunniest|driest)\b/iu;
const whichDay = /\b(?:which|what) days?\b|\bdays?\b.*\b(?:week|weekend)\b/iu;

export interface Extreme {
  /** "☀️ 16 °C at the warmest, on Tuesday 13 January" */
  readonly text: string;
  /** Of all the days of the forecast, since none were named. */
  readonly ahead: boolean;
}

/** Null where both ends are asked for, or neither, or there is only one hour to choose from. */
export function extremeOf(inquiry: Inquiry, view: View, now: number, units: Units): Extreme | null {
  const { sentence } = inquiry;
  const measure = edgeOf(inquiry);
  if (measure === null || view.stretch.type !== 'steps') return null;
  const whole = view.isNow && whichDay.test(sentence);
  const steps = whole
    ? ahead(view.forecast.steps, now).filter(({ time }) => time <= now + horizonMs)
    : view.stretch.steps;
  if (steps.length < 2) return null;
  const byDay = whole || (view.range !== null && spansDays(view.range));
  const groups = byDay ? daysOf(steps, view) : steps.map((step) => [step]);
  const told = groups.flatMap((group) => {
    const outlook = outlookOf(group);
    const one = contestantOf({ ...view, outlook }, inquiry, measure, units);
    return one === null ? [] : [{ ...one, outlook, at: isoOf(view.local(group[0]?.time ?? 0)) }];
  });
  const [best] = told.toSorted((one, other) => other.value - one.value);
  if (best === undefined || told.length < 2) return null;
  const when = byDay ? dayWords(best.at, view.wall) : `at ${best.at.slice(11)}`;
  const figure = `${best.figure} at the ${measure.words[1]}, ${when}`;
  return { text: joined([emojiOf(best.outlook), figure], ' ') ?? figure, ahead: whole };
}

/** What the edge is the most of. */
function edgeOf(inquiry: Inquiry): Measure | null {
  const { sentence, condition } = inquiry;
  const [high, low] = [highest.test(sentence), lowest.test(sentence)];
  if (high === low || condition === null || /\bthan\b/iu.test(sentence)) return null;
  const isWarmth = ['warm', 'cold', 'temperature'].includes(condition.condition);
  if (!isWarmth) return whichDay.test(sentence) ? measureOf(inquiry) : null;
  return measureOf({ condition: { ...condition, condition: low ? 'cold' : 'warm' } });
}

function daysOf(steps: readonly Step[], { local }: View): readonly (readonly Step[])[] {
  const days = new Map<string, Step[]>();
  for (const step of steps) {
    const date = isoOf(local(step.time)).slice(0, 10);
    const day = days.get(date);
    if (day === undefined) days.set(date, [step]);
    else day.push(step);
  }
  return [...days.values()];
}
