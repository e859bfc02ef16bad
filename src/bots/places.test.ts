import { expect, test } from 'vitest';
import { memoryStore } from '../log/memory.ts';
import type { Shelf } from '../log/log.ts';
import { VirtualClock } from '../rehearsal/virtual-clock.ts';
import { Places } from './places.ts';

/** Places on a shelf that can be made to fail. */
async function open() {
  const { shelf } = memoryStore();
  const clock = new VirtualClock();
  const state = { fails: false };
  const notes: string[] = [];
  const failing: Shelf = {
    ...shelf,
    entries: (bucket) => shelf.entries(bucket),
    putAll: async (bucket, entries) => {
      if (state.fails) throw new Error('disk full');
      await shelf.putAll(bucket, entries);
    },
  };
  const load = () => Places.load({ shelf: failing, clock, note: (_, text) => void notes.push(text) });
  const isKept = async (name: string, seq: number) => (await load()).of(name).isDealtWith(seq);
  return { places: await load(), clock, state, notes, isKept };
}

test('what could not be kept is tried again, with what came since', async () => {
  const { places, clock, state, notes, isKept } = await open();
  places.of('Talker').heard(3);
  await clock.advance(0);
  expect(await isKept('Talker', 3)).toBe(true);
  state.fails = true;
  places.of('Talker').heard(4);
  await clock.advance(5000);
  expect(notes).toEqual(['Where the bots are in the thread cannot be kept: disk full']);
  places.of('Other').heard(2);
  places.of('Talker').heard(5);
  state.fails = false;
  await clock.advance(5000);
  expect([await isKept('Talker', 5), await isKept('Other', 2)]).toEqual([true, true]);
  expect(clock.pending).toBe(0);
});

test('once closed, nothing is tried any more', async () => {
  const { places, clock, state, notes } = await open();
  state.fails = true;
  places.of('Talker').heard(3);
  await places.close();
  places.of('Talker').heard(4);
  await clock.advance(60_000);
  expect(notes).toHaveLength(1);
  expect(clock.pending).toBe(0);
});
