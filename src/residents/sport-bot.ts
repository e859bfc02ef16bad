import { type Bot, defineBot } from '../bots/bot.ts';
import { sportPhrases } from './phrases/sport.ts';
import { smallTalk } from './small-talk.ts';

/** Sport above all, and tennis above all sport. */
export function sportBot(): Bot {
  return defineBot({
    name: 'Sport_Bot',
    about: 'Lives for sport, and for tennis most of all.',
    concerns: ({ understood }) => understood.subject === 'sport',
    on: smallTalk(sportPhrases),
  });
}
