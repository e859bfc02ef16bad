import { useEffect } from 'preact/hooks';
import type { View } from './view.ts';
import { isNarrow } from './view.ts';

/** Keys that work wherever the focus is. */
export function useShortcuts(view: View): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (document.querySelector('dialog[open]') === null && act(view, event)) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}

function act(view: View, event: KeyboardEvent): boolean {
  const { key, altKey, shiftKey } = event;
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && !altKey && key.toLowerCase() === 'k') view.change({ dialog: 'switcher' });
  else if (isCommand && shiftKey && key.toLowerCase() === 'f') view.change({ aside: 'search' });
  else if (isCommand) return false;
  else if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) step(view, key === 'ArrowUp' ? -1 : 1);
  else if (altKey && event.code === 'KeyA') nextUnread(view);
  else if (altKey && event.code === 'KeyU') {
    view.change({ aside: view.screen.aside === 'people' ? null : 'people' });
  } else if (altKey) return false;
  else if (key === 'Escape') return escape(view);
  else return typed(view, event);
  return true;
}

/** Something that is written goes to where one writes, wherever the focus was; `?` alone asks for help. */
function typed(view: View, { key, target }: KeyboardEvent): boolean {
  const isField =
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
  if (isField || Array.from(key).length !== 1 || key === ' ') return false;
  if (key === '?') {
    view.change({ dialog: 'help' });
    return true;
  }
  // The letter itself follows the focus.
  document.getElementById('composer')?.focus();
  return false;
}

function escape(view: View): boolean {
  if (view.screen.isMenuOpen) view.change({ isMenuOpen: false });
  else if (view.screen.aside !== null && isNarrow()) view.change({ aside: null });
  else {
    document.querySelector<HTMLElement>('.chip.to-end')?.click();
    document.getElementById('composer')?.focus();
  }
  return true;
}

function step({ chat, show }: View, by: 1 | -1): void {
  const names = [...chat.state.rooms.keys()];
  const at = names.indexOf(chat.state.current);
  const next = names[(at + by + names.length) % names.length];
  if (next !== undefined) show(next);
}

/** The next room down the list with something for us, otherwise with anything new. */
function nextUnread({ chat, show }: View): void {
  const rooms = [...chat.state.rooms.values()];
  const at = rooms.findIndex(({ name }) => name === chat.state.current);
  const others = [...rooms.slice(at + 1), ...rooms.slice(0, at)];
  const next = others.find(({ mentions }) => mentions > 0) ?? others.find(({ unread }) => unread > 0);
  if (next) show(next.name);
}
