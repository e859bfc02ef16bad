import { expect, test } from 'vitest';
import type { HouseSeat, Stretch } from '../hub/seat.ts';
import type { Seq } from '../room/types.ts';
import { LiveQuestions, questionsAtOnce } from './live-questions.ts';
import { Rounds } from './rounds.ts';

/** A seat that is asked for pages, and answers when it is told to. */
function setUp(rounds: Rounds, name: string, order: string[]) {
  const open: (() => void)[] = [];
  const asked: Stretch[] = [];
  const seat = {
    historyOf: (_room: string, stretch: Stretch) => {
      asked.push(stretch);
      return new Promise((resolve) => open.push(() => resolve([])));
    },
  } as unknown as HouseSeat;
  const state = { isOpen: true, drained: true };
  const waiting: (() => void)[] = [];
  const questions = new LiveQuestions({
    house: { rounds, bots: () => [] },
    send: (answer) => order.push(`${name}${(JSON.parse(answer) as { ref: string }).ref}`),
    whenDrained: (resume) => (state.drained ? resume() : waiting.push(resume)),
    isOpen: () => state.isOpen,
  });
  const ask = (ref: string, before?: number) =>
    questions.ask({ type: 'page', ref, ...(before === undefined ? {} : { before: before as Seq }) }, seat);
  return { open, asked, ask, state, drain: () => waiting.splice(0).forEach((resume) => resume()) };
}

test('one after the other, no more than may wait, and again when one is answered', async () => {
  const order: string[] = [];
  const { open, asked, ask } = setUp(new Rounds(), '', order);
  const taken = Array.from({ length: questionsAtOnce + 2 }, (_, index) => ask(`${index}`));
  expect(taken.filter(Boolean)).toHaveLength(questionsAtOnce);
  expect(taken.at(-1)).toBe(false);
  await expect.poll(() => asked.length).toBe(1);
  expect(ask('more')).toBe(false);
  open.shift()?.();
  await expect.poll(() => order).toEqual(['0']);
  expect(ask('more')).toBe(true);
  await expect.poll(() => asked.length).toBe(2);
});

test('nothing is read for whoever has not taken the answer before, or has gone', async () => {
  const order: string[] = [];
  const { asked, ask, open, state, drain } = setUp(new Rounds(), '', order);
  state.drained = false;
  ask('0');
  ask('1');
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toHaveLength(0);
  drain();
  await expect.poll(() => asked.length).toBe(1);
  state.isOpen = false;
  state.drained = true;
  open.shift()?.();
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(asked).toHaveLength(1);
});

test('whoever asks much waits with each question behind those who ask little', async () => {
  const order: string[] = [];
  const rounds = new Rounds();
  const greedy = setUp(rounds, 'greedy ', order);
  const modest = setUp(rounds, 'modest ', order);
  for (let i = 0; i < questionsAtOnce; i++) greedy.ask(`${i}`);
  modest.ask('a');
  modest.ask('b');
  const answer = setInterval(() => [greedy, modest].forEach(({ open }) => open.shift()?.()), 1);
  await expect.poll(() => order.length).toBe(questionsAtOnce + 2);
  clearInterval(answer);
  expect(order.indexOf('modest b')).toBeLessThan(questionsAtOnce / 2);
});

test('one waiter goes on in each round', async () => {
  const rounds = new Rounds();
  const gone: string[] = [];
  let round = 0;
  const count = () => {
    round += 1;
    if (gone.length < 3) setImmediate(count);
  };
  setImmediate(count);
  for (const name of ['one', 'two', 'three']) void rounds.next().then(() => gone.push(`${name} ${round}`));
  await expect.poll(() => gone.length).toBe(3);
  expect(gone).toEqual(['one 1', 'two 2', 'three 3']);
});
