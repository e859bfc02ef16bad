const signs = '.tools .more';

/**
 * From message to message with the arrow keys, once the focus is in the list: each has one sign that takes the focus,
 * and none of them stands in the way of the Tab key. True if the key was one of these.
 */
export function walk(event: KeyboardEvent, list: HTMLElement): boolean {
  const { key, target } = event;
  const by = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
  if (by === 0 || !(target instanceof Element) || target.closest('.actions')) return false;
  const all = Array.from(list.querySelectorAll<HTMLElement>(signs));
  const here = target.closest('.message')?.querySelector(signs);
  const at = all.findIndex((sign) => sign === here);
  const next = at < 0 ? lastInView(all, list) : all[at + by];
  next?.focus({ preventScroll: true });
  next?.closest('.message')?.scrollIntoView({ block: 'nearest' });
  return next !== undefined;
}

function lastInView(all: readonly HTMLElement[], list: HTMLElement): HTMLElement | undefined {
  const { bottom } = list.getBoundingClientRect();
  return all.findLast((sign) => sign.getBoundingClientRect().top < bottom);
}
