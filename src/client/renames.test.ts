import { expect, test } from 'vitest';
import { FakeHouse } from '../../test/kits/fake-house.ts';
import { VirtualClock } from '../rehearsal/virtual-clock.ts';
import { seededRandom } from '../util/random.ts';
import { openChat } from './chat.ts';
import { muting, namesInWords } from './preferences.ts';
import { localInWords, type Row } from './rows.ts';
import type { Call, Chat } from './state.ts';

async function inTheRoom() {
  const clock = new VirtualClock();
  const house = new FakeHouse(clock);
  const chat = openChat({ dial: house.dial, clock, random: seededRandom(1), dayOf: () => 1 });
  chat.start('Ann');
  await clock.advance(100);
  const calls: string[] = [];
  chat.onCall(({ entry, why }: Call) => calls.push(`${why}: ${entry.text}`));
  return { clock, house, chat, calls };
}

const lobbyOf = (chat: Chat) => chat.state.rooms.get('lobby')!;
const lastLine = (chat: Chat) => {
  const item = lobbyOf(chat).timeline.items.at(-1);
  return item?.type === 'local' ? item.text : null;
};
const own = (rows: readonly Row[]) =>
  rows.flatMap((row) => (row.type === 'message' ? [`${row.entry.nick} ${row.own ? 'own' : 'other'}`] : []));

test('what was said under the old name stays our own, and we are called by the new one', async () => {
  const { clock, house, chat, calls } = await inTheRoom();
  chat.attend(false, false);
  chat.enter('one');
  await clock.advance(100);
  chat.enter('/nick Anna');
  chat.enter('two');
  await clock.advance(100);
  house.say('Ben', 'Anna, hello');
  house.say('Ben', 'where is Ann?');
  house.say('Ann', 'somebody else has it now');
  await clock.advance(100);
  expect(chat.state.name).toBe('Anna');
  expect(own(lobbyOf(chat).timeline.rows)).toEqual([
    'Ann own',
    'Anna own',
    'Ben other',
    'Ben other',
    'Ann other',
  ]);
  expect(calls).toEqual(['mention: Anna, hello']);
  expect(lobbyOf(chat)).toMatchObject({ unread: 3, mentions: 1 });
  expect([...lobbyOf(chat).members.keys()]).toEqual(['Anna']);
  expect(chat.state.outbox).toEqual([]);
});

test('waits until what was said before is stored, so that nothing is said twice under two names', async () => {
  const { clock, house, chat } = await inTheRoom();
  chat.enter('one');
  chat.enter('/nick Anna');
  chat.enter('two');
  const order = () =>
    house.heard.flatMap((each) => (each.type === 'post' || each.type === 'rename' ? [each.type] : []));
  await clock.advance(8);
  expect(order()).toEqual(['post']);
  house.cutLines();
  await clock.advance(30_000);
  expect(house.texts).toEqual(['one', 'two']);
  const { items } = lobbyOf(chat).timeline;
  expect(items.filter(({ type }) => type === 'local')).toEqual([]);
  // Asked for again when what was said before is stored, under the name under which it was said.
  expect(order().slice(-3)).toEqual(['post', 'post', 'rename']);
  expect(chat.state.name).toBe('Anna');
});

test('a name that cannot be had is told of, and stays away', async () => {
  const { clock, chat } = await inTheRoom();
  chat.enter('/nick Taken');
  await clock.advance(100);
  expect(lastLine(chat)).toBe('The name Taken is taken.');
  expect(chat.state.name).toBe('Ann');
  for (let count = 0; count < 4; count++) chat.enter('/nick Ann');
  const lines = lobbyOf(chat).timeline.rows.flatMap((row) =>
    row.type === 'local' ? localInWords(row.line) : [],
  );
  expect(lines).toEqual(['The name Taken is taken.', 'You are called Ann already. (4 times)']);
  chat.enter('/nick two words');
  expect(lastLine(chat)).toMatch(/one name without blanks/);
  chat.enter('/nick');
  expect(lastLine(chat)).toBe('You are Ann. /nick NAME changes that.');
});

test('a command that comes to nothing comes back, to where it was entered', async () => {
  const { clock, house, chat } = await inTheRoom();
  const returned: unknown[] = [];
  const stop = chat.onReturn((line) => returned.push(line));
  chat.enter('/join garden');
  await clock.advance(100);
  chat.enter('/name Taken');
  chat.show('lobby');
  await clock.advance(100);
  expect(returned).toEqual([{ room: 'garden', text: '/nick Taken' }]);
  chat.enter('/nick Anna');
  await clock.advance(7);
  house.cutLines();
  await clock.advance(100);
  await clock.advance(10_000);
  expect([chat.state.name, returned.length]).toEqual(['Anna', 1]);
  chat.enter('/nick Annabel');
  await clock.advance(100);
  stop();
  chat.enter('/nick Taken');
  await clock.advance(100);
  expect(returned).toHaveLength(1);
  expect(chat.enter('/join the%garden')).toBe(false);
  expect(lastLine(chat)).toMatch(/^"the%garden" is not a room's name/);
});

test('a name that has come through with the connection lost is not asked for again', async () => {
  const { clock, house, chat } = await inTheRoom();
  chat.enter('/nick Anna');
  await clock.advance(100);
  house.happen('joined', 'Ben');
  const asked = () => house.heard.filter(({ type }) => type === 'rename').length;
  expect(asked()).toBe(1);
  house.cutLines();
  await clock.advance(10_000);
  expect([asked(), chat.state.name]).toEqual([1, 'Anna']);
});

test('where there is no coming back, it is said that the name is not known', async () => {
  const { clock, house, chat } = await inTheRoom();
  chat.enter('/nick Anna');
  await clock.advance(7);
  house.refusals.push({ code: 4002, closing: 'banned', reason: 'You are banned.' });
  house.cutLines();
  await clock.advance(2000);
  expect(lastLine(chat)).toBe('Whether you are called Anna now is not known: the connection was lost.');
});

test('the new name is the one to come back with', async () => {
  const { clock, house, chat } = await inTheRoom();
  chat.enter('/nick Anna');
  await clock.advance(100);
  house.cutLines();
  await clock.advance(5000);
  expect(house.heard.findLast(({ type }) => type === 'hello')).toMatchObject({
    name: 'Anna',
    session: 'token-1',
  });
});

test('a lost answer is made up for by the next welcome', async () => {
  const { clock, house, chat } = await inTheRoom();
  chat.enter('one');
  await clock.advance(100);
  chat.enter('/nick Anna');
  await clock.advance(7);
  expect(house.log.at(-1)).toMatchObject({ event: 'renamed' });
  house.cutLines();
  await clock.advance(5000);
  chat.enter('two');
  await clock.advance(100);
  expect(chat.state.name).toBe('Anna');
  expect(own(lobbyOf(chat).timeline.rows)).toEqual(['Ann own', 'Anna own']);
});

test('of others is followed by members, conversations, and who is not heard', async () => {
  const { clock, house, chat } = await inTheRoom();
  house.happen('joined', 'Ben');
  await clock.advance(100);
  chat.sayTo('Ben', 'psst');
  await clock.advance(100);
  chat.prefer(muting(chat.state.preferences, 'ben'));
  house.happen('renamed', 'Ben', 'lobby', { to: 'Benno' });
  house.tellOther('@Ben', 'Benno');
  await clock.advance(100);
  const room = chat.state.rooms.get('@Ben')!;
  expect(room).toMatchObject({ with: 'Benno', title: 'Benno' });
  expect(room.timeline.items.at(-1)).toMatchObject({ type: 'local', text: 'Ben is now called Benno.' });
  expect(lastLine(chat)).toBeNull();
  expect([...lobbyOf(chat).members.keys()]).toEqual(['Ann', 'Benno']);
  expect(chat.state.preferences.muted.map(namesInWords)).toEqual(['Benno (earlier ben)']);
  house.conversations.set('benno', '@Ben');
  chat.sayTo('benno', 'still there?');
  await clock.advance(100);
  expect(house.textsIn('@Ben')).toEqual(['psst', 'still there?']);
});

test('what one does is said with a mark, and stands alone', async () => {
  const { clock, house, chat } = await inTheRoom();
  const other = house.say('Ben', 'hello');
  chat.enter('/me waves', other.seq);
  await clock.advance(100);
  chat.enter('so');
  await clock.advance(100);
  expect(house.heard.findLast(({ type }) => type === 'post')).not.toHaveProperty('action');
  expect(house.log.slice(-2)).toMatchObject([
    { text: 'waves', action: true, answers: other.seq },
    { text: 'so' },
  ]);
  const rows = lobbyOf(chat).timeline.rows.flatMap((row) => (row.type === 'message' ? [row] : []));
  expect(rows.map(({ entry, first }) => [entry.action ?? false, first])).toEqual([
    [false, true],
    [true, true],
    [false, true],
  ]);
  chat.enter('/me');
  expect(lastLine(chat)).toMatch(/^\/me takes what you do/);
});

test('names in the past change nobody now', async () => {
  const clock = new VirtualClock();
  const house = new FakeHouse(clock);
  house.happen('renamed', 'Ann', 'lobby', { to: 'Eve' });
  const chat = openChat({ dial: house.dial, clock, random: seededRandom(1), dayOf: () => 1 });
  chat.start('Ann');
  await clock.advance(100);
  expect(chat.state.name).toBe('Ann');
});
