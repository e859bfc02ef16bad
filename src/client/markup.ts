/**
 * What a message's text looks like, as tokens: never markup in a string, so there is nothing to escape and nothing to
 * forget. Links lead to http and https alone. Reads each character a bounded number of times.
 */
export type Token =
  | { readonly type: 'text'; readonly text: string }
  /** Code within a line. */
  | { readonly type: 'code'; readonly text: string }
  /** Lines of code; `language` as it was named, empty where it was not. */
  | { readonly type: 'block'; readonly text: string; readonly language: string }
  /** `href` is an absolute http or https address without user or password; that of `www.foo.com` is of https. */
  | { readonly type: 'link'; readonly text: string; readonly href: string }
  /** `text` as it was written, perhaps with an `@`. */
  | { readonly type: 'mention'; readonly text: string; readonly name: string }
  | { readonly type: 'emphasis' | 'strong'; readonly tokens: readonly Token[] };

/** Whom a word names, as the name is written in the member list; null for a word like any other. */
export type NameOf = (word: string, hasAt: boolean) => string | null;

const fence = '```';
/** Emphasis within emphasis, no deeper. */
const deepest = 3;
const marks = ['**', '*', '_'] as const;
type Mark = (typeof marks)[number];

const wordCharacter = /[\p{L}\p{M}\p{N}_]/u;
/** A name has at most 32 characters. */
const nickRun = /@?[\p{L}\p{M}\p{N}_\-[\]{}\\|^]{1,36}/uy;
const addressStart = /https?:\/\/|www\.[\p{L}\p{N}-]{1,63}\.[\p{L}\p{N}]/iuy;
const addressRun = /(?:https?:\/\/|www\.)[^\s<>"`\u0000-\u001f]+/iy;
const brackets: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

export function parseMarkup(text: string, nameOf: NameOf = () => null): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf(fence, at);
    const close = open < 0 ? -1 : text.indexOf(fence, open + fence.length);
    if (close < 0) break;
    addInline(tokens, trimEnd(text.slice(at, open)), nameOf);
    tokens.push(blockOf(text.slice(open + fence.length, close)));
    at = close + fence.length;
    if (text[at] === '\n') at++;
  }
  addInline(tokens, text.slice(at), nameOf);
  return tokens;
}

/** The words alone, as they are read. */
export function plainText(tokens: readonly Token[]): string {
  return tokens.map((token) => ('tokens' in token ? plainText(token.tokens) : token.text)).join('');
}

function addInline(tokens: Token[], text: string, nameOf: NameOf): void {
  if (text !== '') tokens.push(...new Line(text, nameOf, deepest).tokens());
}

/** A line end before a block is the block's own. */
function trimEnd(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

function blockOf(inside: string): Token {
  const lineEnd = inside.indexOf('\n');
  const first = lineEnd < 0 ? '' : inside.slice(0, lineEnd);
  const language = /^[\w+#.-]{1,20}$/.test(first) ? first : '';
  const body = language !== '' || first === '' ? inside.slice(lineEnd + 1) : inside;
  return { type: 'block', language, text: trimEnd(body) };
}

/** Reads text without blocks from left to right. */
class Line {
  readonly #text: string;
  readonly #nameOf: NameOf;
  readonly #depth: number;
  readonly #tokens: Token[] = [];
  /** Marks that are not closed anywhere behind the place that was looked from last. */
  readonly #unclosed = new Set<string>();
  #at = 0;
  #plainFrom = 0;

  constructor(text: string, nameOf: NameOf, depth: number) {
    this.#text = text;
    this.#nameOf = nameOf;
    this.#depth = depth;
  }

  tokens(): readonly Token[] {
    while (this.#at < this.#text.length) if (!this.#take()) this.#at++;
    this.#flush(this.#text.length);
    return this.#tokens;
  }

  #take(): boolean {
    const character = this.#text[this.#at] ?? '';
    if (character === '`') return this.#code();
    const before = this.#text[this.#at - 1] ?? '';
    if (wordCharacter.test(before) || before === '@') return false;
    if (character === '*' || character === '_') return this.#emphasis();
    return this.#link() || this.#mention();
  }

  #code(): boolean {
    const end = this.#unclosed.has('`') ? -1 : this.#text.indexOf('`', this.#at + 1);
    if (end < 0) this.#unclosed.add('`');
    const inside = this.#text.slice(this.#at + 1, end);
    if (end < 0 || inside.trim() === '' || inside.includes('\n')) return false;
    this.#push({ type: 'code', text: inside }, end + 1);
    return true;
  }

  #emphasis(): boolean {
    const mark = marks.find((candidate) => this.#text.startsWith(candidate, this.#at));
    if (mark === undefined || this.#depth === 0 || this.#unclosed.has(mark)) return false;
    const start = this.#at + mark.length;
    const next = this.#text[start] ?? '';
    if (next.trim() === '' || next === mark[0]) return false;
    const end = this.#closing(mark, start + 1);
    if (end < 0) {
      this.#unclosed.add(mark);
      return false;
    }
    const inside = this.#text.slice(start, end);
    if (inside.includes('\n')) return false;
    const tokens = new Line(inside, this.#nameOf, this.#depth - 1).tokens();
    this.#push({ type: mark.length === 2 ? 'strong' : 'emphasis', tokens }, end + mark.length);
    return true;
  }

  /** Where a mark closes: behind a word or a sign, and before none of a word. */
  #closing(mark: Mark, from: number): number {
    for (let end = this.#text.indexOf(mark, from); end >= 0; end = this.#text.indexOf(mark, end + 1)) {
      const before = this.#text[end - 1] ?? '';
      const after = this.#text[end + mark.length] ?? '';
      const isOfLonger = mark.length === 1 && (before === mark || after === mark);
      if (!/\s/.test(before) && !wordCharacter.test(after) && !isOfLonger) return end;
    }
    return -1;
  }

  #link(): boolean {
    addressStart.lastIndex = this.#at;
    const start = addressStart.exec(this.#text)?.[0];
    if (start === undefined) return false;
    const isBare = !start.endsWith('//');
    // In `a.www.b.com` and `x/www.b.com` it is but a part of something longer.
    if (isBare && /[./\\:-]/.test(this.#text[this.#at - 1] ?? '')) return false;
    addressRun.lastIndex = this.#at;
    const found = addressRun.exec(this.#text)?.[0] ?? '';
    const text = withoutTail(found);
    const href = addressOf(isBare ? `https://${text}` : text);
    if (href === null) return false;
    this.#push({ type: 'link', text, href }, this.#at + text.length);
    return true;
  }

  #mention(): boolean {
    nickRun.lastIndex = this.#at;
    const word = nickRun.exec(this.#text)?.[0];
    if (word === undefined) return false;
    const hasAt = word.startsWith('@');
    // A dash or bracket behind a name may belong to the sentence.
    for (const text of new Set([word, word.replace(/[-[\]{}\\|^]+$/, '')])) {
      const name = this.#nameOf(hasAt ? text.slice(1) : text, hasAt);
      if (name === null) continue;
      this.#push({ type: 'mention', text, name }, this.#at + text.length);
      return true;
    }
    return false;
  }

  #push(token: Token, next: number): void {
    this.#flush(this.#at);
    this.#tokens.push(token);
    this.#at = next;
    this.#plainFrom = next;
  }

  #flush(end: number): void {
    if (end > this.#plainFrom)
      this.#tokens.push({ type: 'text', text: this.#text.slice(this.#plainFrom, end) });
  }
}

/** What ends a sentence does not belong to its link, nor does a bracket that was opened before it. */
function withoutTail(address: string): string {
  let end = address.length;
  for (;;) {
    const last = address[end - 1] ?? '';
    const opening = brackets[last];
    if (opening !== undefined) {
      const inside = address.slice(0, end);
      if (count(inside, opening) >= count(inside, last)) return inside;
    } else if (!/[.,;:!?'"*_~\u2018-\u201f\u2026]/.test(last)) {
      return address.slice(0, end);
    }
    end--;
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** Null for what is no address to go to; one with a user name or a password could pass for another. */
function addressOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { href, protocol, username, password, hostname } = new URL(text);
  const leads = (protocol === 'http:' || protocol === 'https:') && hostname !== '';
  return leads && username === '' && password === '' ? href : null;
}
