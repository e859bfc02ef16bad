import type { BotSource } from '../bots/mind/mind.ts';
import type { WorkerOptions } from '../bots/worker/worker-mind.ts';
import type { Selection } from '../config-values.ts';
import type { Config } from '../config.ts';
import { type FileBot, loadBotThreads } from './bot-files.ts';
import { Bundler } from './bundler.ts';
import { type Chosen, chooseBots } from './choose-bots.ts';

export interface KnownBots extends Chosen<BotSource> {
  /** Those of them that shall run and come from files. */
  readonly fromFiles: readonly FileBot[];
  /** A sentence for each name to which something is allowed and that no bot has. */
  readonly strangers: readonly string[];
}

/** Whom `wanted` names, residents and files alike, those of files each in a thread of its own; or what is allowed. */
export async function knownBots(
  wanted: Selection,
  residents: readonly BotSource[],
  threads: WorkerOptions,
  { botAllow }: Config,
): Promise<KnownBots | string> {
  const loadedBots: FileBot[] = [];
  const options = { threads, allowed: botAllow, bundler: new Bundler() };
  const chosen = await chooseBots<BotSource>(wanted, residents, async (path) => {
    const loaded = await loadBotThreads(path, options);
    loadedBots.push(...loaded.bots.map(({ bot }) => bot));
    return loaded;
  });
  if (typeof chosen === 'string') return chosen;
  const names = new Set(chosen.known.map(({ name }) => name.toLowerCase()));
  return {
    ...chosen,
    fromFiles: loadedBots.filter((bot) => chosen.bots.includes(bot)),
    strangers: [...botAllow.keys()]
      .filter((name) => !names.has(name))
      .map((name) => `--bot-allow ${name}=…: no bot of that name runs here.`),
  };
}
