/**
 * The contract of the log port: every backend runs it, and a reader of the port may rely on nothing that is not here.
 * Its parts have files of their own, and are run by this one alone.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/log/log.ts';
import { lobby } from '../../src/room/types.ts';
import { Fault } from '../../src/util/result.ts';
import { entriesContract } from './log-kit-entries.ts';
import { pagesContract } from './log-kit-pages.ts';
import { searchContract } from './log-kit-search.ts';
import { shelfContract } from './log-kit-shelf.ts';
import { oneOfEach, type Opened } from './log-samples.ts';
import { ann, messageId, said } from './said.ts';

/** A place where a store can be opened, closed and opened again. */
export interface Place {
  open(): Promise<Store>;
  /** Removes what the store left behind. */
  clear(): void;
}

export interface Promises {
  /** What was stored is there when the same place is opened again. */
  readonly durable: boolean;
}

export function logContract(name: string, makePlace: () => Place, promises: Promises): void {
  let place: Place;
  let store: Store;

  beforeEach(async () => {
    place = makePlace();
    store = await place.open();
  });
  afterEach(async () => {
    await store.close();
    place.clear();
  });

  const at: Opened = {
    get store() {
      return store;
    },
  };
  entriesContract(name, at);
  pagesContract(name, at);
  searchContract(name, at);
  shelfContract(name, at);

  describe(`${name}: closing`, () => {
    it('may be closed twice, and takes nothing afterwards', async () => {
      await store.close();
      await store.close();
      await expect(store.log.append([said('late')])).rejects.toThrow(Fault);
      await expect(store.log.read({ room: lobby, limit: 1 })).rejects.toThrow(Fault);
      await expect(store.log.said(ann, messageId('a'), [lobby])).rejects.toThrow(Fault);
      await expect(store.log.rooms()).rejects.toThrow(Fault);
      await expect(store.log.search({ rooms: [lobby], text: 'a', limit: 1 })).rejects.toThrow(Fault);
      await expect(store.shelf.put('b', 'k', 1)).rejects.toThrow(Fault);
      await expect(store.shelf.putAll('b', [['k', 1]])).rejects.toThrow(Fault); // prettier-ignore
      await expect(store.shelf.get('b', 'k')).rejects.toThrow(Fault);
      await expect(store.shelf.size('b')).rejects.toThrow(Fault);
    });

    if (!promises.durable) return;

    it('keeps everything for the next opening', async () => {
      const appended = await store.log.append([...oneOfEach, said('hi', { id: messageId('one') })]);
      await store.shelf.put('bans', 'ann', { until: 7 });
      await store.shelf.put('bans', 'ben', 1);
      await store.shelf.delete('bans', 'ben');
      const before = await store.log.read({ room: lobby, limit: 100 });
      await store.close();

      store = await place.open();
      expect(await store.log.read({ room: lobby, limit: 100 })).toEqual(before);
      expect(await store.shelf.entries('bans')).toEqual([['ann', { until: 7 }]]);
      const later = await store.log.append([said('hi', { id: messageId('one') }), said('new')]);
      expect(later[0]).toEqual({ seq: appended.at(-1)?.seq, fresh: false });
      expect(later[1]?.seq).toBeGreaterThan(appended.at(-1)!.seq);
    });
  });
}
