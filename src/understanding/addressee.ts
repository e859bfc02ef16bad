/** Who a message calls by name. */
import { spanOf, type Token } from './tokens.ts';
import type { Span } from './types.ts';
import { weatherNouns } from './weather-words.ts';

/** "@Weather_Bot will it rain", "Weather_Bot: …", "weather_bot, …". `skip` is how many tokens the call takes. */
export function addresseeOf(
  tokens: readonly Token[],
  text: string,
): { readonly name: Span | null; readonly skip: number } {
  const at = tokens.findIndex((token, i) => token.key === '@' && tokens[i + 1]?.start === token.end);
  if (at >= 0) return { name: spanOf(tokens, text, at + 1, at + 2), skip: at === 0 ? 2 : 0 };
  const lead = /^(hey|hi|hello|ok|okay|hei)$/.test(tokens[0]?.key ?? '') ? 1 : 0;
  const name = tokens[lead];
  if (name?.type !== 'word') return { name: null, skip: 0 };
  const spoken =
    tokens[lead + 1]?.key === 'bot' &&
    !/^(a|an|the|this|that|my|your|our|is|are|which|what|every|no)$/.test(name.key);
  const to = spoken ? lead + 2 : lead + 1;
  const mark = tokens[to]?.key;
  // "Weather: Oslo" calls nobody.
  const colon = mark === ':' && weatherNouns.match(tokens, lead) === null;
  if (!colon && !name.text.includes('_') && to === lead + 1) return { name: null, skip: 0 };
  return { name: spanOf(tokens, text, lead, to), skip: mark === ':' || mark === ',' ? to + 1 : to };
}
