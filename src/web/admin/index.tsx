/** The administrator's page: who is here, the bots, the Host, the bans. Everything it shows comes over a WebSocket of its own. */
import { render } from 'preact';
import { systemClock } from '../../util/clock.ts';
import { kept } from '../page/keep.ts';
import { App } from './app.tsx';
import { Connection, type SocketLike } from './connection.ts';

const sessionKey = 'hobnob.admin';

start();

function start(): void {
  const root = document.getElementById('app');
  if (!root) return;
  const theme = kept('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
  const connection = new Connection({
    dial: () => new WebSocket(address()) as SocketLike,
    clock: systemClock,
    session: {
      read: () => sessionStorage.getItem(sessionKey),
      keep(session) {
        if (session === null) sessionStorage.removeItem(sessionKey);
        else sessionStorage.setItem(sessionKey, session);
      },
    },
  });
  connection.open(takeToken());
  // A new link that is opened in this tab changes nothing but what stands behind the #.
  window.addEventListener('hashchange', () => {
    const token = takeToken();
    if (token !== null) connection.open(token);
  });
  window.addEventListener('online', () => connection.retry());
  render(<App connection={connection} />, root);
}

/** The token of the link, which is gone from the address bar and from the history before anything else happens. */
function takeToken(): string | null {
  const token = location.hash.slice(1);
  if (token !== '') history.replaceState(null, '', location.pathname);
  return token === '' ? null : token;
}

function address(): string {
  const { protocol, host } = location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/admin/live`;
}
