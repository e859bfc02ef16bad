/** The page: one room after the other, from entering a name to the last word. Speaks to the server through `src/client` only. */
import { render } from 'preact';
import { openChat } from '../../client/chat.ts';
import { readUnsent } from '../../client/outbox.ts';
import { readPreferences } from '../../client/preferences.ts';
import { dialWith } from '../../client/socket.ts';
import type { Chat, Command, Unsent } from '../../client/state.ts';
import { systemClock } from '../../util/clock.ts';
import { App } from './app.tsx';
import { keep, kept, keptText } from './keep.ts';
import { keepTitle } from './signals.ts';

const quit: Command = {
  name: 'quit',
  aliases: ['exit', 'q'],
  args: '',
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
  const session = keptText('session');
  const name = keptText('name');
  const chat = openChat({
    dial: dialWith(() => new WebSocket(liveAddress())),
    clock: systemClock,
    random: Math.random,
    isSeen: () => document.visibilityState === 'visible',
    session: session === '' ? null : session,
    unsent: keptUnsent(session),
    preferences: readPreferences(kept('preferences')),
    commands: [quit],
  });
  keepWhatChanges(chat);
  keepTitle(chat);
  warnOfUnsent(chat);
  // Not where it has stopped for good: another tab may be in our place.
  const hurry = () => {
    if (chat.state.status.type === 'waiting' && document.visibilityState === 'visible') chat.reconnect();
  };
  window.addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);
  // Whoever was here before is let in without asking.
  const isReturning = session !== '' && name !== '';
  if (isReturning) chat.start(name);
  render(<App chat={chat} name={name} isReturning={isReturning} />, root);
}

function liveAddress(): string {
  const { protocol, host } = location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/live`;
}

/** What the next visit needs to know. Goodbye forgets the place, not the name. */
function keepWhatChanges(chat: Chat): void {
  let [session, name, preferences] = [chat.state.session, '', chat.state.preferences];
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
    if (place !== session) keep('session', (session = place));
    if (now.status.type === 'online' && now.name !== name) keep('name', (name = now.name));
    if (now.preferences !== preferences) keep('preferences', (preferences = now.preferences));
  });
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
