import { expect, it } from 'vitest';
import { Steps, type Work } from './steps.ts';

/** Work whose every piece is as long as a step. */
function* slow(name: string, pieces: number, seen: string[]): Work<string> {
  for (let piece = 1; piece <= pieces; piece++) {
    seen.push(`${name}${piece}`);
    const until = performance.now() + 5;
    while (performance.now() < until);
    yield;
  }
  return name;
}

it('gives the works their turns, and the rest of the program too', async () => {
  const seen: string[] = [];
  const steps = new Steps();
  const long = steps.run(slow('a', 3, seen));
  const short = steps.run(slow('b', 1, seen));
  expect(seen).toEqual([]);
  const tick = () => {
    seen.push('-');
    if (seen.length < 12) setImmediate(tick);
  };
  setImmediate(tick);
  expect(await Promise.all([long, short])).toEqual(['a', 'b']);
  const works = seen.filter((what) => what !== '-');
  expect(works).toEqual(['a1', 'b1', 'a2', 'a3']);
  expect(seen.join('')).not.toMatch(/[ab]\d[ab]\d/);
});

it('does many small pieces in one step', async () => {
  let rounds = 0;
  const count = setInterval(() => rounds++, 0);
  const steps = new Steps();
  const sum = await steps.run(
    (function* (): Work<number> {
      let sum = 0;
      for (let n = 0; n < 10_000; n++) {
        sum += n;
        yield;
      }
      return sum;
    })(),
  );
  clearInterval(count);
  expect(sum).toBe(49_995_000);
  expect(rounds).toBeLessThan(1000);
});

it('lets one work fail without the others', async () => {
  const seen: string[] = [];
  const steps = new Steps();
  const failing = steps.run(
    (function* (): Work<void> {
      throw new Error('broken');
    })(),
  );
  const going = steps.run(slow('a', 2, seen));
  await expect(failing).rejects.toThrow('broken');
  expect(await going).toBe('a');
  expect(await steps.run(slow('b', 1, seen))).toBe('b');
});
