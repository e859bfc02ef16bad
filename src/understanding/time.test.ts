import { describe, expect, it } from 'vitest';
import type { LocalTime } from './types.ts';
import { understand } from './understand.ts';

/** A Monday morning. */
const now: LocalTime = { year: 2026, month: 11, day: 23, hour: 9, minute: 30 };
const time = (text: string, at = now) => {
  const found = understand(text, at).time;
  return found === null ? null : `${found.text}: ${found.from} ${found.to}`;
};

describe('times', () => {
  it.each([
    ['will it rain now', 'now: 2026-11-23T09:30 2026-11-23T10:30'],
    ['will it rain today', 'today: 2026-11-23T00:00 2026-11-24T00:00'],
    ['will it rain tonight', 'tonight: 2026-11-23T18:00 2026-11-24T06:00'],
    ['rain in Oslo tomorrow?', 'tomorrow: 2026-11-24T00:00 2026-11-25T00:00'],
    ['rain tomorrow evening?', 'tomorrow evening: 2026-11-24T18:00 2026-11-25T00:00'],
    ['rain tomorrow at 5 pm?', 'tomorrow at 5 pm: 2026-11-24T17:00 2026-11-24T18:00'],
    ['rain the day after tomorrow?', 'the day after tomorrow: 2026-11-25T00:00 2026-11-26T00:00'],
    ['and the day after?', 'the day after: 2026-11-25T00:00 2026-11-26T00:00'],
    ['rain this weekend?', 'this weekend: 2026-11-28T00:00 2026-11-30T00:00'],
    ['rain next weekend?', 'next weekend: 2026-12-05T00:00 2026-12-07T00:00'],
    ['rain on friday?', 'friday: 2026-11-27T00:00 2026-11-28T00:00'],
    ['rain friday morning?', 'friday morning: 2026-11-27T06:00 2026-11-27T12:00'],
    ['rain next friday?', 'next friday: 2026-12-04T00:00 2026-12-05T00:00'],
    ['snow last friday?', 'last friday: 2026-11-20T00:00 2026-11-21T00:00'],
    ['rain on 3 March?', '3 March: 2027-03-03T00:00 2027-03-04T00:00'],
    ['rain on the 3rd of march?', 'the 3rd of march: 2027-03-03T00:00 2027-03-04T00:00'],
    [
      'rain on Dec. the twenty-first, 2026?',
      'Dec. the twenty-first, 2026: 2026-12-21T00:00 2026-12-22T00:00',
    ],
    ['rain on 2026-11-30?', '2026-11-30: 2026-11-30T00:00 2026-12-01T00:00'],
    ['rain on 12/25/2026?', '12/25/2026: 2026-12-25T00:00 2026-12-26T00:00'],
    ['rain on 25.12.2026?', '25.12.2026: 2026-12-25T00:00 2026-12-26T00:00'],
    ['rain in 2 hours?', 'in 2 hours: 2026-11-23T11:30 2026-11-23T12:30'],
    ['rain in an hour and a half?', 'in an hour and a half: 2026-11-23T11:00 2026-11-23T12:00'],
    ['rain three days from now?', 'three days from now: 2026-11-26T00:00 2026-11-27T00:00'],
    ['rain in the next two weeks?', 'the next two weeks: 2026-11-23T09:30 2026-12-07T09:30'],
    ['give me the 7 day forecast', 'the 7 day: 2026-11-23T09:30 2026-11-30T09:30'],
    ['rain next week?', 'next week: 2026-11-30T00:00 2026-12-07T00:00'],
    ['rain this week?', 'this week: 2026-11-23T00:00 2026-11-30T00:00'],
    ['snow in december?', 'december: 2026-12-01T00:00 2027-01-01T00:00'],
    ['snow next month?', 'next month: 2026-12-01T00:00 2027-01-01T00:00'],
    ['snow this winter?', 'this winter: 2026-12-01T00:00 2027-03-01T00:00'],
    ['rain at noon?', 'noon: 2026-11-23T12:00 2026-11-23T13:00'],
    ['rain at 8?', '8: 2026-11-24T08:00 2026-11-24T09:00'],
    ['rain between 3 pm and 6 pm?', '3 pm and 6 pm: 2026-11-23T15:00 2026-11-23T18:00'],
    ['rain between 3 and 6 pm?', '3 and 6 pm: 2026-11-23T15:00 2026-11-23T18:00'],
    ['rain from 10 to 12?', '10 to 12: 2026-11-23T10:00 2026-11-23T12:00'],
    ['rain from Tuesday to Thursday?', 'Tuesday to Thursday: 2026-11-24T00:00 2026-11-27T00:00'],
    ['rain from Saturday to Monday?', 'Saturday to Monday: 2026-11-28T00:00 2026-12-01T00:00'],
    ['rain on Saturday or Sunday?', 'Saturday or Sunday: 2026-11-28T00:00 2026-11-30T00:00'],
    ['rain on Tuesday or Friday?', 'Tuesday: 2026-11-24T00:00 2026-11-25T00:00'],
    ['rain today and tomorrow?', 'today and tomorrow: 2026-11-23T00:00 2026-11-25T00:00'],
    ['rain until Friday?', 'Friday: 2026-11-23T00:00 2026-11-28T00:00'],
    ['rain until 6 pm?', '6 pm: 2026-11-23T09:30 2026-11-23T18:00'],
    ['rain before noon tomorrow?', 'noon tomorrow: 2026-11-24T00:00 2026-11-24T12:00'],
    ['rain after 5 pm?', '5 pm: 2026-11-23T17:00 2026-11-24T00:00'],
    ['rain tonight at 9?', 'tonight at 9: 2026-11-23T21:00 2026-11-23T22:00'],
    ['rain tomorrow evening at 7?', 'tomorrow evening at 7: 2026-11-24T19:00 2026-11-24T20:00'],
    ['rain the rest of the day?', 'the rest of the day: 2026-11-23T09:30 2026-11-24T00:00'],
    ['rain later today?', 'later today: 2026-11-23T09:30 2026-11-24T00:00'],
    ['rain the rest of the week?', 'the rest of the week: 2026-11-23T09:30 2026-11-30T00:00'],
    ['rain on the 24th?', 'the 24th: 2026-11-24T00:00 2026-11-25T00:00'],
    ['rain on the 2nd?', 'the 2nd: 2026-12-02T00:00 2026-12-03T00:00'],
    ['snow on christmas eve?', 'christmas eve: 2026-12-24T00:00 2026-12-25T00:00'],
  ])('%s → %s', (text, expected) => {
    expect(time(text)).toBe(expected);
  });

  it.each([
    'may I ask about Oslo',
    'march on',
    'the sun is out',
    'I fall asleep',
    'rain in Oslo',
    'we are 5 people',
    'is it between 10 and 15 degrees in Oslo',
    'the 3rd time in Oslo',
  ])('none in: %s', (text) => {
    expect(time(text)).toBeNull();
  });

  it('keeps this morning today, also when it is over', () => {
    const evening: LocalTime = { ...now, hour: 20 };
    expect(time('rain this morning?', evening)).toBe('this morning: 2026-11-23T06:00 2026-11-23T12:00');
    expect(time('rain in the morning?', evening)).toBe('in the morning: 2026-11-24T06:00 2026-11-24T12:00');
  });

  it('takes the weekend that is', () => {
    const sunday: LocalTime = { ...now, day: 29 };
    expect(time('rain this weekend?', sunday)).toBe('this weekend: 2026-11-29T00:00 2026-11-30T00:00');
    expect(time('rain on sunday?', sunday)).toBe('sunday: 2026-11-29T00:00 2026-11-30T00:00');
  });

  it('counts over the turn of the year and the leap day', () => {
    const eve: LocalTime = { year: 2027, month: 12, day: 31, hour: 23, minute: 0 };
    expect(time('rain in 2 hours?', eve)).toBe('in 2 hours: 2028-01-01T01:00 2028-01-01T02:00');
    expect(time('rain on 29 february?', eve)).toBe('29 february: 2028-02-29T00:00 2028-03-01T00:00');
  });
});
