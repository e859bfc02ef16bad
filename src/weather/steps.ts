/** Which steps of a forecast a question is about, and what they add up to. Pure. */
import { isoOf, type WallTime } from '../util/local-time.ts';
import type { Step } from './types.ts';

const hour = 3_600_000;
/** Far steps are six hours apart: one holds for so long. */
const longestStep = 6 * hour;
/** Further ahead MET's own forecasts end, and what they say is little more than the season. */
export const horizonMs = 9 * 24 * hour;

/** The step that holds at `now` (ms UTC): the first that is not over an hour old. `null` when the forecast is. */
export function stepAt(steps: readonly Step[], now: number): Step | null {
  const step = steps.find(({ time }) => time >= now - hour);
  return step !== undefined && step.time <= now + longestStep ? step : null;
}

/**
 * The steps within a range of local wall-clock time ("2026-03-29T18:00", `to` exclusive) by the clock `local`. A range
 * that falls between two steps gets the one before it. Empty when the forecast does not reach it.
 */
export function stepsBetween(
  steps: readonly Step[],
  from: string,
  to: string,
  local: (time: number) => WallTime,
): readonly Step[] {
  const dated = steps.map((step) => ({ step, at: isoOf(local(step.time)) }));
  const within = dated.filter(({ at }) => at >= from && at < to);
  if (within.length > 0) return within.map(({ step }) => step);
  const before = dated.findLast(({ at }) => at < from);
  return before !== undefined && isoOf(local(before.step.time + longestStep)) > from ? [before.step] : [];
}

/** Whether an answer about `time` (ms UTC) can be honest. */
export function isWithinHorizon(steps: readonly Step[], time: number, now: number): boolean {
  const last = steps.at(-1);
  return last !== undefined && time <= last.time + longestStep && time <= now + horizonMs;
}

export interface Rainfall {
  readonly millimetres: number;
  /** ms UTC: what the sum covers. It may begin before or end after the range, where MET's periods do. */
  readonly from: number;
  readonly to: number;
}

/**
 * What falls between `from` and `to` (ms UTC, `to` exclusive): MET's periods that touch the range, none counted twice
 * where they overlap. `null` where MET gave no amount.
 */
export function rainBetween(steps: readonly Step[], from: number, to: number): Rainfall | null {
  const counted: { readonly time: number; readonly end: number; readonly amount: number }[] = [];
  for (const { time, next } of steps) {
    if (next?.precipitation == null || time >= to) continue;
    const end = time + next.hours * hour;
    const overlaps = time < (counted.at(-1)?.end ?? -Infinity);
    if (end > from && !overlaps) counted.push({ time, end, amount: next.precipitation });
  }
  const [first, last] = [counted[0], counted.at(-1)];
  if (first === undefined || last === undefined) return null;
  const millimetres = counted.reduce((sum, { amount }) => sum + amount, 0);
  return { millimetres, from: first.time, to: last.end };
}
