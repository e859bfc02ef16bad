import { expect, test } from 'vitest';
import { FakeHouse } from '../../test/kits/fake-house.ts';
import { VirtualClock } from '../rehearsal/virtual-clock.ts';
import { seededRandom } from '../util/random.ts';
import { openChat } from './chat.ts';

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

test('what happened since the room was told counts, also while its history still comes', async () => {
  const { clock, house } = setUp(true);
  const chat = openChat({
    dial: (listener) => {
      // The end of history comes late.
      const frame = (text: string) => {
        if (!text.startsWith('{"type":"live"')) listener.frame(text);
      };
      return house.dial({ open: () => listener.open(), closed: listener.closed.bind(listener), frame });
    },
    clock,
    random: seededRandom(1),
  });
  chat.start('Ann');
  await clock.advance(100);
  house.happen('joined', 'Eve');
  await clock.advance(100);
  expect(chat.state.rooms.get('lobby')).toMatchObject({ live: false });
  expect([...chat.state.rooms.get('lobby')!.members.keys()]).toEqual(['Ann', 'Eve']);
});
