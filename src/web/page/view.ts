import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Chat } from '../../client/state.ts';

export type Theme = 'system' | 'light' | 'dark';
/** What stands beside the room; on a narrow screen over it. */
export type Aside = 'people' | 'search' | null;
export type Dialog = 'help' | 'settings' | 'switcher' | 'join' | null;

/** What the page shows besides what the chat knows. */
export interface Screen {
  /** The rooms, where they are not there anyway. */
  readonly isMenuOpen: boolean;
  readonly aside: Aside;
  readonly dialog: Dialog;
  /** The message that the next one answers. */
  readonly answering: { readonly room: string; readonly seq: number } | null;
  /** A message to go to; a new object each time. */
  readonly target: { readonly room: string; readonly seq: number } | null;
  /** Why a message could not be gone to; a new object each time. */
  readonly problem: { readonly text: string } | null;
  readonly theme: Theme;
  /** Mentions and private messages are shown by the system while nobody looks. */
  readonly notify: boolean;
}

export interface View {
  readonly chat: Chat;
  readonly screen: Screen;
  readonly change: (changes: Partial<Screen>) => void;
  /** Shows a message where it was said, and loads what is needed for it. */
  readonly goTo: (room: string, seq: number) => void;
  /** Shows a room, and closes what stands over it on a narrow screen. */
  readonly show: (room: string) => void;
  /** Opens a conversation with somebody. */
  readonly talkTo: (name: string) => void;
}

const ViewContext = createContext<View | null>(null);
export const ViewProvider = ViewContext.Provider;

export function useView(): View {
  const view = useContext(ViewContext);
  if (!view) throw new TypeError('drawn outside of the page');
  return view;
}

/** As in page.css: what stands beside the room covers it. */
export const narrow = '(max-width: 1099px)';
/** The rooms cover it as well. */
export const veryNarrow = '(max-width: 760px)';
export const isNarrow = (): boolean => matchMedia(narrow).matches;
export const isTouch = (): boolean => matchMedia('(hover: none) and (pointer: coarse)').matches;
