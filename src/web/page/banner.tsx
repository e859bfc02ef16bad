import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChatState, LinkStatus } from '../../client/state.ts';
import { useView } from './view.ts';

/** How long it is said that one is back, ms. */
const backMs = 5000;

/** How it stands with the connection, where there is something to say about it. */
export function Banner() {
  const { chat } = useView();
  const { status } = chat.state;
  const caughtUp = useCaughtUp(chat.state);
  const seconds = useCountdown(status);
  if (caughtUp !== null) {
    return (
      <div class="banner good" role="status">
        {caughtUp === 0 ? 'You are back.' : `You are back, and caught up: ${caughtUp} new.`}
      </div>
    );
  }
  switch (status.type) {
    case 'connecting':
      if (status.attempt < 2) return null;
      return (
        <div class="banner" role="status">
          <span>Connecting again (attempt {status.attempt}) …</span>
        </div>
      );
    case 'waiting':
      return (
        <div class="banner" role="status">
          <span>
            The connection is gone.{' '}
            <span aria-hidden="true">
              Attempt {status.attempt} in {seconds} s.
            </span>{' '}
            What you write is sent when it is back.
          </span>
          <button type="button" class="small button" onClick={() => chat.reconnect()}>
            Try now
          </button>
        </div>
      );
    case 'stopped':
      return (
        <div class="banner bad" role="alert">
          <span>
            {status.code === 'replaced' ? 'You are here in another tab or window.' : sentence(status.reason)}
          </span>
          <button type="button" class="small button" onClick={() => chat.reconnect()}>
            {status.code === 'replaced' ? 'Use it here' : 'Come back'}
          </button>
        </div>
      );
    case 'idle':
    case 'online':
    case 'left':
      return null;
  }
}

function sentence(reason: string): string {
  return reason === '' ? 'The connection has ended.' : reason;
}

/** Seconds until the next attempt. */
function useCountdown(status: LinkStatus): number {
  const [now, setNow] = useState(() => Date.now());
  const isWaiting = status.type === 'waiting';
  useEffect(() => {
    if (!isWaiting) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isWaiting]);
  return isWaiting ? Math.max(0, Math.ceil((status.until - now) / 1000)) : 0;
}

/** For a while after coming back: how many messages there are that one has not read. */
function useCaughtUp({ status, rooms }: ChatState): number | null {
  const [shown, setShown] = useState<number | null>(null);
  const newestBefore = useRef<number | null>(null);
  const newest = Math.max(...[...rooms.values()].map(({ timeline }) => timeline.newest));
  const isBack = status.type === 'online' && status.again && [...rooms.values()].every(({ live }) => live);
  if (status.type === 'waiting' && newestBefore.current === null) newestBefore.current = newest;
  useEffect(() => {
    if (!isBack || newestBefore.current === null) return;
    const before = newestBefore.current;
    newestBefore.current = null;
    const missed = [...rooms.values()].flatMap(({ timeline }) => {
      const from = timeline.items.findLastIndex(({ seq }) => seq <= before) + 1;
      return timeline.items.slice(from).filter(({ type }) => type === 'message');
    });
    setShown(missed.length);
    const timer = setTimeout(() => setShown(null), backMs);
    return () => clearTimeout(timer);
  }, [isBack]);
  return shown;
}
