import type { BotContext } from '../bots/bot.ts';

/** What a bot makes once for each of its stays in a room, from the context that it then has. */
export function eachStay<Made>(make: (context: BotContext) => Made): (context: BotContext) => Made {
  const made = new WeakMap<AbortSignal, Made>();
  return (context) => {
    const known = made.get(context.signal) ?? make(context);
    made.set(context.signal, known);
    return known;
  };
}
