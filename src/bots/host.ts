import { hostNick } from '../room/types.ts';
import { pick } from '../util/random.ts';
import { type Bot, type BotContext, defineBot } from './bot.ts';
import type { Starters } from './starters.ts';

/** The Host lets a person's words stand this long before it speaks, ms. */
const hushMs = 10_000;

export interface HostOptions {
  /** Between two starters; 0 keeps the Host silent. */
  readonly everySeconds: number;
  /** Speaks to an empty room and into conversations too. */
  readonly always: boolean;
  readonly starters: Starters;
}

/** Keeps the conversation going with a starter now and then, each once before any comes again. */
export function hostBot({ everySeconds, always, starters }: HostOptions): Bot {
  let used = new Set<string>();
  const run = async (context: BotContext) => {
    if (!always && !isWelcome(context)) return;
    const lines = await starters();
    const unused = lines.filter((line) => !used.has(line));
    // A new round: all but the one that was said last, where there is another.
    const last = [...used].at(-1);
    const round = lines.length > 1 ? lines.filter((line) => line !== last) : lines;
    if (unused.length === 0) used = new Set();
    const line = pick(context.random, unused.length > 0 ? unused : round);
    used.add(line);
    context.say(line);
  };
  return defineBot({
    name: hostNick,
    kind: 'host',
    about: 'Speaks for whoever runs the room and starts conversations.',
    on: everySeconds > 0 ? { every: { seconds: everySeconds, run } } : {},
  });
}

function isWelcome(context: BotContext): boolean {
  const heardAt = context.lastHeardAt();
  const hushed = heardAt !== null && context.clock.now() - heardAt < hushMs;
  return !hushed && context.members().some((member) => member.kind === 'person');
}
