import { describe, expect, test } from 'vitest';
import { settle, VirtualClock } from '../rehearsal/virtual-clock.ts';
import { Remains } from './remains.ts';

/** What is left of a stay until somebody says otherwise. */
function stay() {
  let end: () => void = () => undefined;
  let fail: (reason: Error) => void = () => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return { promise, end, fail };
}

/** Remains, and what happened, in order. */
function stage() {
  const clock = new VirtualClock();
  const events: string[] = [];
  const remains = new Remains({
    clock,
    onTrouble: (thrown) => void events.push(String(thrown)),
    onLong: () => void events.push('long'),
  });
  const wait = (name = '') =>
    remains.whenNone(
      () => void events.push(`then${name}`),
      () => void events.push(`late${name}`),
    );
  return { clock, events, remains, wait };
}

describe('whoever waits until nothing is left of former stays', () => {
  test('waits not at all where there is nothing', () => {
    const { events, remains, wait } = stage();
    wait();
    expect([events, remains.isAny, remains.isLong]).toEqual([['then'], false, false]);
  });

  test('waits for all of it, also for what did not end well', async () => {
    const { clock, events, remains, wait } = stage();
    const [one, other] = [stay(), stay()];
    remains.left(one.promise);
    remains.left(other.promise);
    wait();
    one.fail(new Error('stuck'));
    await settle();
    expect([events, remains.isAny]).toEqual([['Error: stuck'], true]);
    other.end();
    await settle();
    await remains.gone;
    await clock.advance(10_000);
    expect([events, remains.isAny]).toEqual([['Error: stuck', 'then'], false]);
  });

  test('does something else where it takes long, which is told once', async () => {
    const { clock, events, remains, wait } = stage();
    const one = stay();
    remains.left(one.promise);
    wait();
    await clock.advance(1_999);
    expect([events, remains.isLong]).toEqual([[], false]);
    await clock.advance(10_000);
    expect([events, remains.isLong]).toEqual([['long'], true]);
    one.end();
    await settle();
    expect([events, remains.isLong]).toEqual([['long', 'late'], false]);
  });

  test('is the last who asked, until that is forgotten', async () => {
    const { clock, events, remains, wait } = stage();
    const [one, other] = [stay(), stay()];
    remains.left(one.promise);
    wait(' first');
    await clock.advance(1_500);
    wait(' second');
    await clock.advance(1_500);
    one.end();
    await settle();
    remains.left(other.promise);
    wait(' third');
    remains.forget();
    await clock.advance(10_000);
    other.end();
    await settle();
    expect(events).toEqual(['then second']);
  });
});
