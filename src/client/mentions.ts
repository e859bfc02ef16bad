import type { Kind } from '../room/types.ts';

/** Whether a text speaks to somebody: the name as a word of its own, in any case, also as `@name`. */
export function mentions(text: string, name: string): boolean {
  if (name === '' || text.length < name.length) return false;
  const where = text.toLowerCase();
  const what = name.toLowerCase();
  for (let at = where.indexOf(what); at >= 0; at = where.indexOf(what, at + 1)) {
    if (!partOfWord(where, at - 1, -1) && !partOfWord(where, at + what.length, 1)) return true;
  }
  return false;
}

/** Whether the character at `at` goes on with the word beside it. A - or ' does if a letter follows: `Ann-Marie`. */
function partOfWord(text: string, at: number, step: 1 | -1): boolean {
  const character = characterAt(text, at, step);
  if (character === '') return false;
  if (/[\p{L}\p{M}\p{N}_]/u.test(character)) return true;
  return character === '-' && /[\p{L}\p{N}_]/u.test(characterAt(text, at + step, step));
}

function characterAt(text: string, at: number, step: 1 | -1): string {
  const unit = text[at] ?? '';
  const isSecondHalf = step < 0 && /[\udc00-\udfff]/.test(unit);
  const point = text.codePointAt(isSecondHalf ? at - 1 : at);
  return point === undefined || at < 0 ? '' : String.fromCodePoint(point);
}

/** Whether a message calls somebody by name. Bots do so all the time, and nobody wants to be called by them. */
export function isMention(
  { kind, text }: { readonly kind: Kind; readonly text: string },
  name: string,
): boolean {
  return kind !== 'bot' && mentions(text, name);
}
