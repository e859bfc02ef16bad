import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { conversationOf } from '../../client/room-names.ts';
import type { Chat } from '../../client/state.ts';
import { Banner } from './banner.tsx';
import { Composer } from './composer.tsx';
import { Dialogs } from './dialogs.tsx';
import { Entrance } from './entrance.tsx';
import { keep, kept } from './keep.ts';
import { PeoplePanel } from './people-panel.tsx';
import { RoomHeader } from './room-header.tsx';
import { RoomsPanel } from './rooms-panel.tsx';
import { SearchPanel } from './search-panel.tsx';
import { notify } from './signals.ts';
import { TimelineView } from './timeline-view.tsx';
import { useChanges, useLooking, useMedia } from './use-changes.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useViewport } from './use-viewport.ts';
import type { Screen, Theme, View } from './view.ts';
import { ViewProvider, isNarrow, narrow, veryNarrow } from './view.ts';

interface AppProperties {
  readonly chat: Chat;
  /** The name of the last visit; empty for none. */
  readonly name: string;
  /** On the way in already, without asking. */
  readonly isReturning: boolean;
  readonly onEnter: (name: string) => void;
}

export function App({ chat, name, isReturning, onEnter }: AppProperties) {
  useChanges(chat);
  const view = useScreen(chat);
  const isIn = useIsIn(chat, isReturning);
  return (
    <ViewProvider value={view}>
      {isIn ? (
        <Inside view={view} />
      ) : (
        <Entrance status={chat.state.status} name={chat.state.name || name} onEnter={onEnter} />
      )}
    </ViewProvider>
  );
}

function Inside({ view }: { readonly view: View }) {
  const { chat, screen, change } = view;
  const isLooking = useLooking();
  const main = useRef<HTMLElement>(null);
  const isMenuOver = useMedia(veryNarrow) && screen.isMenuOpen;
  const isNarrowNow = useMedia(narrow);
  const isAsideOver = isNarrowNow && screen.aside !== null;
  const isCovered = isMenuOver || isAsideOver;
  useFocusInside(isMenuOver ? '.rooms-panel' : isAsideOver ? '.aside' : null);
  useMakeRoom(view, isNarrowNow);
  useShortcuts(view);
  useViewport();
  useCalls(view);
  useEffect(() => {
    if (chat.state.search !== null) change({ aside: 'search' });
  }, [chat.state.search === null]);
  const room = chat.state.rooms.get(chat.state.current);
  if (!room) return null;
  const scrollBy = (pages: number) => {
    const scroller = main.current?.querySelector('.scroller');
    if (!scroller) return;
    if (pages === Infinity) main.current?.querySelector<HTMLElement>('.chip.to-end')?.click();
    else if (pages < 0 && scroller.scrollTop === 0) view.chat.loadOlder(room.name);
    else scroller.scrollBy({ top: pages * scroller.clientHeight });
  };
  return (
    <div class={screen.aside === null ? 'app' : 'app with-aside'}>
      <RoomsPanel />
      {isCovered && (
        <button
          type="button"
          class="cover"
          aria-label="Back to the room"
          onClick={() => change({ isMenuOpen: false, aside: isAsideOver ? null : screen.aside })}
        />
      )}
      <main class="main" ref={main} inert={isCovered}>
        <RoomHeader room={room} />
        <Banner />
        <TimelineView key={room.name} room={room} isLooking={isLooking} />
        <Composer room={room} scrollBy={scrollBy} />
      </main>
      {screen.aside === 'people' && <PeoplePanel room={room} />}
      {screen.aside === 'search' && <SearchPanel />}
      <Dialogs />
    </div>
  );
}

/** The list of people that stood beside the room does not cover it when the window gets narrow; it is back with the space. */
function useMakeRoom({ screen, change }: View, isNarrowNow: boolean): void {
  const wasBeside = useRef(false);
  useEffect(() => {
    if (isNarrowNow) {
      wasBeside.current = screen.aside === 'people';
      if (wasBeside.current) change({ aside: null });
    } else if (wasBeside.current && screen.aside === null) {
      change({ aside: 'people' });
    }
  }, [isNarrowNow]);
}

/** Moves the focus into what covers the room, and back when it is gone. */
function useFocusInside(selector: string | null): void {
  useEffect(() => {
    if (selector === null) return;
    const before = document.activeElement;
    const panel = document.querySelector(selector);
    if (!panel?.contains(before)) panel?.querySelector<HTMLElement>('input, button')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [selector]);
}

/** In from the first welcome until goodbye, or until another name is asked for; a lost connection changes nothing. */
function useIsIn(chat: Chat, isReturning: boolean): boolean {
  const wasIn = useRef(isReturning);
  const { status } = chat.state;
  if (status.type === 'online') wasIn.current = true;
  else if (status.type === 'left' || status.type === 'idle') wasIn.current = false;
  else if (status.type === 'stopped' && status.ask === 'name') wasIn.current = false;
  return wasIn.current;
}

function useScreen(chat: Chat): View {
  const [screen, setScreen] = useState<Screen>(firstScreen);
  const change = useCallback((changes: Partial<Screen>) => setScreen((now) => ({ ...now, ...changes })), []);
  useEffect(() => applyTheme(screen.theme), [screen.theme]);
  useEffect(() => keep('notify', screen.notify), [screen.notify]);
  return useMemo(() => {
    const show = (room: string) => {
      chat.show(room);
      change({ isMenuOpen: false, problem: null, ...(isNarrow() ? { aside: null } : {}) });
    };
    const goTo = (room: string, seq: number) => {
      chat.jump(room, seq, (problem) => {
        if (problem === null) change({ target: { room, seq } });
        else change({ problem: { text: problem } });
      });
    };
    const talkTo = (name: string) => {
      const known = conversationOf(chat.state, name);
      if (known) {
        show(known.name);
        return;
      }
      change({ isMenuOpen: false, ...(isNarrow() ? { aside: null } : {}) });
      const composer = document.querySelector<HTMLTextAreaElement>('#composer');
      if (composer) offer(composer, `/msg ${name} `);
    };
    return { chat, screen, change, goTo, show, talkTo };
  }, [chat, screen]);
}

/** Writes into the field as if the person had, where nothing is written yet. */
function offer(composer: HTMLTextAreaElement, text: string): void {
  composer.focus();
  if (composer.value !== '') return;
  composer.value = text;
  composer.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

function firstScreen(): Screen {
  const theme = kept('theme');
  return {
    isMenuOpen: false,
    aside: isNarrow() ? null : 'people',
    dialog: null,
    answering: null,
    target: null,
    problem: null,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    notify: kept('notify') === true,
  };
}

function applyTheme(theme: Theme): void {
  keep('theme', theme === 'system' ? null : theme);
  // The frame that a phone draws around the page.
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')) {
    const isDark = theme === 'dark' || (theme === 'system' && meta.media.includes('dark'));
    meta.content = isDark ? '#1d1a18' : '#fbf8f3';
  }
  document.documentElement.dataset['theme'] = theme;
}

function useCalls({ chat, screen, goTo }: View): void {
  useEffect(() => {
    if (!screen.notify) return;
    return chat.onCall((call) => {
      const { title } = chat.state.rooms.get(call.room) ?? { title: call.room };
      notify(call, title, () => goTo(call.room, call.entry.seq));
    });
  }, [chat, screen.notify]);
}
