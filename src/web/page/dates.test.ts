import { expect, test } from 'vitest';
import { clockTime, dayName, shortDate } from './dates.ts';

const at = (day: number, hour: number, year = 2026) => new Date(year, 10, day, hour, 5).getTime();
const now = at(23, 14);

test.each([
  [at(23, 0), 'Today'],
  [at(22, 23), 'Yesterday'],
  [at(21, 12), 'Saturday 21 November'],
  [at(21, 12, 2025), 'Friday 21 November 2025'],
])('%d is %s', (time, name) => {
  expect(dayName(time, now).replace(',', '')).toBe(name);
});

test('a time has two digits, and a day where it is not today', () => {
  expect(clockTime(at(23, 7))).toBe('07:05');
  expect(shortDate(at(23, 7), now)).toBe('07:05');
  expect(shortDate(at(3, 7), now)).toBe('3 Nov 07:05');
});
