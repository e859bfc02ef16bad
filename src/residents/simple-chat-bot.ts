import { type Bot, defineBot } from '../bots/bot.ts';
import { simpleChatPhrases } from './phrases/simple-chat.ts';
import { smallTalk } from './small-talk.ts';

/** Small talk about anything but the weather. The one who greets newcomers when several people are here. */
export function simpleChatBot(): Bot {
  return defineBot({
    name: 'Simple_Chat_Bot',
    about: 'Greets people and makes small talk, though not about the weather.',
    greets: true,
    on: smallTalk(simpleChatPhrases),
  });
}
