/** What people ask for that MET's forecast does not hold, so that an answer can say so. */
const missing: readonly (readonly [RegExp, string])[] = [
  [/\buv\b/iu, 'the UV index'],
  [/\bair quality\b|\bpollution\b|\bsmog\b/iu, 'the quality of the air'],
  [/\bpollen\b/iu, 'pollen'],
  [/\bpressure\b/iu, 'the pressure of the air'],
  [/\bvisibility\b/iu, 'the visibility'],
  [/\bdew ?point\b/iu, 'the dew point'],
  [/\bwarnings?\b|\balerts?\b|\badvisor(?:y|ies)\b/iu, 'warnings'],
  [/\broads?\b|\bstreets?\b/iu, 'the roads'],
  [/\bthan (?:it was )?(?:yesterday|last)\b/iu, 'the past'],
];
const chances = /\b(?:chances?|odds|probability|likelihood|per ?cent|percentage|how likely)\b/iu;

/** A sentence before the figures; null where nothing is missing. */
export function missingNote(sentence: string): string | null {
  const found = missing.find(([words]) => words.test(sentence));
  if (found !== undefined) return `Of ${found[1]} I know nothing; what I have is this.`;
  return chances.test(sentence) ? 'I have amounts, not chances.' : null;
}
