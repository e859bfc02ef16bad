import { hostNick } from '../room/types.ts';
import { type Bot, defineBot } from './bot.ts';
import type { HostSchedule } from './host-schedule.ts';

/** Keeps the conversation going with a starter now and then, as its schedule says. */
export function hostBot(schedule: HostSchedule): Bot {
  const { lookSeconds: seconds } = schedule;
  return defineBot({
    name: hostNick,
    kind: 'host',
    about: 'Speaks for whoever runs the room and starts conversations.',
    on: seconds > 0 ? { every: { seconds, run: (context) => schedule.look(context) } } : {},
  });
}
