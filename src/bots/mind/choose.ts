import type { Random } from '../../util/random.ts';

/** Picks one of the variants it is given, never the same twice running for the same array. */
export function chooser(random: Random): (variants: readonly string[]) => string {
  const last = new WeakMap<readonly string[], number>();
  return (variants) => {
    const previous = last.get(variants);
    const others = previous === undefined || variants.length < 2 ? variants.length : variants.length - 1;
    const drawn = Math.floor(random() * others);
    const index = previous !== undefined && others < variants.length && drawn >= previous ? drawn + 1 : drawn;
    const variant = variants[index];
    if (variant === undefined) throw new RangeError('nothing to choose from');
    last.set(variants, index);
    return variant;
  };
}

/** Puts values in a phrase: `{activity}` as it is, `{Activity}` with a capital, as at the start of a sentence. */
export function fill(phrase: string, values: Readonly<Record<string, string>>): string {
  return phrase.replace(/\{(\w+)\}/gu, (slot, name: string) => {
    const value = values[name];
    if (value !== undefined) return value;
    const small = values[name.charAt(0).toLowerCase() + name.slice(1)];
    return small === undefined ? slot : small.charAt(0).toUpperCase() + small.slice(1);
  });
}
