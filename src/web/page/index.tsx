/** The page: one room after the other, from entering a name to the last word. Speaks to the server through `src/client` only. */
import { render } from 'preact';
import { openChat } from '../../client/chat.ts';
import { quitting } from '../../client/commands.ts';
import { readUnsent } from '../../client/outbox.ts';
import { readPreferences } from '../../client/preferences.ts';
import { dialWith } from '../../client/socket.ts';
import type { Chat, Command, Unsent } from '../../client/state.ts';
import { systemClock } from '../../util/clock.ts';
import { App } from './app.tsx';
import { keep, kept, keptText } from './keep.ts';
import { readSessions, sessionOf, withSession } from './own-sessions.ts';
import { keepTitle } from './signals.ts';

const quit: Command = {
  ...quitting,
  help: 'says goodbye',
  run(_rest, chat) {
    chat.leave();
    return null;
  },
};

start();

function start(): void {
  const root = document.getElementById('app');
  if (!root) return;
  const theme = kept('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
  const session = keptSession();
  const name = keptText('name');
  let visit = openVisit(session);
  let visits = 0;
  const show = (isReturning: boolean) =>
    render(
      <App key={visits} chat={visit.chat} name={name} isReturning={isReturning} onEnter={enter} />,
      root,
    );
  const enter = (chosen: string) => {
    const { status, session: own } = visit.chat.state;
    const known = sessionOf(readSessions(kept('sessions')), chosen);
    // Whoever could not have their name is the same under another; after goodbye another name is somebody else.
    const wanted = known ?? (status.type === 'stopped' ? own : null);
    if (wanted !== own) {
      visit.end();
      visit = openVisit(wanted);
      visits += 1;
      show(false);
    }
    visit.chat.start(chosen);
  };
  // Not where it has stopped for good: another tab may be in our place.
  const hurry = () => {
    const { chat } = visit;
    if (chat.state.status.type === 'waiting' && document.visibilityState === 'visible') chat.reconnect();
  };
  window.addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);
  // Whoever was here before is let in without asking.
  const isReturning = session !== null && name !== '';
  if (isReturning) visit.chat.start(name);
  show(isReturning);
}

/** The chat of whoever holds this session, or of somebody new; what it changes is kept and shown until it ends. */
function openVisit(session: string | null): { readonly chat: Chat; end(): void } {
  const chat = openChat({
    dial: dialWith(() => new WebSocket(liveAddress())),
    clock: systemClock,
    random: Math.random,
    isSeen: () => document.visibilityState === 'visible',
    session,
    unsent: keptUnsent(session ?? ''),
    preferences: readPreferences(kept('preferences')),
    commands: [quit],
  });
  keepWhatChanges(chat);
  const endTitle = keepTitle(chat);
  warnOfUnsent(chat);
  const end = () => {
    chat.leave();
    chat.close();
    endTitle();
  };
  return { chat, end };
}

function liveAddress(): string {
  const { protocol, host } = location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/live`;
}

/** What the next visit needs to know. After goodbye one is not let in without asking, but has one's place again by the name. */
function keepWhatChanges(chat: Chat): void {
  let [session, name, preferences] = [keptSession(), '', chat.state.preferences];
  // The room of the last visit is shown as soon as one is in it again.
  let wanted: string | null = keptText('room');
  let { current: room, outbox } = chat.state;
  chat.onChange(() => {
    const now = chat.state;
    if (wanted !== null && now.rooms.has(wanted)) {
      const back = wanted;
      wanted = null;
      chat.show(back);
    }
    if (now.current !== room) {
      wanted = null;
      keep('room', (room = now.current));
    }
    const place = now.status.type === 'left' ? null : now.session;
    if (now.outbox !== outbox || place !== session) keepUnsent((outbox = now.outbox), place);
    const isIn = now.status.type === 'online';
    if (isIn && place !== null && (place !== session || now.name !== name)) {
      keep('sessions', withSession(readSessions(kept('sessions')), { name: now.name, session: place }));
    }
    if (place !== session) keep('session', (session = place));
    if (isIn && now.name !== name) keep('name', (name = now.name));
    if (now.preferences !== preferences) keep('preferences', (preferences = now.preferences));
  });
}

function keptSession(): string | null {
  const session = keptText('session');
  return session === '' ? null : session;
}

/** What is unsent goes with the tab: the browser asks before it closes one. Nobody who has nothing to lose is asked. */
function warnOfUnsent(chat: Chat): void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  let isAsking = false;
  const update = () => {
    const isUnsent = chat.state.outbox.length > 0;
    if (isUnsent === isAsking) return;
    isAsking = isUnsent;
    if (isUnsent) window.addEventListener('beforeunload', ask);
    else window.removeEventListener('beforeunload', ask);
  };
  update();
  chat.onChange(update);
}

/** What was said and is not stored goes with the place of whoever said it. A second tab has its own. */
function keepUnsent(posts: readonly Unsent[], session: string | null): void {
  keep('unsent', posts.length === 0 || session === null ? null : { session, posts }, 'tab');
}

function keptUnsent(session: string): readonly Unsent[] {
  const value = kept('unsent', 'tab');
  if (typeof value !== 'object' || value === null) return [];
  const { session: whose, posts } = value as Readonly<Record<string, unknown>>;
  return session !== '' && whose === session ? readUnsent(posts) : [];
}
