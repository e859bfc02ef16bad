/** Who answers what when several bots share a room with people. Pure. */
import type { Bot, Heard } from './bot.ts';
import type { Manifest } from './manifest.ts';

/**
 * `chatty`: every bot answers every message. `polite`: a bot answers when it is called by name or when the message is
 * its subject. `auto`: chatty while one person is present, polite from two on, whom a restart has cut off included for a while.
 */
export type Manners = 'chatty' | 'polite' | 'auto';

export function isPolite(manners: Manners, people: number): boolean {
  return manners === 'polite' || (manners === 'auto' && people >= 2);
}

export function mayAnswer(bot: Bot, heard: Heard, polite: boolean): boolean {
  return !polite || heard.addressed || isConcerned(bot, heard);
}

/** A bot may be JavaScript: what it promises is not known at once, and would always count as true. */
function isConcerned(bot: Bot, heard: Heard): boolean {
  const answer: unknown = bot.concerns?.(heard) ?? false;
  if (typeof answer === 'object' && answer !== null && 'then' in answer) {
    Promise.resolve(answer).catch(() => undefined);
    throw new TypeError('concerns gave a promise; it must tell at once, with true or false');
  }
  return Boolean(answer);
}

export function mayGreet({ hears, greets }: Manifest, polite: boolean): boolean {
  return hears.joins && (!polite || greets);
}

/**
 * Tells whether a message calls `name`: "Weather_Bot", "@weather_bot", "weather bot", "hey weatherbot", in any case,
 * but not as a part of another word.
 */
export function namedBy(name: string): (text: string) => boolean {
  const parts = name.split(/[_\s-]+/u).filter((part) => part !== '');
  const spelt = parts.map(escaped).join('[_\\s-]?');
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])${spelt}(?![\\p{L}\\p{N}_])`, 'iu');
  return (text) => pattern.test(text);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
