import type { Bot } from '../bots/bot.ts';
import type { Selection } from '../config.ts';

/** Whom `wanted` names, or what is allowed. The Host is there in any case; how often it speaks is another option. */
export function chooseBots(wanted: Selection, residents: readonly Bot[]): readonly Bot[] | string {
  if (wanted === 'all') return residents;
  const names = residents.filter((bot) => bot.kind !== 'host').map((bot) => bot.name);
  const known = new Set(names.map((name) => name.toLowerCase()));
  if (wanted.some((name) => !known.has(name.toLowerCase()))) {
    return `"all", "none" or some of ${names.join(', ')}, with commas between them`;
  }
  const chosen = new Set(wanted.map((name) => name.toLowerCase()));
  return residents.filter((bot) => bot.kind === 'host' || chosen.has(bot.name.toLowerCase()));
}
