/** Numbers in digits and words: "21", "21st", "twenty one", "twenty-first", "two hundred and forty eight". */
import type { Token } from './tokens.ts';

export interface NumberFound {
  readonly value: number;
  readonly length: number;
  readonly ordinal: boolean;
}

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = '_ _ twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ordinals =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
    ' ',
  );

const values = new Map<string, { readonly value: number; readonly ordinal: boolean }>([
  ...small.map((word, value) => [word, { value, ordinal: false }] as const),
  ...ordinals.map((word, value) => [word, { value, ordinal: true }] as const),
  ...tens.slice(2).flatMap((word, i) => {
    const value = (i + 2) * 10;
    const units = small
      .slice(1, 10)
      .map((unit, u) => [`${word}-${unit}`, { value: value + u + 1, ordinal: false }] as const);
    const nth = ordinals
      .slice(1, 10)
      .map((unit, u) => [`${word}-${unit}`, { value: value + u + 1, ordinal: true }] as const);
    return [
      [word, { value, ordinal: false }] as const,
      [word.replace(/y$/, 'ieth'), { value, ordinal: true }] as const,
      ...units,
      ...nth,
    ];
  }),
]);

/** Below 10,000; null where no number starts. */
export function numberAt(tokens: readonly Token[], at: number): NumberFound | null {
  const first = tokens[at];
  if (first === undefined) return null;
  if (first.type === 'number') return digitsAt(tokens, at, first);
  let total = 0;
  let i = at;
  let ordinal = false;
  for (; i < tokens.length && i < at + 6 && !ordinal; i++) {
    const key = tokens[i]?.key ?? '';
    const word = values.get(key);
    if (key === 'hundred' && i > at && total < 10) total *= 100;
    else if (key === 'and' && i > at && total >= 100 && values.has(tokens[i + 1]?.key ?? '')) continue;
    else if (word !== undefined && fits(total, word.value, i === at)) {
      total += word.value;
      ordinal = word.ordinal;
    } else break;
  }
  return i === at ? null : { value: total, length: i - at, ordinal };
}

/** "twenty" then "one", "two hundred" then "forty": each next part is smaller than the last digit's place. */
function fits(total: number, value: number, first: boolean): boolean {
  if (first) return true;
  if (total === 0) return false;
  if (total % 100 === 0) return value < 100;
  return total % 10 === 0 && total % 100 >= 20 && value < 10 && value > 0;
}

function digitsAt(tokens: readonly Token[], at: number, first: Token): NumberFound | null {
  if (!/^\d{1,4}$/.test(first.text)) return null;
  const next = tokens[at + 1];
  const ordinal = next?.start === first.end && /^(st|nd|rd|th)$/.test(next.key);
  return { value: Number(first.text), length: ordinal ? 2 : 1, ordinal };
}
