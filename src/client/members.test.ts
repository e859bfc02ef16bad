import { describe, expect, test } from 'vitest';
import { FakeHouse } from '../../test/kits/fake-house.ts';
import { VirtualClock } from '../rehearsal/virtual-clock.ts';
import { seededRandom } from '../util/random.ts';
import { openChat } from './chat.ts';
import { muting, namesInWords } from './preferences.ts';
import type { Chat } from './state.ts';

/** A log of before: somebody was there when the server was killed, another took a name and went under it. */
function setUp(tellsSeq: boolean) {
  const clock = new VirtualClock();
  const house = new FakeHouse(clock);
  house.tellsSeq = tellsSeq;
  house.happen('joined', 'Ghost');
  house.happen('joined', 'Ben');
  house.happen('renamed', 'Ben', 'lobby', { to: 'Benny' });
  house.happen('topic', 'Ben', 'lobby', { text: 'of long ago' });
  const chat = openChat({ dial: house.dial, clock, random: seededRandom(1), dayOf: () => 1 });
  const lobby = () => chat.state.rooms.get('lobby')!;
  const names = () => [...lobby().members.keys()];
  return { clock, house, chat, lobby, names };
}

test.each([true, false])('history changes nobody; what is live does (place told: %s)', async (tellsSeq) => {
  const { clock, house, chat, lobby, names } = setUp(tellsSeq);
  chat.start('Ann');
  await clock.advance(100);
  expect(lobby().timeline.items).toHaveLength(5);
  expect(names()).toEqual(['Ann']);
  expect(lobby().topic).toBe('');
  house.happen('joined', 'Eve');
  house.happen('renamed', 'Eve', 'lobby', { to: 'Evelyn' });
  house.happen('topic', 'Eve', 'lobby', { text: 'of now' });
  await clock.advance(100);
  expect(names()).toEqual(['Ann', 'Evelyn']);
  expect(lobby().topic).toBe('of now');
  house.happen('left', 'Evelyn', 'lobby', { reason: '' });
  await clock.advance(100);
  expect(names()).toEqual(['Ann']);
});

test.each([true, false])('what was missed changes nobody: all are told anew (%s)', async (tellsSeq) => {
  const { clock, house, chat, lobby, names } = setUp(tellsSeq);
  chat.start('Ann');
  await clock.advance(100);
  house.cutLines();
  house.happen('joined', 'Killed');
  house.say('Killed', 'hello');
  await clock.advance(10_000);
  expect(lobby().timeline.items.at(-1)).toMatchObject({ text: 'hello' });
  expect(names()).toEqual(['Ann']);
});

/** A chat to which the end of history comes late: when `release` is called, or never. */
function slowChat(house: FakeHouse, clock: VirtualClock, room = 'lobby') {
  const held: (() => void)[] = [];
  const chat = openChat({
    dial: (listener) => {
      const frame = (text: string) => {
        if (text.startsWith(`{"type":"live","room":"${room}"`)) held.push(() => listener.frame(text));
        else listener.frame(text);
      };
      return house.dial({ open: () => listener.open(), closed: listener.closed.bind(listener), frame });
    },
    clock,
    random: seededRandom(1),
    dayOf: () => 1,
  });
  return { chat, release: () => held.splice(0).forEach((tell) => tell()) };
}

test('what happened since the room was told counts, also while its history still comes', async () => {
  const { clock, house } = setUp(true);
  const { chat } = slowChat(house, clock);
  chat.start('Ann');
  await clock.advance(100);
  house.happen('joined', 'Eve');
  await clock.advance(100);
  expect(chat.state.rooms.get('lobby')).toMatchObject({ live: false });
  expect([...chat.state.rooms.get('lobby')!.members.keys()]).toEqual(['Ann', 'Eve']);
});

describe('whom a conversation is with', () => {
  const conversation = (house: FakeHouse, name: string, more: object = {}) => {
    const seq = house.log.at(-1)?.seq ?? 0;
    house.tell({ type: 'room', room: '@1-2', topic: '', members: [], with: name, seq, ...more });
  };
  const live = (house: FakeHouse) =>
    house.tell({ type: 'live', room: '@1-2', seq: house.log.at(-1)?.seq ?? 0 });
  const say = (house: FakeHouse, name: string, text: string) => {
    const { seq, time } = house.say(name, text, 'elsewhere');
    house.tell({ type: 'entry', seq, time, room: '@1-2', event: 'message', name, kind: 'person', text });
  };
  const shown = (chat: Chat) =>
    chat.state.rooms.get('@1-2')?.timeline.items.map((item) => ('text' in item ? item.text : ''));

  test.each([true, false])(
    'is followed while its history comes, and told behind that (place told: %s)',
    async (tells) => {
      const { clock, house, chat } = setUp(tells);
      chat.start('Ann');
      await clock.advance(100);
      conversation(house, 'Eve', tells ? {} : { seq: undefined });
      await clock.advance(100);
      const { version } = chat.state.rooms.get('@1-2')!;
      house.happen('renamed', 'Eve', 'lobby', { to: 'Evelyn' });
      house.tellOther('@1-2', 'Evelyn');
      await clock.advance(100);
      expect(chat.state.rooms.get('@1-2')).toMatchObject({ with: 'Evelyn', title: 'Evelyn' });
      expect(chat.state.rooms.get('@1-2')!.version).toBeGreaterThan(version);
      say(house, 'Eve', 'psst');
      live(house);
      await clock.advance(100);
      expect(shown(chat)).toEqual(['psst', 'Eve is now called Evelyn.']);
    },
  );

  test('is followed while the history of the lobby comes, and so is who is not heard', async () => {
    const { clock, house } = setUp(true);
    const { chat, release } = slowChat(house, clock);
    chat.prefer(muting(chat.state.preferences, 'Cleo'));
    chat.start('Ann');
    await clock.advance(100);
    conversation(house, 'Eve');
    live(house);
    house.happen('renamed', 'Eve', 'lobby', { to: 'Evelyn' });
    house.tellOther('@1-2', 'Evelyn');
    house.happen('renamed', 'Cleo', 'lobby', { to: 'Clea' });
    await clock.advance(100);
    expect(chat.state.rooms.get('lobby')!.live).toBe(false);
    expect(shown(chat)).toEqual(['Eve is now called Evelyn.']);
    expect(chat.state.preferences.muted.map(namesInWords)).toEqual(['Clea (earlier Cleo)']);
    release();
    expect(shown(chat)).toEqual(['Eve is now called Evelyn.']);
  });

  test('is followed while it is put aside, and told when it comes back', async () => {
    const { clock, house, chat } = setUp(true);
    chat.start('Ann');
    await clock.advance(100);
    conversation(house, 'Eve');
    live(house);
    await clock.advance(100);
    chat.part('@1-2');
    house.happen('renamed', 'Eve', 'lobby', { to: 'Evelyn' });
    house.tellOther('@1-2', 'Evelyn');
    await clock.advance(100);
    say(house, 'Evelyn', 'hello?');
    await clock.advance(100);
    expect(chat.state.rooms.get('@1-2')).toMatchObject({ with: 'Evelyn', title: 'Evelyn' });
    expect(shown(chat)).toEqual(['Eve is now called Evelyn.', 'hello?']);
  });

  test('is told when it has changed while there was no connection', async () => {
    const { clock, house, chat } = setUp(true);
    chat.start('Ann');
    await clock.advance(100);
    conversation(house, 'Eve');
    live(house);
    await clock.advance(100);
    house.cutLines();
    await clock.advance(10_000);
    conversation(house, 'Evelyn');
    say(house, 'Eve', 'missed');
    live(house);
    await clock.advance(100);
    expect(shown(chat)).toEqual(['missed', 'Eve is now called Evelyn.']);
    // Forgotten by the server: that is no other name.
    house.cutLines();
    await clock.advance(10_000);
    conversation(house, 'Evelyn', { with: undefined });
    live(house);
    await clock.advance(100);
    expect(shown(chat)).toEqual([]);
  });
});
