import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FakeHouse } from '../../test/kits/fake-house.ts';
import { VirtualClock } from '../rehearsal/virtual-clock.ts';
import { seededRandom } from '../util/random.ts';
import { openChat } from './chat.ts';
import { readUnsent } from './outbox.ts';
import type { Chat, Unsent } from './state.ts';

const post: Unsent = {
  id: 'a-1',
  room: 'lobby',
  to: null,
  text: 'hello',
  answers: null,
  time: 5,
  state: 'waiting',
  reason: null,
};

describe('what an earlier visit has left unsent', () => {
  const clock = () => new VirtualClock();
  let seed = 0;
  /** The program ends and is started again, as a page that is loaded anew. */
  const again = (before: Chat | null, house: FakeHouse, time: VirtualClock): Chat => {
    const kept: unknown = before && JSON.parse(JSON.stringify(before.state.outbox));
    const session = before?.state.session ?? null;
    before?.close();
    const random = seededRandom((seed += 1));
    const options = { dial: house.dial, clock: time, random, dayOf: () => 1 };
    const chat = openChat({ ...options, session, unsent: readUnsent(kept) });
    chat.start('Ann');
    return chat;
  };

  test('is sent when there is a connection, once and in order, whenever it is left', async () => {
    const acts = fc.array(
      fc.oneof(
        fc.constant({ type: 'say' } as const),
        fc.record({ type: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 40 }) }),
        fc.record({ type: fc.constant('load' as const), ms: fc.integer({ min: 0, max: 60 }) }),
        fc.record({ type: fc.constant('unplug' as const), ms: fc.integer({ min: 0, max: 60 }) }),
      ),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(acts, async (list) => {
        const time = clock();
        const house = new FakeHouse(time);
        let chat = again(null, house, time);
        await time.advance(100);
        const said: string[] = [];
        for (const [index, act] of list.entries()) {
          if (act.type === 'say') {
            said.push(`ann ${index}`);
            chat.say('lobby', `ann ${index}`);
            continue;
          }
          if (act.type === 'unplug') house.unplug();
          if (act.type === 'load') chat = again(chat, house, time);
          await time.advance(act.ms);
        }
        chat = again(chat, house, time);
        await time.advance(60_000);
        expect(house.texts).toEqual(said);
        expect(chat.state.outbox).toEqual([]);
        chat.close();
      }),
      { numRuns: 60 },
    );
  });

  test('is said in its room, which is entered again, or given up aloud where there is no way back', async () => {
    const time = clock();
    const house = new FakeHouse(time);
    const unsent = [
      { ...post, id: 'a-1', room: 'garden', text: 'roses' },
      { ...post, id: 'a-2', room: '@1-2', text: 'psst' },
      { ...post, id: 'a-3', room: null, to: 'Ben', text: 'hush' },
    ];
    const random = seededRandom(1);
    const chat = openChat({ dial: house.dial, clock: time, random, dayOf: () => 1, session: 'gone', unsent });
    expect(chat.state.outbox).toHaveLength(3);
    chat.start('Ann');
    await time.advance(1000);
    expect(house.textsIn('garden')).toEqual(['roses']);
    expect(house.textsIn('@Ben')).toEqual(['hush']);
    expect(house.texts).not.toContain('psst');
    const { items } = chat.state.rooms.get('lobby')!.timeline;
    expect(items.flatMap((item) => (item.type === 'local' ? [item.text] : []))).toEqual([
      'This was not said, because the conversation is not there any more: psst',
    ]);
    expect(chat.state.outbox).toEqual([]);
  });

  test('what failed still has, and can be tried again', async () => {
    const time = clock();
    const house = new FakeHouse(time);
    let chat = again(null, house, time);
    await time.advance(100);
    chat.say('lobby', 'refuse me');
    await time.advance(100);
    chat = again(chat, house, time);
    await time.advance(1000);
    expect(chat.state.outbox).toMatchObject([
      { text: 'refuse me', state: 'failed', reason: 'The disk is full.' },
    ]);
    chat.discard(chat.state.outbox[0]!.id);
    expect(chat.state.outbox).toEqual([]);
  });

  test('goodbye gives it up', async () => {
    const time = clock();
    const house = new FakeHouse(time);
    const chat = again(null, house, time);
    await time.advance(100);
    house.unplug();
    chat.say('lobby', 'too late');
    chat.leave();
    expect(chat.state.outbox).toEqual([]);
    chat.start('Eve');
    await time.advance(1000);
    expect(house.texts).toEqual([]);
  });
});

test.each<[unknown, readonly Unsent[]]>([
  [null, []],
  ['x', []],
  [
    [post, { ...post, state: 'failed', reason: 'full' }],
    [post, { ...post, state: 'failed', reason: 'full' }],
  ],
  [[{ ...post, state: 'sending' }], [post]],
  [
    [{ ...post, id: 1 }, { ...post, text: null }, { ...post, state: 'odd' }, { ...post, room: null }, null],
    [],
  ],
])('%j is read as what it holds', (kept, expected) => {
  expect(readUnsent(kept)).toEqual(expected);
});
