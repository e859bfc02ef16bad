import { expect, test } from 'vitest';
import { FakeHouse } from '../../test/kits/fake-house.ts';
import { VirtualClock } from '../rehearsal/virtual-clock.ts';
import { seededRandom } from '../util/random.ts';
import { openChat } from './chat.ts';

test('/why tells oneself why a bot said what it said last, and the room nothing', async () => {
  const clock = new VirtualClock();
  const house = new FakeHouse(clock);
  const chat = openChat({ dial: house.dial, clock, random: seededRandom(1), dayOf: () => 1 });
  chat.start('Ann');
  await clock.advance(100);
  const enter = (line: string) => {
    chat.enter(line);
    const last = chat.state.rooms.get('lobby')!.timeline.items.at(-1);
    return last?.type === 'local' ? `${last.tone}: ${last.text}` : null;
  };
  expect(enter('/why')).toBe('error: No bot has said anything here.');
  const { seq } = house.say('Ben', 'Do you paint?');
  house.say('Art_Bot', 'I do!', 'lobby', { kind: 'bot', answers: seq, because: 'it asked about an art' });
  house.say('Host', 'Tea?', 'lobby', { kind: 'host' });
  house.say('Ben', 'hm');
  await clock.advance(100);
  expect(enter('/why')).toBe('info: Host said “Tea?” unasked, and gave no reason.');
  expect(enter('/why @art_bot')).toBe(
    'info: Art_Bot said “I do!” to Ben’s “Do you paint?”, because it asked about an art.',
  );
  expect(enter('/why Ben')).toBe('error: No bot Ben has said anything here.');
  await clock.advance(1000);
  expect(house.texts).toEqual(['Do you paint?', 'I do!', 'Tea?', 'hm']);
});
