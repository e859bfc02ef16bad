import { vi } from 'vitest';

/** Tries `check` until it does not throw, for as long as a slow machine may need. Resolves with what it returned. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 20_000, interval: 10 });
}
