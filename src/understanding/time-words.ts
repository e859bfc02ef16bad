/** Words for times, as tables: months, weekdays, parts of the day, seasons, units, days with a name. */
import { phraseTable, rows, words } from './phrases.ts';

const list = (text: string, offset = 1) => text.split('|').flatMap((names, i) => rows(i + offset, names));

export const months = new Map(
  list(
    'january,jan,januar|february,feb,februar|march,mar,mars|april,apr|may,mai|june,jun,juni|july,jul,juli|august,aug|' +
      'september,sep,sept|october,oct,oktober|november,nov|december,dec,desember',
  ),
);
/** Also ordinary words, names or verbs: a month only beside a day, a year, or after "in", "next" and the like. */
export const doubtfulMonths = words('may march mar mars mai jun jan dec');

export const weekdays = new Map(
  list(
    'monday,mon,mondays,mandag|tuesday,tue,tues,tuesdays,tirsdag|wednesday,wed,weds,wednesdays,onsdag|' +
      'thursday,thu,thur,thurs,thursdays,torsdag|friday,fri,fridays,fredag|saturday,sat,saturdays,lordag|sunday,sundays,sondag,sun',
  ),
);
/** Also ordinary words: a weekday only after "on", "next" and the like. */
export const doubtfulWeekdays = words('sun sat wed mon');

/** Hours of the day; past 24 is the next day. */
export const dayParts = phraseTable<readonly [from: number, to: number]>([
  ...rows([6, 12] as const, 'morning,the morning,early morning,in the morning,this morning,mornings'),
  ...rows([12, 18] as const, 'afternoon,the afternoon,in the afternoon,this afternoon'),
  ...rows([18, 24] as const, 'evening,the evening,in the evening,this evening,i kveld'),
  ...rows(
    [18, 30] as const,
    'night,the night,at night,tonight,night time,during the night,tonite,overnight,i natt',
  ),
  ...rows([12, 13] as const, 'noon,midday,lunch,lunchtime,lunch time,high noon'),
  ...rows([24, 25] as const, 'midnight'),
  ...rows([5, 8] as const, 'sunrise,dawn,daybreak,sunup'),
  ...rows([17, 21] as const, 'sunset,dusk,sundown,dinner,dinnertime,dinner time,supper,supper time'),
  ...rows([6, 9] as const, 'breakfast,breakfast time'),
  ...rows([10, 13] as const, 'elevenses,brunch,meal time,mealtime'),
  ...rows([15, 18] as const, 'tea time,teatime,tea'),
]);
/** Parts of the day that are also meals: only after "at" and the like. */
export const mealParts = words('tea lunch dinner breakfast supper brunch');

/** First month of each season (northern); winter runs over the turn of the year. */
export const seasons = new Map<string, number>([
  ['spring', 3],
  ['summer', 6],
  ['autumn', 9],
  ['fall', 9],
  ['winter', 12],
]);

/** In minutes; months and years are counted by the calendar. */
export const units = new Map<string, number | 'month' | 'year'>([
  ...rows(1 / 60, 'second,seconds,sec,secs'),
  ...rows(1, 'minute,minutes,min,mins'),
  ...rows(60, 'hour,hours,hr,hrs,h'),
  ...rows(1440, 'day,days'),
  ...rows(10_080, 'week,weeks,wk,wks'),
  ...rows(20_160, 'fortnight,fortnights'),
  ...rows('month' as const, 'month,months'),
  ...rows('year' as const, 'year,years'),
]);

/** Days counted from today. */
export const nearDays = phraseTable<number>([
  ...rows(0, "today,today 's,to day,todays,the day,i dag,idag"),
  ...rows(1, "tomorrow,tomorrow 's,tomorrows,tomorow,tommorow,tommorrow,tmrw,tmr,2moro,i morgen,imorgen"),
  ...rows(2, 'the day after tomorrow,day after tomorrow,overmorrow'),
  ...rows(-1, 'yesterday,yesterdays,last night,yesterday night'),
  ...rows(-2, 'the day before yesterday,day before yesterday'),
]);

export const nowPhrases = phraseTable<true>(
  rows(
    true,
    'now,right now,just now,currently,at the moment,at this moment,at present,presently,at this time,this instant,' +
      'at this hour,this hour,this minute,this second,as we speak,rn,atm',
  ),
);

/** What is left of a day or a week. */
export const remainders = phraseTable<'day' | 'week'>([
  ...rows(
    'day' as const,
    'the rest of the day,rest of the day,the rest of today,rest of today,the remainder of the day,later today,later on today,later on',
  ),
  ...rows(
    'week' as const,
    'the rest of the week,rest of the week,the rest of this week,the remainder of the week',
  ),
]);

/** Days with a name and a fixed date: month and day. */
export const namedDays = phraseTable<readonly [month: number, day: number]>([
  ...rows([12, 24] as const, 'christmas eve,julaften'),
  ...rows([12, 25] as const, 'christmas,christmas day,xmas'),
  ...rows([12, 26] as const, 'boxing day'),
  ...rows([12, 31] as const, "new year 's eve,new years eve,new year eve"),
  ...rows([1, 1] as const, "new year 's day,new years day,new year 's,new year"),
  ...rows([1, 6] as const, 'epiphany'),
  ...rows([2, 2] as const, 'groundhog day'),
  ...rows([2, 14] as const, "valentine 's day,valentines day,valentine 's,valentines"),
  ...rows([3, 17] as const, "st patrick 's day,st . patrick 's day,saint patrick 's day,st patricks day"),
  ...rows([4, 1] as const, "april fool 's day,april fools day"),
  ...rows([5, 1] as const, 'may day,labour day'),
  ...rows([5, 17] as const, 'constitution day,syttende mai'),
  ...rows([6, 23] as const, "midsummer 's eve,midsummer eve,midsummer,st hans"),
  ...rows([7, 4] as const, 'independence day'),
  ...rows([10, 31] as const, 'halloween'),
]);

/** Between two pieces of one time: "tomorrow at 5", "monday in the evening". */
export const joins = words('at on in the , . around by about for of during');
