import { describe, expect, it } from 'vitest';
import type { Told } from '../../test/kits/live-client.ts';
import { memoryStore } from '../log/memory.ts';
import { liveRoom } from '../../test/kits/live-room.ts';
import { Witness } from '../../test/kits/witness.ts';
import type { MessageId, Seq } from '../room/types.ts';

const isRoom = (room: string) => (message: Told) => message.type === 'room' && message['room'] === room;
const says = (text: string) => (message: Told) => message['text'] === text;
const answers = (ref: string) => (message: Told) => message['ref'] === ref;

describe('rooms on the live wire', () => {
  it('are entered with their past, spoken in, and left', async () => {
    const { join } = await liveRoom();
    const [ann, ben] = [await join('Ann'), await join('ben')];
    ann.send({ type: 'join', room: '#Tea' });
    await ann.until(isRoom('tea'));
    ann.send({ type: 'topic', room: 'tea', text: 'all about tea' });
    ann.send({ type: 'post', room: 'tea', text: 'black', id: 'a1' });
    expect(await ann.until((message) => message.type === 'accepted')).toMatchObject({
      id: 'a1',
      room: 'tea',
    });
    ben.send({ type: 'join', room: 'tea' });
    expect(await ben.until(isRoom('tea'))).toEqual({
      type: 'room',
      room: 'tea',
      topic: 'all about tea',
      seq: expect.any(Number) as number,
      members: [
        { name: 'Ann', kind: 'person' },
        { name: 'ben', kind: 'person' },
      ],
    });
    await ben.until(says('black'));
    await ben.until((message) => message.type === 'live' && message['room'] === 'tea');
    ben.send({ type: 'rooms', ref: 'r' });
    expect(await ben.until(answers('r'))).toEqual({
      type: 'rooms',
      ref: 'r',
      rooms: [
        { room: 'lobby', topic: '', members: 2 },
        { room: 'tea', topic: 'all about tea', members: 2 },
      ],
    });
    ben.send({ type: 'leave', room: 'tea' });
    await ann.until((message) => message['event'] === 'left' && message['room'] === 'tea');
    await ben.until((message) => message['event'] === 'left' && message['room'] === 'tea');
    ann.send({ type: 'page', ref: 'p', room: 'tea', limit: 2 });
    expect(await ann.until(answers('p'))).toMatchObject({
      room: 'tea',
      more: true,
      entries: [{}, { event: 'left' }],
    });
  });

  it('are searched by those who are in them', async () => {
    const { join } = await liveRoom();
    const ann = await join('Ann');
    for (let i = 0; i < 5; i++) ann.send({ type: 'post', text: `Smørbrød number ${i}` });
    await ann.until(says('Smørbrød number 4'));
    ann.send({ type: 'search', ref: 's', text: 'number smørb', limit: 2 });
    const found = await ann.until(answers('s'));
    expect(found).toMatchObject({ type: 'found', more: true });
    expect(found['entries']).toMatchObject([{ text: 'Smørbrød number 3' }, { text: 'Smørbrød number 4' }]);
    ann.send({ type: 'search', ref: 'q', text: '"brød number" 3' });
    expect((await ann.until(answers('q')))['entries']).toMatchObject([{ text: 'Smørbrød number 3' }]);
    ann.send({ type: 'search', ref: 'e', text: ' ""' });
    expect(await ann.until(answers('e'))).toMatchObject({
      type: 'refused',
      code: 'empty_text',
      message: 'There is no word to look for.',
    });
    ann.send({ type: 'search', ref: 't', text: '"number* OR', limit: 2 });
    expect(await ann.until(answers('t'))).toMatchObject({ entries: [], more: false });
  });

  it('give a stretch of the past from wherever it is asked for', async () => {
    const { join } = await liveRoom();
    const ann = await join('Ann');
    for (const text of ['1', '2', '3', '4', '5', '6', '7']) ann.send({ type: 'post', text });
    await ann.until(says('7'));
    const seqs = ann.told.filter(({ event }) => event === 'message').map(({ seq }) => seq as number);
    const page = async (where: object) => {
      const ref = JSON.stringify(where);
      ann.send({ type: 'page', ref, limit: 3, ...where });
      const { entries, more, later } = await ann.until(answers(ref));
      const said = (entries as { text?: string; event: string }[]).map(({ text, event }) => text ?? event);
      return [said.join(' '), more, later];
    };
    const at = (text: number) => seqs[text - 1]!;
    expect(await page({})).toEqual(['5 6 7', true, false]);
    expect(await page({ before: at(5) })).toEqual(['2 3 4', true, true]);
    expect(await page({ before: at(7) + 1 })).toEqual(['5 6 7', true, false]);
    expect(await page({ after: at(2) })).toEqual(['3 4 5', true, true]);
    expect(await page({ after: at(4) })).toEqual(['5 6 7', true, false]);
    expect(await page({ after: at(7) })).toEqual(['', true, false]);
    expect(await page({ after: 0, limit: 2 })).toEqual(['opened joined', false, true]);
    expect(await page({ around: at(4) })).toEqual(['3 4 5', true, true]);
    expect(await page({ around: at(4), limit: 1 })).toEqual(['4', true, true]);
    expect(await page({ around: at(4), limit: 200 })).toEqual(['opened joined 1 2 3 4 5 6 7', false, false]);
    expect(await page({ around: at(7) })).toEqual(['6 7', true, false]);
    expect(await page({ around: 0 })).toEqual(['opened joined', false, true]);
    expect(await page({ around: 1e9 })).toEqual(['7', true, false]);
  });

  it('show who is typing, and refuse what is not possible with a code', async () => {
    const { join } = await liveRoom();
    const [ann, ben] = [await join('Ann'), await join('ben')];
    ann.send({ type: 'typing' });
    expect(await ben.until((message) => message.type === 'typing')).toEqual({
      type: 'typing',
      room: 'lobby',
      name: 'Ann',
    });
    ann.send({ type: 'join', room: 'no room' });
    expect(await ann.until((message) => message.type === 'refused')).toMatchObject({ code: 'bad_room' });
  });
});

describe('a room on the live wire', () => {
  it('says which place its members stand for, also where a server was killed before', async () => {
    const { log } = memoryStore();
    const killed = await liveRoom({ log });
    await killed.join('Ghost');
    const { join } = await liveRoom({ log });
    const ann = await join('Ann');
    const room = await ann.until(isRoom('lobby'));
    const came = (name: string) => ann.until((told) => told['event'] === 'joined' && told['name'] === name);
    expect(room['members']).toEqual([{ name: 'Ann', kind: 'person' }]);
    expect((await came('Ghost'))['seq']).toBeLessThan(Number(room['seq']));
    expect((await came('Ann'))['seq']).toBeGreaterThan(Number(room['seq']));
  });
});

describe('a draft on the live wire', () => {
  it('is shown as it grows, to who is there, and then is an entry of its id', async () => {
    const { hub, join } = await liveRoom();
    const ann = await join('Ann');
    const here = { kind: 'bot', address: 'resident', wire: 'test', replay: 0 } as const;
    const bot = hub.join({ ...here, nick: 'Talker' }, new Witness());
    await ann.until((message) => message['name'] === 'Talker' && message['event'] === 'joined');
    const id = 'a-1' as MessageId;
    bot.draft?.({ id, text: 'It\nrains', answers: 1 as Seq });
    bot.say({ id, text: 'It\nrains.' });
    bot.draft?.({ id: 'a-2' as MessageId, text: 'And' });
    bot.draft?.({ id: 'a-2' as MessageId, text: null });
    await ann.until(says('It\nrains.'));
    const about = { type: 'draft', room: 'lobby', name: 'Talker', kind: 'bot' };
    expect(ann.told.slice(-4).filter(({ type }) => type === 'draft')).toEqual([
      { ...about, id: 'a-1', text: 'It\nrains', answers: 1 },
    ]);
    expect(ann.told.at(-1)).toMatchObject({ type: 'entry', id: 'a-1' });
  });
});

describe('a session on the live wire', () => {
  it('gives the place back, with what was missed, and stores what is sent again once', async () => {
    const { join } = await liveRoom();
    const ann = await join('Ann', { session: true });
    const token = ann.told[0]?.['session'];
    const ben = await join('ben');
    const joined = await ann.until((message) => message['name'] === 'ben' && message['event'] === 'joined');
    ann.send({ type: 'post', id: 'a1', text: 'before' });
    await ben.until(says('before'));
    ann.close();
    ben.send({ type: 'post', text: 'meanwhile' });
    await ben.until(says('meanwhile'));
    const back = await join('Ann', { session: token, since: joined['seq'] });
    expect(back.told[0]).toMatchObject({ type: 'welcome', name: 'Ann', session: token });
    expect(back.texts).toEqual(['before', 'meanwhile']);
    back.send({ type: 'post', id: 'a1', text: 'before' });
    back.send({ type: 'post', id: 'a2', text: 'after' });
    await ben.until(says('after'));
    expect(ben.texts).toEqual(['before', 'meanwhile', 'after']);
    expect(ben.told.filter((message) => message['event'] === 'left')).toEqual([]);
  });

  it('is taken over by the newest connection', async () => {
    const { join, hub } = await liveRoom();
    const ann = await join('Ann', { session: true });
    const phone = await join('Ann', { session: ann.told[0]?.['session'] });
    expect(await ann.untilClosed()).toBe(4008);
    expect(hub.members()).toHaveLength(1);
    phone.send({ type: 'leave' });
    expect(await phone.untilClosed()).toBe(1000);
    await expect.poll(() => hub.members()).toEqual([]);
  });

  it('can be talked to in private, also from a name alone', async () => {
    const { join } = await liveRoom();
    const ann = await join('Ann', { session: true });
    const ben = await join('ben', { session: true });
    const eve = await join('eve', { session: true });
    ann.send({ type: 'post', to: 'BEN', text: 'a secret', id: 'p1' });
    const { room } = await ann.until((message) => message.type === 'accepted');
    expect(await ben.until(isRoom(room as string))).toMatchObject({ with: 'Ann' });
    await ben.until(says('a secret'));
    ben.send({ type: 'post', room, text: 'mine too' });
    await ann.until(says('mine too'));
    eve.send({ type: 'page', ref: 'p', room });
    expect(await eve.until(answers('p'))).toMatchObject({ type: 'refused', code: 'not_here' });
    eve.send({ type: 'search', ref: 's', room, text: 'secret' });
    expect(await eve.until(answers('s'))).toMatchObject({ type: 'refused', code: 'not_here' });
    eve.send({ type: 'page', ref: 'n', room: 'nowhere', after: 0 });
    expect(await eve.until(answers('n'))).toMatchObject({
      code: 'not_here',
      message: 'You are not in the room nowhere, and its past is for those who are.',
    });
    expect(JSON.stringify(eve.told)).not.toContain('secret');
  });

  it('remembers how far a room was read', async () => {
    const { join } = await liveRoom();
    const ann = await join('Ann', { session: true });
    ann.send({ type: 'post', text: 'one' });
    const { seq } = await ann.until(says('one'));
    ann.send({ type: 'read', seq });
    ann.send({ type: 'ping', ref: 'x' });
    await ann.until(answers('x'));
    const back = await join('Ann', { session: ann.told[0]?.['session'] });
    expect(back.told.find(isRoom('lobby'))).toMatchObject({ read: seq });
  });
});

describe('something done', () => {
  it('is a message with a mark, found and answered like any other', async () => {
    const { join } = await liveRoom();
    const [ann, ben] = [await join('Ann'), await join('ben')];
    ann.send({ type: 'post', text: 'waves', action: true, id: 'a1' });
    const told = await ben.until(says('waves'));
    expect(told).toMatchObject({ event: 'message', name: 'Ann', text: 'waves', action: true });
    ben.send({ type: 'post', text: 'waves back', action: true, answers: told['seq'] });
    expect(await ann.until(says('waves back'))).toMatchObject({ action: true, answers: told['seq'] });
    ann.send({ type: 'post', text: 'no deed', action: false });
    expect(await ben.until(says('no deed'))).not.toHaveProperty('action');
    ann.send({ type: 'search', ref: 's', text: 'waves' });
    expect(await ann.until(answers('s'))).toMatchObject({
      entries: [{ text: 'waves', action: true }, { text: 'waves back' }],
    });
  });
});

describe('another name', () => {
  it('is told to everyone, and to who asked for it', async () => {
    const { join } = await liveRoom();
    const [ann, ben] = [await join('Ann', { session: true }), await join('ben')];
    ann.send({ type: 'rename', ref: 'a', name: 'Anna' });
    expect(await ann.until(answers('a'))).toEqual({ type: 'renamed', ref: 'a', name: 'Anna' });
    expect(await ben.until((message) => message['event'] === 'renamed')).toMatchObject({
      type: 'entry',
      room: 'lobby',
      name: 'Ann',
      kind: 'person',
      to: 'Anna',
    });
    expect(ann.told.findIndex((message) => message['event'] === 'renamed')).toBeLessThan(
      ann.told.findIndex(answers('a')),
    );
    ann.send({ type: 'post', text: 'hi' });
    expect(await ben.until(says('hi'))).toMatchObject({ name: 'Anna' });
    ann.send({ type: 'rename', ref: 'b', name: 'BEN' });
    expect(await ann.until(answers('b'))).toMatchObject({ type: 'refused', code: 'name_taken' });
    const { session } = await ann.until((message) => message.type === 'welcome');
    ann.close();
    const back = await join('Ann', { session });
    expect(back.told[0]).toMatchObject({ type: 'welcome', name: 'Anna' });
  });

  it('are told which bots live in the server, and no more than people may know', async () => {
    const bot = { name: 'Art_Bot', about: 'Paints.', state: 'parked', restarts: 5, answersPerMinute: 3 };
    const [since, failed] = [Date.UTC(2026, 0, 5), Date.UTC(2026, 0, 4)];
    const rest = { until: null, by: null, failure: 'no paint', lag: null, memory: null };
    const { join } = await liveRoom({}, { bots: () => [{ ...bot, ...rest, since, failed }] });
    const ann = await join('Ann');
    ann.send({ type: 'bots', ref: 'b' });
    expect(await ann.until(answers('b'))).toEqual({
      type: 'bots',
      ref: 'b',
      bots: [
        {
          ...bot,
          since: '2026-01-05T00:00:00.000Z',
          failed: '2026-01-04T00:00:00.000Z',
          failure: 'no paint',
        },
      ],
    });
  });
});
