import { expect, test } from 'vitest';
import { memoryStore } from '../log/memory.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import { defineBot } from './bot.ts';
import { storeOf } from './store.ts';

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
  const store = storeOf(memoryStore().shelf, 'Bot', new AbortController().signal);
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
  const store = storeOf(memoryStore().shelf, 'Bot', over.signal);
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
