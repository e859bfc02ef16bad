/**
 * What the browser keeps for this page, as JSON under names of its own: on the device, or for this tab alone, as long as
 * it is open. Where it keeps nothing, the page works without.
 */
const prefix = 'hobnob.';

type Where = 'device' | 'tab';

/** Null where nothing was kept, or something that cannot be read. */
export function kept(name: string, where: Where = 'device'): unknown {
  try {
    const text = storage(where).getItem(prefix + name);
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    // Storage is switched off, or somebody else wrote there: as if nothing had been kept.
    return null;
  }
}

export function keptText(name: string): string {
  const value = kept(name);
  return typeof value === 'string' ? value : '';
}

/** Keeps any JSON value; null drops it. */
export function keep(name: string, value: unknown, where: Where = 'device'): void {
  try {
    if (value === null) storage(where).removeItem(prefix + name);
    else storage(where).setItem(prefix + name, JSON.stringify(value));
  } catch {
    // Full or switched off: the page goes on, and forgets when it is closed.
  }
}

/** Throws where it is switched off. */
function storage(where: Where): Storage {
  return where === 'device' ? localStorage : sessionStorage;
}
