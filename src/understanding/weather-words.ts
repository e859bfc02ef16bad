/** Words of weather, as tables. Keys are as in `tokens.ts`. */
import { phraseTable, rows, words } from './phrases.ts';
import type { Condition } from './types.ts';

/** Of themselves about the weather; with how people mistype them. */
export const weatherNouns = phraseTable<Condition | null>([
  ...rows(
    null,
    'weather,wheather,wether,weathr,wather,weater,weahter,waether,eather,weatehr,weathers,weather-wise,' +
      'forecast,forecasts,forcast,forecase,foreast,forecats,forecst,forcasts,foecast,weatherman,meteorological,' +
      'weather report,weather forecast,weather conditions,weather condition,current conditions,conditions outside,real feel,visibility outside,atmospheric conditions,' +
      'weather outlook,day outlook,outlook for the week,outlook for the weekend,outlook for today,outlook for tomorrow,climate in,' +
      'climate today,climate outside,climate like,uv index,uv rating,uv level,uv levels,uv,pollen count,air quality,barometric pressure,atmospheric pressure,vaeret,vaer,vaermelding,yr',
  ),
  ...rows(
    'temperature' as const,
    'temperature,temperatures,temp,temps,temprature,temperture,temperatur,temperaturen,temperate',
  ),
  ...rows('humidity' as const, 'humidity,humidty,dew point,dewpoint'),
  ...rows('wind' as const, 'wind speed,wind chill,windchill,wind conditions,wind direction'),
  ...rows(
    'rain' as const,
    'rainfall,precipitation,chance of rain,chances of rain,percent chance of rain,rain chance,rain chances',
  ),
  ...rows('snow' as const, 'snowfall,chance of snow,chances of snow,snow chance,snow chances'),
  ...rows(
    'storm' as const,
    'storm warning,storm warnings,storm watch,storm update,tornado warning,tornado watch,hurricane warning,hurricane watch,' +
      'hurricane update,flood warning,flood warnings,flood watch,storm alert,storm alerts,weather alert,weather alerts',
  ),
  ...rows('cold' as const, 'ice on the roads,ice on the road,ice on the streets,icy roads,black ice'),
  ...rows('sun' as const, 'see the stars,see stars,star gazing,stargazing'),
  ...rows(
    'sun' as const,
    'sun going to shine,sun going to come out,sun come out,sun coming out,sun be out,sun out,sun shine,sun shining,sun is out',
  ),
]);

/** Nouns above that are at home elsewhere too: they want a time, a place, or nothing else in the sentence. */
export const sharedNouns = words(
  'temperature temperatures temp temps temprature temperture temperatur temperaturen temperate yr',
);

/** What may happen or hang in the sky: "will it rain", "is there fog". */
export const skyWords = phraseTable<Condition>([
  ...rows(
    'rain' as const,
    'rain,rains,raining,rained,rainy,rainier,rainiest,wetter,wettest,drier,dryer,driest,dryest,rainfall,drizzle,drizzling,drizzly,shower,showers,showery',
  ),
  ...rows(
    'rain' as const,
    'pouring,pour down,downpour,precipitation,raindrops,rainstorm,rainstorms,regn,regner,flooding,flood',
  ),
  ...rows(
    'snow' as const,
    'snow,snows,snowing,snowed,snowy,snowier,snowiest,snowfall,snowstorm,snowstorms,blizzard,blizzards,sleet,sleeting',
  ),
  ...rows('snow' as const, 'flurries,hail,hailing,hails,hailstorm,hailstorms,snowflakes,snobyger,sno,snor'),
  ...rows('cold' as const, 'icy,cold front,cold snap,cold spell'),
  ...rows('warm' as const, 'heatwave,heat wave,heat waves,warm front'),
  ...rows(
    'sun' as const,
    'sunny,sunshine,sun,clear,clearing,clearing up,clear skies,clear sky,sunnier,sunniest,blue skies,blue sky,solskinn',
  ),
  ...rows(
    'cloud' as const,
    'cloudy,cloud,clouds,overcast,cloudier,gray,grey,cloudless,gloomy,skies,the sky look,the sky looking,the sky like',
  ),
  ...rows(
    'wind' as const,
    'wind,windy,winds,windier,windiest,breezy,breeze,gusty,gusts,gale,gales,blustery,vind',
  ),
  ...rows('fog' as const, 'fog,foggy,foggier,mist,misty,haze,hazy,smog,smoggy,taake'),
  ...rows('thunder' as const, 'thunder,thunderstorm,thunderstorms,lightning,thundering'),
  ...rows(
    'storm' as const,
    'storm,storms,stormy,storming,stormier,hurricane,hurricanes,tornado,tornadoes,tornados',
  ),
  ...rows(
    'storm' as const,
    'cyclone,cyclones,typhoon,typhoons,depression,tropical storm,sandstorm,dust storm',
  ),
  ...rows('humidity' as const, 'humid,muggy,humidity,more humid'),
]);

/** How it feels; each also says things about soup, people and ideas. */
export const feelWords = phraseTable<Condition>([
  ...rows('warm' as const, 'warm,warmer,warmest,hot,hotter,hottest,heat,boiling,scorching,mild,milder'),
  ...rows('warm' as const, 'warm weather,sweltering,varmt'),
  ...rows(
    'cold' as const,
    'cold,colder,coldest,chilly,chillier,cool,cooler,freezing,freeze,frost,frosty,frigid,kaldt',
  ),
  ...rows('cold' as const, 'below zero,below freezing,cold weather,chill,frozen'),
  ...rows('temperature' as const, 'temperate,degrees,degrees celsius,degrees fahrenheit,°,° c,° f,℃,℉'),
]);

/** "Will it be nice": no condition, but weather where a time or a place goes with it. */
export const niceWords = words(
  'nice nicer good better bad worse pleasant dry wet dreary lovely beautiful awful terrible miserable ugly',
);

/** A weather word in front of one of these describes that thing: "hot topic", "cool idea", "cold beer". */
export const mayFollowFeel = words(
  `. , ! ? ; : - … ) ( and or but than in at on near around by for here there outside out outdoors today tonight tomorrow now
   right this next later again enough as so if when while because weather day days night nights morning evening
   afternoon weekend week temperature temperatures temps temp condition conditions outside too is are was will
   it to over under with during after before until till far close nearby ever from all anywhere everywhere yet
   please up down along lately currently within spell front air wave somewhere not neighboring close-by faraway once
   like compared i the both either a does do did can could would lol haha huh eh right`,
);

/** Sayings and things in which weather words are none. */
export const sayings = phraseTable<true>(
  rows(
    true,
    'under the weather,weather the storm,weather this storm,hot topic,hot topics,hot dog,hot dogs,hotdog,cool idea,cool ideas,' +
      'cold turkey,cold feet,cold case,cold war,cold brew,cold call,cold calls,cold cuts,cold cut,hot water,hot sauce,' +
      'hot tub,hot spot,hotspot,hot take,hot takes,hot seat,hot potato,hot chocolate,hot coffee,hot line,hot link,hot fix,' +
      'rain check,raincheck,rain on my parade,brain storm,by storm,snowed under,steal my thunder,in the cloud,' +
      'to the cloud,cloud storage,cloud computing,cloud nine,cloud server,second wind,wind up,wind down,winds down,' +
      'warm up,warm ups,warming up,cool down,cooling down,chill out,chill pill,take a chill,break the ice,on ice,' +
      'storm in a teacup,perfect storm,fair weather friend,fair-weather friend,right as rain,come rain or shine,' +
      'in hot water,in cold blood,cold blood,blow hot and cold,out cold,hot air,hot mess,hot stuff,hot shot,' +
      'a cold,the common cold,common cold,caught cold,catch cold,cold shoulder,cold hard,leave me cold,' +
      'sales forecast,budget forecast,revenue forecast,financial forecast,economic forecast,cash flow forecast,' +
      'earnings forecast,market forecast,traffic forecast,head in the clouds,all clear,clear cut,in the clear,' +
      'body temperature,room temperature,oven temperature,water temperature,cooking temperature,core temperature,' +
      'coast clear,coast is clear,it rains it pours,raining men,great depression,clinical depression,my depression,sun tan,sun screen,sun glasses,the sun also rises',
  ),
);

/** Whoever says one of these talks of something else that happens to have a weather word in its name. */
export const elsewhere = words(
  `playlist playlists song songs album albums track tune tunes music artist movie movies film films cinema cinemas theatre
   theater book books novel novels chapter saga trailer soundtrack episode show series game games titled entitled called named
   restaurant restaurants reservation reservations table seats hotel hotels flight flights ticket tickets recipe oven thermostat ac
   fridge freezer stove heater radiator engine car tire tires tyre coffee tea beer soup food pizza dish drink drinks
   water milk chicken meat stars points rating rate podcast lyrics spotify netflix youtube translate spell alarm remind reminder
   convert calories ingredients bath shower account card cards computer laptop phone cpu server
   stock stocks shares score greenhouse joke jokes boil boils melt melts
   calendar email emails tweet traffic cook bake baked photograph picture painting schedule creativity`,
);
/** Of `elsewhere`, those that a real question about the weather can well contain. */
export const bearable = words(
  'stars show game games table car food water drink drinks tire tires coffee tea beer music shower flight flights phone traffic schedule hotel alarm calendar milk computer laptop rate book film films',
);

/** Orders to do something that has nothing to do with telling the weather. */
export const otherOrders = words(
  `play add put rate book reserve watch listen remind set turn change translate spell buy order schedule call text
   make cancel pay transfer convert define search rating queue insert open post raise lower reduce increase decrease adjust`,
);
