/** A number in [0, 1). Passed in wherever chance plays a part, so that a seed gives the same room again. */
export type Random = () => number;

/** sfc32, a small generator of good quality (Doty-Humphrey, PractRand). The same seed gives the same numbers everywhere. */
export function seededRandom(seed: number): Random {
  let a = 0x9e3779b9 ^ seed;
  let b = 0x243f6a88 ^ (seed >>> 16);
  let c = 0xb7e15162;
  let counter = 1;
  const next = () => {
    const t = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** A seed of its own for whoever is called `name`, whoever else there is: FNV-1a over its UTF-16 units, begun with `seed`. */
export function seedFor(seed: number, name: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}

/** One of `items`, which must not be empty. */
export function pick<T>(random: Random, items: readonly [T, ...T[]] | readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('pick: nothing to pick from');
  return item;
}
