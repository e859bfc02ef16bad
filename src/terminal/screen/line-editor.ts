/** The text being typed, and what keys do to it, as readline has it. Pure: each act gives a new text. */
export interface Draft {
  readonly text: string;
  /** Offset into `text`, UTF-16 units, never within what a reader takes for one character. */
  readonly cursor: number;
}

export const emptyDraft: Draft = { text: '', cursor: 0 };

export type Act = (draft: Draft) => Draft;

export function insert(added: string): Act {
  return ({ text, cursor }) => ({
    text: text.slice(0, cursor) + added + text.slice(cursor),
    cursor: cursor + added.length,
  });
}

export function draftOf(text: string): Draft {
  return { text, cursor: text.length };
}

export const acts = {
  left: ({ text, cursor }) => ({ text, cursor: before(text, cursor) }),
  right: ({ text, cursor }) => ({ text, cursor: after(text, cursor) }),
  home: ({ text, cursor }) => ({ text, cursor: lineStart(text, cursor) }),
  end: ({ text, cursor }) => ({ text, cursor: lineEnd(text, cursor) }),
  wordLeft: ({ text, cursor }) => ({ text, cursor: wordStart(text, cursor) }),
  wordRight: ({ text, cursor }) => ({ text, cursor: wordEnd(text, cursor) }),
  backspace: ({ text, cursor }) => without(text, before(text, cursor), cursor),
  delete: ({ text, cursor }) => without(text, cursor, after(text, cursor)),
  killWordLeft: ({ text, cursor }) => without(text, blankStart(text, cursor), cursor),
  killPartLeft: ({ text, cursor }) => without(text, wordStart(text, cursor), cursor),
  killWordRight: ({ text, cursor }) => without(text, cursor, wordEnd(text, cursor)),
  killToStart: ({ text, cursor }) => without(text, lineStart(text, cursor), cursor),
  killToEnd: ({ text, cursor }) => {
    const end = lineEnd(text, cursor);
    // At the end of a line the line break goes, as in any editor.
    return without(text, cursor, end === cursor ? after(text, cursor) : end);
  },
  swap: ({ text, cursor }) => {
    const middle = cursor === text.length ? before(text, cursor) : cursor;
    const start = before(text, middle);
    const end = after(text, middle);
    if (start === middle || end === middle) return { text, cursor };
    const swapped = text.slice(middle, end) + text.slice(start, middle);
    return { text: text.slice(0, start) + swapped + text.slice(end), cursor: end };
  },
} as const satisfies Readonly<Record<string, Act>>;

/** What an act took away, for Ctrl-Y; empty if nothing. */
export function taken(from: Draft, to: Draft): string {
  if (to.text.length >= from.text.length) return '';
  return from.text.slice(to.cursor, to.cursor + from.text.length - to.text.length);
}

function without(text: string, from: number, to: number): Draft {
  return { text: text.slice(0, from) + text.slice(to), cursor: from };
}

/** What a reader takes for one character may be long, but hardly longer than this. UTF-16 units. */
const nearby = 64;

function before(text: string, cursor: number): number {
  const start = Math.max(0, cursor - nearby);
  let last = start;
  for (const { index } of new Intl.Segmenter().segment(text.slice(start, cursor))) last = start + index;
  return last;
}

function after(text: string, cursor: number): number {
  const [first] = new Intl.Segmenter().segment(text.slice(cursor, cursor + nearby));
  return cursor + (first?.segment.length ?? 0);
}

/** The search backwards from before the text would find a line break at its very start. */
function lineStart(text: string, cursor: number): number {
  return cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1;
}

function lineEnd(text: string, cursor: number): number {
  const end = text.indexOf('\n', cursor);
  return end < 0 ? text.length : end;
}

function wordStart(text: string, cursor: number): number {
  return cursor - (/[\p{L}\p{M}\p{N}_]*[^\p{L}\p{M}\p{N}_]*$/u.exec(text.slice(0, cursor))?.[0].length ?? 0);
}

function wordEnd(text: string, cursor: number): number {
  return cursor + (/^[^\p{L}\p{M}\p{N}_]*[\p{L}\p{M}\p{N}_]*/u.exec(text.slice(cursor))?.[0].length ?? 0);
}

function blankStart(text: string, cursor: number): number {
  return cursor - (/\S*\s*$/.exec(text.slice(0, cursor))?.[0].length ?? 0);
}
