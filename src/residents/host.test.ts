import { describe, expect, test } from 'vitest';
import { botBench, type BenchOptions } from '../../test/kits/bot-bench.ts';
import { memoryStore } from '../log/memory.ts';
import type { HostSettings } from './host-schedule.ts';
import { hostControls } from './host-state.ts';
import { hostBot } from './host.ts';
import { builtInStarters } from './phrases/starters.ts';

const lines = ['a', 'b', 'c', 'd', 'e'];
const host = (changes: Partial<HostSettings> = {}) =>
  hostBot({ everySeconds: 30, always: false, starters: lines, ...changes });

/** The Host in a room, with what whoever runs that can do about it. */
async function hosted(changes: Partial<HostSettings> = {}, options: BenchOptions = {}) {
  const bench = await botBench([host(changes)], options);
  return { ...bench, plan: hostControls((operation) => bench.supervisor.ask('Host', operation)) };
}

describe('the Host', () => {
  test('posts a starter every 30 s, each once before any comes again and never twice running', async () => {
    const { clock, room } = await botBench([host()], { ann: false });
    room.join('Ann');
    await clock.advance(29_999);
    expect(room.heard).toEqual([]);
    await clock.advance(30_000 * 50);
    const said = room.by('Host');
    expect(said).toHaveLength(50);
    for (let round = 0; round < 10; round++) {
      expect(said.slice(round * 5, round * 5 + 5).toSorted()).toEqual(lines);
    }
    expect(said.filter((one, i) => one === said[i - 1])).toEqual([]);
    expect(room.heard[0]).toMatchObject({ kind: 'host' });
    expect(room.heard[0]!.answers).toBeUndefined();
  });

  test('speaks only while a person is present: bots do not count', async () => {
    const { clock, room } = await botBench([host()], { ann: false });
    room.join('Weather_substitute', 'bot');
    await clock.advance(300_000);
    expect(room.heard).toEqual([]);
    room.join('Ann');
    await clock.advance(30_000);
    expect(room.heard).toHaveLength(1);
    room.leave('Ann');
    await clock.advance(300_000);
    expect(room.heard).toHaveLength(1);
  });

  test('does not speak within 10 s of a person’s message; a bot’s is no reason to wait', async () => {
    const { clock, room } = await botBench([host({ everySeconds: 10 })], { ann: false });
    room.join('Ann');
    await clock.advance(5_000);
    room.say('Ann', 'hello');
    await clock.advance(9_999);
    expect(room.heard).toEqual([]);
    room.say('Robo', 'beep', 'bot');
    await clock.advance(5_001);
    expect(room.heard).toHaveLength(1);
  });

  test('a starter that courtesy held back comes as soon as courtesy allows', async () => {
    const { clock, room } = await botBench([host()], { ann: false });
    room.join('Ann');
    await clock.advance(28_000);
    room.say('Ann', 'hello');
    await clock.advance(9_999);
    expect(room.heard).toEqual([]);
    await clock.advance(1_001);
    expect(room.heard).toHaveLength(1);
    await clock.advance(28_000);
    expect(room.heard).toHaveLength(1);
    await clock.advance(3_000);
    expect(room.heard).toHaveLength(2);
  });

  test('whoever enters a room that was empty may look round for some seconds', async () => {
    const { clock, room } = await botBench([host()], { ann: false });
    await clock.advance(300_500);
    room.join('Ann');
    await clock.advance(4_000);
    expect(room.heard).toEqual([]);
    await clock.advance(2_000);
    expect(room.heard).toHaveLength(1);
  });

  test('an interval that is not whole seconds is kept, and a new stay begins anew', async () => {
    const { clock, room, supervisor } = await botBench([host({ everySeconds: 2.5 })], { ann: false });
    room.join('Ann');
    await clock.advance(25_000);
    expect(room.heard).toHaveLength(10);
    supervisor.stop('Host', 'test');
    await clock.advance(60_000);
    supervisor.start('Host');
    await clock.advance(2_400);
    expect(room.heard).toHaveLength(10);
    await clock.advance(200);
    expect(room.heard).toHaveLength(11);
  });

  test('always: speaks to an empty room and into conversations', async () => {
    const { clock, room } = await botBench([host({ always: true })], { ann: false });
    await clock.advance(30_000);
    room.say('Ann', 'hello');
    await clock.advance(29_000);
    room.say('Ann', 'hello again');
    await clock.advance(1_000);
    expect(room.heard).toHaveLength(2);
  });

  test('0 s: never', async () => {
    const { clock, room } = await botBench([host({ everySeconds: 0, always: true })]);
    await clock.advance(3_600_000);
    expect(room.heard).toEqual([]);
  });

  test('says the only line there is again and again', async () => {
    const { clock, room } = await botBench([host({ starters: ['one'] })]);
    await clock.advance(90_000);
    expect(new Set(room.by('Host'))).toEqual(new Set(['one']));
  });
});

describe('whoever runs the room', () => {
  test('knows what the Host says next, and when', async () => {
    const { clock, room, plan } = await hosted({}, { ann: false });
    await clock.advance(1_000);
    expect(await plan.state()).toMatchObject({ status: 'empty', dueAt: null });
    room.join('Ann');
    const { status, next, dueAt } = await plan.state();
    expect([status, dueAt]).toEqual(['on', clock.now() + 29_000]);
    await clock.advance(29_000);
    expect(room.by('Host')).toEqual([next]);
    await clock.advance(25_000);
    room.say('Ann', 'hello');
    expect((await plan.state()).dueAt).toBe(clock.now() + 10_000);
  });

  test('lets it skip a starter, which is not said in this round', async () => {
    const { clock, room, plan } = await hosted();
    const { next } = await plan.state();
    const instead = await plan.skip();
    expect(instead).not.toBe(next);
    expect((await plan.state()).next).toBe(instead);
    await clock.advance(30_000 * 4);
    expect(room.by('Host')[0]).toBe(instead);
    expect(room.by('Host').toSorted()).toEqual(lines.filter((line) => line !== next));
  });

  test('skips the only starter for itself', async () => {
    const { plan } = await hosted({ starters: ['one'] });
    expect(await plan.skip()).toBe('one');
  });

  test('pauses it, over a restart too, until it goes on after one whole pause', async () => {
    const { clock, room, supervisor, plan } = await hosted();
    expect([await plan.pause(), await plan.pause()]).toEqual([true, false]);
    await clock.advance(100_000);
    supervisor.restart('Host', 'test');
    await clock.advance(100_000);
    expect(room.heard).toEqual([]);
    expect(await plan.state()).toMatchObject({ status: 'paused', dueAt: null });
    expect([await plan.resume(), await plan.resume()]).toEqual([true, false]);
    await clock.advance(29_000);
    expect(room.heard).toEqual([]);
    await clock.advance(2_000);
    expect(room.heard).toHaveLength(1);
  });

  test('pauses it, and uses no starter twice, in a Host that remembers nothing but what it has kept', async () => {
    const { shelf } = memoryStore();
    const first = await hosted({}, { shelf });
    const said = [await first.plan.take(), await first.plan.skip()];
    await first.plan.pause();
    await first.supervisor.close();
    const next = await hosted({}, { shelf });
    expect((await next.plan.state()).status).toBe('paused');
    await next.plan.resume();
    for (let i = 0; i < 3; i++) said.push(await next.plan.take());
    const [taken, , ...later] = said;
    expect(new Set([taken, ...later]).size).toBe(4);
    await next.supervisor.close();
  });

  test('takes the next starter to say it now, and the pause begins anew', async () => {
    const { clock, room, plan } = await hosted();
    await clock.advance(20_000);
    const { next } = await plan.state();
    expect(await plan.take()).toBe(next);
    await clock.advance(29_000);
    expect(room.heard).toEqual([]);
    await clock.advance(2_000);
    expect(room.by('Host')).toHaveLength(1);
    expect(room.by('Host')).not.toContain(next);
  });

  test('never gets one starter for two who take at once', async () => {
    const { plan } = await hosted();
    expect(new Set(await Promise.all(lines.map(() => plan.take()))).size).toBe(lines.length);
  });

  test('sees that it is stopped, or never speaks of its own accord', async () => {
    const { clock, supervisor, plan } = await hosted();
    await clock.advance(1_000);
    supervisor.stop('Host', 'test');
    expect((await plan.state()).status).toBe('stopped');
    await expect(plan.take()).rejects.toThrow('Host is not running.');
    expect((await (await hosted({ everySeconds: 0 })).plan.state()).status).toBe('off');
  });
});

test('without lines of its own it says the built-in ones', async () => {
  const { plan } = await hosted({ starters: [] });
  expect(builtInStarters).toContain((await plan.state()).next);
});

test('the built-in list has at least 40 lines, each once, of all kinds', () => {
  expect(builtInStarters.length).toBeGreaterThanOrEqual(40);
  expect(new Set(builtInStarters).size).toBe(builtInStarters.length);
  for (const kind of [
    /weather in \w+/,
    /\bin Oslo\?/,
    /tennis\?/,
    /football\?/,
    /paint/,
    /play/,
    /\.$/,
    /!$/,
  ]) {
    expect(builtInStarters.some((line) => kind.test(line))).toBe(true);
  }
});
