/** A part of the contract in `log-kit.ts`, which runs all of them. */
import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/util/result.ts';
import { astral, type Opened } from './log-samples.ts';
import { said } from './said.ts';

/** What is kept beside the log. */
export function shelfContract(name: string, at: Opened): void {
  describe(`${name}: shelf`, () => {
    it('gives back any JSON value, and undefined for what is not there', async () => {
      const value = { text: astral, list: [1, -0.5, true, null, {}], nested: { deep: [[]] } };
      await at.store.shelf.put('bans', 'ann', value);
      await at.store.shelf.put('bans', 'null', null);
      expect(await at.store.shelf.get('bans', 'ann')).toEqual(value);
      expect(await at.store.shelf.get('bans', 'null')).toBe(null);
      expect(await at.store.shelf.get('bans', 'nobody')).toBe(undefined);
      expect(await at.store.shelf.get('nothing', 'ann')).toBe(undefined);
    });

    it('keeps the last write, and not what the caller changes later', async () => {
      const value = { n: 2 };
      await at.store.shelf.put('b', 'k', { n: 1 });
      await at.store.shelf.put('b', 'k', value);
      value.n = 3;
      expect(await at.store.shelf.get('b', 'k')).toEqual({ n: 2 });
    });

    it('keeps buckets apart and lists each', async () => {
      await at.store.shelf.put('one', astral, 1);
      await at.store.shelf.put('one', '', 2);
      await at.store.shelf.put('two', astral, 3);
      expect(new Map(await at.store.shelf.entries('one'))).toEqual(new Map([[astral, 1], ['', 2]])); // prettier-ignore
      expect(await at.store.shelf.entries('two')).toEqual([[astral, 3]]);
      expect(await at.store.shelf.entries('three')).toEqual([]);
    });

    it('deletes, and says whether there was something', async () => {
      await at.store.shelf.put('b', 'k', 1);
      expect(await at.store.shelf.delete('b', 'other')).toBe(false);
      expect(await at.store.shelf.delete('b', 'k')).toBe(true);
      expect(await at.store.shelf.delete('b', 'k')).toBe(false);
      expect(await at.store.shelf.get('b', 'k')).toBe(undefined);
      expect(await at.store.shelf.entries('b')).toEqual([]);
    });

    it('gives and takes values as the JSON that they are kept as', async () => {
      const { shelf } = at.store;
      await shelf.put('b', 'k', [1, { a: astral }]);
      expect(await shelf.getJson('b', 'k')).toBe(JSON.stringify([1, { a: astral }]));
      expect(await shelf.getJson('b', 'none')).toBe(undefined);
      await shelf.putJson('b', 'k', '{"a":[null]}');
      expect(await shelf.get('b', 'k')).toEqual({ a: [null] });
      expect(await shelf.entries('b')).toEqual([['k', { a: [null] }]]);
    });

    it('gives a bucket page by page, each within its bounds, while others come and go', async () => {
      const { shelf } = at.store;
      const keys = ['', astral, ...Array.from({ length: 40 }, (_, index) => `k${index}`)];
      await shelf.putAll('b', keys.map((key, index) => [key, 'x'.repeat(index)] as const)); // prettier-ignore
      await shelf.putAll('a', [['k0', 'other']]); // prettier-ignore
      await shelf.putAll('c', [['k0', 'other']]); // prettier-ignore
      for (const most of [
        { limit: 7, bytes: 1_000_000 },
        { limit: 1_000, bytes: 120 },
        { limit: 1, bytes: 1 },
      ]) {
        // prettier-ignore
        const seen: (readonly [string, string])[] = [];
        let page = await shelf.page('b', most);
        for (let last = page.at(-1); last; last = page.at(-1)) {
          expect(page.length).toBeLessThanOrEqual(most.limit);
          const bytes = page.reduce((sum, [key, json]) => sum + Buffer.byteLength(key + json), 0);
          if (page.length > 1) expect(bytes).toBeLessThanOrEqual(most.bytes);
          seen.push(...page);
          await shelf.put('b', 'passing', 1);
          await shelf.delete('b', 'passing');
          page = await shelf.page('b', most, last[0]);
        }
        expect(seen).toHaveLength(keys.length);
        expect(new Map(seen)).toEqual(new Map(keys.map((key, index) => [key, `"${'x'.repeat(index)}"`])));
      }
      expect(await shelf.page('none', { limit: 9, bytes: 99 })).toEqual([]);
    });

    it('goes on behind a key that is gone, and fills a page to its last byte', async () => {
      const { shelf } = at.store;
      await shelf.putAll('b', [['a', 1], ['b', 2], ['c', 3], ['d', 4]]); // prettier-ignore
      const [first] = await shelf.page('b', { limit: 1, bytes: 9 });
      expect(first).toEqual(['a', '1']);
      await shelf.delete('b', 'a');
      expect(await shelf.page('b', { limit: 9, bytes: 4 }, 'a')).toEqual([['b', '2'], ['c', '3']]); // prettier-ignore
      expect(await shelf.page('b', { limit: 9, bytes: 3 }, 'a')).toEqual([['b', '2']]);
    });

    it('tells how much a bucket holds, and one of its keys, as it changes', async () => {
      const { shelf } = at.store;
      expect(await shelf.size('b')).toEqual({ keys: 0, bytes: 0 });
      await shelf.put('b', 'kø', 'aø'); // 3 + 5
      await shelf.put('b', astral, [1]);
      const ofAstral = Buffer.byteLength(astral) + 3;
      await shelf.put('other', 'kø', 1);
      expect(await shelf.size('b')).toEqual({ keys: 2, bytes: 8 + ofAstral });
      expect(await shelf.size('b', 'kø')).toEqual({ keys: 1, bytes: 8 });
      expect(await shelf.size('b', 'none')).toEqual({ keys: 0, bytes: 0 });
      await shelf.putAll('b', [['kø', null], ['l', 12]]); // prettier-ignore
      await shelf.delete('b', astral);
      expect(await shelf.size('b')).toEqual({ keys: 2, bytes: 7 + 3 });
    });

    it('refuses what JSON cannot hold', async () => {
      await at.store.shelf.put('b', 'k', 1);
      await expect(at.store.shelf.put('b', 'k', undefined)).rejects.toThrow(Fault);
      expect(await at.store.shelf.get('b', 'k')).toBe(1);
    });

    it('puts many at once, over what was there, the last of one key', async () => {
      await at.store.shelf.put('b', 'k', 1);
      await at.store.shelf.put('b', 'other', 1);
      await at.store.shelf.putAll('b', [['k', 2], ['l', null], [astral, { deep: [3] }], ['l', 4]]); // prettier-ignore
      await at.store.shelf.putAll('b', []);
      expect(new Map(await at.store.shelf.entries('b'))).toEqual(
        new Map<string, unknown>([['other', 1], ['k', 2], ['l', 4], [astral, { deep: [3] }]]), // prettier-ignore
      );
      expect(await at.store.shelf.entries('other')).toEqual([]);
    });

    it('puts none of many when one cannot be kept', async () => {
      await at.store.shelf.put('b', 'k', 1);
      const loop: { self?: unknown } = {};
      loop.self = loop;
      for (const wrong of [undefined, 1n, loop]) {
        await expect(at.store.shelf.putAll('b', [['k', 2], ['l', wrong], ['m', 3]])).rejects.toThrow(Fault); // prettier-ignore
      }
      expect(await at.store.shelf.entries('b')).toEqual([['k', 1]]);
      await at.store.shelf.putAll('b', [['k', 2]]); // prettier-ignore
      await at.store.log.append([said('the log goes on')]);
      expect(await at.store.shelf.get('b', 'k')).toBe(2);
    });
  });
}
