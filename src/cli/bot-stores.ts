import { join } from 'node:path';
import type { Durability } from '../log/sqlite/database.ts';
import { inMemory, type Store } from '../log/log.ts';
import { memoryStore } from '../log/memory.ts';
import { openStore } from '../log/open.ts';

/** Each bot's own, by its name in lower case. */
export type BotStores = ReadonlyMap<string, Store>;

/**
 * A folder for each bot, so that each keeps what it has with whomever it runs, and two processes may have bots in one room.
 * In memory where `where` says so. Rejects with a Fault when one of them cannot be had, with none of them open.
 */
export async function openBotStores(
  where: string,
  bots: readonly string[],
  durability: Durability,
): Promise<BotStores> {
  const stores = new Map<string, Store>();
  try {
    for (const bot of bots) stores.set(bot.toLowerCase(), await openBotStore(where, bot, durability));
  } catch (thrown) {
    await closeStores(stores);
    throw thrown;
  }
  return stores;
}

export async function closeStores(stores: BotStores): Promise<void> {
  for (const store of new Set(stores.values())) await store.close();
}

/** One of them. */
export async function openBotStore(where: string, bot: string, durability: Durability): Promise<Store> {
  if (where === inMemory) return memoryStore();
  const otherwise = `${bot} runs there already: end that one first, or give this one a folder of its own with --data.`;
  return openStore(join(where, folderOf(bot)), { durability, tenant: { what: 'hobnob', otherwise } });
}

/** No name leads out of the folder, and none is two folders where case does not count. */
function folderOf(bot: string): string {
  return encodeURIComponent(bot.toLowerCase()).replaceAll('.', '%2E');
}
