/** Words around and inside names of places, as tables. */
import { phraseTable, rows, words } from './phrases.ts';

/** After these a place may stand, whatever stands before them. */
export const leads = words(
  'in at for between near around nearby neighboring neighbouring inside throughout across within close-by aroud ion',
);
/** "Warmer than Oslo", "which is warmer, Oslo or Bergen". */
export const comparatives = words(
  'warmer colder hotter cooler chillier milder windier wetter drier sunnier cloudier rainier snowier foggier stormier',
);
/** After these only behind certain words: "weather of Oslo", "far from Oslo", "close to Oslo", "close by Oslo". */
export const boundLeads = new Map<string, ReadonlySet<string>>([
  [
    'of',
    words(
      'weather forecast city town village state distance temperature climate conditions outside south north east west area',
    ),
  ],
  ['from', words('far distant close away faraway not')],
  [
    'to',
    words(
      'close near next going go travel travelling traveling moving flying fly driving coming heading trip comes adjacent closest flight move umbrella raincoat coat jacket sweater boots sunscreen',
    ),
  ],
  ['by', words('close near nearby')],
  ['on', words('weather')],
  ['than', comparatives],
  ['about', words('what how')],
  ['i', words('vaeret vaer regn regner regne sno snor varmt kaldt det vaermelding vind sol')],
]);

/** Between the lead and the name: "in the city of Oslo", "for the area near Oslo". */
export const openers = phraseTable<true>(
  rows(
    true,
    'the city of,city of,the town of,town of,the village of,the state of,state of,the area of,the area near,the area around,' +
      'the area neighboring,the area close to,the country of,the region of,downtown,nearby,neighboring,neighbouring,near,around,' +
      'close to,close by,close-by,close,the island of,beautiful,sunny old,good old,just outside,somewhere in,somewhere near,' +
      'somewhere around,somewhere nearby,places near,the same area as,within walking distance of,walking distance of,' +
      'the vicinity of,the middle of,faraway from,far from,not far from,distant from,greater,rainy old,lovely',
  ),
);

export const hereWords = phraseTable<true>(
  rows(
    true,
    'here,right here,my current location,my current position,my current place,my current spot,the current location,' +
      'the current position,the current place,the current spot,current location,current position,current place,current spot,' +
      'my location,my position,my area,this area,where i am,my place,my city,my town,around here,outside,outdoors,' +
      'outside right now,this location,this place,my region,my home,home,out there,this city,this town,my neighborhood,' +
      'my neighbourhood,my street,my garden,my backyard,my hometown,this spot',
  ),
);

/** A name ends before these. Nouns of weather, verbs and little words; a name that holds one must be known otherwise. */
export const stops = words(`
  a an the this that these those my your our his her their its i you he she it we they me us him them who what when where
  why how which is are was were be been being am will would shall should can could may might must do does did done have has had
  having get gets getting got going goes go gone gonna supposed suppose expected expecting expect likely feel feels feeling look looks
  looking seem like as if so and or but nor not no yes than then too very really quite more most much many less some any all
  in at on for of to from by with without within about around near over under into through during after before until
  till since between against out off up down per via because while whether though also just only even still yet again
  ever never always soon later now today tonight tomorrow yesterday currently right outside inside here there please thanks
  thank show give tell let say says said know think want need see hear experience experiencing come comes coming weather
  forecast forecasts forcast temperature temperatures temp temps temperate conditions condition humidity rainfall snowfall
  precipitation climate report reports update updates outlook prediction info information degrees celsius fahrenheit
  starting beginning ending predicted going indicate call calls every hi hello hey ok okay oh well man bro mate dude folks guys everyone
  everybody anyone anybody someone something anything nothing everything isn't lol haha
  wetter drier windier sunnier cloudier rainier snowier milder hottest coldest warmest windiest wettest sunniest
  hot hotter cold colder warm warmer chilly chillier freezing cool cooler rain raining rainy snow snowing snowy windy
  sunny cloudy foggy stormy humid overcast blizzard hail nice bad wet dry wind fog drizzle thunder thunderstorms
  er det hvordan hva blir vaeret vaer storm storms storming stormy drizzling pour pouring flood thunderstorm kind continue lately anyway actually maybe perhaps probably usually normally though compared versus vs either neither both each
  next last few couple couples same far close faraway distant away nearby time times tell forever vs instead hour hours hourly`);

/** "In" and one of these is no place, unless written as a name. */
export const nonPlaces = words(`
  general love fact time times bed town trouble school work class church court prison jail hospital practice theory principle
  advance addition case charge common danger detail doubt effect english norwegian german french spanish italian chinese
  japanese russian swedish danish dutch latin example favour favor focus front future fun short stock style summary
  sight silence secret season public private person particular part order need mind mood memory luck life line length
  kind hindsight half hand hell heaven god goodness sake once ages awe shape spite sync tears terms touch trend tune turn
  use vain view winter summer spring autumn fall morning evening afternoon night noon midnight weekend week month year
  day days hours minutes seconds weeks months years least first last best worst home house garden park city country
  village office kitchen room car bus train plane boat street road shop store mall gym pool sea ocean mountains
  mountain forest woods beach world space sky air water sun shade rain snow dark cold heat peace war business politics
  sports sport art arts music football tennis science math maths history college university kindergarten breakfast
  lunch dinner supper brunch tea coffee beer wine food dessert free sure real fine good great nothing something
  anything everything everyone everybody anyone someone nobody ever now today tomorrow yesterday tonight age birth
  reality retrospect return reverse reference regards response self-defence sales marketing progress process
  place places situation area region location spot rural urban local outdoors indoors inside outside bar pub
  bits pieces person mine yours hers ours theirs jeans shorts skiing swimming running cycling hiking golf hockey painting
  drawing dancing singing reading writing sailing climbing fishing camping picnic bbq barbecue walk walking run ride
  trip holiday vacation vacations it midday kids children people men women dogs cats them us me you him
  purpose rest record distance spot areas locations walking one two three four five six seven eight nine ten eleven twelve demand duty average sale schedule track top board call fire foot earth`);

/** "In mph": measures, no places even when written with a capital. */
export const measures = words(
  'mph kph kmh km knots celsius centigrade fahrenheit kelvin metric imperial percent mm cm inches metres meters hpa mbar c f',
);

/** A name that ends so is something to visit, and may be known without a table. */
export const sights = words(`
  park parks forest forests lake lakes reserve refuge area areas monument museum beach island islands mountain mountains
  mount valley bay castle bridge tower airport station stadium arena gardens garden palace temple cathedral
  mausoleum ruins falls waterfall canyon trail trails river site preserve sanctuary recreation nationalpark square
  memorial landmark peninsula glacier fjord desert volcano wilderness marina pier harbour harbor zoo grassland
  grasslands cave caves caverns beach shore shores point cape hill hills woods plaza center centre hall campground`);
/** What towns with weather in their names are called after it. */
export const landmarks = words(
  'springs spring ridge hills hill bay beach lake creek valley river mountain falls rock city',
);

/** Of `sights`, what a park or reserve is called and towns hardly are. */
export const plainSights = words(
  'park parks forest forests reserve refuge area areas monument museum airport stadium arena palace temple cathedral mausoleum ruins site preserve sanctuary recreation nationalpark memorial wilderness trail trails stadium zoo grassland grasslands reservation',
);

/** Before a region's name these make another name of it: "Lake Michigan", "Port Washington". */
export const prefixes = words(
  'lake fort port mount new north south east west saint st upper lower little great gulf old big point cape southern northern eastern western central los las san santa el la isle isla mt ft city',
);
/** Words that go on inside a name. */
export const inner = words(
  'of the de del la le les los las el da do dos di du von van der den upon sur am im und og y e',
);

/** Before "weather" and "forecast" these are no names: "current weather", "weekend forecast". */
export const adjectives = words(`
  current currently weekend weekly daily hourly local long term range extended predicted general today tonight tomorrow week weeks
  day days bad good nice great awful terrible lovely cold warm hot rainy snowy stormy sunny severe extreme latest
  exact full detailed next updated actual crazy strange weird beautiful perfect typical average normal usual other
  international national regional latest quick short accurate horrible winter summer spring autumn fall outside
  outdoor some any what whats which morning afternoon evening night nightly monthly month year upcoming immediate future
  present sun storm wind wet dry mild fine fair foul crap crappy shitty shit same different such this that british
  norwegian american english european check ask weather temperature rain snow possible hour hours minute local check know
  monday tuesday wednesday thursday friday saturday sunday world severe sky fuck bloody damn love hate enjoy about ok
  seven ten five three fourteen tell show get find me give read of high low record highest lowest average max min maximum minimum
  spot place like approximate indoor pleasant how's hows yes hey hello freak tropical arctic horrid`);

/** After the subject of a question about weather: "will Oslo get snow". */
export const subjectVerbs = words(
  'get have be see experience experiencing getting having seeing expecting expect going supposed forecast gonna likely due look become will is was would gets has hotter colder warmer cooler chillier sunnier windier rainier wetter drier snowier hot cold warm rainy snowy sunny windy',
);

/** A message of just one of these names no place. */
export const interjections = words(`
  yes no yeah yep nope ok okay sure thanks thank cheers hello hi hey bye goodbye lol haha hahaha wow cool nice great good bad
  true false right wrong maybe perhaps please sorry what why how who when where really exactly indeed agreed same
  well hmm hm oh ah aha ouch oops damn morning evening night afternoon brb afk gg wtf omg idk ikr yo sup hei heisann
  takk ja nei congratulations congrats welcome awesome amazing excellent perfect fine interesting boring funny stop help
  test testing ping pong exit quit anyone anybody everyone nobody nothing something everything weather forecast rain snow
  sport sports art music painting never always often sometimes absolutely definitely certainly probably totally both neither either`);

/** Countries whose names begin names of towns too: "Jordan Valley", "Norway House", "China Grove". */
export const namesakes = words(
  'jordan georgia turkey chad china cuba mexico peru lebanon norway holland poland jersey panama guinea niger wales england ireland scotland israel india brazil canada st saint',
);
