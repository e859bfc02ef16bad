import { type Bot, type BotContext, defineBot, type Heard } from '../bots/bot.ts';
import { hostNick } from '../room/types.ts';
import { askedWhy, lastOfBot, whyInWords } from '../room/why.ts';
import { HostSchedule, type HostSettings } from './host-schedule.ts';

/** Entries of the past in which it looks for what a bot said. */
const whyEntries = 200;

/** Keeps the conversation going with a starter now and then, as its schedule says. */
export function hostBot(settings: HostSettings): Bot {
  const schedule = new HostSchedule(settings);
  const { lookSeconds: seconds } = schedule;
  const every = {
    [`${Math.max(0.001, seconds)}s` as const]: (context: BotContext) => schedule.look(context),
  };
  return defineBot({
    name: hostNick,
    kind: 'host',
    about: 'Speaks for whoever runs the room and starts conversations.',
    on: seconds > 0 ? { every } : {},
    commands: {
      starter: {
        help: 'asks the Host for something to talk about',
        run: async (context) => context.reply(await schedule.take(context), 'a starter was asked for'),
      },
      why: { args: '[BOT]', help: 'tells why a bot said what it said last', run: tellWhy },
    },
    operations: {
      state: (context) => schedule.state(context),
      skip: (context) => schedule.skip(context),
      pause: (context) => schedule.pause(context),
      resume: (context) => schedule.resume(context),
      take: (context) => schedule.take(context),
    },
  });
}

async function tellWhy(context: BotContext, args: string, heard: Heard): Promise<void> {
  const name = args.replace(/^@/u, '').replace(/\s+/gu, '_');
  const past = await context.history(whyEntries, heard.seq);
  const said = lastOfBot(past, name === '' ? null : name);
  if (!said) {
    const nothing =
      name === '' ? 'No bot has said anything lately.' : `I have heard nothing of ${name} lately.`;
    context.reply(nothing, askedWhy);
    return;
  }
  const answered = past.find(({ seq }) => seq === said.answers) ?? null;
  context.reply(whyInWords(said, answered, said.nick === context.nick ? 'I' : said.nick), askedWhy);
}
