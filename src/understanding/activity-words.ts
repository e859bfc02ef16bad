/**
 * Activities of sport and art in families. A row is `family group: words`; a word is `noun`, `noun!` or `verb*`:
 * `*` is inflected as a verb ("ski* skis skied skiing"), others as nouns ("paintings"); `!` and `*!` mark words that
 * are as often something else ("run", "film", "draw") and count only where somebody does, likes or proposes them.
 */
const table = `
sport general: sport, workout, exercise*!, training!, athlete, athletics, athletic!, fitness, gym, gymnastics, olympics, tournament, championship, match!, marathon, triathlon, decathlon, pentathlon, biathlon, crossfit, referee, stadium, world cup, champions league, premier league, playoff, train*!, work out, working out, watch the game, watched the game, watching the game
sport ball games: football, soccer, basketball, volleyball, beach volleyball, handball, baseball, softball, rugby, american football, cricket!, hockey, field hockey, floorball, lacrosse, netball, water polo, polo!, dodgeball, kickball, futsal, bandy, hurling!, korfball, goalkeeper, footballer
sport racket games: tennis, table tennis, ping pong, ping-pong, badminton, squash!, padel, racquetball, pickleball
sport winter sports: ski*, skier, snowboard*, snowboarder, ice hockey, skate*, ice skating, ice skate*, figure skating, speed skating, sled*, sledge*, bobsleigh, luge, curling!, cross-country skiing, cross country skiing, ski jumping, snowshoe*, toboggan*, slalom, alpine skiing
sport athletics: run*!, runner, jog*, sprint*!, hurdle!, long jump, high jump, pole vault*, javelin, shot put, discus, hammer throw*, relay!, relay race, track and field, walk*!, race walking, jump*!
sport water sports: swim*, swimmer, dive*!, diving!, row*!, rowing, canoe*, kayak*, sail*!, sailing, surf*!, surfing, windsurf*, kitesurf*, kiteboard*, paddle*!, paddleboard*, snorkel*, water ski*, wakeboard*, rafting, scuba diving, synchronised swimming, synchronized swimming, bodyboard*
sport combat sports: boxing, box*!, boxer!, judo, karate, taekwondo, aikido, jiu-jitsu, jiu jitsu, kickboxing, kickbox*, wrestle*, wrestler, fencing!, fence*!, sumo, kung fu, martial art, mma, kendo, muay thai
sport outdoor sports: hike*, hiker, climb*!, climbing, mountaineering, bouldering, boulder*!, orienteering, trek*!, camp*!, fish*!, fishing!, hunting!, geocaching, parkour, paragliding, hang gliding, skydive*, skydiving, bungee jumping, horse riding, horseback riding, equestrian, dressage, show jumping
sport wheels: cycle*!, cycling, cyclist, bike*!, biking, mountain bike*, mountain biking, bmx, skateboard*, roller skate*, roller skating, rollerblade*, inline skating, motocross, formula one, formula 1, motor racing, karting, go-kart*, unicycle*
sport aim and skill: golf*, golfer, minigolf, mini golf, archery, dart!, bowling, bowl*!, billiards, snooker, pool!, croquet, petanque, boules, frisbee, disc golf, shooting!, chess, esport, e-sport
sport fitness: yoga, pilates, aerobics, zumba, weightlifting, weight lifting, lifting weights, powerlifting, bodybuilding, push-up, pushup, sit-up, squats, stretch*!, spinning!, rope skipping, cheerleading, trampoline
art general: art, artist, artwork, gallery!, exhibition, museum!, artistic, art gallery, fine art, masterpiece, art show, art class, art exhibition
art painting: paint*!, painting, painter!, watercolour, watercolor, oil painting, mural, fresco, portrait, landscape painting, acrylics, canvas!, still life, finger painting, graffiti, aquarelle
art drawing: draw*!, drawing, sketch*, doodle*, cartoon!, comic, illustration, illustrate*, illustrator, calligraphy, charcoal drawing, caricature, animation, animate*!, origami, manga
art sculpture: sculpture, sculpt*, sculptor, statue, carve*!, carving, wood carving, woodcarving, pottery, ceramics, clay!, mould*!, glassblowing, glass blowing, mosaic, installation!
art crafts: knit*, crochet*, embroider*, embroidery, sew*, weave*!, weaving, quilting, quilt, tapestry, jewellery making, jewelry making, woodwork, woodworking, leatherwork, scrapbook*, macrame, handicraft, craft*!, batik
art photography: photography, photograph*!, photographer, photo shoot, photo!, take photos, take pictures, taking photos, taking pictures
art music: music, musician, song!, sing*, singer, choir, opera, concert, orchestra, symphony, guitar, piano, violin, cello, flute, drum*!, trumpet, saxophone, clarinet, harp!, accordion, ukulele, banjo, jazz, blues!, rock music, classical music, hip hop, rap*!, karaoke, compose*!, composer, band!, ballad, keyboard!, trombone, viola, folk music, sonata
art dance: dance*!, dancing, dancer, ballet, ballerina, tango, salsa!, waltz*, flamenco, tap dance*, breakdance*, ballroom dancing, line dancing, choreography, choreograph*
art theatre: theatre, theater, drama!, acting!, actor, actress, musical!, improv, improvisation, pantomime, puppetry, puppet show, stand-up comedy, standup comedy, comedy!, tragedy!, mime*!, circus, playwright, juggle*!, shakespeare
art film: film*!, movie, cinema, documentary, film-making, filmmaking, film making, film festival, screenplay, screenwriting, director!, short film
art literature: literature, poetry, poem, poet, novel!, novelist, short story, creative writing, write poems, writing poems, write poetry, haiku, sonnet, fiction, essay!, storytelling, book club, bookbinding, limerick, read a book, reading books, read books, author!
art design: architecture, architect, fashion design, graphic design, interior design, printmaking, linocut, lithography, screen printing, typography, collage, tattoo, ikebana, flower arranging, digital art, pixel art, pop art, street art, modern art, abstract art, contemporary art, impressionism, surrealism, cubism, art nouveau`;

export interface ActivityWord {
  readonly family: 'sport' | 'art';
  readonly group: string;
  readonly canonical: string;
  /** Counts only where somebody does, likes or proposes it. */
  readonly weak: boolean;
}

/** Forms that rules would get wrong. */
const irregular = new Map<string, string>(
  Object.entries({
    run: 'ran',
    swim: 'swam,swum',
    draw: 'drew,drawn',
    sing: 'sang,sung',
    weave: 'wove,woven',
    row: 'rowed,rows,rowing',
    dive: 'dove',
    sew: 'sewed,sewn',
    trek: 'trekked,trekking',
    skydive: 'skydove',
    photography: 'photos',
    ski: 'skied,skiing,skis',
    canoe: 'canoeing',
    snowshoe: 'snowshoeing',
  }),
);

/** "skate" gives "skates", "skated", "skating"; "swim" gives "swimming"; "try" gives "tries". */
function verbForms(verb: string): readonly string[] {
  const other = irregular.get(verb)?.split(',') ?? [];
  if (verb.endsWith('e')) return [verb, `${verb}s`, `${verb}d`, `${verb.slice(0, -1)}ing`, ...other];
  if (/[^aeiou]y$/.test(verb))
    return [verb, `${verb.slice(0, -1)}ies`, `${verb.slice(0, -1)}ied`, `${verb}ing`, ...other];
  const doubled =
    /(^|[^aeiou])[aeiou][bdgmnprtl]$/.test(verb) && verb.length <= 7
      ? [`${verb}${verb.slice(-1)}ing`, `${verb}${verb.slice(-1)}ed`]
      : [];
  const plural = /(s|x|ch|sh)$/.test(verb) ? `${verb}es` : `${verb}s`;
  return [verb, plural, `${verb}ed`, `${verb}ing`, ...doubled, ...other];
}

function nounForms(noun: string): readonly string[] {
  if (/(s|ics)$/.test(noun)) return [noun];
  if (/[^aeiou]y$/.test(noun)) return [noun, `${noun.slice(0, -1)}ies`];
  if (/(x|ch|sh)$/.test(noun)) return [noun, `${noun}es`];
  return noun.endsWith('man') ? [noun, noun.replace(/man$/, 'men')] : [noun, `${noun}s`];
}

/** "Ice skating" and "ice-skating". */
function hyphened(form: string): readonly string[] {
  return /^[a-z]+ [a-z]+$/.test(form) ? [form, form.replace(' ', '-')] : [form];
}

function wordsOf(line: string): readonly (readonly [string, ActivityWord])[] {
  const [head, list] = line.split(': ');
  const [family, ...group] = (head ?? '').split(' ');
  return (list ?? '').split(', ').flatMap((written) => {
    const canonical = written.replace(/[*!]+$/, '');
    const about = {
      family: family === 'sport' ? 'sport' : 'art',
      group: group.join(' '),
      canonical,
      weak: written.endsWith('!'),
    } as const;
    const forms = written.includes('*') ? verbForms(canonical) : nounForms(canonical);
    return forms.flatMap((form) => hyphened(form).map((one) => [one, about] as const));
  });
}

/** Every form of every activity. Where two rows share a form the later one has it ("painting" is the noun). */
export const activityForms: readonly (readonly [string, ActivityWord])[] = table
  .trim()
  .split('\n')
  .flatMap(wordsOf);

/** Sayings in which words of sport and art are none. */
export const figures =
  'state of the art,state-of-the-art,the art of,skate over,skated over,skating over,marathon meeting,marathon session,poetry install,' +
  'film of,we match,they match,match your,match the,matched with,match with,swimming in cash,sprint planning,sprint review,' +
  'in good sport,in sport,good sport,be a sport,spoil sport,draw a conclusion,draw conclusions,draw the conclusion,' +
  'draw the line,draw a line,draw attention,drew attention,draws attention,draw a blank,drew a blank,draw near,draw breath,draw the curtain,' +
  'draw the curtains,draw blood,back to the drawing board,drawing board,draw up,drawn to,draw a card,luck of the draw,in the long run,run out,' +
  'running out,runs out,ran out,run late,running late,run into,run away,on the run,run the server,run a test,run the tests,run a command,running a fever,' +
  'run for office,dry run,home run,run of the mill,art of war,art of the deal,the art of conversation,work of fiction,' +
  'paint a picture of,paint the town,painting the town,face the music,music to my ears,play it by ear,drama queen,no drama,swan song,' +
  'for a song,jump start,jump starting,jump to conclusions,jump to a conclusion,jump ship,jump the gun,jump the queue,long shot,on thin ice,skate on thin ice,skating on thin ice,' +
  'in the same boat,sail through,plain sailing,throw in the towel,ball park,ballpark figure,ball game,whole new ball game,' +
  'swim against the tide,sink or swim,fish for compliments,box of,in a box,in the box,think outside the box,inbox,match made in heaven,row about,' +
  'in a row,climb the ladder,social climber,walk in the park,cake walk,walk away,walk me through,walk through,training data,' +
  'train station,train ticket,by train,the train,a train,dance around,song and dance,blues and,author of,director of,film star,' +
  'surf the web,surf the net,surfing the web,surf the internet,dive in,deep dive,the dive,car pool,talent pool,swimming in money,' +
  'running joke,running water,running costs,running gag,run the risk,run by,run it by,composed of,well composed,' +
  'sporting chance,spectator sport,blood sport,black art,dark arts,bachelor of arts,artful,art thou';
