import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../rehearsal/virtual-clock.ts';
import { AdminKeys } from './admin-keys.ts';

const minutes = 60_000;
const hours = 60 * minutes;
const here = '192.0.2.7:51299';

function setUp() {
  const clock = new VirtualClock();
  let next = 0;
  const keys = new AdminKeys(clock, () => `secret-${++next}`);
  const enter = (token: string, address = here) => {
    const admission = keys.enter(token, address);
    return admission.type === 'session' ? admission.session : admission.type;
  };
  return { clock, keys, enter };
}

describe('a link', () => {
  test('opens the page once', () => {
    const { keys, enter } = setUp();
    const token = keys.link();
    const session = enter(token);
    expect(keys.isOpen(session)).toBe(true);
    expect(enter(token)).toBe('wrong');
    expect(keys.isOpen(session)).toBe(true);
  });

  test('is void after 10 minutes', async () => {
    const { clock, keys, enter } = setUp();
    const [first, second] = [keys.link(), keys.link()];
    await clock.advance(10 * minutes - 1);
    expect(keys.isOpen(enter(first))).toBe(true);
    await clock.advance(1);
    expect(enter(second)).toBe('wrong');
  });

  test('is no session, and a session is no link', () => {
    const { keys, enter } = setUp();
    const token = keys.link();
    expect(keys.resume(token, here)).toEqual({ type: 'wrong' });
    const session = enter(token);
    expect(enter(session)).toBe('wrong');
    expect(keys.resume(session, here)).toEqual({ type: 'session', session });
  });

  test('is void when there are 10 newer ones', () => {
    const { keys, enter } = setUp();
    const oldest = keys.link();
    const others = Array.from({ length: 10 }, () => keys.link());
    expect(enter(oldest)).toBe('wrong');
    expect(others.map((token) => keys.isOpen(enter(token)))).toEqual(others.map(() => true));
  });

  test.each(['', 'secret-', 'secret-10', 'SECRET-1', 'secret-1 '])('is not %j', (token) => {
    const { keys, enter } = setUp();
    keys.link();
    expect(enter(token)).toBe('wrong');
  });
});

describe('a session', () => {
  test('goes on while it is used, and ends after 12 hours without', async () => {
    const { clock, keys, enter } = setUp();
    const session = enter(keys.link());
    for (let i = 0; i < 5; i++) {
      await clock.advance(12 * hours - 1);
      expect(keys.use(session)).toBe(true);
    }
    await clock.advance(12 * hours - 1);
    // To look whether it goes on is not to use it.
    expect(keys.isOpen(session)).toBe(true);
    await clock.advance(1);
    expect([keys.isOpen(session), keys.use(session)]).toEqual([false, false]);
    expect(keys.resume(session, here)).toEqual({ type: 'wrong' });
  });

  test('ends alone, or with all others and all links', () => {
    const { keys, enter } = setUp();
    const [ann, ben, eve] = [enter(keys.link()), enter(keys.link()), enter(keys.link())];
    keys.end(ann);
    expect([ann, ben, eve].map((session) => keys.isOpen(session))).toEqual([false, true, true]);
    const token = keys.link();
    keys.revoke();
    expect([ben, eve].map((session) => keys.isOpen(session))).toEqual([false, false]);
    expect(enter(token)).toBe('wrong');
  });
});

describe('wrong tokens', () => {
  test('are looked at 10 times within 10 minutes from one address, whatever its port', async () => {
    const { clock, keys, enter } = setUp();
    for (let i = 0; i < 10; i++) expect(enter('wrong', `192.0.2.7:${i}`)).toBe('wrong');
    const token = keys.link();
    expect(enter(token)).toBe('attempts');
    expect(keys.resume('x', here)).toEqual({ type: 'attempts' });
    expect(keys.isOpen(enter(token, '192.0.2.8:1'))).toBe(true);
    await clock.advance(10 * minutes);
    expect(keys.isOpen(enter(keys.link()))).toBe(true);
  });

  test('do not fill the memory', () => {
    const { keys, enter } = setUp();
    for (let i = 0; i < 10_001; i++) enter('wrong', `10.0.${i >> 8}.${i & 255}:1`);
    for (let i = 0; i < 9; i++) enter('wrong', '10.0.39.16:1');
    expect(enter(keys.link(), '10.0.39.16:1')).toBe('attempts');
    expect(keys.isOpen(enter(keys.link(), '10.0.0.0:1'))).toBe(true);
  });
});
