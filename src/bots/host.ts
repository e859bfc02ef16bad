import { hostNick } from '../room/types.ts';
import { pick } from '../util/random.ts';
import { type Bot, type BotContext, defineBot } from './bot.ts';
import type { Starters } from './starters.ts';

/** The Host lets a person's words stand this long before it speaks, and whoever enters an empty room look round, ms. */
const hushMs = 10_000;
const settleMs = 5_000;

export interface HostOptions {
  /** Between two starters; 0 keeps the Host silent. */
  readonly everySeconds: number;
  /** Speaks to an empty room and into conversations too. */
  readonly always: boolean;
  readonly starters: Starters;
}

/**
 * Keeps the conversation going with a starter now and then, each once before any comes again. One that courtesy forbids
 * comes as soon as courtesy allows.
 */
export function hostBot({ everySeconds, always, starters }: HostOptions): Bot {
  let used = new Set<string>();
  const speak = async (context: BotContext) => {
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
  // Looks about once a second, and an even number of times between two starters.
  const lookSeconds = everySeconds / Math.max(1, Math.ceil(everySeconds));
  let stay: BotContext | null = null;
  let due = 0;
  let emptyAt = -Infinity;
  const run = async (context: BotContext) => {
    const now = context.clock.now();
    if (stay !== context) {
      stay = context;
      due = now + (everySeconds - lookSeconds) * 1000;
    }
    // Half a look: timers are not exact.
    if (now < due - lookSeconds * 500) return;
    if (!always && isEmpty(context)) emptyAt = now;
    const quietFrom = Math.max(emptyAt + settleMs, (context.lastHeardAt() ?? -Infinity) + hushMs);
    if (!always && now < quietFrom) return;
    due = now + everySeconds * 1000;
    await speak(context);
  };
  return defineBot({
    name: hostNick,
    kind: 'host',
    about: 'Speaks for whoever runs the room and starts conversations.',
    on: everySeconds > 0 ? { every: { seconds: lookSeconds, run } } : {},
  });
}

function isEmpty(context: BotContext): boolean {
  return !context.members().some((member) => member.kind === 'person');
}
