import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { settings } from '../../test/kits/resident-settings.ts';
import { atlas, hourly, sky } from '../../test/kits/sky.ts';
import { type Bot, defineBot } from '../bots/bot.ts';
import { memoryStore } from '../log/memory.ts';
import { chatBots, residentBots } from '../residents/residents.ts';
import { lobby } from '../room/types.ts';
import { firstMoment, rehearse, type RehearsalOptions } from './rehearse.ts';

const echo = defineBot({
  name: 'Echo',
  about: 'Repeats.',
  on: {
    message: (context, heard) => context.reply(`heard ${heard.text}`, 'I echo'),
    join: (context, newcomer) => context.reply(`hello ${newcomer.nick}`),
  },
});

async function residents(seed: number, changes: Partial<RehearsalOptions> = {}) {
  const { forecasts } = sky(hourly(Date.parse(firstMoment), 48));
  return rehearse({
    bots: await residentBots(settings(), forecasts),
    places: atlas,
    seed,
    ...changes,
  });
}

describe('a rehearsal', () => {
  test('somebody speaks, the bots answer, and the transcript says so with times', async () => {
    const room = await rehearse({ bots: [echo], seed: 7, start: '2022-03-31T23:59:59Z' });
    room.say('ann', 'one\ntwo');
    await room.settle();
    expect(room.last()).toMatchObject({
      nick: 'Echo',
      text: 'heard one\ntwo',
      because: 'I echo',
      answers: 4,
    });
    expect(room.last('ANN')?.text).toBe('one\ntwo');
    expect(room.last('ben')).toBeUndefined();
    expect(room.transcript()).toBe(
      [
        '2022-03-31',
        '23:59:59 * the room opened',
        '23:59:59 * Echo joined',
        '23:59:59 * ann joined',
        '23:59:59 ann: one',
        '           two',
        '2022-04-01',
        '00:00:00 Echo: hello ann',
        '00:00:00 Echo: heard one',
        '           two',
        '',
      ].join('\n'),
    );
  });

  test('names are one person in any case; whoever left is greeted again', async () => {
    const room = await rehearse({ bots: [echo] });
    room.join('ann');
    await room.settle();
    room.join('Ann');
    await room.settle();
    expect(room.entries.filter(({ type }) => type === 'message')).toHaveLength(1);
    room.leave('ANN');
    room.join('ann');
    await room.settle();
    expect(room.entries.filter(({ type }) => type === 'message')).toHaveLength(2);
    expect(room.entries.map(({ type }) => type)).toContain('left');
  });

  test('no time passes for what nobody answers, and as much as one lets pass', async () => {
    const room = await rehearse({ bots: [defineBot({ ...echo, on: {} })] });
    const start = room.now();
    room.say('ann', 'hello');
    await room.settle();
    expect(room.now()).toBe(start);
    await room.pass('1.5h');
    expect(room.now()).toBe(start + 5_400_000);
    await expect(room.pass('ages' as '1s')).rejects.toThrow('"ages" is no duration');
  });

  test('what is not allowed is told, as in a server', async () => {
    const room = await rehearse({ bots: [echo] });
    room.say('4nn', 'hello');
    room.say('echo', 'I am a bot');
    for (let i = 0; i < 10; i++) room.say('ann', `${i}`);
    await room.settle();
    expect(room.refusals.map((line) => line.split(':')[0])).toEqual(['4nn', 'echo']);
    expect(room.transcript()).toContain('* ann was removed: sending too many messages');
    await expect(rehearse({ bots: [], start: 'soon' })).rejects.toThrow('"soon" is no time');
  });

  test('bots can be stopped and started; one that fails is brought back', async () => {
    const touchy = defineBot({
      ...echo,
      on: {
        message: () => {
          throw new Error('odd');
        },
      },
    });
    const room = await rehearse({ bots: [touchy] });
    room.say('ann', 'hello');
    await room.settle();
    expect(room.notes).toEqual(['warn: Echo failed: odd — back in 1 s.']);
    expect(room.transcript()).toMatch(
      /ann: hello\n\S+ \* Echo failed: odd — back in 1 s\.\n\S+ \* Echo left\n\S+ \* Echo joined\n$/,
    );
    expect(room.bots()[0]).toMatchObject({ state: { type: 'running' }, restarts: 1 });
    expect(room.stop('Echo').done).toBe(true);
    await room.settle();
    expect(room.transcript()).toMatch(/\* Echo left\n$/);
    room.start('Echo');
    room.restart('Echo');
    await room.settle();
    expect(room.bots()[0]?.state.type).toBe('running');
  });

  const counter = defineBot({
    name: 'Counter',
    about: 'Fails when it is told to.',
    commands: {
      fail: {
        help: 'fails',
        run: () => {
          throw new Error('odd');
        },
      },
      count: { help: 'counts', run: (context) => context.reply('one') },
    },
  });

  test('whoever waits until all have answered waits for a bot that is back in a moment', async () => {
    const room = await rehearse({ bots: [counter] });
    room.say('ann', '/fail');
    await room.pass('2s');
    room.say('ann', '/fail');
    await room.pass('1500ms');
    expect(room.bots()[0]?.state.type).toBe('backing off');
    room.say('ann', '/count');
    await room.settle();
    expect(room.last('Counter')?.text).toBe('one');
  });

  test('nobody waits for one that is parked', async () => {
    const room = await rehearse({ bots: [counter] });
    const start = room.now();
    for (let i = 0; i < 5; i++) {
      room.say('ann', '/fail');
      await room.settle();
    }
    expect(room.bots()[0]?.state.type).toBe('parked');
    expect(room.now() - start).toBeLessThan(25_000);
    const parkedAt = room.now();
    room.say('ann', '/count');
    await room.settle();
    expect(room.now()).toBe(parkedAt);
  });

  test('goes on in a store that was there before', async () => {
    const store = memoryStore();
    const first = await rehearse({ bots: [echo], store });
    first.say('ann', 'hello');
    await first.settle();
    await first.close();
    const second = await rehearse({ bots: [echo], store, start: '2026-01-06T12:00Z' });
    second.say('ann', 'again');
    await second.settle();
    const log = await store.log.read({ room: lobby, limit: 100 });
    expect(log).toEqual([...first.entries, ...second.entries]);
  });
});

describe('the residents', () => {
  /** An evening with everything in it that chance has a part in. */
  const evening = async (seed: number) => {
    const room = await residents(seed);
    for (let i = 0; i < 20; i++) {
      room.say('ann', i % 3 === 0 ? 'Is it sunny in Oslo?' : 'Do you like to play tennis?');
      await room.settle();
      await room.pass('41s');
    }
    return room.transcript();
  };
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');

  test('the same seed gives the same evening byte for byte, another one another', async () => {
    const [one, two, other] = [await evening(7), await evening(7), await evening(8)];
    expect(hash(one)).toBe(hash(two));
    expect(one).not.toBe(other);
    expect(one.split('\n').length).toBeGreaterThan(60);
  });

  test('a bot says the same, whoever else is there', async () => {
    const said = async (others: readonly Bot[]) => {
      const bots = await chatBots(settings(), sky([]).forecasts);
      const wanted = bots.filter(({ name }) => name === 'Art_Bot');
      const room = await rehearse({ bots: [...others, ...wanted], seed: 7, manners: 'chatty' });
      for (let i = 0; i < 12; i++) {
        room.say('ann', 'Do you like to play tennis?');
        await room.settle();
        await room.pass('41s');
      }
      return room.entries.flatMap((entry) =>
        entry.type === 'message' && entry.nick === 'Art_Bot' ? [entry.text] : [],
      );
    };
    const alone = await said([]);
    expect(alone).toHaveLength(13);
    expect(await said([echo, { ...echo, name: 'Another' }])).toEqual(alone);
  });

  test('an hour with the Host, who starts a conversation every half minute', async () => {
    const room = await residents(3);
    room.join('Ann');
    await room.pass('1h');
    expect(
      room.entries.filter(({ kind, type }) => kind === 'host' && type === 'message').length,
    ).toBeGreaterThan(110);
  });
});
