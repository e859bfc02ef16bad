import type { Bot } from '../bots/bot.ts';
import type { Selection } from '../config.ts';
import { nickKeys } from '../room/names.ts';
import { loadBots } from './bot-files.ts';

export interface Chosen {
  /** Those that shall run. */
  readonly bots: readonly Bot[];
  /** The same and the residents that were not chosen, who can be started by hand. */
  readonly known: readonly Bot[];
  /** What is wrong with files that were named: the others run. */
  readonly faults: readonly string[];
}

/**
 * Whom `wanted` names, residents and files alike, or what is allowed. The Host is there in any case; how often it speaks
 * is another option. A bot in a file takes the place of a resident that has its name and is not wanted.
 */
export async function chooseBots(wanted: Selection, residents: readonly Bot[]): Promise<Chosen | string> {
  if (wanted === 'all') return { bots: residents, known: residents, faults: [] };
  const words = wanted.filter((word) => !isPath(word)).map((word) => word.toLowerCase());
  const names = residents.filter((bot) => bot.kind !== 'host').map((bot) => bot.name);
  const known = new Set([...names.map((name) => name.toLowerCase()), 'all']);
  if (words.some((word) => !known.has(word))) {
    return `"all", "none", some of ${names.join(', ')}, or paths such as ./my-bots/, with commas between them`;
  }
  const isWanted = (bot: Bot) => words.includes('all') || words.includes(bot.name.toLowerCase());
  const chosen = residents.filter((bot) => bot.kind === 'host' || isWanted(bot));
  const { bots, faults } = await withFiles(chosen, wanted.filter(isPath));
  const own = bots.filter((bot) => !residents.includes(bot));
  const taken = namesOf(own);
  return { bots, known: [...residents.filter((bot) => !sharesName(bot, taken)), ...own], faults };
}

/** `./my-bots/`, `dice.ts`; everything else is a name. */
function isPath(word: string): boolean {
  return word.includes('/') || /\.(?:ts|js|mjs)$/u.test(word);
}

async function withFiles(chosen: readonly Bot[], paths: readonly string[]) {
  const bots = [...chosen];
  const faults: string[] = [];
  for (const path of paths) {
    const loaded = await loadBots(path);
    faults.push(...loaded.faults);
    for (const bot of loaded.bots) {
      if (sharesName(bot, namesOf(bots))) faults.push(`${path}: there is a ${bot.name} already.`);
      else bots.push(bot);
    }
  }
  return { bots, faults };
}

function namesOf(bots: readonly Bot[]): ReadonlySet<string> {
  return new Set(bots.flatMap(({ name }) => nickKeys(name)));
}

function sharesName({ name }: Bot, taken: ReadonlySet<string>): boolean {
  return nickKeys(name).some((key) => taken.has(key));
}
