import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { FakeRoom } from '../../test/kits/fake-room.ts';
import { defineBot } from '../bots/bot.ts';
import { localBots } from '../bots/mind/local-mind.ts';
import { memoryStore } from '../log/memory.ts';
import { outsideOf } from '../rehearsal/outside.ts';
import { systemClock as clock } from '../util/clock.ts';
import { bringBots, type Way } from './bring-bots.ts';

const roll = { roll: { help: 'rolls', run: () => undefined } };
const bots = localBots(
  ['One', 'Other'].map((name) => defineBot({ name, about: 'Rolls.', commands: roll })),
  { clock, ...outsideOf({}) },
);

/** What was noted of two bots with one command, and whether they are over. */
function bring(change: Partial<Way>) {
  const seen = { notes: [] as string[], isOver: false, isClosed: false };
  const way: Way = {
    door: new FakeRoom(clock).door,
    shelfOf: () => memoryStore().shelf,
    gone: async () => undefined,
    close: async () => void (seen.isClosed = true),
    ...change,
  };
  const begin = () =>
    bringBots({
      config: { botStore: 1000, manners: 'chatty', watch: false },
      bots,
      fromFiles: [],
      living: new Set(),
      way,
      note: (_level, message) => void seen.notes.push(message),
      onOver: () => (seen.isOver = true),
    });
  return { seen, begin };
}

test('what is told before all of them are there does not end them', async () => {
  const { seen, begin } = bring({});
  const brought = await begin();
  await setImmediate();
  expect(seen).toEqual({ notes: ['/roll is One’s; Other goes without it.'], isOver: false, isClosed: false });
  await brought.close();
  expect(seen.isClosed).toBe(true);
});

test('a fault while they are made, after something was told, is that fault and nothing else; what was open is closed', async () => {
  const { seen, begin } = bring({
    shelfOf: () => {
      throw new Error('no shelf');
    },
  });
  await expect(begin()).rejects.toThrow('no shelf');
  // An error in what was put off would end the test run.
  await setImmediate();
  expect(seen).toEqual({ notes: ['/roll is One’s; Other goes without it.'], isOver: false, isClosed: true });
});
