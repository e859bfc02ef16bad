import { expect, test } from 'vitest';
import { firstMoment, rehearse } from '../../src/rehearsal/rehearse.ts';
import { builtInStarters } from '../../src/residents/phrases/starters.ts';
import { residentBots } from '../../src/residents/residents.ts';
import { settings } from '../kits/resident-settings.ts';
import { atlas, hourly, sky } from '../kits/sky.ts';

/** The residents, as they live in the server. */
async function residents() {
  const { forecasts } = sky(hourly(Date.parse(firstMoment), 48));
  return rehearse({ bots: await residentBots(settings(), forecasts), places: atlas });
}
type Room = Awaited<ReturnType<typeof residents>>;

function said({ entries }: Room, by?: string): string[] {
  return entries.flatMap((entry) =>
    entry.type === 'message' && entry.kind !== 'person' && (!by || entry.nick === by) ? [entry.text] : [],
  );
}
const stateOf = (room: Room, bot: string) => room.bots().find(({ name }) => name === bot)!.state.type;

test('all five come in, greet a person, answer them and are silent among themselves', async () => {
  const room = await residents();
  expect(room.bots().map(({ state }) => state.type)).toEqual(Array(5).fill('running'));
  room.join('Ann');
  await room.settle();
  expect(said(room)).toHaveLength(4);
  room.say('Ann', 'Is it sunny in Oslo?');
  await room.settle();
  expect(said(room)).toHaveLength(4 + 4);
  expect(room.last('Weather_Bot')?.text).toContain('Oslo, Norway');
  expect(room.last('Weather_Bot')).toMatchObject({
    kind: 'bot',
    because: 'it asked about the weather (weather “sunny”, place “Oslo”)',
  });
  await room.pass('2m');
  expect(said(room).length - said(room, 'Host').length).toBe(4 + 4);
  expect(said(room, 'Host').length).toBeGreaterThanOrEqual(3);
  expect(said(room, 'Host').every((text) => builtInStarters.includes(text))).toBe(true);
});

test('a command is answered by the bot that has it, and by nobody else, whatever the manners', async () => {
  const room = await residents();
  room.say('Ann', '/weather Oslo');
  await room.settle();
  const greetings = 4;
  expect(said(room)).toHaveLength(greetings + 1);
  expect(room.last('Weather_Bot')).toMatchObject({
    answers: 7,
    because: 'the command asked for it (place “Oslo”)',
  });
  expect(room.last('Weather_Bot')?.text).toMatch(/Oslo, Norway.*92 % cloud/);
  room.join('Ben');
  await room.settle();
  for (const [typed, by, answer] of [
    ['/WEATHER  Bergen tomorrow', 'Weather_Bot', /Bergen, Norway.*tomorrow/],
    ['/weather', 'Weather_Bot', /^\/weather PLACE: /],
    ['/starter', 'Host', /./],
  ] as const) {
    const before = said(room).length;
    room.say('Ben', typed);
    await room.settle();
    expect(said(room)).toHaveLength(before + 1);
    expect(room.last()).toMatchObject({ nick: by, text: expect.stringMatching(answer) as string });
  }
  room.leave('Ben');
  await room.settle();
  const before = said(room).length;
  for (const text of ['/wheather Oslo', '/help', '/constructor']) room.say('Ann', text);
  await room.settle();
  expect(said(room)).toHaveLength(before);
});

test('their names are theirs, also while they are stopped', async () => {
  const room = await residents();
  room.stop('Art_Bot');
  room.join('art_bot');
  await room.settle();
  expect(room.refusals).toEqual(['art_bot: The name art_bot is reserved. Choose another one.']);
  room.start('Art_Bot');
  await room.settle();
  expect(stateOf(room, 'Art_Bot')).toBe('running');
});

test('a bot that is kicked stays away, one that is restarted is there once', async () => {
  const room = await residents();
  room.kick('Sport_Bot', 'too loud');
  await room.settle();
  room.restart('Simple_Chat_Bot');
  await room.settle();
  expect(stateOf(room, 'Sport_Bot')).toBe('stopped');
  expect(room.transcript()).toContain('* Sport_Bot was removed: too loud');
  room.say('Ann', 'Hello!');
  await room.settle();
  expect(said(room, 'Sport_Bot')).toEqual([]);
  expect(said(room, 'Simple_Chat_Bot')).toHaveLength(2);
});
