import type { ActivityMention } from '../understanding/types.ts';

const verbs = words(
  `animate bike bodyboard boulder bowl box breakdance camp canoe carve choreograph climb compose craft create crochet cycle
   dance dive doodle draw drum embroider fence fish go-kart hike illustrate jog juggle jump kayak kickbox kiteboard
   kitesurf knit lift mime mould paddle paddleboard paint photograph rap read rollerblade row run sail scrapbook sculpt
   sew sing skate skateboard sketch ski skydive sled sledge snorkel snowboard snowshoe sprint stretch surf swim take
   toboggan train trek unicycle vault wakeboard walk waltz weave windsurf work wrestle write`,
);
const doubling = words('drum jog knit rap run sled snorkel swim trek');
const keepingE = words('canoe snowshoe');

/** Things and people that want an article: "the novel", "the world cup". */
const things = words(
  `actor actress architect artist artwork athlete ballad ballerina band boxer canvas caricature cartoon championship choir choreographer
   cinema circus climber collage comic composer concert cyclist dancer dart documentary essay exhibition footballer fresco gallery
   goalkeeper golfer gym hiker illustration illustrator installation keyboard limerick match marathon masterpiece mosaic movie mural
   museum musical musician novel novelist olympics orchestra painter photo photographer playoff playwright poem poet portrait
   push-up pushup quilt referee runner screenplay sculptor singer sit-up skier snowboarder song sonata sonnet stadium statue
   swimmer symphony tapestry tattoo tournament trampoline wrestler accordion banjo cello clarinet drum flute guitar harp
   piano saxophone trombone trumpet ukulele viola violin`,
);
const thingPhrases = new Set(
  (
    'world cup,champions league,premier league,film festival,short film,short story,art gallery,art show,art class,art exhibition,' +
    'book club,photo shoot,puppet show'
  ).split(','),
);

/** What was named, as one can speak of it: "painting" for "paint", "ice skating" for "ice skate", "tennis" for "tennis". */
export function activityName(activity: ActivityMention): string {
  const { canonical } = activity;
  if (things.has(canonical) || thingPhrases.has(canonical)) return `the ${canonical}`;
  const parts = canonical.split(' ');
  const verb = verbs.has(parts.at(-1) ?? '') ? parts.length - 1 : 0;
  return parts.map((part, i) => (i === verb && verbs.has(part) ? gerund(part) : part)).join(' ');
}

function gerund(verb: string): string {
  if (doubling.has(verb)) return `${verb}${verb.slice(-1)}ing`;
  return verb.endsWith('e') && !keepingE.has(verb) ? `${verb.slice(0, -1)}ing` : `${verb}ing`;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/u));
}
