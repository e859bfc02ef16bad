import { type Bot, defineBot } from '../bots/bot.ts';
import { artPhrases } from './phrases/art.ts';
import { smallTalk } from './small-talk.ts';

/** Art above all; no football, please. */
export function artBot(): Bot {
  return defineBot({
    name: 'Art_Bot',
    about: 'Sees a picture in everything and would love to paint it.',
    concerns: ({ understood }) => understood.subject === 'art',
    on: smallTalk(artPhrases),
  });
}
