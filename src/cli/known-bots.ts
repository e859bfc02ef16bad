import type { BotSource } from '../bots/mind/mind.ts';
import type { WorkerOptions } from '../bots/worker/worker-mind.ts';
import type { Selection } from '../config-values.ts';
import type { Config } from '../config.ts';
import { BotFile, type FileBot, loadBotThreads } from './bot-files.ts';
import { Bundler } from './bundler.ts';
import { type Chosen, chooseBots, isPath, type Loaded } from './choose-bots.ts';
import { Latecomers } from './latecomers.ts';

export interface KnownBots extends Chosen<BotSource> {
  /** Those of them that shall run and come from files. */
  readonly fromFiles: readonly FileBot[];
  /** The files that they do not come from. */
  readonly latecomers: Latecomers;
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
  const loadedBots: Loaded<FileBot>[] = [];
  const options = { threads, allowed: botAllow, bundler: new Bundler() };
  const chosen = await chooseBots<BotSource>(wanted, residents, async (path) => {
    const loaded = await loadBotThreads(path, options);
    loadedBots.push(...loaded.bots);
    return loaded;
  });
  if (typeof chosen === 'string') return chosen;
  const taken = loadedBots.filter(({ bot }) => chosen.bots.includes(bot));
  const names = new Set(chosen.known.map(({ name }) => name.toLowerCase()));
  return {
    ...chosen,
    fromFiles: taken.map(({ bot }) => bot),
    latecomers: new Latecomers({
      paths: wanted === 'all' ? [] : wanted.filter(isPath),
      here: taken.map(({ file }) => file),
      faults: chosen.faults,
      open: (file) => new BotFile(file, options),
    }),
    strangers: [...botAllow.keys()]
      .filter((name) => !names.has(name))
      .map((name) => `--bot-allow ${name}=…: no bot of that name runs here.`),
  };
}
