/** Tables of phrases, found token by token: the longest phrase that starts at a place wins. */
import { fold, type Token } from './tokens.ts';

export interface PhraseTable<Value> {
  /** The longest phrase starting at token `at`, with its length in tokens. */
  match(tokens: readonly Token[], at: number): { readonly value: Value; readonly length: number } | null;
}

interface Branch<Value> {
  readonly next: Map<string, Branch<Value>>;
  value: Value | undefined;
}

/** Words of a phrase are token keys, separated by spaces: "what is", not "what's". */
export function phraseTable<Value>(
  rows: Iterable<readonly [phrase: string, value: Value]>,
): PhraseTable<Value> {
  const root: Branch<Value> = { next: new Map(), value: undefined };
  for (const [phrase, value] of rows) {
    let branch = root;
    for (const word of fold(phrase).split(' ')) {
      const next: Branch<Value> = branch.next.get(word) ?? { next: new Map(), value: undefined };
      branch.next.set(word, next);
      branch = next;
    }
    branch.value = value;
  }
  return {
    match(tokens, at) {
      let branch: Branch<Value> | undefined = root;
      let best: { value: Value; length: number } | null = null;
      for (let i = at; i < tokens.length; i++) {
        branch = branch.next.get(tokens[i]?.key ?? '');
        if (branch === undefined) break;
        if (branch.value !== undefined) best = { value: branch.value, length: i + 1 - at };
      }
      return best;
    },
  };
}

/** Rows of a table in which every phrase of a comma-separated list means the same. */
export function rows<Value>(value: Value, list: string): readonly (readonly [string, Value])[] {
  return list.split(',').map((phrase) => [phrase.trim(), value] as const);
}

/** A set from a list separated by spaces. */
export function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

export interface Found<Value> {
  readonly value: Value;
  /** Token indices, `to` exclusive. */
  readonly from: number;
  readonly to: number;
}

/** Every phrase in `tokens` from left to right, without overlaps. */
export function findAll<Value>(table: PhraseTable<Value>, tokens: readonly Token[]): readonly Found<Value>[] {
  const found: Found<Value>[] = [];
  for (let i = 0; i < tokens.length;) {
    const match = table.match(tokens, i);
    if (match === null) {
      i++;
    } else {
      found.push({ value: match.value, from: i, to: i + match.length });
      i += match.length;
    }
  }
  return found;
}
