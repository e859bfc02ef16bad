import { expect, test } from 'vitest';
import { type Bot, defineBot } from '../../src/bots/bot.ts';
import { localBots } from '../../src/bots/mind/local-mind.ts';
import { Supervisor } from '../../src/bots/supervisor.ts';
import { memoryStore } from '../../src/log/memory.ts';
import { outsideOf } from '../../src/rehearsal/outside.ts';
import { settle } from '../../src/rehearsal/virtual-clock.ts';
import { seededRandom } from '../../src/util/random.ts';
import { openHouse } from '../kits/house.ts';

const roller = (name: string): Bot =>
  defineBot({
    name,
    about: 'Rolls.',
    commands: {
      roll: { help: 'rolls', run: (context) => context.reply(`${name} rolls`) },
      [name.toLowerCase()]: { help: 'is its own', run: (context) => context.reply(`${name} is here`) },
    },
  });

/** Bots of several supervisors in one room, as those of a server and of others elsewhere are. */
async function room() {
  const house = await openHouse();
  const { hub, clock, join } = house;
  const notes: string[] = [];
  const bring = async (bot: Bot) => {
    const supervisor = new Supervisor({
      bots: localBots([bot], { clock, ...outsideOf({}) }),
      door: (request, listener) => hub.join({ ...request, resident: false }, listener),
      manners: 'polite',
      shelfOf: () => memoryStore().shelf,
      clock,
      random: seededRandom(1),
      note: (level, message) => void notes.push(`${level}: ${message}`),
      log: () => undefined,
    });
    supervisor.start(bot.name);
    await settle();
    return supervisor;
  };
  const ann = join('Ann');
  await settle();
  const ask = async (text: string) => {
    const before = ann.witness.texts.length;
    ann.seat.say({ text });
    await clock.advance(2000);
    return ann.witness.texts.slice(before + 1);
  };
  return { bring, ask, notes };
}

test('of two bots with one command the first answers it; the other knows, and answers it when the first is gone', async () => {
  const { bring, ask, notes } = await room();
  const first = await bring(roller('One'));
  const second = await bring(roller('Two'));
  expect(await ask('/roll')).toEqual(['One rolls']);
  expect(await ask('/two')).toEqual(['Two is here']);
  const told = 'warn: /roll is One’s; Two answers it only while One does not.';
  expect(notes).toEqual([told]);
  first.stop('One', 'test');
  await settle();
  expect(await ask('/roll')).toEqual(['Two rolls']);
  // Now it is the other way round, and told once.
  first.start('One');
  await settle();
  expect(await ask('/roll')).toEqual(['Two rolls']);
  second.restart('Two', 'test');
  await settle();
  expect(await ask('/roll')).toEqual(['One rolls']);
  expect(notes).toEqual([told, 'warn: /roll is Two’s; One answers it only while Two does not.']);
});
