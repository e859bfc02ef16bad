import { expect, test, vi } from 'vitest';
import { Lines } from './lines.ts';

function setUp() {
  const told: string[] = [];
  const lines = new Lines((line) => void told.push(line));
  return { told, lines };
}

test('lines are told when they are whole, however they come', () => {
  const { told, lines } = setUp();
  for (const text of ['o', 'ne\ntw', 'o\n\n', 'three']) lines.take(text);
  expect(told).toEqual(['one', 'two', '']);
  lines.end();
  lines.end();
  expect(told).toEqual(['one', 'two', '', 'three']);
});

test('long ones are told in pieces', () => {
  const { told, lines } = setUp();
  lines.take('x'.repeat(2_500));
  lines.take('y\n');
  expect(told.map((line) => line.length)).toEqual([1_000, 1_000, 501]);
});

test('of too many in a second the rest is left out; the next second is another', () => {
  vi.useFakeTimers({ toFake: ['performance'], now: 0 });
  const { told, lines } = setUp();
  for (let time = 0; time < 5; time++) lines.take('\n'.repeat(2e6));
  expect(told).toHaveLength(101);
  expect(told.at(-1)).toBe('prints too much; some of it is left out');
  vi.advanceTimersByTime(1_000);
  lines.take('on\n');
  expect(told.at(-1)).toBe('on');
  vi.useRealTimers();
});
