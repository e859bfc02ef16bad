/** Text to tokens and sentences: one pass, linear in the length, offsets kept. */
import type { Span } from './types.ts';

export interface Token extends Span {
  /** For look-up: lower case, without accents and contractions ("whats" gives "what", "is"). */
  readonly key: string;
  readonly type: 'word' | 'number' | 'mark';
  /** Starts with a capital letter, in a message that is not all in capitals. */
  readonly capital: boolean;
}

export interface Sentence extends Span {
  readonly tokens: readonly Token[];
  /** Ends in a question mark. */
  readonly asked: boolean;
}

/** Beyond this many characters a message is not read. The room allows fewer. */
const longestRead = 8_000;

// Each alternative begins with a class of its own and repeats without nesting over the same characters: linear.
const piece =
  /\p{Nd}+(?:[:/.-]\p{Nd}+)*|[\p{L}_][\p{L}\p{M}\p{N}_]*(?:['’ʼ´-][\p{L}\p{N}][\p{L}\p{M}\p{N}_]*)*|\S/gu;

/** Where a word that was run together comes apart: letters of the first half, then the keys of both. */
const contractions = new Map<string, readonly [length: number, first: string, second: string]>([
  ...['what', 'how', 'where', 'when', 'who', 'that', 'there'].flatMap((word) => [
    [`${word}s`, [word.length, word, 'is']] as const,
    [`${word}ll`, [word.length, word, 'will']] as const,
  ]),
  ['howre', [3, 'how', 'are']],
  ['wheres', [5, 'where', 'is']],
  ['its', [2, 'it', 'is']],
  ['itll', [2, 'it', 'will']],
  ['gonna', [3, 'going', 'to']],
  ['gunna', [3, 'going', 'to']],
  ['wanna', [3, 'want', 'to']],
  ['lets', [3, 'let', 'us']],
  ['isnt', [2, 'is', 'not']],
  ['arent', [3, 'are', 'not']],
  ['wasnt', [3, 'was', 'not']],
  ['doesnt', [4, 'does', 'not']],
  ['dont', [2, 'do', 'not']],
  ['didnt', [3, 'did', 'not']],
  ['wont', [2, 'will', 'not']],
  ['cant', [2, 'can', 'not']],
  ['cannot', [3, 'can', 'not']],
  ['aint', [2, 'is', 'not']],
  ['hasnt', [3, 'has', 'not']],
  ['havent', [4, 'have', 'not']],
  ['couldnt', [5, 'could', 'not']],
  ['shouldnt', [6, 'should', 'not']],
  ['wouldnt', [5, 'would', 'not']],
  ['im', [1, 'i', 'am']],
]);
const takesIs = new Set(
  'it what how where when who that there here he she weather forecast everything this'.split(' '),
);
const endings = new Map([
  ['ll', 'will'],
  ['re', 'are'],
  ['m', 'am'],
  ['ve', 'have'],
  ['d', 'would'],
]);

/** Look-up form: NFKD without accents, lower case; æ, ø, å and ß as they are typed without a Norwegian or German keyboard. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (/^[\x20-\x7e]*$/.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[’ʼ´]/g, "'")
    .replace(/ø/g, 'o')
    .replace(/æ/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l');
}

function token(text: string, start: number, key: string, type: Token['type']): Token {
  const first = text.charAt(0);
  return { text, start, end: start + text.length, key, type, capital: first !== first.toLowerCase() };
}

/** Splits "what's" after "what"; null if `text` is one word. */
function splitWord(text: string, start: number, key: string): readonly Token[] | null {
  const bare = contractions.get(key.replace(/'/g, ''));
  const quote = key.lastIndexOf("'");
  // Folding may change the length of a word; then its apostrophe is not where the key says.
  if (key.length !== text.length) return null;
  const halves = (at: number, first: string, second: string) => [
    token(text.slice(0, at), start, first, 'word'),
    token(text.slice(at), start + at, second, 'word'),
  ];
  if (bare !== undefined) return halves(bare[0], bare[1], bare[2]);
  if (quote < 1) return null;
  const head = key.slice(0, quote);
  const tail = key.slice(quote + 1);
  if (tail === 's') return halves(quote, head, takesIs.has(head) ? 'is' : "'s");
  if (tail === 't' && head.endsWith('n')) return halves(quote - 1, head.slice(0, -1), 'not');
  const verb = endings.get(tail);
  return verb === undefined ? null : halves(quote, head, verb);
}

export function tokenise(message: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of message.slice(0, longestRead).matchAll(piece)) {
    const text = match[0];
    const start = match.index;
    const first = text.charCodeAt(0);
    if (first >= 48 && first <= 57) {
      tokens.push(token(text, start, text, 'number'));
    } else if (/^[\p{L}_]/u.test(text)) {
      const key = fold(text);
      tokens.push(...(splitWord(text, start, key) ?? [token(text, start, key, 'word')]));
    } else {
      tokens.push(token(text, start, text === '’' ? "'" : text, /^\p{Nd}/u.test(text) ? 'number' : 'mark'));
    }
  }
  return shouted(message) ? tokens.map((one) => ({ ...one, capital: false })) : tokens;
}

/** All in capitals: then a capital says nothing. */
function shouted(message: string): boolean {
  return /\s/.test(message) && message === message.toUpperCase() && message !== message.toLowerCase();
}

const shortened = new Set(
  (
    'jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ' +
    'st ste mt ft dr mr mrs ms vs etc no jr sr a p m am pm e g i u s d c n y'
  ).split(' '),
);

function endsSentence(tokens: readonly Token[], i: number, message: string): boolean {
  const mark = tokens[i];
  if (mark?.type !== 'mark') return false;
  if (mark.key === '?' || mark.key === '!' || mark.key === '…' || mark.key === ';') return true;
  if (mark.key !== '.') return false;
  const before = tokens[i - 1];
  const spaced = mark.end >= message.length || /\s/.test(message.charAt(mark.end));
  return spaced && (tokens[i + 1] === undefined || before === undefined || !shortened.has(before.key));
}

/** Up to the marks that end it, and those marks; line ends separate sentences too. At most 64 sentences. */
export function sentencesOf(message: string): readonly Sentence[] {
  const tokens = tokenise(message);
  const sentences: Sentence[] = [];
  let from = 0;
  for (let i = 0; i < tokens.length; i++) {
    const here = tokens[i];
    const next = tokens[i + 1];
    if (here === undefined) break;
    const broken = next !== undefined && message.slice(here.end, next.start).includes('\n');
    const ends =
      endsSentence(tokens, i, message) && !(next !== undefined && endsSentence(tokens, i + 1, message));
    if (next !== undefined && !broken && !ends) continue;
    const part = tokens.slice(from, i + 1);
    from = i + 1;
    if (part.some((one) => one.type !== 'mark')) sentences.push(sentence(part, message));
  }
  return sentences.slice(-64);
}

function sentence(tokens: readonly Token[], message: string): Sentence {
  const span = spanOf(tokens, message, 0, tokens.length);
  let end = tokens.length;
  while (end > 0 && tokens[end - 1]?.type === 'mark') end--;
  return { ...span, tokens, asked: tokens.slice(end).some((one) => one.key === '?') };
}

/** The piece of the message from token `from` up to token `to` (exclusive, greater than `from`). */
export function spanOf(tokens: readonly Token[], message: string, from: number, to: number): Span {
  const start = tokens[from]?.start ?? 0;
  const end = tokens[to - 1]?.end ?? start;
  return { text: message.slice(start, end), start, end };
}
