import type { Key } from 'node:readline';

/** One name for each key: `C-a` with Ctrl, `M-a` with Alt, `S-left` with Shift; a character that is typed has none. */
export function keyName(text: string, key: Key): string | null {
  const name = key.name ?? (key.meta === true || key.ctrl === true ? key.sequence?.slice(-1) : undefined);
  const modified = key.ctrl === true || key.meta === true;
  if (name === undefined) return null;
  // Node says of Escape that it is Alt with nothing.
  if (name === 'escape') return name;
  if (!modified && isTyped(text)) return null;
  const shift = key.shift === true && name.length > 1 ? 'S-' : '';
  return `${key.ctrl === true ? 'C-' : ''}${key.meta === true ? 'M-' : ''}${shift}${name}`;
}

/** Whether it is a character, not a control. */
export function isTyped(text: string): boolean {
  return text !== '' && !/[\p{Cc}]/u.test(text);
}
