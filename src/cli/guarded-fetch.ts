/**
 * Keeps the code of bots from the platform's own `fetch`, which is not there in a server, while it is there for everybody
 * else. Returns what puts it back. `isBots` tells whose code runs.
 */
export function guardFetch(isBots: () => boolean): () => void {
  const own = globalThis.fetch;
  const guard: typeof own = async (...given) => {
    if (!isBots()) return own(...given);
    throw new Error('fetch is not there for bots, in a server either: use context.fetch.');
  };
  globalThis.fetch = guard;
  return () => {
    // Where somebody has put another there since, it is theirs to put back.
    if (globalThis.fetch === guard) globalThis.fetch = own;
  };
}
