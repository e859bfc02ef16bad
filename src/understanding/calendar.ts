/** Wall-clock arithmetic without zones: minutes and days counted from 1970-01-01T00:00 of the wall clock. */
import type { LocalTime } from './types.ts';

export const dayMinutes = 1440;

export function minutesOf(time: LocalTime): number {
  return dayOf(time.year, time.month, time.day) * dayMinutes + time.hour * 60 + time.minute;
}

/** Month and day may lie outside their ranges and then count on: month 13 is January of the next year. */
export function dayOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.floor(date.getTime() / 86_400_000);
}

function dateOf(day: number): { readonly year: number; readonly month: number; readonly day: number } {
  const date = new Date(day * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

export function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || year < 1 || year > 9999) return false;
  return dateOf(dayOf(year, month, day)).day === day;
}

const earliest = dayOf(1, 1, 1) * dayMinutes;
const latest = dayOf(9999, 12, 31) * dayMinutes;

/** "2026-11-23T18:00"; kept within the years 1 to 9999. */
export function isoOf(minutes: number): string {
  const kept = Math.min(Math.max(Math.round(minutes), earliest), latest);
  return new Date(kept * 60_000).toISOString().slice(0, 16).padStart(16, '0');
}
