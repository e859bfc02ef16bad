import { logContract } from '../../../test/kits/log-kit.ts';
import { temporaryFolder } from '../../../test/kits/folder.ts';
import { openSqlite } from './store.ts';

for (const durability of ['full', 'fast'] as const) {
  const place = () => {
    const folder = temporaryFolder();
    return { open: async () => openSqlite(folder.path, durability), clear: () => folder.clear() };
  };
  logContract(`sqlite, ${durability}`, place, { durable: true });
}
