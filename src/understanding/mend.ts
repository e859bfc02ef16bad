/** Sentences that a full stop tore apart where a comma was meant: "will it rain in Alley. Canada?" */
import { regionTable } from './regions.ts';
import type { Sentence, Token } from './tokens.ts';

export function mended(sentences: readonly Sentence[], message: string): readonly Sentence[] {
  const whole: Sentence[] = [];
  for (const next of sentences) {
    const last = whole.at(-1);
    if (last !== undefined && isTorn(last, next)) whole[whole.length - 1] = joined(last, next, message);
    else whole.push(next);
  }
  return whole;
}

/** The second is the name of a country or region and nothing else; the first ends in a name and one full stop. */
function isTorn({ tokens }: Sentence, next: Sentence): boolean {
  const [name, stop] = tokens.slice(-2);
  const area = regionTable.match(next.tokens, 0);
  if (stop?.key !== '.' || name?.capital !== true || tokens.length < 4 || area === null) return false;
  return next.tokens.slice(area.length).every(({ type }) => type === 'mark');
}

function joined(first: Sentence, second: Sentence, message: string): Sentence {
  const stop = first.tokens.at(-1);
  const comma: readonly Token[] = stop === undefined ? [] : [{ ...stop, key: ',' }];
  return {
    text: message.slice(first.start, second.end),
    start: first.start,
    end: second.end,
    tokens: [...first.tokens.slice(0, -1), ...comma, ...second.tokens],
    asked: second.asked || first.asked,
  };
}
