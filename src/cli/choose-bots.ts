import type { Selection } from '../config-values.ts';
import { nickKeys, parseNick } from '../room/names.ts';

/** A bot, or what is known of it. */
interface Named {
  readonly name: string;
  readonly kind?: 'bot' | 'host';
  readonly forget?: () => Promise<void>;
}

/** A file or a folder of which nothing runs, and why, in a sentence that names it. */
export interface FileFault {
  readonly file: string;
  readonly message: string;
}

export interface Loaded<Bot> {
  readonly file: string;
  readonly bot: Bot;
}

export interface LoadedBots<Bot> {
  readonly bots: readonly Loaded<Bot>[];
  /** One for each file that is not among them. */
  readonly faults: readonly FileFault[];
}

export function loadedBots<Bot>(each: readonly (Loaded<Bot> | FileFault)[]): LoadedBots<Bot> {
  return { bots: each.filter((one) => 'bot' in one), faults: each.filter((one) => 'message' in one) };
}

export interface Chosen<Bot> {
  /** Those that shall run. */
  readonly bots: readonly Bot[];
  /** The same and the residents that were not chosen, who can be started by hand. */
  readonly known: readonly Bot[];
  /** What is wrong with files that were named: the others run. */
  readonly faults: readonly FileFault[];
}

/**
 * Whom `wanted` names, residents and files alike, or what is allowed. The Host is there in any case; how often it speaks
 * is another option. A bot in a file takes the place of a resident that has its name and is not wanted.
 */
export async function chooseBots<Bot extends Named>(
  wanted: Selection,
  residents: readonly Bot[],
  load: (path: string) => Promise<LoadedBots<Bot>>,
): Promise<Chosen<Bot> | string> {
  if (wanted === 'all') return { bots: residents, known: residents, faults: [] };
  const words = wanted.filter((word) => !isPath(word)).map((word) => word.toLowerCase());
  const names = residents.filter((bot) => bot.kind !== 'host').map((bot) => bot.name);
  const known = new Set([...names.map((name) => name.toLowerCase()), 'all']);
  if (words.some((word) => !known.has(word))) {
    return `"all", "none", some of ${names.join(', ')}, or paths such as ./my-bots/, with commas between them`;
  }
  const isWanted = (bot: Named) => words.includes('all') || words.includes(bot.name.toLowerCase());
  const chosen = residents.filter((bot) => bot.kind === 'host' || isWanted(bot));
  const { bots, faults } = await withFiles(chosen, wanted.filter(isPath), load);
  const own = bots.filter((bot) => !residents.includes(bot));
  const taken = namesOf(own);
  return { bots, known: [...residents.filter((bot) => !sharesName(bot, taken)), ...own], faults };
}

/** `./my-bots/`, `dice.ts`; everything else is a name. */
export function isPath(word: string): boolean {
  return word.includes('/') || /\.(?:ts|js|mjs)$/u.test(word);
}

async function withFiles<Bot extends Named>(
  chosen: readonly Bot[],
  paths: readonly string[],
  load: (path: string) => Promise<LoadedBots<Bot>>,
) {
  const bots = [...chosen];
  const faults: FileFault[] = [];
  for (const path of paths) {
    const loaded = await load(path);
    faults.push(...loaded.faults);
    for (const { file, bot } of loaded.bots) {
      const fault = refusalOf(bot, bots);
      if (fault === null) {
        bots.push(bot);
        continue;
      }
      faults.push({ file, message: `${file}${fault}.` });
      await bot.forget?.();
    }
  }
  return { bots, faults };
}

/** Why a bot cannot be beside the others, as the rest of a sentence that begins with where it is from; null if it can. */
export function refusalOf(bot: Named, others: readonly Named[]): string | null {
  const fault = nameFault(bot);
  if (fault !== null) return ` ${fault}`;
  return sharesName(bot, namesOf(others)) ? `: there is a ${bot.name} already` : null;
}

function nameFault({ name, kind }: Named): string | null {
  const nick = parseNick(name);
  if (typeof nick !== 'string') return `has a bot with a wrong name: ${nick.message.replace(/\.$/u, '')}`;
  const isHost = nick.toLowerCase() === 'host' || kind === 'host';
  return isHost ? 'wants to be the Host, which is taken' : null;
}

function namesOf(bots: readonly Named[]): ReadonlySet<string> {
  return new Set(bots.flatMap(({ name }) => nickKeys(name)));
}

function sharesName({ name }: Named, taken: ReadonlySet<string>): boolean {
  return nickKeys(name).some((key) => taken.has(key));
}
