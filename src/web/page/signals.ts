/** How the page makes itself noticed from behind other windows: its title, its icon, and notifications. */
import type { Call, Chat } from '../../client/state.ts';
import { lineOf } from '../../room/types.ts';

/** How often title and icon may change, ms. */
const pauseMs = 250;

/** Keeps title and icon as things stand. Not by animation frames, which a hidden page has none of. */
export function keepTitle(chat: Chat): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const update = () => {
    timer = null;
    const rooms = [...chat.state.rooms.values()];
    const mentions = rooms.reduce((sum, room) => sum + room.mentions, 0);
    const isNew = rooms.some(({ unread }) => unread > 0);
    document.title = mentions > 0 ? `(${mentions}) hobnob` : isNew ? '• hobnob' : 'hobnob';
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
    const href = isNew ? '/icon-new.svg' : '/icon.svg';
    if (icon && icon.getAttribute('href') !== href) icon.setAttribute('href', href);
  };
  const stop = chat.onChange(() => {
    timer ??= setTimeout(update, pauseMs);
  });
  return () => {
    stop();
    if (timer !== null) clearTimeout(timer);
  };
}

/** Shows a mention or a private message as the system does, while nobody looks at the page. */
export function notify(call: Call, title: string, open: () => void): void {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  if (document.visibilityState === 'visible' && document.hasFocus()) return;
  const { nick, text, action, room } = call.entry;
  try {
    const shown = new Notification(call.why === 'private' ? nick : `${nick} in ${title}`, {
      body: (action ? lineOf(call.entry) : text).slice(0, 200),
      tag: `hobnob ${room}`,
      icon: '/icon-192.png',
    });
    shown.onclick = () => {
      window.focus();
      shown.close();
      open();
    };
  } catch {
    // Chrome on Android lets only service workers notify. The title tells all the same.
  }
}
