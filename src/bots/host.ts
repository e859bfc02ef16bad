import { hostNick } from '../room/types.ts';
import { type Bot, type BotContext, defineBot } from './bot.ts';
import { type HostOptions, HostSchedule } from './host-schedule.ts';

/** Keeps the conversation going with a starter now and then, as its schedule says. */
export function hostBot(options: HostOptions): Bot {
  const schedule = new HostSchedule(options);
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
        run: async (context) => context.reply(await schedule.take(context), 'it was asked for'),
      },
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
