import { describe, expect, test } from 'vitest';
import { openHouse } from '../../test/kits/house.ts';
import { memoryStore } from '../log/memory.ts';
import { outsideOf } from '../rehearsal/outside.ts';
import { settle } from '../rehearsal/virtual-clock.ts';
import { seededRandom } from '../util/random.ts';
import { defineBot } from './bot.ts';
import { localBots } from './mind/local-mind.ts';
import type { BotSource } from './mind/mind.ts';
import { Places } from './places.ts';
import { Supervisor } from './supervisor.ts';

const dice = defineBot({
  name: 'Dice_Bot',
  about: 'Rolls.',
  concerns: ({ text }) => text.includes('boom'),
  on: {
    message(context, { text }) {
      if (text.includes('boom')) throw new Error('lost its dice');
      context.reply('heard');
    },
  },
  commands: {
    roll: { help: 'rolls', run: (context) => context.reply('6') },
    crash: {
      help: 'fails',
      run() {
        throw new Error('lost its dice');
      },
    },
    forsake: {
      help: 'leaves something undone that fails in a moment',
      run(context, args) {
        if (args !== '') context.reply('at once');
        context.clock.after(500, () => {
          throw new Error('lost its dice');
        });
      },
    },
    hush: { help: 'is silent', run: () => {} },
    slow: {
      help: 'answers after a while',
      async run(context, args) {
        await new Promise<void>((resolve) => void context.clock.after(Number(args) * 1000, resolve));
        context.reply('at last');
      },
    },
    late: {
      help: 'answers, then fails',
      run(context) {
        context.reply('here you are');
        throw new Error('too late');
      },
    },
  },
});
const idle = defineBot({
  name: 'Idle_Bot',
  about: 'Idles.',
  commands: { idle: { help: 'idles', run: () => {} } },
});

/** A hub with Dice_Bot in it, Idle_Bot that nobody has started, and Ann and Ben. */
async function room() {
  const { hub, clock, join } = await openHouse();
  const { shelf } = memoryStore();
  const note = () => undefined;
  const log: string[] = [];
  const renewed = (source: BotSource): BotSource => ({ ...source, renew: async () => ({ ...source }) });
  const supervisor = new Supervisor({
    bots: localBots([dice, idle], { clock, ...outsideOf({}) }).map(renewed),
    door: (request, listener) => hub.join(request, listener),
    manners: 'polite',
    shelfOf: () => shelf,
    places: await Places.load({ shelf, bucket: 'places', clock, note }),
    clock,
    random: seededRandom(1),
    tell: (nick, text) => void hub.announce(text, nick),
    note,
    log: (bot, level, message) => void log.push(`${bot} ${level}: ${message}`),
  });
  supervisor.start('Dice_Bot');
  const [ann, ben] = [join('Ann'), join('Ben')];
  await settle();
  /** What Ann is told of what she says, and what the room is. */
  const ask = async (text: string) => {
    const told = ann.witness.notices.length;
    const said = ann.witness.texts.length + 1;
    ann.seat.say({ text });
    await clock.advance(2_000);
    return [...ann.witness.notices.slice(told), ...ann.witness.texts.slice(said)];
  };
  const fail = async (times: number) => {
    for (let time = 0; time < times; time++) {
      ann.seat.say({ text: 'Dice_Bot: boom' });
      await clock.advance(9_500);
    }
  };
  return { clock, supervisor, ann, ben, join, ask, fail, log };
}

describe('whoever asks a bot that does not run is told why, and nobody else', () => {
  const failed = 'Dice_Bot failed at what you asked, and does not try it again.';
  const stopped = 'Dice_Bot is not here: it was stopped by the administrator.';

  test('by command, each time; the command stays known', async () => {
    const { clock, supervisor, ann, ben, ask } = await room();
    expect(await ask('/roll')).toEqual(['6']);
    supervisor.stop('Dice_Bot', 'the administrator');
    await clock.advance(1_000);
    expect(ann.witness.offers.at(-1)).toContain('Dice_Bot/roll');
    expect(await ask('/roll')).toEqual([stopped]);
    expect(await ask('/roll 20')).toEqual([stopped]);
    expect(ben.witness.notices).toEqual([]);
    supervisor.start('Dice_Bot');
    await settle();
    expect(await ask('/roll')).toEqual(['6']);
  });

  test('by name, once a minute', async () => {
    const { clock, supervisor, ask } = await room();
    supervisor.stop('Dice_Bot', 'the administrator');
    expect(await ask('dice bot, are you there?')).toEqual([stopped]);
    expect(await ask('dice bot?')).toEqual([]);
    await clock.advance(60_000);
    expect(await ask('Dice_Bot?')).toEqual([stopped]);
    expect(await ask('nobody is meant')).toEqual([]);
  });

  test('of what failed, but not with what', async () => {
    const { clock, supervisor, ask, fail } = await room();
    await fail(3);
    expect(await ask('Dice_Bot: boom')).toEqual([`${failed} It is back in 8 s.`]);
    expect(await ask('/roll')).toEqual([
      expect.stringMatching(/^Dice_Bot has failed\. It is back in [67] s and answers then\.$/),
    ]);
    await clock.advance(9_000);
    const parked =
      'Dice_Bot is parked: it has failed too often. Whoever runs this server can start it again.';
    expect(await ask('Dice_Bot: boom')).toEqual([`${failed} ${parked}`]);
    expect(supervisor.list()[0]!.state.type).toBe('parked');
    expect(await ask('/roll')).toEqual([parked]);
  });

  test('whoever asked what it failed with, who will hear nothing else; but not who has an answer', async () => {
    const { clock, supervisor, ann, ben, ask } = await room();
    expect(await ask('/crash')).toEqual([`${failed} It is back in 1 s.`]);
    await clock.advance(2_000);
    expect(await ask('/late')).toEqual(['here you are']);
    await clock.advance(4_000);
    ben.seat.say({ text: '/crash' });
    await clock.advance(500);
    // What it had not begun is answered when it is back.
    expect(await ask('/roll')).toEqual(['Dice_Bot has failed. It is back in 3 s and answers then.']);
    await clock.advance(8_000);
    expect(ann.witness.texts.slice(-2)).toEqual(['/roll', '6']);
    expect(ben.witness.notices).toEqual([`${failed} It is back in 4 s.`]);
    // Said to everybody, not asked of it.
    expect(await ask('what booms?')).toEqual([]);
    expect(supervisor.list()[0]!.errors).toHaveLength(4);
    expect(ann.witness.notices).toHaveLength(2);
  });

  test('whoever asked what it was through with a moment before, and has no answer', async () => {
    const { clock, ann, ben, ask } = await room();
    expect(await ask('/forsake')).toEqual([`${failed} It is back in 1 s.`]);
    await clock.advance(4_000);
    expect(await ask('/forsake with an answer')).toEqual(['at once']);
    await clock.advance(8_000);
    // What was long before, or has an answer, is none of its business.
    ben.seat.say({ text: '/hush' });
    ben.seat.say({ text: '/roll' });
    await clock.advance(4_000);
    expect(await ask('/crash')).toContain(`${failed} It is back in 4 s.`);
    expect(ben.witness.notices).toEqual([]);
    expect(ann.witness.notices).toHaveLength(2);
  });

  test('whoever asked what an old version is not done with in time, also in its log', async () => {
    const { clock, supervisor, ann, ben, log } = await room();
    ann.seat.say({ text: '/slow 20' });
    await clock.advance(2_000);
    await supervisor.reload('Dice_Bot');
    ben.seat.say({ text: '/roll' });
    await clock.advance(7_000);
    expect(ben.witness.texts.at(-1)).toBe('6');
    expect([ann.witness.notices, log]).toEqual([[], []]);
    await clock.advance(30_000);
    expect(log).toEqual([
      'Dice_Bot warn: the version before was cut off after 10 s: what Ann asked is not answered',
    ]);
    expect(ann.witness.notices).toEqual([
      'Dice_Bot was replaced by a new version before it was done with what you asked. Ask it again.',
    ]);
    expect(ben.witness.notices).toEqual([]);
    expect(ann.witness.texts).not.toContain('at last');
  });

  test('nobody, where an old version is done in time', async () => {
    const { clock, supervisor, ann, log } = await room();
    ann.seat.say({ text: '/slow 8' });
    await clock.advance(2_000);
    await supervisor.reload('Dice_Bot');
    await clock.advance(30_000);
    expect(ann.witness.texts.at(-1)).toBe('at last');
    expect([ann.witness.notices, log]).toEqual([[], []]);
  });

  test('whoever waited for it when it failed with what another one asked, once', async () => {
    const { clock, supervisor, ann, ben, fail } = await room();
    const parked =
      'Dice_Bot is parked: it has failed too often. Whoever runs this server can start it again.';
    const crash = async () => {
      ben.seat.say({ text: '/crash' });
      for (const text of ['/roll', '/roll 20', 'and Dice_Bot?', 'nobody is meant']) ann.seat.say({ text });
      await clock.advance(9_500);
    };
    // It is back in a moment, and answers.
    await crash();
    expect(ann.witness.notices).toEqual([]);
    expect(ann.witness.texts.filter((text) => text === '6')).toHaveLength(2);
    await fail(3);
    const before = ann.witness.notices.length;
    await crash();
    expect(supervisor.list()[0]!.state.type).toBe('parked');
    expect(ann.witness.notices.slice(before)).toEqual([parked]);
    expect(ben.witness.notices.at(-1)).toBe(`${failed} ${parked}`);
  });

  test('but not while it is back in a moment, and not of one that nobody has started', async () => {
    const { supervisor, ann, ask } = await room();
    expect(await ask('Idle_Bot? /idle')).toEqual([]);
    expect(await ask('/idle')).toEqual([]);
    expect(ann.witness.offers.flat()).not.toContain('Idle_Bot/idle');
    supervisor.restart('Dice_Bot', 'test');
    expect(await ask('/roll')).toEqual(['6']);
  });

  test('also where a guest offers the command, who never has it', async () => {
    const { supervisor, join, ask, fail } = await room();
    const other = join('Other', { kind: 'bot' });
    await settle();
    other.seat.offer?.([{ name: 'roll', args: '', help: 'rolls', bot: 'Other' }]);
    const owners = () => other.witness.offers.flat().filter((offer) => offer === 'Other/roll');
    supervisor.stop('Dice_Bot', 'the administrator');
    expect(await ask('/roll')).toEqual([stopped]);
    supervisor.start('Dice_Bot');
    await settle();
    await fail(4);
    expect(await ask('/roll')).toEqual(['6']);
    expect(owners()).toEqual([]);
  });
});
