import { describe, expect, test } from 'vitest';
import { asBreakerMemory, Breaker, type Trip } from './breaker.ts';

const minute = 60_000;
const noChance = (): number => 0;

function pauses(trip: Trip, times: number): number[] {
  const breaker = new Breaker(noChance);
  let now = 0;
  return Array.from({ length: times }, () => {
    const { until } = breaker.trip(trip, now);
    const pause = until - now;
    now = until;
    return pause / minute;
  });
}

describe('the breaker', () => {
  test('waits longer each time in a row', () => {
    expect(pauses('throttled', 9)).toEqual([5, 10, 20, 40, 80, 160, 320, 360, 360]);
    expect(pauses('refused', 4)).toEqual([60, 360, 1440, 1440]);
    expect(pauses('unreachable', 6)).toEqual([1 / 12, 0.25, 1, 3, 10, 10]);
  });

  test('adds up to a fifth by chance', () => {
    expect(new Breaker(() => 0.999).trip('refused', 0).until).toBeCloseTo(72 * minute, -5);
  });

  test('waits as long as it was told', () => {
    expect(new Breaker(noChance).trip('throttled', 1000, 7000).until).toBe(8000);
  });

  test('lets one request find out, and the others when that went well', () => {
    const breaker = new Breaker(noChance);
    breaker.trip('refused', 0);
    expect(breaker.refuses(60 * minute - 1)).toBe('refused');
    expect(breaker.refuses(60 * minute)).toBeNull();
    expect(breaker.refuses(60 * minute)).toBe('refused');
    breaker.unknown();
    expect(breaker.refuses(60 * minute)).toBeNull();
    breaker.succeeded(60 * minute);
    expect(breaker.refuses(60 * minute)).toBeNull();
    expect(breaker.memory).toBeNull();
  });

  test('counts failures that were under way together once, and lets an older success not end the pause', () => {
    const breaker = new Breaker(noChance);
    breaker.trip('refused', 0);
    expect(breaker.trip('refused', 10).times).toBe(1);
    breaker.succeeded(20);
    expect(breaker.isOpen(30)).toBe(true);
  });

  test('begins anew with another trouble', () => {
    const breaker = new Breaker(noChance);
    breaker.trip('unreachable', 0);
    expect(breaker.trip('refused', 1).times).toBe(1);
  });

  test('remembers only what is a pause and not absurdly long', () => {
    const memory = { trip: 'refused', times: 2, until: 5000 };
    expect(asBreakerMemory(memory, 0)).toEqual(memory);
    expect(asBreakerMemory({ ...memory, until: 1000 * 3_600_000 }, 0)).toBeNull();
    for (const other of [null, 3, {}, { ...memory, trip: 'tired' }, { ...memory, times: '2' }]) {
      expect(asBreakerMemory(other, 0)).toBeNull();
    }
  });
});
