import { expect, onTestFinished, test } from 'vitest';
import { Watch, type WatchOptions } from './watch.ts';

/** A watch whose looks the test makes, each `ms` after the one before, and somebody who is watched. */
function bench(options: WatchOptions = {}) {
  let now = 0;
  let resident = 1_000;
  let beats = 0;
  const told: (number | string)[] = [];
  const watch = new Watch({ ...options, now: () => now, resident: () => resident });
  const unwatch = watch.add({
    beats: () => beats,
    look: (grown) => told.push(grown),
    still: (ms) => told.push(`still for ${ms}`),
  });
  onTestFinished(unwatch);
  const look = (times = 1, ms = 100) => {
    for (let i = 0; i < times; i++) {
      now += ms;
      watch.look();
    }
    return told.splice(0);
  };
  return { look, beat: () => (beats += 1), grow: (bytes: number) => (resident += bytes), unwatch };
}

test('whoever gives no sign of life for long enough is told once', () => {
  const { look, beat } = bench();
  expect(look(15)).not.toContain('still for 1500');
  beat();
  expect(look(15)).not.toContain('still for 1500');
  expect(look()).toContain('still for 1500');
  expect(look(50).filter((told) => told !== 0)).toEqual([]);
  beat();
  expect(look(16)).toContain('still for 1500');
  expect(bench({ stillMs: 300 }).look(4)).toContain('still for 300');
});

test('a look that comes late does not count', () => {
  const { look } = bench();
  expect(look(100, 501).filter((told) => told !== 0)).toEqual([]);
  expect(look(15, 500)).toContain('still for 1500');
});

test('tells by how much the process has grown since somebody fell still', () => {
  const { look, beat, grow } = bench();
  expect(look()).toEqual([0]);
  grow(50);
  expect(look(3)).toEqual([0, 0, 50]);
  grow(7);
  expect(look(2)).toEqual([57, 57]);
  beat();
  expect(look(3)).toEqual([0, 0, 0]);
  grow(-20);
  expect(look()).toEqual([-20]);
});

test('nobody is told any more once they are not watched', () => {
  const { look, unwatch } = bench();
  unwatch();
  expect(look(20)).toEqual([]);
});
