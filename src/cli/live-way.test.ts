import { expect, test } from 'vitest';
import { memoryStore } from '../log/memory.ts';
import { liveWay } from './live-way.ts';

test('without what was kept there is no way, and no store stays open', async () => {
  const closed: string[] = [];
  const storeOf = (bot: string) => {
    const store = memoryStore();
    return { ...store, close: () => store.close().then(() => void closed.push(bot)) };
  };
  const stores = new Map(['one', 'other'].map((bot) => [bot, storeOf(bot)]));
  await stores.get('other')!.close();
  closed.length = 0;
  const dest = { host: '127.0.0.1', port: 9, tls: false };
  const way = liveWay({ dest, stores, note: () => undefined, onStatus: () => undefined });
  await expect(way).rejects.toThrow('closed');
  expect(closed).toEqual(['one', 'other']);
});
