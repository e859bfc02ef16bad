import { describe, expect, test } from 'vitest';
import { rehearse } from '../rehearsal/rehearse.ts';
import { type Bot, defineBot } from './bot.ts';
import { commandIn, othersInWords } from './commands.ts';

test.each([
  ['/weather Oslo', { name: 'weather', args: 'Oslo' }],
  ['/Weather   New York ', { name: 'weather', args: 'New York' }],
  ['/roll', { name: 'roll', args: '' }],
  ['/a\nb', { name: 'a', args: 'b' }],
  ['/', null],
  ['//weather Oslo', null],
  ['/ weather', null],
  ['/etc/hosts is a file', null],
  ['/4', null],
  ['say /weather', null],
])('%j', (text, command) => {
  expect(commandIn(text)).toEqual(command);
});

function bot(name: string, commands: Bot['commands'] = {}, on: Bot['on'] = {}): Bot {
  return defineBot({ name, about: 'Obeys.', commands, on });
}
const roll = {
  args: '[SIDES]',
  help: 'rolls a die',
  run: (context: Parameters<NonNullable<Bot['commands']>[string]['run']>[0], args: string) =>
    context.reply(`rolled ${args || '6'}`),
};

describe('a command in the room', () => {
  test('several that come together are all answered, in order, and talk among them once', async () => {
    const room = await rehearse({
      bots: [bot('Dice', { roll }, { message: (context, { text }) => context.reply(`heard ${text}`) })],
    });
    for (const text of ['/roll', 'one', '/ROLL 20', 'two', '/unknown']) room.say('ann', text);
    await room.settle();
    const answers = room.entries.flatMap((entry) =>
      entry.type === 'message' && entry.nick === 'Dice' ? [[entry.text, entry.answers]] : [],
    );
    expect(answers).toEqual([
      ['rolled 6', 4],
      ['rolled 20', 6],
      ['heard two', 7],
    ]);
  });

  test('without what it needs: the usage; a bot with nothing but commands needs no handlers', async () => {
    const room = await rehearse({
      bots: [
        { name: 'Oracle', about: 'Knows.', commands: { ask: { ...roll, args: 'QUESTION', help: 'asks' } } },
      ],
    });
    room.say('ann', '/ask');
    await room.settle();
    expect(room.last()?.text).toBe('/ask QUESTION: asks');
    room.say('ann', '/ask why');
    await room.settle();
    expect(room.last()?.text).toBe('rolled why');
  });

  test('that two bots have belongs to the first', async () => {
    const room = await rehearse({ bots: [bot('One', { roll }), bot('Two', { roll, spin: roll })] });
    expect(room.notes).toEqual(['warn: /roll is One’s; Two goes without it.']);
    for (const text of ['/roll', '/spin']) room.say('ann', text);
    await room.settle();
    expect(room.last('One')?.text).toBe('rolled 6');
    expect(room.last('Two')).toMatchObject({ answers: 6 });
  });

  test('that fails is the bot’s failure', async () => {
    const broken = { ...roll, run: () => Promise.reject(new Error('loaded die')) };
    const room = await rehearse({ bots: [bot('Dice', { roll: broken })] });
    room.say('ann', '/roll');
    await room.settle();
    expect(room.bots()[0]?.lastError?.message).toBe('loaded die');
  });
});

test('whose the commands of others are is one sentence', () => {
  expect(othersInWords('Two', [['roll', 'One']])).toBe(
    '/roll is One’s; Two answers it only while One does not.',
  );
  const three = [
    ['a', 'One'],
    ['b', 'Six'],
    ['c', 'One'],
  ] as const;
  expect(othersInWords('Two', three)).toBe(
    '/a and /c are One’s and /b is Six’s; Two answers them only while One and Six do not.',
  );
});
