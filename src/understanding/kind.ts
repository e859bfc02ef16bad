/** What a sentence is for: asking, telling, ordering, suggesting, greeting, thanking. */
import { findAll, type Found } from './phrases.ts';
import {
  askings,
  auxiliaries,
  fillers,
  followUps,
  greetingPhrases,
  greetings,
  negations,
  opinions,
} from './kind-words.ts';
import { orderPhrases, orders, questionWords, suggestions, tags, thanks } from './kind-words.ts';
import type { Sentence, Token } from './tokens.ts';

export interface Shape {
  /** The first token after "hey", "please", "so" and the name of the one addressed. */
  readonly first: number;
  readonly form: 'question' | 'command' | 'statement' | 'greeting' | 'thanks';
  readonly opinion: Found<true> | null;
  readonly suggestion: Found<true> | null;
  readonly followUp: Found<true> | null;
  readonly negation: Found<true> | null;
}

const key = (tokens: readonly Token[], at: number) => tokens[at]?.key ?? '';

/** `timed` are the tokens of times: "tomorrow, will it rain" asks as "will it rain" does. */
export function shapeOf(sentence: Sentence, timed: ReadonlySet<number>): Shape {
  const { tokens } = sentence;
  const first = firstWord(tokens);
  // "And Bergen?" begins with what "no, I meant Bergen" has to fill with.
  const leaning = followUps.match(tokens, 0) === null ? first : 0;
  const followUp = followUps.match(tokens, leaning);
  return {
    first,
    form: formOf(sentence, first, timed),
    opinion: findAll(opinions, tokens)[0] ?? null,
    suggestion: findAll(suggestions, tokens)[0] ?? null,
    followUp: followUp === null ? null : { value: true, from: leaning, to: leaning + followUp.length },
    negation: negationIn(tokens),
  };
}

function firstWord(tokens: readonly Token[]): number {
  let i = 0;
  while (i < tokens.length - 1 && (fillers.has(key(tokens, i)) || tokens[i]?.type === 'mark')) i++;
  return i;
}

function formOf(sentence: Sentence, first: number, timed: ReadonlySet<number>): Shape['form'] {
  const { tokens, asked } = sentence;
  const wordCount = tokens.filter((token) => token.type === 'word').length;
  if (thanks.match(tokens, 0) !== null && !asked) return 'thanks';
  const greeting = greetingPhrases.match(tokens, 0);
  if (greeting !== null && wordCount <= greeting.length + 2 && !asks(tokens, first, timed)) return 'greeting';
  if (asked || asks(tokens, first, timed) || findAll(askings, tokens).length > 0) return 'question';
  if (greetings.has(key(tokens, 0)) && wordCount <= 2) return 'greeting';
  return orders.has(key(tokens, first)) || orderPhrases.match(tokens, first) !== null
    ? 'command'
    : 'statement';
}

/** A question word or a verb before its subject, at the head of the sentence, after a comma, or after a time or place. */
function asks(tokens: readonly Token[], first: number, timed: ReadonlySet<number>): boolean {
  if (asksAt(tokens, first)) return true;
  for (let i = first + 1; i < Math.min(tokens.length, first + 24); i++) {
    const opened = key(tokens, i - 1) === ',' || timed.has(i - 1);
    const led = /^(in|at|on|for|near)$/.test(key(tokens, first)) || timed.has(first);
    if ((opened || (led && i <= first + 9)) && asksAt(tokens, i) && !(opened && key(tokens, i) === 'which'))
      return true;
  }
  return findAll(tags, tokens.slice(-4)).some(
    (tag) => tag.to === Math.min(tokens.length, 4) && tag.to - tag.from > 1,
  );
}

function asksAt(tokens: readonly Token[], at: number): boolean {
  const word = key(tokens, at);
  const next = tokens[at + 1];
  if (questionWords.has(word)) return !isExclaimed(word, next?.key ?? '') && !isConjunction(tokens, at);
  if (/^(any|anyone|anybody)$/.test(word)) return at <= 2;
  return auxiliaries.has(word) && next?.type === 'word';
}

/** "What a cool idea". */
const isExclaimed = (word: string, next: string) => word === 'what' && /^an?$/.test(next);

/** "When I was in Oslo it rained". */
function isConjunction(tokens: readonly Token[], at: number): boolean {
  return at === 0 && tokens.length > 6 && key(tokens, at) === 'when' && /^(i|we)$/.test(key(tokens, at + 1));
}

function negationIn(tokens: readonly Token[]): Found<true> | null {
  const at = tokens.findIndex(
    (token, i) =>
      negations.has(token.key) &&
      !(token.key === 'no' && (tokens[i + 1]?.type !== 'word' || (i === 0 && corrects(tokens)))) &&
      !isTag(tokens, i),
  );
  return at < 0 ? null : { value: true, from: at, to: at + 1 };
}

/** "No it is raining", as against "no rain in Oslo". */
function corrects(tokens: readonly Token[]): boolean {
  return /^(it|i|we|you|he|she|they|that|this|the|there|not|is|idea|way|problem)$/.test(key(tokens, 1));
}

/** The "not" of ", isn't it" and of "why don't we" denies nothing. */
function isTag(tokens: readonly Token[], at: number): boolean {
  return (
    /^(it|we|they|you)$/.test(key(tokens, at + 1)) ||
    /^(why|or)$/.test(key(tokens, at - 1)) ||
    /^far$/.test(key(tokens, at + 1))
  );
}
