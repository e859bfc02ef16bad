import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../rehearsal/virtual-clock.ts';
import { Limiter } from './limiter.ts';

async function take(
  limiter: Limiter,
  clock: VirtualClock,
  times: number,
): Promise<{ at: number; mayGo: boolean }[]> {
  const start = clock.now();
  const taken = Array.from({ length: times }, async () => {
    const mayGo = await limiter.take();
    return { at: clock.now() - start, mayGo };
  });
  await clock.advance(30_000);
  return Promise.all(taken);
}

describe('the limiter', () => {
  test('lets three go at once, then one a second, ten wait, and the rest is sent away at once', async () => {
    const clock = new VirtualClock();
    const taken = await take(new Limiter(clock), clock, 14);
    expect(taken.map(({ at }) => at)).toEqual([
      0,
      0,
      0,
      ...Array.from({ length: 10 }, (_, index) => (index + 1) * 1000),
      0,
    ]);
    expect(taken.map(({ mayGo }) => mayGo)).toEqual([...Array.from({ length: 13 }, () => true), false]);
    expect(clock.pending).toBe(0);
  });

  test('has its burst back after three quiet seconds, and no more than that', async () => {
    const clock = new VirtualClock();
    const limiter = new Limiter(clock);
    await take(limiter, clock, 3);
    const again = await take(limiter, clock, 4);
    expect(again.map(({ at }) => at)).toEqual([0, 0, 0, 1000]);
  });

  test('is not confused by a clock that is set back', async () => {
    const clock = new VirtualClock();
    let offset = 0;
    const limiter = new Limiter({
      now: () => clock.now() + offset,
      after: (ms, run) => clock.after(ms, run),
    });
    await take(limiter, clock, 3);
    offset = -3_600_000;
    const taken = await take(limiter, clock, 4);
    expect(taken.every(({ mayGo }) => mayGo)).toBe(true);
    expect(clock.pending).toBe(0);
  });

  test('lets everyone go who waits when it is closed', async () => {
    const clock = new VirtualClock();
    const limiter = new Limiter(clock);
    const taken = Array.from({ length: 6 }, () => limiter.take());
    limiter.close();
    expect(await Promise.all(taken)).toHaveLength(6);
    expect(clock.pending).toBe(0);
  });
});
