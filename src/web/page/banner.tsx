import { useEffect, useState } from 'preact/hooks';
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
            {backWords(status.code)}
          </button>
        </div>
      );
    case 'online':
      if (caughtUp === null) return null;
      return (
        <div class="banner good" role="status">
          {caughtUp.messages === 0
            ? 'You are back.'
            : `You are back, and caught up: ${caughtUp.messages} new.`}
        </div>
      );
    case 'idle':
    case 'left':
      return null;
  }
}

/** Whoever is banned is not let in, unless the ban was lifted. */
function backWords(code: string): string {
  if (code === 'replaced') return 'Use it here';
  return code === 'banned' ? 'Try again' : 'Come back';
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

/** What was missed, for a while after coming back. What was told before this was drawn is not told again. */
function useCaughtUp({ caughtUp }: ChatState): ChatState['caughtUp'] {
  const [told, setTold] = useState(caughtUp);
  useEffect(() => {
    if (caughtUp === null) return;
    const timer = setTimeout(() => setTold(caughtUp), backMs);
    return () => clearTimeout(timer);
  }, [caughtUp]);
  return caughtUp === told ? null : caughtUp;
}
