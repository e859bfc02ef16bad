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

test('an empty log has nothing to tell', async () => {
  expect(await replay([], { bots: [] })).toEqual({ lines: [], same: 0, gone: 0, come: 0, refusals: [] });
});
