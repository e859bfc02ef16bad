/**
 * Questions about the weather that do not name it: what to wear and to take along, whether it is a day for going out,
 * the day's highest and lowest.
 */
import { type Found, phraseTable, rows, words } from './phrases.ts';
import type { Token } from './tokens.ts';
import type { Condition } from './types.ts';
import { asksDay, type Clues, isPredicate } from './weather-frames.ts';

const key = (tokens: readonly Token[], at: number) => tokens[at]?.key ?? '';

/** Things for the weather that one takes along: "do I need an umbrella?" */
const gear = phraseTable<Condition>([
  ...rows(
    'rain' as const,
    'umbrella,umbrellas,raincoat,rain jacket,rain coat,brolly,rain boots,wellies,rain gear',
  ),
  ...rows('snow' as const, 'snow boots,boots,snow shoes,snow tires,snow chains'),
  ...rows(
    'cold' as const,
    'jacket,coat,sweater,warm clothes,gloves,scarf,mittens,hoodie,jumper,warm coat,warm jacket,long sleeves,layers,' +
      'thick coat,winter coat,heavy coat,light jacket,thermals,beanie',
  ),
  ...rows(
    'sun' as const,
    'sunscreen,sun screen,sunblock,sunglasses,sun cream,suncream,sun hat,hat,shorts,short sleeves,t-shirt,t shirt,tshirt,sandals,flip flops',
  ),
]);

const takes = words(
  'need needed needs bring take wear pack carry require required grab use put leave without',
);
const asks = words('do should will would shall must can could is are may');

/** "Do I need an umbrella", "can we wear shorts today", "is a coat needed", "umbrella today?" */
export function gearAsked({ tokens, first, timed, placed, asking }: Clues): Found<Condition> | null {
  for (let at = first; at < tokens.length; at++) {
    const match = gear.match(tokens, at);
    if (match === null) continue;
    const found = { value: match.value, from: at, to: at + match.length };
    const rest = tokens.slice(found.to).every(({ key: word, type }, i) => {
      const index = found.to + i;
      return timed.has(index) || placed.has(index) || type === 'mark' || goesOn.has(word);
    });
    const [before, after] = [tokens.slice(first, at), tokens.slice(found.to)];
    const people = before.some(
      ({ key: word }, i) =>
        /^(i|we)$/.test(word) || (word === 'it' && /^(ok|okay|safe|fine)$/.test(before[i + 1]?.key ?? '')),
    );
    const needed = after.some((token) => /^(needed|required|necessary)$/.test(token.key));
    const taken = before.some((token) => takes.has(token.key));
    const wonders = before.some((token) => /^(if|whether)$/.test(token.key));
    if (asking && (asks.has(key(tokens, first)) || wonders) && ((people && taken && rest) || needed))
      return found;
    if (at === first && timed.has(found.to) && rest) return found;
  }
  return null;
}

/** After a thing to take along, what leaves the question one about the weather. */
const goesOn = words(
  'outside out outdoors home house with me us or and not if it rains for the to go going work school walk on my way in at when i we leave an a umbrella jacket coat hat please needed required necessary then still today there here',
);

/** "What should I wear today", "how should I dress", "do I need to dress warmly". */
export function dressAsked({ tokens, first, timed, placed, asking }: Clues): Found<null> | null {
  if (!asking && key(tokens, first) !== 'what') return null;
  const told = /^(tell|know)$/.test(key(tokens, first)) && key(tokens, first + 1) === 'me' ? 2 : 0;
  const from = first + told;
  const at = tokens.findIndex((token, i) => i > first && /^(wear|dress|bundle|pack)$/.test(token.key));
  if (at < 0 || at > first + 8 || (key(tokens, at) === 'bundle' && key(tokens, at + 1) !== 'up')) return null;
  // "What should I pack" alone may be about a box.
  if (key(tokens, at) === 'pack' && placed.size === 0) return null;
  const opens = /^(what|how)$/.test(key(tokens, from));
  const warmly = /^(warm|warmly|lightly|cool|up)$/.test(key(tokens, at + 1));
  const led = tokens
    .slice(from + 1, at)
    .every((token) =>
      /^(should|shall|can|do|i|we|need|to|have|is|best|'s|kind|sort|type|of|clothes|clothing|outfit)$/.test(
        token.key,
      ),
    );
  const rest = tokens.slice(at + (warmly ? 2 : 1)).every(({ key: word, type }, i) => {
    const index = at + (warmly ? 2 : 1) + i;
    return (
      timed.has(index) ||
      placed.has(index) ||
      type === 'mark' ||
      /^(outside|out|for|in|my|our|a|the|trip|to|holiday|vacation|visit|weather)$/.test(word)
    );
  });
  return led && rest && (opens || warmly) ? { value: null, from: at, to: at + 1 } : null;
}

const fine = words('nice good lovely beautiful great perfect pleasant fine bad awful gorgeous');
const outings = words(
  `picnic picnics beach walk walking run running jog jogging hike hiking bbq barbecue barbeque outside outdoors swim swimming park
   garden gardening sail sailing ski skiing bike biking cycling fishing washing laundry sunbathe sunbathing golf camping camp`,
);

/** "Is it nice out", "is it a nice day", "is it a good day for a picnic", "is today a good day to go outside". */
export function dayAsked(clues: Clues): Found<null> | null {
  const { tokens, first, asking } = clues;
  const best = tokens.findIndex((token) => token.key === 'best');
  if (best > first && asksDay(clues) && tokens.slice(best).some((token) => outings.has(token.key)))
    return { value: null, from: best, to: best + 1 };
  if (!asking || !/^(is|will|was)$/.test(key(tokens, first))) return null;
  const at = tokens.findIndex((token, i) => i > first && fine.has(token.key));
  if (at < 0 || at > first + 8) return null;
  const it = tokens.slice(first + 1, at).some((token) => /^(it|today|tomorrow)$/.test(token.key));
  const found = { value: null, from: at, to: at + 1 };
  const dated = clues.timed.has(first + 1) && key(tokens, at - 1) === 'be';
  if (dated && isPredicate(clues, at + 1)) return found;
  if (!it) return null;
  const next = key(tokens, at + 1);
  if (/^(out|outside|outdoors)$/.test(next) && isPredicate(clues, at + 2)) return found;
  if (next !== 'day' && next !== 'weather') return null;
  const rest = tokens.slice(at + 2).filter((token, i) => {
    const [index, next] = [at + 2 + i, at + 3 + i];
    const leads = /^(in|at)$/.test(token.key) && clues.placed.has(next);
    return token.type === 'word' && !clues.timed.has(index) && !clues.placed.has(index) && !leads;
  });
  if (rest.some((token) => outings.has(token.key))) return found;
  return rest.length === 0 || /^(out|outside|today|here)$/.test(rest[0]?.key ?? '') ? found : null;
}

/** "The high for today", "the low tonight", "highs and lows this week": never those of a market or a score. */
export function extremeAsked({ tokens, first, timed }: Clues): Found<Condition> | null {
  for (let at = first; at < Math.min(tokens.length, first + 12); at++) {
    if (!/^(highs?|lows?)$/.test(key(tokens, at))) continue;
    const led =
      at === first ||
      /^(the|'s|today|tonight|tomorrow|and|daily|expected|predicted|forecast)$/.test(key(tokens, at - 1));
    let to = at + 1;
    while (/^(and|or|highs?|lows?|temp|temps|temperature|temperatures|the)$/.test(key(tokens, to))) to++;
    const linked = /^(for|on|be|of|going|to|will|is)$/.test(key(tokens, to));
    let next = to;
    while (/^(for|on|be|of|going|to|will|is|it|in)$/.test(key(tokens, next))) next++;
    // "Today's high".
    const owned = key(tokens, at - 1) === "'s" ? at - 2 : at - 1;
    const ended = tokens.slice(to).every(({ type }) => type === 'mark');
    const daily =
      led &&
      ended &&
      (timed.has(owned) || timed.has(at - 1) || /^(expected|predicted|forecast)$/.test(key(tokens, at - 1)));
    if (daily || (led && (timed.has(next) || (linked && key(tokens, next) === 'outside'))))
      return { value: 'temperature', from: at, to: at + 1 };
  }
  return null;
}

const chores = words('plants garden lawn flowers laundry washing clothes grass');

/** "Will I get wet", "should I water the garden", "can I hang the washing outside". */
export function rainFeared({ tokens, first, asking }: Clues): Found<Condition> | null {
  const [lead, who] = [key(tokens, first), key(tokens, first + 1)];
  if (!asking || !asks.has(lead) || !/^(i|we)$/.test(who)) return null;
  const wet = tokens.findIndex(
    (token, i) => token.key === 'wet' && /^(get|getting)$/.test(key(tokens, i - 1)),
  );
  if (wet >= 0) return { value: 'rain', from: wet - 1, to: wet + 1 };
  const does = tokens.findIndex((token) => /^(water|hang|dry|mow)$/.test(token.key));
  const chore = tokens.findIndex((token) => chores.has(token.key));
  return does > first + 1 && does < chore && chore < does + 5
    ? { value: 'rain', from: does, to: chore + 1 }
    : null;
}
