/**
 * What code in JavaScript gave to be said, as text. Throws a TypeError for what nobody means to say, such as `undefined`; `what`
 * is what it was given to, in the plural.
 */
export function saidText(given: unknown, what = 'reply and say take'): string {
  if (typeof given === 'string') return given;
  if (typeof given === 'number' || typeof given === 'bigint') return String(given);
  throw new TypeError(`${what} a text or a number, not ${kindOf(given)}`);
}

function kindOf(given: unknown): string {
  if (given === null || given === undefined || typeof given === 'boolean') return String(given);
  if (given instanceof Promise) return 'a promise: it has to be awaited';
  if (Array.isArray(given)) return 'an array';
  return typeof given === 'object' ? 'an object' : `a ${typeof given}`;
}
