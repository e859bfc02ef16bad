/** Whether a message wants to know why somebody said what they said. Pure. */

const saying =
  '(?:say|said|tell|told|answer|answered|reply|replied|write|wrote|think|thought|mention|claim|suggest|recommend|greet)';
/** "Why did you say that?", "how come you said so", "what makes you think that?" */
const asksYou = new RegExp(
  `\\b(?:why|how come|what (?:made|makes))\\s+(?:(?:did|do|would|have|are)\\s+)?you\\s+(?:just\\s+)?${saying}\\b`,
  'iu',
);
/** "Why did Weather_Bot say that?" */
const asksOf = new RegExp(
  `\\bwhy\\s+(?:did|does|would)\\s+\\S+(?:\\s+bot)?\\s+(?:just\\s+)?${saying}\\b`,
  'iu',
);
/** "Weather_Bot, why?" */
const bare =
  /^\W*(?:[\p{L}\p{N}_]+(?:\s+bot)?\s*[,:;–—-]+\s*)?(?:but\s+)?why(?:\s*,?\s+@?[\p{L}\p{N}_]+)?\s*\?+\s*$/iu;

/** `addressed`: the message calls by name whoever may be meant; less is then enough. */
export function asksWhy(text: string, addressed: boolean): boolean {
  return asksYou.test(text) || (addressed && (asksOf.test(text) || bare.test(text)));
}
