/** What the browser keeps for this page, as JSON under names of its own. Where it keeps nothing, the page works without. */
const prefix = 'hobnob.';

/** Null where nothing was kept, or something that cannot be read. */
export function kept(name: string): unknown {
  try {
    const text = localStorage.getItem(prefix + name);
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
export function keep(name: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // Full or switched off: the page goes on, and forgets when it is closed.
  }
}
