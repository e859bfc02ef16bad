import { describe, expect, test } from 'vitest';
import type { Shelf } from '../log/log.ts';
import { memoryStore } from '../log/memory.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import { defineBot } from './bot.ts';
import { quotaErrorName, storeOf } from './mind/records.ts';
import { BotShelf } from './store.ts';

const always = new AbortController().signal;

const counter = (name: string) =>
  defineBot({
    name,
    about: 'Counts.',
    on: {
      message: async (context) => {
        const count = Number((await context.store.get('count')) ?? 0) + 1;
        await context.store.put('count', count);
        context.reply(`${count}`);
      },
    },
  });

test('what a bot keeps is its own, and there again after a restart of bot and server', async () => {
  const store = memoryStore();
  const first = await rehearse({ bots: [counter('One'), counter('Two')], store });
  first.say('ann', 'a');
  await first.settle();
  first.restart('One');
  first.stop('Two');
  await first.settle();
  first.say('ann', 'b');
  await first.settle();
  expect(first.last('One')?.text).toBe('2');
  await first.close();
  const second = await rehearse({
    bots: [counter('one'), counter('Two')],
    store,
    start: '2026-01-06T12:00Z',
  });
  second.say('ann', 'c');
  await second.settle();
  expect([second.last('one')?.text, second.last('Two')?.text]).toEqual(['3', '2']);
});

test('values are JSON of a bounded size; deleting says whether there was something', async () => {
  const store = storeOf(new BotShelf(memoryStore().shelf, 'Bot').during(always));
  await store.put('a', { b: [1, null] });
  expect(await store.entries()).toEqual([['a', { b: [1, null] }]]);
  expect([await store.delete('a'), await store.delete('a'), await store.get('a')]).toEqual([
    true,
    false,
    undefined,
  ]);
  await expect(store.put('a', 'x'.repeat(65_536))).rejects.toThrow('65536 characters');
  await expect(store.put('k'.repeat(201), 1)).rejects.toThrow('200 characters');
  await expect(store.put('a', undefined)).rejects.toThrow('no JSON value');
});

test('a bot that was stopped keeps nothing more', async () => {
  const over = new AbortController();
  const store = storeOf(new BotShelf(memoryStore().shelf, 'Bot').during(over.signal));
  over.abort();
  for (const late of [
    () => store.put('a', 1),
    () => store.get('a'),
    () => store.delete('a'),
    () => store.entries(),
  ]) {
    await expect(late()).rejects.toThrow('aborted');
  }
});

test('more than fits into a page is there all the same, and each page is bounded', async () => {
  const { shelf } = memoryStore();
  const records = new BotShelf(shelf, 'Bot').during(always);
  const store = storeOf(records);
  const large = 'x'.repeat(65_000);
  for (let index = 0; index < 10; index++) await store.put(`large ${index}`, large);
  await shelf.putAll(
    'bot/bot',
    Array.from({ length: 2_500 }, (_, index) => [`small ${index}`, index] as const),
  );
  const page = await records.page(undefined);
  expect(page.map(([key]) => key)).toEqual(['large 0', 'large 1', 'large 2', 'large 3']);
  expect(await records.page('large 9')).toHaveLength(1_000);
  const entries = new Map(await store.entries());
  expect(entries.size).toBe(2_510);
  expect([entries.get('large 9'), entries.get('small 2499')]).toEqual([large, 2_499]);
});

test('what is no key, no JSON or too long is told, also to who reaches the shelf itself', async () => {
  const records = new BotShelf(memoryStore().shelf, 'Bot').during(always);
  await expect(storeOf(records).put('a', 1n)).rejects.toThrow('this cannot be kept: Do not know how to');
  await expect(storeOf(records).get(7 as never)).rejects.toThrow('a key is text of at most 200 characters');
  for (const key of ['a\0b', 'a\ud800', '\udc00a']) {
    await expect(records.put(key, '1')).rejects.toThrow('a key has neither U+0000 nor half a character');
  }
  await storeOf(records).put('smile 🙂', 1);
  await expect(records.put('k'.repeat(201), '1')).rejects.toThrow('200 characters');
  await expect(records.put('k', `"${'x'.repeat(65_535)}"`)).rejects.toThrow('65536 characters');
});

describe('a bot keeps no more than it may', () => {
  test('bytes: at the limit, one over it, and again once there is room', async () => {
    const { shelf } = memoryStore();
    const store = storeOf(new BotShelf(shelf, 'Bot', 2048).during(always));
    const other = storeOf(new BotShelf(shelf, 'Other', 2048).during(always));
    // Each key has one byte, each text two for its quotes.
    await store.put('a', 'x'.repeat(1021));
    await store.put('b', 'x'.repeat(1021));
    await expect(store.put('b', 'x'.repeat(1022))).rejects.toThrow(
      'Bot may keep 2 KiB and holds 2 KiB; this would make it 3 KiB',
    );
    await expect(store.put('b', 'x'.repeat(1022))).rejects.toMatchObject({ name: quotaErrorName });
    await expect(store.put('c', 1)).rejects.toThrow('Bot may keep');
    expect(await shelf.size('bot/bot')).toEqual({ keys: 2, bytes: 2048 });
    await other.put('a', 'x'.repeat(1021));
    // What is replaced counts for nothing any more, and what is deleted neither. A letter may be several bytes.
    await store.put('a', 'ø'.repeat(510));
    await expect(store.put('a', 'ø'.repeat(511))).rejects.toThrow('Bot may keep');
    await store.delete('b');
    await store.put('c', 'x'.repeat(1022));
    expect(new Map(await store.entries())).toEqual(
      new Map([
        ['a', 'ø'.repeat(510)],
        ['c', 'x'.repeat(1022)],
      ]),
    );
  });

  test('keys: at the limit, and one over it', async () => {
    const { shelf } = memoryStore();
    await shelf.putAll(
      'bot/bot',
      Array.from({ length: 9_999 }, (_, index) => [`${index}`, 0] as const),
    );
    const store = storeOf(new BotShelf(shelf, 'Bot').during(always));
    await store.put('last', 0);
    await expect(store.put('more', 0)).rejects.toMatchObject({
      name: quotaErrorName,
      message: 'Bot may keep 10000 keys and holds 10000',
    });
    await store.put('last', 1);
    await store.delete('last');
    await store.put('more', 0);
    expect(await store.get('more')).toBe(0);
  });

  test('also in the next stay, and when several are put at once', async () => {
    const { shelf } = memoryStore();
    const kept = new BotShelf(shelf, 'Bot', 1024);
    const over = new AbortController();
    await storeOf(kept.during(over.signal)).put('a', 'x'.repeat(501));
    over.abort();
    const next = storeOf(kept.during(always));
    const puts = ['b', 'c', 'd'].map((key) => next.put(key, 'x'.repeat(400)));
    const outcomes = await Promise.allSettled(puts);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  test('one that holds more than it may now, may hold less', async () => {
    const { shelf } = memoryStore();
    await shelf.put('bot/bot', 'a', 'x'.repeat(3000));
    const store = storeOf(new BotShelf(shelf, 'Bot', 1024).during(always));
    await expect(store.put('b', 1)).rejects.toThrow('Bot may keep 1 KiB and holds 3 KiB');
    await store.put('a', 'x'.repeat(2000));
    await expect(store.put('a', 'x'.repeat(2001))).rejects.toThrow('holds 2 KiB');
    await store.delete('a');
    await store.put('b', 1);
  });

  test('what it holds is looked at once, and again only after a write that failed', async () => {
    const { shelf } = memoryStore();
    let looked = 0;
    let isFull = false;
    const watched: Shelf = {
      get: (bucket, key) => shelf.get(bucket, key),
      getJson: (bucket, key) => shelf.getJson(bucket, key),
      put: (bucket, key, value) => shelf.put(bucket, key, value),
      putJson: (bucket, key, json) =>
        isFull ? Promise.reject(new Error('disk full')) : shelf.putJson(bucket, key, json),
      page: () => Promise.reject(new Error('read as a whole')),
      putAll: (bucket, entries) => shelf.putAll(bucket, entries),
      delete: (bucket, key) => shelf.delete(bucket, key),
      entries: () => Promise.reject(new Error('read as a whole')),
      size(bucket, key) {
        if (key === undefined) looked++;
        return shelf.size(bucket, key);
      },
    };
    const store = storeOf(new BotShelf(watched, 'Bot', 1024).during(always));
    for (let index = 0; index < 20; index++) await store.put(`${index % 5}`, index);
    await expect(store.put('a', 'x'.repeat(1023))).rejects.toThrow('Bot may keep');
    await expect(store.put('a', undefined)).rejects.toThrow('no JSON value');
    await store.delete('4');
    expect(looked).toBe(1);
    isFull = true;
    await expect(store.put('a', 1)).rejects.toThrow('disk full');
    isFull = false;
    await store.put('a', 2);
    expect(looked).toBe(2);
  });
});
