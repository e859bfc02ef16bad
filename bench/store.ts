import { openStore } from '../src/log/open.ts';
import type { Durability } from '../src/log/sqlite/database.ts';
import { temporaryFolder } from '../test/kits/folder.ts';
import type { Benchmark } from './benchmark.ts';
import { perSecond } from './benchmark.ts';
import { messageOf, upTo } from './messages.ts';

const durabilities: readonly Durability[] = ['full', 'fast'];

/** The log on disk. What `full` costs is the disk's answer to "is it written?", once for each transaction. */
export const storeBenchmarks: readonly Benchmark[] = durabilities.flatMap((durability) =>
  [1, 10, 1000].map((size) => ({
    name: `append, ${durability}, ${size} in a transaction`,
    unit: 'entries/s',
    run: () => append(durability, size),
  })),
);

async function append(durability: Durability, size: number): Promise<number> {
  const folder = temporaryFolder();
  const store = await openStore(folder.path, { durability });
  const events = upTo(size).map(messageOf);
  const figure = await perSecond(async () => (await store.log.append(events)).length);
  await store.close();
  folder.clear();
  return figure;
}
