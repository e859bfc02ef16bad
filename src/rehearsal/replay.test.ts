import { expect, test } from 'vitest';
import { type Bot, defineBot } from '../bots/bot.ts';
import { rehearse } from './rehearse.ts';
import { replay } from './replay.ts';

const speaker = (name: string, answer: (text: string) => string | null): Bot =>
  defineBot({
    name,
    about: 'Answers.',
    on: {
      message: (context, { text }) => {
        const said = answer(text);
        if (said !== null) context.reply(said);
      },
    },
  });

async function recorded() {
  const room = await rehearse({
    manners: 'chatty',
    bots: [speaker('Old', (text) => `old ${text}`), speaker('Other', () => 'hm')],
  });
  room.say('ann', 'one');
  await room.settle();
  await room.pass('25h');
  room.say('ben', 'two');
  await room.settle();
  room.leave('ben');
  await room.settle();
  return room.entries;
}

test('the same bots from the same seed say the same', async () => {
  const bots = [speaker('Old', (text) => `old ${text}`), speaker('Other', () => 'hm')];
  expect(await replay(await recorded(), { manners: 'chatty', bots })).toMatchObject({
    same: 4,
    gone: 0,
    come: 0,
    refusals: [],
  });
});

test('whoever took another name takes it again, and goes on under it', async () => {
  const bots = [speaker('Old', (text) => `old ${text}`)];
  const room = await rehearse({ manners: 'chatty', bots });
  room.say('ann', 'one');
  await room.settle();
  await room.pass('1m');
  room.rename('ann', 'Host');
  room.rename('ann', 'Anna');
  await room.settle();
  room.say('anna', 'two');
  await room.settle();
  expect(room.refusals).toEqual(['ann: The name Host is reserved. Choose another one.']);
  expect(room.transcript()).toMatch(
    /ann: one\n.* Old: old one\n.* \* ann is now called Anna\n.* Anna: two\n/,
  );
  expect(await replay(room.entries, { manners: 'chatty', bots })).toMatchObject({
    same: 2,
    gone: 0,
    come: 0,
  });
});

test('what people do is no question, and is done again', async () => {
  const bots = [speaker('Old', (text) => `old ${text}`)];
  const room = await rehearse({ manners: 'chatty', bots });
  room.act('ann', 'wonders whether Old is here');
  await room.pass('1m');
  room.say('ann', 'hello');
  await room.settle();
  expect(room.transcript()).toMatch(
    /\* ann wonders whether Old is here\n\S+ ann: hello\n\S+ Old: old hello\n$/,
  );
  const { lines, ...counts } = await replay(room.entries, { manners: 'chatty', bots });
  expect(counts).toEqual({ same: 1, gone: 0, come: 0, refusals: [] });
  expect(lines[2]).toMatch(/\* ann wonders/);
});

test('what is said otherwise stands beside what was recorded; bots that are not there are left out', async () => {
  const changed = speaker('old', (text) => (text === 'one' ? 'new one' : `old ${text}`));
  const { lines, ...counts } = await replay(await recorded(), { manners: 'chatty', bots: [changed] });
  expect(counts).toEqual({ same: 1, gone: 1, come: 1, refusals: [] });
  expect(lines.map((line) => line.replace(/\d\d:\d\d:\d\d/, 'TIME'))).toEqual([
    '  2026-01-05',
    '  TIME * ann joined',
    '  TIME ann: one',
    '- TIME Old: old one',
    '+ TIME old: new one',
    '  2026-01-06',
    '  TIME * ben joined',
    '  TIME ben: two',
    '  TIME Old: old two',
    '  TIME * ben left',
  ]);
});

test('another wording stands below the one that it replaces; what was also said comes last', async () => {
  const talker = (texts: readonly string[]) =>
    defineBot({
      name: 'Old',
      about: 'Talks.',
      on: { message: (context) => texts.forEach((text) => context.reply(text)) },
    });
  const room = await rehearse({ manners: 'chatty', bots: [talker(['a', 'b', 'c'])] });
  room.say('ann', 'one');
  await room.settle();
  const bots = [talker(['new', 'c', 'more', 'still more'])];
  const { lines, ...counts } = await replay(room.entries, { manners: 'chatty', bots });
  expect(counts).toEqual({ same: 1, gone: 2, come: 3, refusals: [] });
  expect(lines.slice(3).map((line) => line.replace(/\d\d:\d\d:\d\d Old: /, ''))).toEqual([
    '- a',
    '+ new',
    '- b',
    '+ more',
    '  c',
    '+ still more',
  ]);
});

test('what the Host says of its own accord is shown, and not compared; what it answers is', async () => {
  const host = (starter: string, answer: string) =>
    defineBot({
      name: 'Host',
      kind: 'host',
      about: 'Speaks for the room.',
      on: { every: { '1m': (context) => context.say(starter) } },
      commands: { starter: { help: 'asks', run: (context) => context.reply(answer) } },
    });
  const room = await rehearse({ bots: [host('What now?', 'old')] });
  room.join('ann');
  await room.pass('90s');
  room.say('ann', '/starter');
  await room.settle();
  const { lines, ...counts } = await replay(room.entries, { bots: [host('Well?', 'new')] });
  expect(counts).toEqual({ same: 0, gone: 1, come: 1, refusals: [] });
  expect(lines.map((line) => line.replace(/\d\d:\d\d:\d\d /, ''))).toEqual([
    '  2026-01-05',
    '  * ann joined',
    '  Host: What now?',
    '  ann: /starter',
    '- Host: old',
    '+ Host: new',
  ]);
});

test('bots are held to the limits of a server, people are not', async () => {
  const many = defineBot({
    name: 'Many',
    about: 'Says much at once.',
    commands: {
      many: {
        help: 'counts',
        run: (context, args) => {
          for (let i = 0; i < Number(args); i++) context.reply(`m${i}`);
        },
      },
    },
  });
  const room = await rehearse({ bots: [many], flood: { messages: 30, seconds: 4 } });
  for (let i = 0; i < 20; i++) room.say('ann', `${i}`);
  room.say('ann', '/many 12');
  await room.pass('1m');
  const { lines, ...counts } = await replay(room.entries, { bots: [many] });
  expect(counts).toEqual({ same: 9, gone: 3, come: 0, refusals: [] });
  expect(lines.filter((line) => line.includes(' ann: '))).toHaveLength(21);
  expect(lines.slice(-4)).toEqual([
    expect.stringMatching(/^ {2}.* m8$/),
    expect.stringMatching(/^- .* m9$/),
    expect.stringMatching(/^- .* m10$/),
    expect.stringMatching(/^- .* m11$/),
  ]);
});

test('bots that go on and on are stopped, as in a server', async () => {
  const loop = (name: string): Bot =>
    defineBot({ name, about: 'Talks.', on: { every: { '500ms': (context) => context.say('and so on') } } });
  const room = await rehearse({ bots: [loop('Loop')], speech: null });
  room.say('ann', 'hello');
  await room.pass('50s');
  room.say('ann', 'goodbye');
  await room.settle();
  const { same, gone, come } = await replay(room.entries, { bots: [loop('Loop')] });
  // 30 at first, and 30 more a minute.
  expect({ same, gone, come }).toEqual({ same: 54, gone: 46, come: 0 });
});

test('an empty log has nothing to tell', async () => {
  expect(await replay([], { bots: [] })).toEqual({ lines: [], same: 0, gone: 0, come: 0, refusals: [] });
});
