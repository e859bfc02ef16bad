import type { Bot } from '../bots/bot.ts';
import { checkBot } from '../bots/check-bot.ts';
import { brief } from '../util/brief.ts';
import { refusalOf } from './choose-bots.ts';

const isOne = "a bot is what its file exports as default: import bot from './dice-bot.mjs'";

/** The bots that code in JavaScript gave. Throws a TypeError with what is wrong and what is allowed. */
export function givenBots(given: unknown): readonly Bot[] {
  if (!Array.isArray(given)) throw new TypeError(`bots: must be a list of bots such as [bot]; ${isOne}`);
  const bots: Bot[] = [];
  for (const [index, value] of (given as readonly unknown[]).entries()) {
    const refuse = (why: string): never => {
      throw new TypeError(`bots[${index}]${why}`);
    };
    if (!isBotLike(value)) refuse(`: ${shown(value)} is no bot; ${isOne}`);
    const bot = checkBot(value);
    if (typeof bot === 'string') return refuse(` ${bot}`);
    const fault = refusalOf(bot, bots);
    if (fault !== null) refuse(fault);
    bots.push(bot);
  }
  return bots;
}

/** What is all of a module is not what it exports. */
function isBotLike(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('name' in value || !('default' in value));
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(brief(value, 60));
  if (typeof value === 'object' && value !== null) return 'a module';
  return typeof value === 'function' ? 'a function' : String(value);
}
