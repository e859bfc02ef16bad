/** Words that tell what a sentence is for, as tables. */
import { phraseTable, rows, words } from './phrases.ts';

export const greetings = words('hi hello hey hei heisann hallo howdy greetings hiya yo morgen hola');
export const greetingPhrases = phraseTable<true>(
  rows(
    true,
    'hi,hello,hey,hei,heisann,hallo,howdy,greetings,hiya,yo,hola,good morning,good evening,good afternoon,good day,' +
      'god morgen,god kveld,god dag,hi there,hello there,hey there,hi everyone,hi everybody,hi all,hello everyone,' +
      'hello all,hello everybody,hey all,hey everyone,morning all,morning everyone,good morning everyone,nice to meet you',
  ),
);
export const thanks = phraseTable<true>(
  rows(
    true,
    'thanks,thank you,thank u,thankyou,thx,ty,tnx,cheers,takk,tusen takk,takk skal du ha,many thanks,much appreciated,' +
      'thanks a lot,thank you so much,thank you very much,ta,merci,danke,ok thanks,okay thanks,great thanks,oh thanks',
  ),
);

/** Before what the sentence is really about. */
export const fillers = words(
  `so well ok okay oh and but please pls plz hey hi hello yo um uh hmm then also now anyway right alright just excuse sorry yes no yeah
   yep lol haha actually btw alexa siri google computer kindly hallo hei dear guys folks friends everyone all`,
);

export const questionWords = words('what how where when who which why whose whom wat wot hvordan hva hvor');
export const auxiliaries = words(
  'is are am was were will would do does did can could should shall may might has have had must er blir',
);

export const askings = phraseTable<true>(
  rows(
    true,
    'i wonder,wondering if,wondering what,wondering how,do you know,does anyone know,does anybody know,any idea,any ideas,anyone know,' +
      'anybody know,i need to know,i want to know,i would like to know,i am wondering,tell me if,tell me when,let me know if,i am curious,' +
      'want to know,need to know,like to know',
  ),
);

export const orders = words(
  `tell show give get find check read look report say let bring fetch pull provide send display list describe name explain
   shoe gimme need want forecast search update lookup predict rate recommend suggest`,
);
export const orderPhrases = phraseTable<true>(
  rows(true, 'i need,i want,i would like,i would love,i am looking for,looking for,need,want'),
);

export const opinions = phraseTable<true>(
  rows(
    true,
    'do you like,do you think,do you love,do you enjoy,do you hate,do you prefer,do you fancy,do you believe,do you care for,' +
      'did you like,did you enjoy,would you enjoy,would you say,would you prefer,would you recommend,' +
      'do not you think,do not you like,do not you love,you like,' +
      'what do you think about,what do you think of,what do u think about,what do u think of,what did you think of,' +
      'what do you think,what are your thoughts on,your thoughts on,any thoughts on,thoughts on,' +
      'how do you like,how do you feel about,how do you find,how did you like,' +
      'how would you rate,how do you rate,can you rate,could you rate,please rate,would you rate,rate the,' +
      'what is your opinion of,what is your opinion on,what is your opinion about,what is your opinion,your opinion on,your opinion of,in your opinion,' +
      'what is your take on,your take on,what is your favourite,what is your favorite,are you a fan of,are you fond of,are you into,' +
      'is your favourite,is your favorite,who is your favourite,who is your favorite,which do you prefer,which is better',
  ),
);

export const suggestions = phraseTable<true>(
  rows(
    true,
    'we could,we should,can we,could we,shall we,should we,let us,why do not we,why not,how about we,how about a game,how about a round,how about going,how about a,what about a game,what about we,what if we,we can,' +
      'maybe we could,would you like to,do you want to,do you wanna,want to,wanna,do you fancy,up for,anyone for,anyone up for,' +
      'who wants to,who is up for,who is in for,who wants,we might,we ought to,are you up for,join me for,care to,feel like,' +
      'come and,how about some,fancy,we may,may we',
  ),
);
/** At the start: the rest of the question was asked before. */
export const followUps = phraseTable<true>(
  rows(
    true,
    'what about,how about,and what about,and how about,and in,and for,and on,and,what of,or in,same for,and at,also,ok and,but what about,then what about,also for,now for,i meant,i mean',
  ),
);

/** Before "weather" at the start: said of it, not asked for. */
export const verdicts = words(
  `lovely beautiful nice great good awful terrible horrible miserable wonderful gorgeous fantastic glorious perfect dreadful
   pleasant foul bad crappy`,
);

export const negations = words('not no never none neither nor without hardly ikke');

export const tags = phraseTable<true>(
  rows(true, 'is not it,right,or not,is it not,does not it,or no,eh,innit,yeah,will not it,are not they'),
);
