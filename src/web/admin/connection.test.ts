import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../util/clock.ts';
import { Connection, type SocketLike } from './connection.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

class FakeSocket implements SocketLike {
  readonly sent: unknown[] = [];
  isClosed = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.isClosed = true;
  }

  say(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  /** As the server does. */
  end(code?: string): void {
    if (code) this.say({ type: 'closing', code, reason: `because of ${code}` });
    this.onclose?.();
  }
}

function setUp(session: string | null = null) {
  const sockets: FakeSocket[] = [];
  const kept = { session };
  const connection = new Connection({
    dial() {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    clock: systemClock,
    session: { read: () => kept.session, keep: (value) => (kept.session = value) },
  });
  const last = () => sockets.at(-1)!;
  const enter = (token: string | null = 'token') => {
    connection.open(token);
    last().onopen?.();
    last().say({ type: 'entered', session: 'session' });
    return last();
  };
  return { sockets, kept, connection, last, enter };
}

describe("the page's connection", () => {
  test('shows the token once, keeps the session, and comes back with that', () => {
    const { kept, connection, enter, last, sockets } = setUp();
    const first = enter();
    expect(first.sent).toEqual([{ type: 'enter', token: 'token' }]);
    expect([kept.session, connection.phase.type]).toEqual(['session', 'open']);
    first.end();
    expect(connection.phase.type).toBe('lost');
    vi.advanceTimersByTime(500);
    expect(sockets).toHaveLength(2);
    last().onopen?.();
    expect(last().sent).toEqual([{ type: 'resume', session: 'session' }]);
  });

  test('without link and session says so, and asks nobody', () => {
    const { connection, sockets } = setUp();
    connection.open(null);
    expect(connection.phase).toMatchObject({ type: 'closed', code: null });
    expect(sockets).toEqual([]);
  });

  test('tries again after longer and longer pauses, and at once when told', () => {
    const { connection, sockets, last } = setUp('session');
    connection.open(null);
    for (const pause of [500, 1000, 2000, 4000, 8000, 8000]) {
      const tries = sockets.length;
      last().end('stopping');
      vi.advanceTimersByTime(pause - 1);
      expect(sockets).toHaveLength(tries);
      vi.advanceTimersByTime(1);
      expect(sockets).toHaveLength(tries + 1);
    }
    last().end();
    connection.retry();
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(8);
  });

  test('a link that was used goes on with the session that it began', () => {
    const { connection, last, kept } = setUp('session');
    connection.open('used');
    last().onopen?.();
    last().end('wrong');
    last().onopen?.();
    expect(last().sent).toEqual([{ type: 'resume', session: 'session' }]);
    last().end('wrong');
    expect(connection.phase).toMatchObject({ type: 'closed', code: 'wrong', reason: 'because of wrong' });
    expect(kept.session).toBeNull();
  });

  test.each(['ended', 'attempts', 'protocol', 'silent'])('closed for %s, it shows nothing more', (code) => {
    const { connection, enter, sockets } = setUp();
    const socket = enter();
    socket.say({ type: 'state', now: 1, figures: {} });
    expect(connection.state).not.toBeNull();
    socket.end(code);
    vi.advanceTimersByTime(60_000);
    expect([connection.phase.type, connection.state, sockets.length]).toEqual(['closed', null, 1]);
  });

  test('answers go to whoever asked; what is lost is said', async () => {
    const { connection, enter } = setUp();
    const socket = enter();
    const [one, two] = [connection.run('kick Ann'), connection.run('bots')];
    expect(socket.sent.slice(1)).toEqual([
      { type: 'run', ref: '1', line: 'kick Ann' },
      { type: 'run', ref: '2', line: 'bots' },
    ]);
    socket.say({ type: 'answer', ref: '2', done: true, lines: ['none'] });
    expect(await two).toMatchObject({ done: true, lines: ['none'] });
    socket.end();
    expect((await one).done).toBe(false);
    expect((await connection.run('bots')).done).toBe(false);
  });

  test('looks for the same guests after it was lost', () => {
    const { connection, enter, last } = setUp();
    const socket = enter();
    connection.find('ann');
    expect(socket.sent.at(-1)).toEqual({ type: 'find', text: 'ann' });
    socket.end();
    connection.retry();
    last().onopen?.();
    last().say({ type: 'entered', session: 'session' });
    expect(last().sent.at(-1)).toEqual({ type: 'find', text: 'ann' });
  });

  test('a new link takes the place of what there was', () => {
    const { connection, enter, last } = setUp();
    const socket = enter();
    connection.open('another');
    expect(socket.isClosed).toBe(true);
    last().onopen?.();
    expect(last().sent).toEqual([{ type: 'enter', token: 'another' }]);
  });

  test("knows the server's clock", () => {
    const { connection, enter } = setUp();
    enter().say({ type: 'state', now: Date.now() + 5000 });
    expect(connection.clockDifference).toBe(5000);
  });
});
