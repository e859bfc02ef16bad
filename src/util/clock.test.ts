import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from './clock.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const day = 86_400_000;

test('waits for months where a timer of the platform waits for 24 days', () => {
  const run = vi.fn();
  systemClock.after(60 * day, run);
  vi.advanceTimersByTime(60 * day - 1);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledOnce();
});

test('such a wait can be given up at any time', () => {
  const run = vi.fn();
  const cancel = systemClock.after(60 * day, run);
  vi.advanceTimersByTime(50 * day);
  cancel();
  vi.advanceTimersByTime(50 * day);
  expect(run).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});
