import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FakeHouse } from '../../test/kits/fake-house.ts';
import { VirtualClock } from '../rehearsal/virtual-clock.ts';
import { seededRandom } from '../util/random.ts';
import { openChat } from './chat.ts';
import { complete } from './complete.ts';
import { OwnNames } from './own-names.ts';
import { muting } from './preferences.ts';
import { shownOf } from './shown.ts';
import type { Chat, Stretch } from './state.ts';
import { GrowingTimeline } from './timeline.ts';

function setUp(more: { readonly isSeen?: () => boolean } = {}) {
  const clock = new VirtualClock();
  const house = new FakeHouse(clock);
  const chat = openChat({ dial: house.dial, clock, random: seededRandom(1), dayOf: () => 1, ...more });
  return { clock, house, chat };
}

async function inTheRoom() {
  const all = setUp();
  all.chat.start('Ann');
  await all.clock.advance(100);
  return all;
}

function texts(chat: Chat, room = 'lobby'): string[] {
  const items = chat.state.rooms.get(room)?.timeline.items ?? [];
  return items.flatMap((item) => (item.type === 'message' ? [item.text] : []));
}

const unread = (chat: Chat, room: string) => {
  const { unread: count, mentions } = chat.state.rooms.get(room)!;
  return { count, mentions };
};

describe('the connection', () => {
  test('after the welcome we are in, with what was said before', async () => {
    const { clock, house, chat } = setUp();
    house.say('Ben', 'good morning');
    chat.start('Ann');
    await clock.advance(100);
    expect(chat.state.status).toEqual({ type: 'online', again: false });
    expect(texts(chat)).toEqual(['good morning']);
    expect(chat.state.lag).toBeGreaterThanOrEqual(10);
    expect(chat.state.session).toBe('token-1');
  });

  test('over any cuts, everything said by us and others is there once and in order', async () => {
    const acts = fc.array(
      fc.oneof(
        fc.constant({ type: 'say' } as const),
        fc.constant({ type: 'rename' } as const),
        fc.constant({ type: 'hear' } as const),
        fc.record({ type: fc.constant('cutSoon' as const), ms: fc.integer({ min: 0, max: 150 }) }),
        fc.record({ type: fc.constant('turn' as const), room: fc.constantFrom('lobby', 'garden') }),
        fc.record({ type: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 3000 }) }),
        fc.record({ type: fc.constant('cut' as const), ms: fc.integer({ min: 0, max: 1100 }) }),
        fc.record({ type: fc.constant('unplug' as const), ms: fc.integer({ min: 0, max: 12_000 }) }),
        fc.record({ type: fc.constant('down' as const), ms: fc.integer({ min: 1, max: 9000 }) }),
      ),
      { maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(acts, async (list) => {
        const { clock, house, chat } = await inTheRoom();
        chat.join('garden');
        await clock.advance(100);
        const said: string[] = [];
        for (const [index, act] of list.entries()) {
          if (act.type === 'say') {
            said.push(`ann ${index}`);
            chat.enter(`ann ${index}`);
          } else if (act.type === 'rename') {
            chat.enter(`/nick Ann${index}`);
          } else if (act.type === 'hear') {
            house.say('Ben', `ben ${index}`, 'garden');
            house.say('Ben', `ben too ${index}`);
          } else if (act.type === 'cutSoon') {
            // Cuts, and once more while the rooms and their histories come.
            house.cutLines();
            house.say('Ben', `ben missed ${index}`, 'garden');
            for (let count = 0; chat.state.status.type !== 'online' && count < 500; count++) {
              await clock.advance(20);
            }
            await clock.advance(act.ms);
            house.cutLines();
          } else if (act.type === 'turn') chat.show(act.room);
          else {
            if (act.type === 'unplug') house.unplug();
            house.isUp = act.type !== 'down';
            await clock.advance(act.ms);
            if (act.type === 'cut' || act.type === 'down') house.cutLines();
            if (act.type === 'down') await clock.advance(act.ms);
            house.isUp = true;
          }
        }
        await clock.advance(120_000);
        for (const room of ['lobby', 'garden']) expect(texts(chat, room)).toEqual(house.textsIn(room));
        // Each room has its order; between rooms there is none.
        const arrived = house.log.filter(({ name, event }) => name.startsWith('Ann') && event === 'message');
        expect(arrived.map(({ text }) => text).toSorted()).toEqual(said.toSorted());
        expect(chat.state.outbox).toEqual([]);
        chat.close();
      }),
      { numRuns: 60 },
    );
  });

  test('a line that carries nothing any more is noticed within ten seconds', async () => {
    const { clock, house, chat } = await inTheRoom();
    let noticed = Infinity;
    const since = clock.now();
    chat.onChange(() => {
      if (chat.state.status.type !== 'online') noticed = Math.min(noticed, clock.now() - since);
    });
    house.unplug();
    await clock.advance(15_000);
    expect(noticed).toBeLessThan(10_000);
    expect(chat.state.status).toEqual({ type: 'online', again: true });
  });

  test('the attempts are counted, and told with when the next one is', async () => {
    const { clock, house, chat } = await inTheRoom();
    house.isUp = false;
    house.cutLines();
    const { status } = chat.state;
    expect(status).toMatchObject({ type: 'waiting', attempt: 2, code: 'unreachable' });
    await clock.advance(20_000);
    expect(chat.state.status).toMatchObject({ type: 'waiting' });
    const { attempt, until } = chat.state.status as { attempt: number; until: number };
    expect(attempt).toBeGreaterThan(4);
    expect(until).toBeGreaterThan(clock.now());
    house.isUp = true;
    chat.reconnect();
    await clock.advance(100);
    expect(chat.state.status.type).toBe('online');
  });

  test('somebody who sees the page does not wait long, and whoever does not longer', async () => {
    const longestWait = async (isSeen: boolean) => {
      const { clock, house, chat } = setUp({ isSeen: () => isSeen });
      chat.start('Ann');
      await clock.advance(100);
      house.isUp = false;
      house.cutLines();
      let longest = 0;
      for (let step = 0; step < 300; step++) {
        const { status } = chat.state;
        if (status.type === 'waiting') longest = Math.max(longest, status.until - clock.now());
        await clock.advance(1000);
      }
      return longest;
    };
    expect(await longestWait(true)).toBeLessThanOrEqual(8000);
    expect(await longestWait(false)).toBeGreaterThan(14_000);
  });

  test.each([
    ['kicked', 4003, 'reconnect', 'You were removed by the host: so it is'],
    ['banned', 4003, 'reconnect', 'so it is'],
    ['replaced', 4008, 'reconnect', 'so it is'],
    ['version', 4001, 'reconnect', 'so it is'],
  ])('%s is for good', async (closing, code, ask, reason) => {
    const { clock, house, chat } = await inTheRoom();
    house.close(code, closing, 'so it is');
    await clock.advance(60_000);
    expect(chat.state.status).toEqual({ type: 'stopped', code: closing, reason, ask });
    expect(chat.state.session).toBe(closing === 'kicked' || closing === 'banned' ? null : 'token-1');
  });

  test.each(['bad_name', 'name_taken', 'name_reserved'])('%s asks for a name', async (closing) => {
    const { clock, house, chat } = setUp();
    house.refusals.push({ code: 4002, closing, reason: 'no' });
    chat.start('Ann');
    await clock.advance(60_000);
    expect(chat.state.status).toEqual({ type: 'stopped', code: closing, reason: 'no', ask: 'name' });
    chat.start('Anna');
    await clock.advance(100);
    expect(chat.state.status.type).toBe('online');
    expect(chat.state.name).toBe('Anna');
  });

  test.each([
    ['stopping', 4006],
    ['flood', 4004],
    ['not_stored', 4002],
  ])('%s passes', async (closing, code) => {
    const { clock, house, chat } = await inTheRoom();
    house.close(code, closing);
    await clock.advance(50);
    expect(chat.state.status).toMatchObject({ type: 'waiting', code: closing });
    await clock.advance(30_000);
    expect(chat.state.status.type).toBe('online');
  });

  test('what was missed is told of when all is there', async () => {
    const { clock, house, chat } = await inTheRoom();
    house.isUp = false;
    house.cutLines();
    for (let count = 0; count < 3; count++) house.say('Ben', `missed ${count}`);
    house.say('Ann', 'my own, from elsewhere');
    chat.enter('my own, from here');
    house.isUp = true;
    await clock.advance(10_000);
    expect(house.texts).toContain('my own, from here');
    expect(chat.state.caughtUp?.messages).toBe(3);
    const hello = house.heard.filter(({ type }) => type === 'hello').at(-1);
    expect(hello).toMatchObject({ session: 'token-1', since: 2 });
    house.close(4003, 'kicked');
    await clock.advance(100);
    expect(chat.state.caughtUp).toBeNull();
  });

  test('a server that has forgotten us is asked for our rooms again', async () => {
    const { clock, house, chat } = await inTheRoom();
    chat.join('garden');
    await clock.advance(100);
    expect(chat.state.current).toBe('garden');
    // A token that the server does not know counts as none.
    (chat.state as { session: string }).session = 'unknown';
    house.cutLines();
    await clock.advance(10_000);
    expect(house.heard.filter(({ type }) => type === 'join')).toHaveLength(2);
    chat.enter('still here');
    await clock.advance(100);
    expect(texts(chat, 'garden')).toEqual(['still here']);
  });
});

describe('after a lost connection', () => {
  test('no more rooms are asked for at a time than a server bears', async () => {
    const { clock, house, chat } = await inTheRoom();
    for (let count = 0; count < 20; count++) {
      chat.join(`room${count}`);
      await clock.advance(1000);
    }
    (chat.state as { session: string }).session = 'unknown';
    const times: number[] = [];
    const asked = house.heard.length;
    house.cutLines();
    for (let ms = 0; ms < 30_000; ms += 50) {
      await clock.advance(50);
      const joins = house.heard.slice(asked).filter(({ type }) => type === 'join');
      while (times.length < joins.length) times.push(clock.now());
    }
    expect(times).toHaveLength(20);
    // Nine within four seconds are borne.
    for (const [index, time] of times.slice(9).entries()) expect(time - times[index]!).toBeGreaterThan(4000);
  });

  test('a private word goes to the conversation it was said in, not to who has the name by then', async () => {
    const { clock, house, chat } = await inTheRoom();
    chat.sayTo('Ben', 'first');
    await clock.advance(100);
    house.isUp = false;
    house.cutLines();
    chat.say('@Ben', 'second');
    house.isUp = true;
    await clock.advance(10_000);
    expect(house.heard.filter(({ type }) => type === 'post').at(-1)).toMatchObject({
      room: '@Ben',
      text: 'second',
    });
    expect(house.textsIn('@Ben')).toEqual(['first', 'second']);
  });
});

describe('what is said', () => {
  test('shows at once, and then in its place', async () => {
    const { clock, chat } = await inTheRoom();
    chat.enter('hello');
    expect(chat.state.outbox).toMatchObject([{ text: 'hello', state: 'sending', room: 'lobby' }]);
    await clock.advance(100);
    expect(chat.state.outbox).toEqual([]);
    expect(texts(chat)).toEqual(['hello']);
  });

  test('fails with the reason, can be tried again, and dropped', async () => {
    const { clock, house, chat } = await inTheRoom();
    chat.enter('refuse me');
    await clock.advance(100);
    const [failed] = chat.state.outbox;
    expect(failed).toMatchObject({ state: 'failed', reason: 'The disk is full.' });
    chat.retry(failed!.id);
    await clock.advance(100);
    expect(house.heard.filter(({ type }) => type === 'post')).toHaveLength(2);
    chat.discard(failed!.id);
    expect(chat.state.outbox).toEqual([]);
  });

  test('is not sent when it is too long, and stays to be shortened', async () => {
    const { clock, house, chat } = await inTheRoom();
    const reason = 'It has 101 characters; at most 100 can be sent at once.';
    expect(chat.enter('x'.repeat(101))).toBe(false);
    await clock.advance(100);
    expect(chat.state.outbox).toEqual([]);
    const { items } = chat.state.rooms.get('lobby')!.timeline;
    expect(items.at(-1)).toMatchObject({ type: 'local', tone: 'error', text: reason });
    chat.enter(`/msg Ben ${'x'.repeat(101)}`);
    expect(chat.state.outbox).toMatchObject([{ state: 'failed', reason }]);
    // As many as are allowed, though they take two units each.
    expect(chat.enter('😀'.repeat(100))).toBe(true);
    await clock.advance(100);
    expect(house.texts).toEqual(['😀'.repeat(100)]);
  });

  test('goes no faster than a server bears, in order', async () => {
    const { clock, house, chat } = await inTheRoom();
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    for (const line of lines) chat.enter(line);
    await clock.advance(100);
    expect(house.texts).toHaveLength(8);
    await clock.advance(10_000);
    expect(house.texts).toEqual(lines);
  });

  test('waits while there is no connection', async () => {
    const { clock, house, chat } = await inTheRoom();
    house.isUp = false;
    house.cutLines();
    chat.enter('kept');
    expect(chat.state.outbox).toMatchObject([{ state: 'waiting' }]);
    house.isUp = true;
    await clock.advance(10_000);
    expect(texts(chat)).toEqual(['kept']);
  });
});

describe('rooms', () => {
  test('what is said elsewhere is counted, mentions apart, and read when one turns there', async () => {
    const { clock, house, chat } = await inTheRoom();
    chat.join('#Garden');
    await clock.advance(100);
    chat.show('lobby');
    house.say('Ben', 'roses', 'garden');
    house.say('Ben', 'ann: look!', 'garden');
    await clock.advance(100);
    expect(unread(chat, 'garden')).toEqual({ count: 2, mentions: 1 });
    expect(chat.state.rooms.get('garden')!.timeline.rows.some(({ type }) => type === 'unread')).toBe(true);
    chat.show('garden');
    expect(unread(chat, 'garden')).toEqual({ count: 0, mentions: 0 });
    await clock.advance(5000);
    expect(house.heard).toContainEqual({ type: 'read', room: 'garden', seq: house.log.at(-1)!.seq });
    chat.show('lobby');
    expect(chat.state.rooms.get('garden')!.timeline.rows.some(({ type }) => type === 'unread')).toBe(false);
  });

  test('nothing is unread while somebody looks at the end, and all is while nobody does', async () => {
    const { clock, house, chat } = await inTheRoom();
    house.say('Ben', 'seen');
    await clock.advance(100);
    expect(unread(chat, 'lobby').count).toBe(0);
    chat.attend(false, true);
    house.say('Ben', 'unseen');
    await clock.advance(100);
    expect(unread(chat, 'lobby').count).toBe(1);
    chat.attend(true, true);
    expect(unread(chat, 'lobby').count).toBe(0);
    const { rows, unreadFrom } = chat.state.rooms.get('lobby')!.timeline;
    expect(unreadFrom).toBe(house.log.at(-1)!.seq);
    expect(rows.map(({ type }) => type).slice(-2)).toEqual(['unread', 'message']);
    chat.enter('thanks');
    expect(chat.state.rooms.get('lobby')!.timeline.unreadFrom).toBe(null);
  });

  test('a private word opens a room with the other, and calls', async () => {
    const { clock, house, chat } = await inTheRoom();
    const calls: string[] = [];
    chat.onCall(({ why, entry }) => calls.push(`${why}: ${entry.text}`));
    chat.enter('/msg Ben psst');
    await clock.advance(100);
    expect(chat.state.current).toBe('@Ben');
    expect(chat.state.rooms.get('@Ben')).toMatchObject({ title: 'Ben', with: 'Ben' });
    expect(texts(chat, '@Ben')).toEqual(['psst']);
    house.say('Ben', 'yes?', '@Ben');
    house.say('Ben', 'hello @ann!');
    house.say('Ben', 'announce');
    await clock.advance(100);
    expect(calls).toEqual(['private: yes?', 'mention: hello @ann!']);
    chat.part('@Ben');
    expect([...chat.state.rooms.keys()]).toEqual(['lobby']);
    house.say('Ben', 'still there?', '@Ben');
    await clock.advance(100);
    expect(texts(chat, '@Ben')).toEqual(['psst', 'yes?', 'still there?']);
  });

  test('a word to a name is for whoever has it now, and one in a conversation for its person', async () => {
    const { clock, house, chat } = await inTheRoom();
    house.happen('joined', 'Ben');
    chat.enter('/msg Ben psst');
    await clock.advance(100);
    chat.show('lobby');
    expect(chat.enter('/msg Ben')).toBe(true);
    expect(chat.state.current).toBe('@Ben');
    house.happen('left', 'Ben', 'lobby', { reason: '' });
    house.tellOther('@Ben', 'Ben', false);
    house.happen('joined', 'Ben');
    house.conversations.set('Ben', '@Stranger');
    await clock.advance(100);
    chat.enter('between us');
    chat.show('lobby');
    expect(chat.enter('/msg Ben')).toBe(false);
    expect(chat.state.current).toBe('lobby');
    chat.enter('/msg Ben who are you?');
    await clock.advance(100);
    expect(house.textsIn('@Ben')).toEqual(['psst', 'between us']);
    expect(house.textsIn('@Stranger')).toEqual(['who are you?']);
    expect(chat.state.current).toBe('@Stranger');
  });

  test.each(['on the list', 'put aside'])(
    'where nobody has a name, it is whom one knows by it (%s)',
    async (list) => {
      const { clock, house, chat } = await inTheRoom();
      chat.enter('/msg Ben psst');
      await clock.advance(100);
      if (list === 'put aside') chat.part('@Ben');
      chat.show('lobby');
      house.conversations.set('Ben', null).set('ben', null).set('Eve', null);
      chat.enter('/msg ben later');
      chat.enter('/msg Eve nothing');
      await clock.advance(100);
      expect(house.textsIn('@Ben')).toEqual(['psst', 'later']);
      expect(chat.state.current).toBe('@Ben');
      expect(chat.state.outbox).toEqual([]);
      const told = chat.state.rooms.get('@Ben')!.timeline.items.find((item) => item.type === 'local');
      expect(told).toMatchObject({
        text: expect.stringMatching(/^This was not said to Eve: nothing/) as string,
      });
    },
  );

  test('a conversation that the server has forgotten is nobody else', async () => {
    const { clock, house, chat } = await inTheRoom();
    chat.enter('/msg Ben psst');
    await clock.advance(100);
    house.forgetSessions();
    house.cutLines();
    await clock.advance(10_000);
    chat.say('@Ben', 'hush');
    await clock.advance(100);
    expect(chat.state.outbox).toMatchObject([
      {
        room: '@Ben',
        state: 'failed',
        reason: expect.stringMatching(/not there any more. \/msg Ben TEXT/) as string,
      },
    ]);
    expect(house.texts).toEqual(['psst']);
  });

  test('a private room shows whether its person is here, whoever else has the name', async () => {
    const { clock, house, chat } = await inTheRoom();
    house.happen('joined', 'Ben');
    chat.enter('/msg Ben psst');
    await clock.advance(100);
    const room = () => chat.state.rooms.get('@Ben')!;
    const told = () => room().timeline.items.flatMap((item) => (item.type === 'local' ? [item.text] : []));
    const here = () => room().members.has('Ben');
    expect([here(), room().title]).toEqual([true, 'Ben']);
    house.happen('left', 'Ben', 'lobby', { reason: '' });
    house.tellOther('@Ben', 'Ben', false);
    await clock.advance(100);
    expect([here(), room().title]).toEqual([false, 'Ben']);
    chat.enter('for later');
    chat.enter('and this');
    await clock.advance(100);
    expect(told()).toEqual(['Ben is not here; they see it when they come back.']);
    house.happen('joined', 'Ben');
    await clock.advance(100);
    expect([here(), room().title]).toEqual([false, 'Ben (not here)']);
    house.tellOther('@Ben', 'Ben2');
    await clock.advance(100);
    expect(room()).toMatchObject({ with: 'Ben2', title: 'Ben2' });
    house.tellOther('@Ben', 'Ben2', false);
    await clock.advance(100);
    chat.enter('once more');
    await clock.advance(100);
    expect(told().slice(1)).toEqual([
      'Ben is now called Ben2.',
      'Ben2 is not here; they see it when they come back.',
    ]);
  });

  test('what could not be said in a room goes with it', async () => {
    const { clock, house, chat } = await inTheRoom();
    chat.join('garden');
    await clock.advance(100);
    house.isUp = false;
    house.cutLines();
    chat.enter('to nobody');
    expect(chat.state.outbox).toHaveLength(1);
    chat.part('garden');
    expect(chat.state.outbox).toEqual([]);
    expect(chat.state.current).toBe('lobby');
    house.isUp = true;
    await clock.advance(10_000);
    expect([...chat.state.rooms.keys()]).toEqual(['lobby']);
    expect(house.heard).toContainEqual({ type: 'leave', room: 'garden' });
  });

  test('members come and go by the entries', async () => {
    const { clock, house, chat } = await inTheRoom();
    house.happen('joined', 'Ben');
    house.happen('joined', 'Eve');
    house.happen('left', 'Ben', 'lobby', { reason: '' });
    await clock.advance(100);
    expect([...chat.state.rooms.get('lobby')!.members.keys()]).toEqual(['Ann', 'Eve']);
  });

  test('who is writing is forgotten after five seconds, or with what they say', async () => {
    const { clock, house, chat } = await inTheRoom();
    const typing = () => [...chat.state.rooms.get('lobby')!.typing.keys()];
    house.tell({ type: 'typing', room: 'lobby', name: 'Ben' });
    house.tell({ type: 'typing', room: 'lobby', name: 'Eve' });
    await clock.advance(100);
    expect(typing()).toEqual(['Ben', 'Eve']);
    house.say('Ben', 'so');
    await clock.advance(100);
    expect(typing()).toEqual(['Eve']);
    await clock.advance(5000);
    expect(typing()).toEqual([]);
  });

  test('what somebody is writing stands at the end until it is said, given up or forgotten', async () => {
    const { clock, house, chat } = await inTheRoom();
    const room = chat.state.rooms.get('lobby')!;
    const draft = (id: string, text?: string) =>
      house.tell({ type: 'draft', room: 'lobby', name: 'Talker', kind: 'bot', id, text, answers: 2 });
    const written = () => room.drafts.map(({ text }) => text);
    draft('a', 'It');
    draft('b', 'No');
    draft('a', 'It rains');
    await clock.advance(100);
    expect(written()).toEqual(['It rains', 'No']);
    expect(room.timeline.ahead(room.drafts)).toMatchObject([
      { first: true, quotes: true, entry: { nick: 'Talker', kind: 'bot' } },
      { first: true, quotes: true },
    ]);
    house.say('Talker', 'It rains.', 'lobby', { kind: 'bot', id: 'a', answers: 2 });
    house.say('Somebody', 'No', 'lobby', { id: 'b' });
    await clock.advance(100);
    expect(written()).toEqual(['No']);
    draft('b');
    await clock.advance(100);
    expect(written()).toEqual([]);
    draft('c', 'Well');
    await clock.advance(29_000);
    expect(written()).toEqual(['Well']);
    await clock.advance(2000);
    expect(written()).toEqual([]);
    draft('d', 'Well');
    chat.prefer(muting(chat.state.preferences, 'talker'));
    await clock.advance(100);
    expect([written(), room.timeline.ahead(room.drafts)]).toEqual([['Well'], []]);
    house.cutLines();
    expect(written()).toEqual([]);
  });

  test('that one is writing is told at most every three seconds', async () => {
    const { clock, house, chat } = await inTheRoom();
    for (let count = 0; count < 50; count++) {
      chat.typing();
      await clock.advance(100);
    }
    expect(house.heard.filter(({ type }) => type === 'typing')).toHaveLength(2);
  });
});

describe('the past', () => {
  async function withLongPast() {
    const all = setUp();
    for (let count = 0; count < 1500; count++) all.house.say('Ben', `line ${count}`);
    all.chat.start('Ann');
    await all.clock.advance(1000);
    return all;
  }

  test('comes page by page, without a hole, until there is no more', async () => {
    const { clock, house, chat } = await withLongPast();
    expect(texts(chat)).toHaveLength(200);
    for (let count = 0; count < 20 && chat.state.rooms.get('lobby')!.older; count++) {
      chat.loadOlder('lobby');
      chat.loadOlder('lobby');
      await clock.advance(50);
    }
    expect(texts(chat)).toEqual(house.texts);
    expect(house.heard.filter(({ type }) => type === 'page')).toHaveLength(13);
  });

  const lobbyOf = (chat: Chat) => chat.state.rooms.get('lobby')!;
  const shownTexts = (chat: Chat) =>
    shownOf(lobbyOf(chat)).timeline.items.flatMap((item) => (item.type === 'message' ? [item.text] : []));

  test('a jump asks for one page, and shows it with all that is around', async () => {
    const { clock, house, chat } = await withLongPast();
    const arrived: (string | null)[] = [];
    const { seq } = house.log[400]!;
    chat.jump('lobby', seq, (problem) => arrived.push(problem));
    expect(lobbyOf(chat).jumping).toMatchObject({ seq });
    await clock.advance(500);
    expect(arrived).toEqual([null]);
    expect(house.heard.filter(({ type }) => type === 'page')).toHaveLength(1);
    const { past, jumping, timeline } = lobbyOf(chat);
    expect(jumping).toBeNull();
    expect(past!.timeline.rowOf(seq)).toBeGreaterThanOrEqual(0);
    expect(past!.older).toBe(true);
    expect(shownTexts(chat)).toEqual(
      house.texts.slice(house.texts.indexOf(shownTexts(chat)[0]!)).slice(0, 100),
    );
    expect(timeline.find(seq)).toBeNull();
  });

  test('what does not exist, and what cannot be asked for, is told in words', async () => {
    const { clock, house, chat } = await withLongPast();
    const arrived: (string | null)[] = [];
    const jump = (room: string, seq: number) => chat.jump(room, seq, (problem) => arrived.push(problem));
    jump('lobby', 3.5);
    await clock.advance(500);
    expect(lobbyOf(chat).past).toBeNull();
    jump('garden', 3);
    jump('lobby', house.log[40]!.seq);
    house.cutLines();
    await clock.advance(50);
    jump('lobby', house.log[40]!.seq);
    expect(arrived).toEqual([
      'That message is not here any more.',
      'You are not in that room any more.',
      'The connection was lost.',
      'You are not connected.',
    ]);
  });

  test('an entry that is loaded is gone to without a question, from the past as well', async () => {
    const { clock, house, chat } = await withLongPast();
    const arrived: (string | null)[] = [];
    const jump = (seq: number) => chat.jump('lobby', seq, (problem) => arrived.push(problem));
    jump(house.log[400]!.seq);
    await clock.advance(500);
    jump(house.log[390]!.seq);
    expect(lobbyOf(chat).past).not.toBeNull();
    jump(house.log.at(-1)!.seq);
    expect(lobbyOf(chat).past).toBeNull();
    expect(arrived).toEqual([null, null, null]);
    expect(house.heard.filter(({ type }) => type === 'page')).toHaveLength(1);
  });

  test('a jump that one has turned away from shows nothing, when it comes', async () => {
    const { clock, house, chat } = await withLongPast();
    const arrived: (string | null)[] = [];
    chat.jump('lobby', house.log[400]!.seq, (problem) => arrived.push(problem));
    chat.toNow('lobby');
    await clock.advance(500);
    expect([arrived, lobbyOf(chat).past]).toEqual([[], null]);
  });

  test('what is said meanwhile is unread, and there at the end', async () => {
    const { clock, house, chat } = await withLongPast();
    chat.attend(true, true);
    chat.jump('lobby', house.log[400]!.seq, () => undefined);
    await clock.advance(500);
    house.say('Ben', 'are you there, Ann?');
    await clock.advance(500);
    expect(unread(chat, 'lobby')).toEqual({ count: 1, mentions: 1 });
    expect(shownTexts(chat)).not.toContain('are you there, Ann?');
    chat.enter('here I am');
    await clock.advance(500);
    expect(lobbyOf(chat).past).toBeNull();
    expect(shownTexts(chat).slice(-2)).toEqual(['are you there, Ann?', 'here I am']);
    expect(unread(chat, 'lobby')).toEqual({ count: 0, mentions: 0 });
  });

  test('the unread line is where it is, in the past as in the present', async () => {
    const { clock, house, chat } = setUp();
    for (let count = 0; count < 100; count++) house.say('Ben', `line ${count}`);
    chat.start('Ann');
    await clock.advance(1000);
    chat.attend(true, true);
    const read = house.log.at(-1)!.seq;
    await clock.advance(3000);
    chat.close();
    for (let count = 100; count < 900; count++) house.say('Ben', `line ${count}`);
    const again = openChat({
      dial: house.dial,
      clock,
      random: seededRandom(1),
      dayOf: () => 1,
      session: chat.state.session,
    });
    again.attend(false, false);
    again.start('Ann');
    await clock.advance(1000);
    const lineAt = () => {
      const { rows } = shownOf(lobbyOf(again)).timeline;
      return rows[rows.findIndex(({ type }) => type === 'unread') + 1]?.seq;
    };
    expect(unread(again, 'lobby').count).toBe(200);
    again.jump('lobby', read, () => undefined);
    await clock.advance(1000);
    expect(lobbyOf(again).past).not.toBeNull();
    const first = house.log.find(({ seq, text }) => seq > read && text !== undefined)!;
    expect(lineAt()).toBe(first.seq);
    while (lobbyOf(again).past) {
      again.loadLater('lobby');
      await clock.advance(100);
    }
    expect(lineAt()).toBe(first.seq);
    expect(unread(again, 'lobby').count).toBe(800);
  });

  test('a page that comes after the room was cleared leaves no hole before what was said since', async () => {
    const { house, chat, clock } = setUp();
    for (let count = 1; count <= 400; count++) house.say('Ben', `line ${count}`);
    chat.start('Ann');
    await clock.advance(500);
    chat.loadOlder('lobby');
    chat.clear('lobby');
    house.say('Ben', 'something new');
    await clock.advance(500);
    expect(texts(chat)).toEqual(['something new']);
    chat.loadOlder('lobby');
    await clock.advance(500);
    expect(texts(chat).slice(-2)).toEqual(['line 400', 'something new']);
  });

  test('however one goes about in it, there is no hole, and rows are those of all entries taken at once', async () => {
    const seqs = fc.integer({ min: 0, max: 700 });
    const acts = fc.array(
      fc.oneof(
        fc.record({ type: fc.constant('jump' as const), to: seqs }),
        fc
          .constantFrom('older', 'older', 'later', 'later', 'later', 'now', 'say', 'cut', 'clear')
          .map((type) => ({
            type,
            to: 0,
          })),
      ),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(acts, fc.integer({ min: 0, max: 60 }), async (list, pause) => {
        const clock = new VirtualClock();
        const house = new FakeHouse(clock);
        const dayOf = (time: number) => Math.floor(time / 40_000);
        for (let count = 0; count < 700; count++) {
          house.say(count % 7 < 4 ? 'Ben' : 'Eve', `line ${count}`);
          if (count % 90 === 0) await clock.advance(20_000);
        }
        const chat = openChat({ dial: house.dial, clock, random: seededRandom(1), dayOf });
        chat.start('Ann');
        await clock.advance(500);
        const names = new OwnNames();
        names.change('Ann', 0);
        const isRun = ({ timeline }: Stretch) => {
          const own = timeline.items.filter(({ type }) => type !== 'local').map(({ seq }) => seq);
          const all = house.log.map(({ seq }) => seq);
          const from = all.indexOf(own[0] ?? -1);
          if (own.length > 0) expect(own).toEqual(all.slice(from, from + own.length));
          const fresh = new GrowingTimeline({ preferences: chat.state.preferences, names, dayOf });
          fresh.drawLine(timeline.unreadFrom);
          for (const item of timeline.items) fresh.append(item);
          expect(timeline.rows).toEqual(fresh.rows);
        };
        for (const { type, to } of list) {
          if (type === 'jump') chat.jump('lobby', house.log[to]!.seq, () => undefined);
          else if (type === 'older') chat.loadOlder('lobby');
          else if (type === 'later') chat.loadLater('lobby');
          else if (type === 'now') chat.toNow('lobby');
          else if (type === 'say') house.say('Ben', 'something new');
          else if (type === 'clear') chat.clear('lobby');
          else house.cutLines();
          await clock.advance(pause);
          isRun(lobbyOf(chat));
          isRun(shownOf(lobbyOf(chat)));
        }
        await clock.advance(20_000);
        for (let count = 0; lobbyOf(chat).past && count < 20; count++) {
          chat.loadLater('lobby');
          await clock.advance(100);
        }
        expect(lobbyOf(chat).past).toBeNull();
        isRun(lobbyOf(chat));
        expect(lobbyOf(chat).timeline.newest).toBe(house.log.at(-1)!.seq);
        chat.close();
      }),
      { numRuns: 60 },
    );
  });

  test('a search without a word, and one that is too long, is told in a sentence and not sent', async () => {
    const { house, chat } = await inTheRoom();
    const reasons = ['', ' "" ', 'x'.repeat(201)].map((text) => {
      chat.search(text);
      return [chat.state.search?.state, chat.state.search?.reason];
    });
    expect(reasons).toEqual([
      ['failed', 'Type the words to look for.'],
      ['failed', 'Type the words to look for.'],
      ['failed', 'At most 200 characters can be looked for.'],
    ]);
    expect(house.heard.filter(({ type }) => type === 'search')).toEqual([]);
  });

  test('a room that is entered after a reconnect has its past', async () => {
    const { clock, house, chat } = await inTheRoom();
    for (let count = 0; count < 5; count++) house.say('Ben', `rose ${count}`, 'garden');
    await clock.advance(100);
    house.cutLines();
    await clock.advance(10_000);
    house.joinsGiveNoPast = true;
    chat.join('garden');
    await clock.advance(200);
    expect(texts(chat, 'garden')).toHaveLength(5);
    expect(unread(chat, 'garden').count).toBe(0);
  });

  test('a search finds, and goes on', async () => {
    const { clock, house, chat } = await inTheRoom();
    for (let count = 0; count < 5; count++) house.say('Ben', `rose ${count}`);
    await clock.advance(100);
    chat.search('rose');
    expect(chat.state.search?.state).toBe('asking');
    await clock.advance(100);
    chat.searchOn();
    await clock.advance(100);
    const found = chat.state.search?.entries.map((entry) => entry.type === 'message' && entry.text);
    expect(found).toEqual(['rose 1', 'rose 2', 'rose 3', 'rose 4']);
    expect(chat.state.search?.more).toBe(true);
    house.unplug();
    chat.searchOn();
    await clock.advance(10_000);
    expect(chat.state.search?.state).toBe('failed');
  });
});

describe('commands', () => {
  const lines = (chat: Chat) =>
    chat.state.rooms
      .get(chat.state.current)!
      .timeline.items.flatMap((item) => (item.type === 'local' ? [`${item.tone}: ${item.text}`] : []));

  test.each(['/frobnicate now', '/', '/etc/passwd', '/hlep'])('%s is never said', async (line) => {
    const { clock, house, chat } = await inTheRoom();
    chat.enter(line);
    await clock.advance(1000);
    expect(house.texts).toEqual([]);
    expect(lines(chat)).toEqual([expect.stringContaining('error: There is no command')]);
  });

  test('empty lines around what is said are left out', async () => {
    const { clock, house, chat } = await inTheRoom();
    for (const text of ['Hello\n', '\n \n  so\n\nit is \n\r\n ', ' \n ', '\n//shrug']) chat.enter(text);
    chat.sayTo('Ben', '\nHush\n');
    await clock.advance(1000);
    expect(house.texts).toEqual(['Hello', '  so\n\nit is ', '/shrug', 'Hush']);
  });

  test('// says a line that begins with /', async () => {
    const { clock, house, chat } = await inTheRoom();
    chat.enter('//shrug');
    await clock.advance(100);
    expect(house.texts).toEqual(['/shrug']);
  });

  test.each([
    ['/join', 'error: /join takes'],
    ['/join two rooms', 'error: /join takes'],
    ['/part', 'error: Everyone here is in the lobby.'],
    ['/msg', 'error: /msg takes'],
    ['/msg Nobody', 'error: Say something to Nobody'],
    ['/kick Ben', 'error: Nobody but whoever runs the server can remove people. /ignore NAME spares'],
    ['/AWAY', 'error: Nobody is told who is away.'],
    ['/mute Nobody', 'error: There is nobody called Nobody.'],
    ['/bots maybe', 'error: /bots takes on, fold, off'],
    ['/bots mute', 'error: /bots takes on, fold, off'],
    ['/bots mute Foo', 'error: There is no bot Foo. Bots here: Host.'],
    ['/bots fold', 'info: What bots say is folded.'],
    ['/BOTS off', 'info: Bots are hidden.'],
    ['/search', 'error: /search takes'],
    ['/topic', 'info: There is no topic.'],
    ['/who', 'info: People (1): Ann'],
    ['/comings never', 'error: /comings takes'],
    ['/help', 'info: /help [COMMAND]'],
    ['/help frob', 'error: There is no command'],
    ['/help join', 'info: /join ROOM'],
  ])('%s answers', async (line, answer) => {
    const { chat } = await inTheRoom();
    chat.enter(line);
    expect(lines(chat)).toEqual([expect.stringContaining(answer)]);
  });

  test('/bots lists those that live in the server and those from elsewhere, and what one hears of them', async () => {
    const { clock, house, chat } = await inTheRoom();
    house.tell({
      type: 'commands',
      commands: [
        { name: 'weather', args: 'PLACE', help: 'tells the weather', bot: 'Weather_Bot' },
        { name: 'roll', help: 'rolls', bot: 'Dice_Bot' },
        { name: 'why', args: '[BOT]', help: 'tells why', bot: 'Host' },
        { name: 'starter', help: 'starts', bot: 'Host' },
      ],
    });
    house.happen('joined', 'Dice_Bot', 'lobby', { kind: 'bot' });
    await clock.advance(100);
    chat.enter('/bots');
    await clock.advance(20);
    expect(lines(chat).map((line) => line.replace(/(?<=Ben ).+(?= ago)/, '…'))).toEqual([
      [
        'info: Art_Bot\tStopped by Ben … ago.\tPaints.',
        'Weather_Bot\tRunning for 2 min: 3 answers a minute, lag 4 ms, 12 MB. 1 restart.\tTells the weather.\t/weather PLACE',
        'Dice_Bot\tFrom elsewhere.\t/roll',
        'Host\tFrom elsewhere.\t/why [BOT], /starter',
        'Bots are shown.',
      ].join('\n'),
    ]);
    house.cutLines();
    await clock.advance(20);
    chat.enter('/bots');
    expect(lines(chat).at(-1)).toBe('info: Bots are shown.');
  });

  test('a room that is refused is told of', async () => {
    const { clock, chat } = await inTheRoom();
    chat.enter('/join ä');
    await clock.advance(100);
    expect(lines(chat)).toEqual(['error: That is not a name of a room.']);
  });

  test('of bots are completed, told of and said in the room; without their bot they are unknown', async () => {
    const { clock, house, chat } = await inTheRoom();
    const commands = [
      { name: 'weather', args: 'PLACE', help: 'tells the weather', bot: 'Weather_Bot' },
      { name: 'search', args: '', help: 'looks things up', bot: 'Weather_Bot' },
    ];
    house.tell({ type: 'commands', commands });
    await clock.advance(100);
    chat.enter('/help weather');
    expect(lines(chat)).toEqual(['info: /weather PLACE  tells the weather (Weather_Bot)']);
    const labels = (text: string) =>
      complete(text, text.length, chat, true)?.choices.map(({ label, hint }) => `${label}: ${hint}`);
    expect(labels('/we')).toEqual(['/weather PLACE: tells the weather (Weather_Bot)']);
    expect(labels('/sea')).toEqual([
      '/search TEXT: finds messages with all of these words, or "words in quotes"',
    ]);
    chat.enter('/weather Oslo tomorrow');
    await clock.advance(100);
    expect(house.texts).toEqual(['/weather Oslo tomorrow']);
    expect(lines(chat)).toHaveLength(1);
    chat.enter('/join garden');
    await clock.advance(100);
    chat.enter('/weather Oslo');
    house.tell({ type: 'commands', commands: [] });
    await clock.advance(100);
    chat.enter('/weather Oslo');
    const own = chat.state.rooms
      .get('garden')!
      .timeline.items.flatMap((item) => (item.type === 'local' ? [item.text] : []));
    expect(own).toEqual([
      'Weather_Bot is not in this room. /weather works in the lobby.',
      expect.stringContaining('There is no command /weather.'),
    ]);
    expect(house.texts).toHaveLength(1);
  });

  test('of a bot that is not heard are said, and tell once why no answer is seen', async () => {
    const { clock, house, chat } = await inTheRoom();
    house.tell({
      type: 'commands',
      commands: [{ name: 'starter', args: '', help: 'gives a topic', bot: 'Host' }],
    });
    await clock.advance(100);
    chat.prefer(muting(chat.state.preferences, 'host'));
    chat.enter('/starter');
    chat.enter('/starter');
    chat.prefer({ muted: [], bots: 'off' });
    chat.enter('/starter');
    chat.prefer({ bots: 'fold' });
    chat.enter('/starter');
    await clock.advance(10_000);
    expect(house.texts).toEqual(['/starter', '/starter', '/starter', '/starter']);
    expect(lines(chat)).toEqual([
      'info: Host answers, but you have muted it. /unignore Host lets it be heard.',
      'info: Host answers, but you have hidden all bots. /bots on shows them.',
    ]);
  });

  test('a muted bot is neither shown nor counted', async () => {
    const { clock, house, chat } = await inTheRoom();
    house.happen('joined', 'Chatty_Bot', 'lobby', { kind: 'bot' });
    await clock.advance(100);
    chat.enter('/bots mute chatty_bot');
    chat.attend(false, true);
    house.say('Chatty_Bot', 'I am here, Ann', 'lobby', { kind: 'bot' });
    house.say('Other_Bot', 'me too', 'lobby', { kind: 'bot' });
    await clock.advance(100);
    expect(unread(chat, 'lobby')).toEqual({ count: 1, mentions: 0 });
    const shown = () =>
      chat.state.rooms
        .get('lobby')!
        .timeline.rows.flatMap((row) => (row.type === 'message' ? [row.entry.text] : []));
    expect(shown()).toEqual(['me too']);
    chat.enter('/bots mute Foo');
    expect(lines(chat).at(-1)).toBe('error: There is no bot Foo. Bots here: Chatty_Bot, Host.');
    expect(chat.state.preferences.muted).toMatchObject([[{ name: 'Chatty_Bot' }]]);
    chat.enter('/bots unmute Chatty_Bot');
    expect(shown()).toEqual(['I am here, Ann', 'me too']);
    chat.enter('/quiet');
    expect(shown()).toEqual([]);
  });
});
