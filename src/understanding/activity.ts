/** The activity a sentence names ("we could ski", "paintings") and its family. */
import { activityForms, type ActivityWord, figures } from './activity-words.ts';
import { findAll, type Found, phraseTable, rows, words } from './phrases.ts';
import { spanOf, type Token } from './tokens.ts';
import type { ActivityMention } from './types.ts';

const activities = phraseTable<ActivityWord>(activityForms);
const sayings = phraseTable<true>(rows(true, figures));

/** Before a doubtful word these make it an activity: "go for a run", "can we film", "do you like to box". */
const doing = words(
  `play plays played playing go goes going went do does doing did try trying watch watching watched like likes love loves loved
   enjoy enjoys enjoyed practise practice practising practicing start starting learn learning teach study hate prefer could should can shall
   us let we wanna want fancy paint paints painting painted draw write read reading see saw visit make making made about of some together
   into favourite favorite good bad better best sing listen hear join think`,
);
const between = words(
  'to a an the for some in at my your our his her more little bit of you i really also out and or about on together go going playing watching new nice good favourite favorite maybe then all',
);

export function findActivity(tokens: readonly Token[], message: string): ActivityMention | null {
  const figured = [...findAll(sayings, tokens), ...turnsIn(tokens)];
  const found = findAll(activities, tokens).filter(
    (one) =>
      !figured.some((saying) => one.from < saying.to && saying.from < one.to) &&
      (!one.value.weak || isDone(tokens, one)),
  );
  const best = mostTelling(found);
  if (best === undefined) return null;
  const { family, group, canonical } = best.value;
  return { ...spanOf(tokens, message, best.from, best.to), family, group, canonical };
}

/** "Play some football in the gym": the first that is neither doubtful nor just "sport" or "art". */
function mostTelling(found: readonly Found<ActivityWord>[]): Found<ActivityWord> | undefined {
  return (
    found.find((one) => !one.value.weak && one.value.group !== 'general') ??
    found.find((one) => one.value.weak && one.value.group !== 'general') ??
    found[0]
  );
}

/** What one draws that is no picture, and where one jumps and runs that is no sport: "draw the wrong conclusion". */
function turnsIn(tokens: readonly Token[]): readonly Found<true>[] {
  return tokens.flatMap(({ key }, from) => {
    const ahead = tokens.slice(from + 1, from + 5).map((token) => token.key);
    const drawn = /^(draw|draws|drew|drawn|drawing)$/.test(key) && ahead.some((word) => undrawn.has(word));
    const jumped = /^jump(s|ed|ing)?$/.test(key) && /^(to|on|onto|into|in|ahead|back)$/.test(ahead[0] ?? '');
    const told = /^(run|ran|running)$/.test(key) && ahead.slice(0, 3).includes('by');
    return drawn || jumped || told ? [{ value: true as const, from, to: from + 1 }] : [];
  });
}

const undrawn = words(
  'conclusion conclusions line lines attention blank parallel parallels comparison comparisons inspiration inference inferences lots distinction',
);
const classes = words(
  'class classes lesson lessons club course race competition tournament coach coaching trip',
);
/** Verbs that say of themselves what somebody did, where a person stands before them. */
const telling = words(
  'paint draw photograph sketch drum carve animate fence surf dive climb row sail paddle cycle weave dance sculpt',
);

/** "She paints", "fencing is elegant", "acting class". */
function isTold(tokens: readonly Token[], { from, to, value }: Found<ActivityWord>): boolean {
  const [before, word, next] = [
    tokens[from - 1]?.key ?? '',
    tokens[to - 1]?.key ?? '',
    tokens[to]?.key ?? '',
  ];
  if (classes.has(next)) return true;
  if (telling.has(value.canonical) && /^(i|he|she|they|we)$/.test(before)) return true;
  const begins = from === 0 && word.endsWith('ing') && value.canonical !== 'shooting';
  return begins && /^(is|was|in|at|with|today|tonight|tomorrow)$/.test(next);
}

function isDone(tokens: readonly Token[], one: Found<ActivityWord>): boolean {
  const { from, to } = one;
  if (tokens.filter((token) => token.type === 'word').length === to - from || isTold(tokens, one))
    return true;
  for (let i = from - 1; i >= Math.max(0, from - 4); i--) {
    const key = tokens[i]?.key ?? '';
    if (doing.has(key)) return true;
    if (!between.has(key)) return false;
  }
  return false;
}
